import { distinct, fieldName, typeName } from '#domain/ir/names';
import type { FieldNode, ImportNode } from '#domain/ir/nodes';
import type { TypedName } from '../../plan.ts';
import { toIrType } from '../../reading/type-words.ts';
import { type Change, type Target, type WritingInstruction, weigh } from '../instruction.ts';
import { recordCues } from './lexicon.ts';
import { readRecord } from './reading.ts';
import { type RecordPlan, recordSchema } from './schema.ts';

/** Fields as the target names them; the key in JSON stays what the user wrote. */
function fieldsOf(fields: TypedName[], target: Target): FieldNode[] {
  const names = distinct(fields.map((field) => fieldName(field.name, target.language)));
  return fields.map((field, at) => ({ name: names[at] ?? 'value', key: field.name, type: toIrType(field.type), optional: field.optional }));
}

function lower(plan: RecordPlan, target: Target): Change {
  const name = typeName(plan.name.value, target.language);
  const fields = fieldsOf(plan.fields, target);
  const has = (type: RegExp): boolean => plan.fields.some((field) => type.test(field.type));
  const imports: ImportNode[] = [];
  if (target.language === 'python') {
    imports.push({ module: 'dataclasses', names: ['dataclass'] });
    if (has(/datetime/)) imports.push({ module: 'datetime', names: ['datetime'] });
    const typing = [...(has(/unknown|map/) ? ['Any'] : []), ...(fields.some((field) => field.optional) ? ['Optional'] : [])];
    if (typing.length > 0) imports.push({ module: 'typing', names: typing });
  }
  if (target.language === 'go' && has(/datetime/)) imports.push({ module: 'time', names: [] });
  const form = target.language === 'javascript' ? 'class' : plan.form.value;
  return {
    imports,
    declarations: [{ kind: 'record', form, name, fields, exported: target.view?.form !== 'require' }],
    names: [name],
    notes: [],
    fileStem: plan.name.value,
  };
}

/** A record: an interface or class, a dataclass, a struct with JSON tags. */
const record: WritingInstruction<RecordPlan> = {
  kind: 'record',
  order: 3,
  title: { en: 'Record or class', zh: '记录或类' },
  example: {
    en: 'Create a class User with fields id (integer), email (string) and active (boolean)',
    zh: '创建一个类 User，字段：id（整数）、email（字符串）、active（布尔）',
  },
  schema: recordSchema,
  score: (reader) => weigh(recordCues, reader),
  read: readRecord,
  lower,
  describe: (plan) => [
    { name: 'name', slot: plan.name },
    { name: 'form', slot: plan.form },
    ...plan.fields.map((field) => ({
      name: `field ${field.name}`,
      slot: { value: field.type + (field.optional ? '?' : ''), source: field.typeSource },
    })),
  ],
  summary: (plan) => ({
    made: {
      en: `the record \`${plan.name.value}\`, which has ${plan.fields.length} field${plan.fields.length === 1 ? '' : 's'}`,
      zh: `记录 \`${plan.name.value}\`（${plan.fields.length} 个字段）`,
    },
    facts: null,
  }),
  suggestion: () => ({
    en: 'Create a class Task with fields title (string), done (boolean) and dueAt (date)',
    zh: '创建一个类 Task，字段：title（字符串）、done（布尔）、dueAt（日期）',
  }),
};

export default record;
