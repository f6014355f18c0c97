import { type ModelField, type ModelType, nullable } from './model.ts';
import { createTypeList, mostTypes, singular, type TypeList } from './naming.ts';

type JsonObject = Record<string, unknown>;
const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Deeper than people nest, and shallow enough for the stack. */
const deepest = 40;

/** What a sample of JSON shows of its types; null where it holds no object, or more than a person would read. The first type is the root. */
export function modelOfSample(value: unknown, name: string): ModelType[] | null {
  const roots = Array.isArray(value) ? value.filter(isObject) : isObject(value) ? [value] : [];
  if (roots.length === 0 || (Array.isArray(value) && roots.length < value.length)) return null;
  const list = createTypeList();
  const made = recordOf(roots, Array.isArray(value) ? singular(name) : name, '', list, 0);
  const empty = list.types.length === 1 && list.types[0]?.fields.length === 0;
  return made === null || empty || list.types.length > mostTypes ? null : list.types;
}

/** One record that describes all of the objects: what some lack is optional. The name of the record. */
function recordOf(objects: readonly JsonObject[], words: string, within: string, list: TypeList, depth: number): string | null {
  if (depth > deepest || list.types.length > mostTypes) return null;
  const name = list.reserve(words, within);
  const record: ModelType = { name, fields: [], values: [] };
  list.types.push(record);
  const keys = [...new Set(objects.flatMap((each) => Object.keys(each)))];
  for (const key of keys) {
    const values = objects.filter((each) => Object.hasOwn(each, key)).map((each) => each[key]);
    const type = typeOf(values, key, name, list, depth);
    if (type === null) return null;
    record.fields.push({ key, type, optional: values.length < objects.length } satisfies ModelField);
  }
  return name;
}

/** The narrowest type that all of the values have; null where they nest too deep. */
function typeOf(values: readonly unknown[], key: string, within: string, list: TypeList, depth: number): string | null {
  const given = values.filter((each) => each !== null);
  const type = given.length === 0 ? 'unknown' : typeOfGiven(given, key, within, list, depth);
  return type === null || given.length === values.length ? type : nullable(type);
}

function typeOfGiven(given: readonly unknown[], key: string, within: string, list: TypeList, depth: number): string | null {
  if (depth > deepest) return null;
  if (given.every((each) => typeof each === 'string')) return 'string';
  if (given.every((each) => typeof each === 'boolean')) return 'boolean';
  if (given.every((each) => typeof each === 'number')) return given.every((each) => Number.isSafeInteger(each)) ? 'integer' : 'number';
  if (given.every(Array.isArray)) {
    const items = given.flat(1);
    const inner = items.length === 0 ? 'unknown' : typeOf(items, singular(key), within, list, depth + 1);
    return inner === null ? null : `${inner}[]`;
  }
  if (!given.every(isObject)) return 'unknown';
  const keys = new Set(given.flatMap((each) => Object.keys(each)));
  if (keys.size === 0) return 'unknown{}';
  // Keys such as `2024-01-01` or `17` are data: a map from them.
  if ([...keys].every((each) => /^\d/.test(each))) {
    const inner = typeOf(
      given.flatMap((each) => Object.values(each)),
      singular(key),
      within,
      list,
      depth + 1,
    );
    return inner === null ? null : `${inner}{}`;
  }
  return recordOf(given, key, within, list, depth + 1);
}
