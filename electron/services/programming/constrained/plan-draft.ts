import type { z } from 'zod';
import { slotSourceSchema } from '#domain/programming';
import type { AnyPlan, Instruction } from '../instructions/instruction.ts';
import { type ValueSchema, valueSchemaOf } from './schema-grammar.ts';

/**
 * A plan as a model writes it: the same as the plan, without where its values came from, which a model does not know. `{ value, source,
 * span }` is its value alone, and `typeSource` is left out.
 */
export interface PlanDraft {
  /** What a model may write. */
  schema: ValueSchema;
  /** The plan of what it wrote; every value is marked by `sourceOf`, which is told the value and the name of its slot. */
  toPlan(draft: unknown, sourceOf: SourceOf): unknown;
  /** What a model should have written for the plan. */
  toDraft(plan: AnyPlan): unknown;
}

export type SourceOf = (value: unknown, slot: string) => z.infer<typeof slotSourceSchema>;

const sources = JSON.stringify(slotSourceSchema.options);
const isSource = (schema: ValueSchema | undefined): boolean => JSON.stringify(schema?.enum) === sources;
const isSlot = ({ properties }: ValueSchema): boolean =>
  properties?.['value'] !== undefined && isSource(properties['source']) && Object.keys(properties).length <= 3;

/** Whether a model may write plans of a kind: not where a value comes from a document that was pasted, which its schema says by `writable: false`. */
export const isWritable = (instruction: Instruction): boolean =>
  !JSON.stringify(valueSchemaOf(instruction.schema)).includes('"writable":false');

export function planDraft(instruction: Instruction): PlanDraft {
  const whole = valueSchemaOf(instruction.schema);
  const { language, kind, ...rest } = whole.properties ?? {};
  // The kind first: all that follows depends on it.
  const inOrder = { ...whole, properties: { ...(kind && { kind }), ...(language && { language }), ...rest } };
  return {
    schema: plain(inOrder),
    toPlan: (draft, sourceOf) => marked(draft, whole, sourceOf, ''),
    toDraft: (plan) => unmarked(plan, inOrder),
  };
}

/** The schema without what says where values came from. */
function plain(schema: ValueSchema): ValueSchema {
  if (isSlot(schema)) return plain(schema.properties?.['value'] ?? {});
  const { properties, items, anyOf, oneOf } = schema;
  const kept = Object.entries(properties ?? {}).filter(([, each]) => !isSource(each));
  return {
    ...schema,
    ...(properties && { properties: Object.fromEntries(kept.map(([name, each]) => [name, plain(each)])) }),
    ...(items && { items: plain(items) }),
    ...(anyOf && { anyOf: anyOf.map(plain) }),
    ...(oneOf && { oneOf: oneOf.map(plain) }),
  };
}

/** The value with the marks that its schema has. `slot` is the name of the innermost property around it. */
function marked(value: unknown, schema: ValueSchema, sourceOf: SourceOf, slot: string): unknown {
  if (isSlot(schema)) return { value: marked(value, schema.properties?.['value'] ?? {}, sourceOf, slot), source: sourceOf(value, slot) };
  const alternatives = schema.anyOf ?? schema.oneOf;
  // A slot that may be left out is null as a whole.
  if (alternatives) return value === null ? null : marked(value, alternatives.find((each) => fits(value, each)) ?? {}, sourceOf, slot);
  if (Array.isArray(value)) return schema.items ? value.map((each) => marked(each, schema.items ?? {}, sourceOf, slot)) : value;
  if (typeof value !== 'object' || value === null || !schema.properties) return value;
  const own = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(schema.properties)
      .filter(([name, each]) => isSource(each) || Object.hasOwn(own, name))
      .map(([name, each]) => [
        name,
        isSource(each) ? sourceOf(own[name.replace(/Source$/, '')], name) : marked(own[name], each, sourceOf, name),
      ]),
  );
}

/** The value without the marks that its schema has, in the order of the schema. */
function unmarked(value: unknown, schema: ValueSchema): unknown {
  if (value === null) return null;
  if (isSlot(schema)) return unmarked((value as { value: unknown }).value, schema.properties?.['value'] ?? {});
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) {
    // A slot as a whole, or null: what it holds tells which.
    const marks = typeof value === 'object' && value !== null && 'source' in value && alternatives.some(isSlot);
    return unmarked(value, (marks ? alternatives.find(isSlot) : alternatives.find((each) => fits(value, each))) ?? {});
  }
  if (Array.isArray(value)) return schema.items ? value.map((each) => unmarked(each, schema.items ?? {})) : value;
  if (typeof value !== 'object' || value === null || !schema.properties) return value;
  const own = value as Record<string, unknown>;
  const kept = Object.entries(schema.properties).filter(([name, each]) => !isSource(each) && Object.hasOwn(own, name));
  return Object.fromEntries(kept.map(([name, each]) => [name, unmarked(own[name], each)]));
}

/** Whether a value is of the form of one of some alternatives; forms of objects are told apart by their properties and constants. */
function fits(value: unknown, schema: ValueSchema): boolean {
  if (isSlot(schema)) return fits(value, schema.properties?.['value'] ?? {});
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return alternatives.some((each) => fits(value, each));
  if (schema.type === 'array') return Array.isArray(value);
  if (schema.type !== 'object') return typeof value !== 'object' || value === null;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const own = value as Record<string, unknown>;
  const { properties = {}, required = [] } = schema;
  return (
    // A draft lacks the marks of its plan.
    required.every((name) => isSource(properties[name]) || Object.hasOwn(own, name)) &&
    Object.entries(properties).every(([name, each]) => !('const' in each) || own[name] === each.const)
  );
}
