import { fieldName, typeName, valueName } from '#domain/ir/names';
import type { TargetLanguage } from '#domain/programming';
import type { TypedName } from '../plan.ts';
import { toIrType } from '../reading/type-words.ts';
import type { Hole, Holes } from '../templates/holes.ts';

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** `_name_` in the manner of values, `_Name_` in that of types. */
const named = (slot: string, given: string, language: TargetLanguage): [string, Hole][] => [
  [slot, valueName(given, language)],
  [capital(slot), typeName(given, language)],
];

const itemKeys = ['item', 'Item', 'itemField', 'itemText', 'itemType', 'itemOptional'];

/** The parts of an item of a list: a field has a type beside its name, and says whether it may be absent. */
function itemHoles(item: string | TypedName, language: TargetLanguage): Holes {
  const given = typeof item === 'string' ? item : item.name;
  const name = {
    item: valueName(given, language),
    Item: typeName(given, language),
    itemField: fieldName(given, language),
    itemText: given,
  };
  return typeof item === 'string' ? name : { ...name, itemType: { type: toIrType(item.type) }, itemOptional: item.optional };
}

/**
 * What stands for a slot in the templates of a kind that is data. A slot `size` fills `_size_`; a name also `_Name_`; one that may be
 * left out also `_hasSize_`; a list is gone through with a loop over `_items_` whose body may use `_item_`, `_Item_`, `_itemField_`,
 * `_itemText_`, and for fields `_itemType_` and `_itemOptional_`; a choice also decides `_sizeIsLarge_` for each of its values.
 */
export function standardHoles(
  slot: string,
  type: { type: string; options?: Readonly<Record<string, unknown>> },
  value: unknown,
  language: TargetLanguage,
): [string, Hole][] {
  const has: [string, Hole] = [`has${capital(slot)}`, value !== null];
  if (type.type === 'choice') {
    const decided = Object.keys(type.options ?? {}).map((option): [string, Hole] => [
      `${slot}Is${option
        .split(/[^A-Za-z0-9]+/)
        .map(capital)
        .join('')}`,
      option === value,
    ]);
    return [has, [slot, value === null ? '' : String(value)], ...decided];
  }
  if (type.type === 'name') return [has, ...named(slot, value === null ? 'value' : String(value), language)];
  if (type.type === 'names' || type.type === 'fields') {
    const items = (value ?? []) as (string | TypedName)[];
    return [has, [slot, { each: items.map((item) => itemHoles(item, language)), keys: itemKeys }]];
  }
  if (type.type === 'integer' || type.type === 'duration') return [has, [slot, (value ?? 0) as number]];
  if (type.type === 'flag') return [has, [slot, value === true]];
  return [has, [slot, value === null ? '' : String(value)]];
}
