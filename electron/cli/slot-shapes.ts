import type { JsonObject } from '#domain/programming';

/** A value that plans of a kind have. */
export interface SlotShape {
  name: string;
  title: { en: string; zh: string };
  /** What it can be, in words: `whole number from 1 to 100`. */
  shape: string;
}

interface Schema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  anyOf?: Schema[];
  oneOf?: Schema[];
  /** Of a number: what it counts. */
  unit?: string;
}

/** The slots of a kind, from the JSON Schema of its plans. */
export function slotShapes(schema: JsonObject, titles: Readonly<Record<string, SlotShape['title']>>): SlotShape[] {
  const { kind: _, ...own } = (schema as Schema).properties ?? {};
  const { slots, ...rest } = own;
  return Object.entries({ ...rest, ...slots?.properties }).map(([name, each]) => ({
    name,
    title: titles[name] ?? { en: name, zh: name },
    shape: shapeOf(each),
  }));
}

function shapeOf(schema: Schema): string {
  const { properties, items, pattern = '', minimum, maximum } = schema;
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return [...new Set(alternatives.map((each) => (each.type === 'null' ? 'nothing' : shapeOf(each))))].join(', or ');
  if (schema.enum) return schema.enum.map(String).join(' | ');
  if ('const' in schema) return JSON.stringify(schema.const);
  if (items) return `list of ${shapeOf(items)}${(schema.minItems ?? 0) > 1 ? `, at least ${schema.minItems}` : ''}`;
  if (properties?.['value'] && properties['source']) return shapeOf(properties['value']);
  if (properties?.['name'] && properties['typeSource']) return 'name with its type';
  if (properties)
    return `{ ${Object.entries(properties)
      .map(([name, each]) => `${name}: ${shapeOf(each)}`)
      .join('; ')} }`;
  if (schema.type === 'integer' || schema.type === 'number') {
    const unit = schema.unit === undefined ? '' : ` of ${schema.unit}`;
    const range = minimum === undefined || maximum === undefined ? '' : ` from ${minimum} to ${maximum}`;
    return `${schema.type === 'integer' ? 'whole number' : 'number'}${unit}${range}`;
  }
  if (schema.type === 'boolean') return 'yes or no';
  if (schema.format === 'uri') return 'address';
  if (schema.type === 'string') return pattern.startsWith('^[\\p{L}_]') ? 'name' : 'text';
  return 'any value';
}
