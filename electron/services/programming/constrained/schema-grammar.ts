import { z } from 'zod';
import { plainCharacters } from './code-ranges.ts';
import { choice, literal, oneOf, type Piece, repeated, sequence } from './gbnf.ts';
import { integersBetween, numbersBetween } from './number-grammar.ts';
import { patternGrammar } from './pattern-grammar.ts';

/**
 * What of JSON Schema the plans use. `writable` narrows a `pattern` to what a grammar can say: a regular expression without look-around; false
 * says that no model is to write it.
 */
export interface ValueSchema {
  $ref?: string;
  $defs?: Record<string, ValueSchema>;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: ValueSchema[];
  oneOf?: ValueSchema[];
  properties?: Record<string, ValueSchema>;
  required?: string[];
  items?: ValueSchema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  writable?: string | false;
  format?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}

/** The JSON Schema of a zod schema. What JSON Schema cannot say is left to the check of the value. */
export const valueSchemaOf = (schema: z.ZodType): ValueSchema => z.toJSONSchema(schema, { unrepresentable: 'any' }) as ValueSchema;

/** How much a model may write: items of lists at the top and inside another list, characters of a text and of a name or pattern. */
interface Bounds {
  items: number;
  inner: number;
  text: number;
  pattern: number;
}

const allBounds: readonly Bounds[] = [
  { items: 24, inner: 8, text: 160, pattern: 32 },
  { items: 12, inner: 6, text: 120, pattern: 24 },
  { items: 8, inner: 4, text: 80, pattern: 20 },
  { items: 5, inner: 3, text: 60, pattern: 16 },
  { items: 3, inner: 2, text: 40, pattern: 16 },
  { items: 2, inner: 1, text: 24, pattern: 16 },
];

export interface JsonGrammar {
  /** GBNF with the rule `root`. */
  grammar: string;
  /** The most bytes of UTF-8 that it lets anybody write; a model that may write as many tokens comes to its end. */
  longest: number;
}

/**
 * A grammar for values of the schemas, with one of them after the other to choose from. It is loose: it keeps form and bounds and knows
 * nothing of what values have to do with each other, and leaves no room for white space. Lists and texts of each are as long as `room` bytes
 * allow. Null where even the shortest of one of them needs more.
 */
export function jsonGrammar(schemas: readonly ValueSchema[], room: number): JsonGrammar | null {
  const rules: Rules = new Map();
  const values: Piece[] = [];
  for (const schema of schemas) {
    const value = widest(schema, room, rules);
    if (value === null) return null;
    values.push(value);
  }
  const root = choice(values);
  const lines = [...rules].map(([text, name]) => `${name} ::= ${text}\n`);
  return { grammar: `root ::= ${root.text}\n${lines.join('')}`, longest: root.longest };
}

/** Rules by their text, so that the same list is written once. */
type Rules = Map<string, string>;

function widest(schema: ValueSchema, room: number, rules: Rules): Piece | null {
  for (const bounds of allBounds) {
    const own: Rules = new Map(rules);
    const value = new GrammarWriter(bounds, own).of(schema);
    if (value.longest > room) continue;
    for (const [text, name] of own) rules.set(text, name);
    return value;
  }
  return null;
}

const scalars = ['string', 'number', 'boolean', 'null'];
/** Lists and objects inside a value of any form: more would be no test data and no answer that anybody wants from a model. */
const deepestFree = 2;

class GrammarWriter {
  readonly #bounds: Bounds;
  readonly #named: Rules;
  #defs: Record<string, ValueSchema> = {};

  constructor(bounds: Bounds, rules: Rules) {
    this.#bounds = bounds;
    this.#named = rules;
  }

  of(schema: ValueSchema): Piece {
    this.#defs = schema.$defs ?? {};
    return this.#value(schema, 0, 0);
  }

  #value(schema: ValueSchema, lists: number, references: number): Piece {
    if (schema.$ref !== undefined) return this.#reference(schema.$ref, lists, references);
    if ('const' in schema) return literal(JSON.stringify(schema.const));
    if (schema.enum) return choice(schema.enum.map((each) => literal(JSON.stringify(each))));
    const alternatives = schema.anyOf ?? schema.oneOf;
    if (alternatives) return this.#rule(this.#alternatives(alternatives, lists, references));
    const types = schema.type === undefined ? scalars : [schema.type].flat();
    return this.#rule(choice(types.map((type) => this.#typed(type, schema, lists, references))));
  }

  /** Of alternatives that refer to themselves only those that do not, once they are deep enough. */
  #alternatives(all: readonly ValueSchema[], lists: number, references: number): Piece {
    const flat = all.filter(({ type }) => type !== 'array' && type !== 'object');
    const open = references > deepestFree && flat.length > 0 ? flat : all;
    return choice(open.map((each) => this.#value(each, lists, references)));
  }

  #reference(name: string, lists: number, references: number): Piece {
    const target = this.#defs[name.split('/').at(-1) ?? ''];
    return target ? this.#value(target, lists, references + 1) : literal('null');
  }

  #typed(type: string, schema: ValueSchema, lists: number, references: number): Piece {
    switch (type) {
      case 'object':
        return this.#object(schema, lists, references);
      case 'array':
        return this.#list(schema, lists, references);
      case 'string':
        return this.#text(schema);
      case 'integer':
        return integersBetween(Math.ceil(leastOf(schema)), Math.floor(mostOf(schema)));
      case 'number':
        return numbersBetween(leastOf(schema), mostOf(schema), {
          least: schema.exclusiveMinimum === undefined,
          most: schema.exclusiveMaximum === undefined,
        });
      case 'boolean':
        return choice([literal('true'), literal('false')]);
      default:
        return literal('null');
    }
  }

  #object({ properties = {} }: ValueSchema, lists: number, references: number): Piece {
    const parts = Object.entries(properties).flatMap(([name, each], index) => [
      literal(`${index > 0 ? ',' : ''}${JSON.stringify(name)}:`),
      this.#value(each, lists, references),
    ]);
    return sequence(literal('{'), ...parts, literal('}'));
  }

  #list({ items = {}, minItems = 0, maxItems = Number.POSITIVE_INFINITY }: ValueSchema, lists: number, references: number): Piece {
    const most = Math.max(minItems, Math.min(maxItems, lists > 0 || references > 0 ? this.#bounds.inner : this.#bounds.items));
    if (most === 0) return literal('[]');
    const item = this.#rule(this.#value(items, lists + 1, references));
    const more = repeated(sequence(literal(','), item), Math.max(0, minItems - 1), most - 1);
    const some = sequence(literal('['), item, more, literal(']'));
    return minItems > 0 ? some : choice([literal('[]'), some]);
  }

  #text({ pattern, writable, format, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: ValueSchema): Piece {
    const form = writable || (format === 'uri' ? address : pattern);
    const read = form === undefined ? null : patternGrammar(form, Math.min(this.#bounds.pattern, maxLength));
    const most = Math.max(minLength, Math.min(maxLength, this.#bounds.text));
    return sequence(literal('"'), read ?? repeated(oneOf(plainCharacters), minLength, most), literal('"'));
  }

  /** A rule of its own for what would make a line too long to read, and may come again. */
  #rule(piece: Piece): Piece {
    if (piece.text.length < 40) return piece;
    const name = this.#named.get(piece.text) ?? `part-${this.#named.size + 1}`;
    this.#named.set(piece.text, name);
    return { ...piece, text: name };
  }
}

/** Addresses that every reader of addresses takes. */
const address = String.raw`https?:\/\/[a-z][a-z0-9]{0,20}(\.[a-z][a-z0-9]{0,12}){0,3}(:[1-9][0-9]{0,3})?(\/[A-Za-z0-9_-]{1,20}){0,4}`;
const largest = 999_999_999_999;
const leastOf = ({ minimum, exclusiveMinimum }: ValueSchema): number => Math.max(-largest, exclusiveMinimum ?? minimum ?? -largest);
const mostOf = ({ maximum, exclusiveMaximum }: ValueSchema): number => Math.min(largest, exclusiveMaximum ?? maximum ?? largest);
