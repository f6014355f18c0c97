import type { TypedName } from '../../plan.ts';
import { declareEdit } from '../../slots/declare-edit.ts';
import { addField } from './add-field.ts';
import { fieldSource } from './sample-source.ts';

const shown = ({ name, type, optional }: TypedName): string => `\`${name}${optional ? '?' : ''}: ${type}\``;

/** Another field of a class, an interface, a dataclass or a struct. */
export default declareEdit({
  kind: 'add-field',
  title: { en: 'Add a field', zh: '添加字段' },
  example: { en: 'Add an optional field email: string to the type User', zh: '给类型 User 增加可选字段 email：字符串' },
  suggestion: { en: 'Add an optional field email: string to the type User', zh: '给类型 User 增加可选字段 email：字符串' },
  heads: {
    en: [
      ...[
        'add a field',
        'add field',
        'add the field',
        'add fields',
        'add the fields',
        'new field',
        'another field',
        'add an optional field',
        'add a new field',
      ],
      ...[
        'add a property',
        'add property',
        'add the property',
        'add an attribute',
        'add attribute',
        'add a member',
        'optional field',
        'optional property',
        'optional attribute',
        'field to',
        'property to',
        'attribute to',
      ],
    ],
    zh: [
      ...[
        '增加字段',
        '添加字段',
        '加字段',
        '新增字段',
        '增加一个字段',
        '添加一个字段',
        '加一个字段',
        '加个字段',
        '新增一个字段',
        '增加可选字段',
        '添加可选字段',
        '加上字段',
      ],
      ...['增加属性', '添加属性', '加属性', '增加一个属性', '添加一个属性', '加一个属性', '加个属性', '新增属性'],
    ],
  },
  hints: {
    en: [
      ...['has to carry', 'also carry', 'also carries', 'should carry', 'also has', 'also have', 'also needs', 'also need', 'is missing'],
      ...['lacks', 'needs another', 'needs an extra', 'one more property', 'one more field', 'also store', 'also stores'],
    ],
    zh: ['还少', '还差', '还缺', '少了个', '少了一个', '也要带', '还要带', '也要有', '还要有', '还得有', '也得有', '多带一个'],
  },
  unless: {
    en: ['column', 'table', 'form field', 'endpoint', 'with fields', 'with the fields'],
    zh: ['列', '数据库', '接口字段', '表单', '建表'],
  },
  weight: 6,
  targets: ['class', 'type'],
  slots: {
    target: {
      type: {
        type: 'symbol',
        not: { en: ['field', 'fields', 'property', 'attribute', 'default'], zh: ['字段', '属性', '默认值', '默认'] },
      },
      title: { en: 'type', zh: '类型' },
      cues: {
        en: ['to', 'class', 'type', 'interface', 'struct', 'dataclass', 'record', 'of', 'in', 'for'],
        zh: ['给', '为', '在', '向', '往', '类', '类型', '接口', '结构体', '数据类'],
      },
      question: { en: 'Which class or type gets the field?', zh: '给哪个类或类型增加字段？' },
    },
    fields: {
      type: { type: 'fields', least: 1, most: 8, defaults: true },
      title: { en: 'fields', zh: '字段' },
      cues: {
        en: [
          'field',
          'fields',
          'property',
          'properties',
          'attribute',
          'attributes',
          'member',
          'carry an',
          'carry a',
          'carry',
          'is missing',
          'lacks',
          'also has',
          'also have',
          'also needs',
          'also need',
          'also store',
        ],
        zh: [
          '字段',
          '属性',
          '还少一个',
          '还差一个',
          '还缺一个',
          '少了一个',
          '还少',
          '还差',
          '还缺',
          '带上',
          '带一个',
          '也要有',
          '还要有',
          '还得有',
          '也得有',
        ],
      },
      question: { en: 'What is the field called, and of which type is it?', zh: '字段的名称和类型是什么？' },
    },
  },
  edit: ({ slots }, source) => addField(source, slots.fields.value),
  sampleSource: fieldSource,
  summary: ({ slots: { target, fields } }) => {
    const list = fields.value.map(shown);
    return {
      made: { en: list.join(', '), zh: list.join('、') },
      facts: null,
      changes: {
        en: `Adds the field${list.length === 1 ? '' : 's'} ${list.join(', ')} to \`${target.value}\``,
        zh: `为 \`${target.value}\` 增加字段 ${list.join('、')}`,
      },
    };
  },
});
