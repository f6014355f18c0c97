import type { AnyPlan, Instruction } from '../instructions/instruction.ts';
import { type ValueSchema, valueSchemaOf } from './schema-grammar.ts';

/** How often something is left out before a plan is given up. */
const mostTidied = 100;

interface Issue {
  code: string;
  path: readonly PropertyKey[];
}

/**
 * The plan, as its kind checks it, or the first fault in words. Where values do not go with each other (a model said the same thing twice,
 * or two things that contradict each other), what comes later and does not go with what came before is left out: items of a list, and what
 * an item may be without.
 */
export function checkedPlan(instruction: Instruction, plan: unknown): { plan: AnyPlan } | { fault: string } {
  let checked = instruction.schema.safeParse(plan);
  for (let round = 0; round < mostTidied && !checked.success; round += 1) {
    const issue = checked.error.issues.find(({ code, path }) => code === 'custom' && typeof at(plan, path) === 'object');
    if (!issue || !tidied(instruction, plan, issue.path)) break;
    checked = instruction.schema.safeParse(plan);
  }
  if (checked.success) return { plan: checked.data };
  const [first] = checked.error.issues;
  return { fault: `${first?.path.join('.') ?? ''}: ${first?.message ?? 'not valid'}` };
}

function tidied(instruction: Instruction, plan: unknown, path: readonly PropertyKey[]): boolean {
  const issues = (): readonly Issue[] => instruction.schema.safeParse(plan).error?.issues ?? [];
  const value = at(plan, path);
  if (Array.isArray(value)) return tidyList(value, () => issues().some((issue) => issue.code === 'custom' && samePath(issue.path, path)));
  if (value === null) return false;
  const isWrong = (): boolean => issues().some((issue) => startsWith(issue.path, path));
  const object = value as Record<string, unknown>;
  if (tidyObject(object, isWrong, () => issues().some((issue) => isFormOf(issue, path)))) return true;
  if (chooseOther(object, schemaAt(valueSchemaOf(instruction.schema), path), isWrong)) return true;
  // Where nothing can be left out of it, it is left out itself.
  const list = at(plan, path.slice(0, -1));
  if (!Array.isArray(list) || list.length < 2) return false;
  list.splice(Number(path.at(-1)), 1);
  return true;
}

/** Takes out of the list what makes it wrong when it is added to what stands before it. True when something was. */
function tidyList(list: unknown[], isWrong: () => boolean): boolean {
  const all = list.splice(0);
  for (const item of all) {
    list.push(item);
    if (isWrong()) list.pop();
  }
  return list.length < all.length;
}

/** Leaves out values, one where that is enough and otherwise from the last on, as far as the form allows it. True when it is right then. */
function tidyObject(object: Record<string, unknown>, isWrong: () => boolean, hasWrongForm: () => boolean): boolean {
  const before = { ...object };
  const names = Object.keys(object).reverse();
  const leaveOut = (name: string): void => {
    const own = object[name];
    for (const empty of Array.isArray(own) ? [[], null] : [null, false]) {
      object[name] = empty;
      if (!hasWrongForm()) return;
    }
    object[name] = own;
  };
  for (const name of names) {
    leaveOut(name);
    if (!isWrong()) return true;
    // Of two truth values the other one may be what is missing: a column without a default may be null.
    if (typeof before[name] === 'boolean') {
      object[name] = !before[name];
      if (!isWrong()) return true;
    }
    object[name] = before[name];
  }
  for (const name of names) {
    leaveOut(name);
    if (!isWrong()) return true;
  }
  Object.assign(object, before);
  return false;
}

/** Takes another of the choices of one value. What the request says decides afterwards whether it may stand. */
function chooseOther(object: Record<string, unknown>, schema: ValueSchema, isWrong: () => boolean): boolean {
  for (const [name, own] of Object.entries(object)) {
    const { enum: choices = [], anyOf = [] } = schema.properties?.[name] ?? {};
    for (const other of [...choices, ...anyOf.flatMap((each) => each.enum ?? [])]) {
      object[name] = other;
      if (!isWrong()) return true;
    }
    object[name] = own;
  }
  return false;
}

/** The schema of what stands at a path; of alternatives the first that has the next key. */
function schemaAt(schema: ValueSchema, path: readonly PropertyKey[]): ValueSchema {
  return path.reduce<ValueSchema>((outer, key) => {
    const alternatives = [outer, ...(outer.anyOf ?? outer.oneOf ?? [])];
    return typeof key === 'number'
      ? (alternatives.find(({ items }) => items)?.items ?? {})
      : (alternatives.find(({ properties }) => properties?.[String(key)])?.properties?.[String(key)] ?? {});
  }, schema);
}

const samePath = (left: readonly PropertyKey[], right: readonly PropertyKey[]): boolean =>
  left.length === right.length && startsWith(left, right);
const startsWith = (path: readonly PropertyKey[], start: readonly PropertyKey[]): boolean =>
  start.every((key, index) => path[index] === key);
/** A value inside of what stands at the path is of no form that it may have. */
const isFormOf = ({ code, path }: Issue, outer: readonly PropertyKey[]): boolean => code !== 'custom' && startsWith(path, outer);

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key], value);
