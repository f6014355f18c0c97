import { distinct, fieldName, typeName, valueName } from '#domain/ir/names';
import type { Declaration, ImportNode } from '#domain/ir/nodes';
import { type IrType, named, stringType } from '#domain/ir/types';
import { words } from '../../plan.ts';
import { toIrType } from '../../reading/type-words.ts';
import { declare } from '../../slots/declare.ts';
import { type FieldGroup, groupsSlot } from '../../slots/groups.ts';
import { joinImports } from '../../templates/join-imports.ts';
import { ownName } from '../../templates/own-name.ts';
import type { Templates } from '../../templates/templates.ts';
import type { Change, Target } from '../instruction.ts';
import record from '../record/index.ts';
import { closedTemplate, openTemplate } from './templates.ts';

/** Publishing and subscribing inside one process. */
export default declare({
  kind: 'event-emitter',
  title: { en: 'Event emitter', zh: '事件发布订阅' },
  example: {
    en: 'Create an event emitter called ShopEvents with the events orderPaid (id: integer, total: number) and orderCancelled (id: integer)',
    zh: '创建名为 ShopEvents 的事件发射器，事件：orderPaid（id 整数，total 数字）、orderCancelled（id 整数）',
  },
  suggestion: { en: 'Create an event emitter called AppEvents', zh: '创建名为 AppEvents 的事件发射器' },
  heads: {
    en: [
      'typed event emitter',
      'typed event bus',
      'typed pubsub',
      'typed pub/sub',
      'event emitter',
      'event-emitter',
      'eventemitter',
      'event bus',
      'event-bus',
      'eventbus',
      'pub/sub',
      'pubsub',
      'pub-sub',
      'publish/subscribe',
      'publish-subscribe',
      'publisher subscriber',
      'event dispatcher',
      'event hub',
      'message bus',
      'observer pattern',
    ],
    zh: [
      '事件发射器',
      '事件总线',
      '发布订阅',
      '发布/订阅',
      '发布-订阅',
      '事件分发器',
      '事件派发器',
      '事件中心',
      '消息总线',
      '观察者模式',
      '事件触发器',
    ],
  },
  hints: { en: ['subscribe', 'listeners', 'publish and subscribe', 'broadcast'], zh: ['订阅', '监听', '广播', '互相通知'] },
  weight: 5,
  slots: {
    events: {
      type: groupsSlot(
        {
          en: [
            'with the events',
            'with events',
            'events',
            'for the events',
            'for events',
            'event types',
            'emits',
            'emitting',
            'topics',
            'with topics',
            'topics are',
            'events are',
            'events:',
          ],
          zh: [
            '事件有',
            '事件为',
            '事件包括',
            '包含事件',
            '事件：',
            '事件:',
            '支持事件',
            '有事件',
            '带事件',
            '主题：',
            '主题:',
            '主题有',
            '主题是',
            '事件是',
          ],
        },
        1,
      ),
      title: { en: 'events', zh: '事件' },
      default: null,
    },
    name: { type: { type: 'name' }, title: { en: 'name', zh: '名称' }, default: 'EventBus' },
  },
  lower: ({ slots: { name, events } }, target, templates) => lower(name.value, events.value as FieldGroup[] | null, target, templates),
  summary: ({ slots: { name, events } }) => {
    const count = (events.value as FieldGroup[] | null)?.length ?? 0;
    return {
      made: { en: `the event emitter \`${name.value}\``, zh: `事件发射器 \`${name.value}\`` },
      facts:
        count === 0
          ? { en: 'its events are told by their type', zh: '事件由类型区分' }
          : { en: `it has ${count} kind${count === 1 ? '' : 's'} of event`, zh: `共 ${count} 种事件` },
    };
  },
});

const payloadType = (fields: FieldGroup['fields']): IrType => {
  if (fields.length === 0) return named('Record', stringType, { kind: 'never' });
  return {
    kind: 'shape',
    form: 'object',
    members: fields.map((field) => ({
      kind: 'property',
      name: /^[A-Za-z_$][\w$]*$/.test(field.name) ? field.name : JSON.stringify(field.name),
      type: toIrType(field.type),
      ...(field.optional ? { optional: true } : {}),
    })),
  };
};

async function lower(given: string, events: FieldGroup[] | null, target: Target, templates: Templates): Promise<Change> {
  const { language } = target;
  const template = events === null ? openTemplate : closedTemplate;
  const name = ownName(typeName(given, language), template, language);
  const topic = language === 'go' && events === null ? name : `${name}Topic`;
  const types = distinct([
    name,
    topic,
    'Event',
    ...(events ?? []).map((each) => ownName(typeName(each.name, language), template, language)),
  ]).slice(3);
  const payloads: Declaration[] = [];
  const imports: ImportNode[] = [];
  if (events !== null && (language === 'python' || language === 'go'))
    for (const [at, { fields }] of events.entries()) {
      const made = await record.lower(
        { kind: 'record', language: words(language), name: words(types[at] ?? ''), form: words('class'), fields } as never,
        target,
        templates,
      );
      payloads.push(...made.declarations);
      imports.push(...made.imports);
    }
  if (events !== null && language === 'typescript')
    payloads.push({
      kind: 'interface',
      name: `${name}Types`,
      exported: true,
      doc: 'The types of events, and what comes with them.',
      members: events.map((each) => ({ kind: 'property', name: each.name, type: payloadType(each.fields) })),
    });
  const fields = distinct((events ?? []).map((each) => fieldName(each.name, 'go')));
  const filled = await templates.fill(
    template,
    {
      Name: name,
      Events: `${name}Types`,
      Topic: topic,
      listener: valueName(`${topic} listener`, 'go'),
      topics: {
        fields: fields.map((field, at) => ({
          name: field,
          key: field,
          optional: false,
          tag: '',
          type: named(topic, named(types[at] ?? '')),
        })),
      },
    },
    target,
  );
  // Payloads stand in front of the class that passes them on, behind the variables of types.
  const behind = language === 'python' ? filled.declarations.length - 1 : 0;
  const declarations = [...filled.declarations.slice(0, behind), ...payloads, ...filled.declarations.slice(behind)];
  return {
    imports: joinImports(imports, filled.imports),
    declarations,
    names: [...new Set([...filled.names, ...payloads.flatMap((each) => ('name' in each ? [each.name as string] : []))])],
    notes: [],
    fileStem: given,
  };
}
