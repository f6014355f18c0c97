import type { TypedName } from '../plan.ts';
import type { SlotType } from './slot-types.ts';
import { sampleSymbol } from './symbols.ts';

/** Where the parts of a random plan come from. Each call draws anew. */
export interface Draw {
  /** From 0 up to, not including, 1. */
  random(): number;
  /** An identifier as a user would give it. */
  name(): string;
  /** Any text. */
  text(): string;
}

const types = ['string', 'integer', 'number', 'boolean', 'datetime', 'unknown', 'map', 'string[]', 'integer[]'];

export const pick = <Item>(draw: Draw, items: readonly [Item, ...Item[]] | readonly Item[]): Item =>
  items[Math.floor(draw.random() * items.length)] as Item;

const integerIn = (draw: Draw, minimum: number, maximum: number): number => {
  // Small numbers and the borders are what people write and where code breaks.
  const kind = draw.random();
  if (kind < 0.1) return minimum;
  if (kind < 0.15) return maximum;
  return minimum + Math.floor(draw.random() * (Math.min(maximum, minimum + 1000) - minimum + 1));
};

function distinctNames(draw: Draw, least: number, most: number): string[] {
  const found = new Set<string>();
  const wanted = least + Math.floor(draw.random() * (most - least + 1));
  for (let attempt = 0; found.size < wanted && attempt < 200; attempt += 1) found.add(draw.name());
  return [...found];
}

function withDefault(field: TypedName, draw: Draw): TypedName {
  const type = pick(draw, ['string', 'integer', 'number', 'boolean']);
  const value =
    { string: draw.text(), integer: integerIn(draw, -5, 100), number: draw.random(), boolean: draw.random() < 0.5 }[type] ?? null;
  return { ...field, type, optional: false, default: value };
}

/** A random valid value of a slot: for tests of lowerings, and for pairs of requests and plans to train on. */
export function sampleSlot(slot: SlotType, draw: Draw): unknown {
  switch (slot.type) {
    case 'name':
      return draw.name();
    case 'symbol':
      return sampleSymbol(draw);
    case 'choice':
      return pick(draw, Object.keys(slot.options));
    case 'flag':
      return draw.random() < 0.5;
    case 'integer':
    case 'duration':
      return integerIn(draw, slot.minimum, slot.maximum);
    case 'names':
      return distinctNames(draw, Math.max(1, slot.least), Math.max(5, slot.least));
    case 'fields':
      return distinctNames(draw, slot.least, Math.max(Math.min(5, slot.most ?? 5), slot.least)).map((name): TypedName => {
        const field: TypedName = { name, type: pick(draw, types), optional: draw.random() < 0.3, typeSource: 'words', default: null };
        return slot.defaults ? withDefault(field, draw) : field;
      });
    case 'text':
      return draw.text().slice(0, slot.maximum) || 'text';
    case 'url':
      return `https://${pick(draw, ['api.example.com', 'example.org', 'localhost:8080'])}/${pick(draw, ['', 'v1', 'items?limit=5', 'a/b'])}`;
    case 'custom':
      return slot.sample(draw);
  }
}
