import type { ClassMember, Declaration, Expression, FieldNode, Parameter, Statement } from '#domain/ir/nodes';
import type { IrType } from '#domain/ir/types';

/** What a hole of a template is filled with. The place where the hole stands decides which of them it can be. */
export type Hole =
  /** Part of a name, of a text or of a comment. */
  | string
  | number
  /** Decides an `if` or a conditional expression whose condition is the hole: only the branch that holds stays. */
  | boolean
  | { expression: Expression }
  | { type: IrType }
  /** In place of a statement that is the hole alone. */
  | { statements: Statement[] }
  /** In place of a parameter that has the hole's name. */
  | { parameters: Parameter[] }
  /** In place of a field of a record, or of a member of a class, that has the hole's name. */
  | { fields: FieldNode[] }
  | { members: ClassMember[] }
  /** In place of a top-level statement that is the hole alone. */
  | { declarations: Declaration[] }
  /** The items of a loop over the hole: its body stands once for each of them, with these holes beside the outer ones. `keys` are their names, where there may be no item to tell. */
  | { each: Holes[]; keys?: readonly string[] };

/** Holes by name, without the underscores: `{ Name: 'OrderCache' }` fills `_Name_`. */
export type Holes = { readonly [name: string]: Hole };

/** `_Name_` anywhere in an identifier. One underscore on either side: what real code seldom has. */
const anywhere = /_([A-Za-z][A-Za-z0-9]*)_/g;
const alone = /^_([A-Za-z][A-Za-z0-9]*)_$/;

/** The hole that a name is as a whole. */
export function holeOf(name: string, holes: Holes): Hole | undefined {
  const found = alone.exec(name)?.[1];
  return found !== undefined && Object.hasOwn(holes, found) ? holes[found] : undefined;
}

/** Text with its holes filled; holes that are nodes cannot stand inside a text and are left. */
export function fillText(text: string, holes: Holes): string {
  return text.replace(anywhere, (whole, name: string) => {
    const hole = Object.hasOwn(holes, name) ? holes[name] : undefined;
    return typeof hole === 'string' || typeof hole === 'number' ? String(hole) : whole;
  });
}

/** Names of the holes of a template that nothing fills. */
export function unfilled(template: unknown, holes: Holes): string[] {
  const text = JSON.stringify(template) ?? '';
  const known = keysOf(holes);
  const found = [...text.matchAll(/(?<![A-Za-z0-9_])_([A-Za-z][A-Za-z0-9]*)_(?![A-Za-z0-9_])/g)].map((match) => match[1] ?? '');
  return [...new Set(found)].filter((name) => !known.has(name));
}

const keysOf = (holes: Holes): Set<string> =>
  new Set(
    Object.entries(holes).flatMap(([name, hole]) => [
      name,
      ...(typeof hole === 'object' && 'each' in hole ? [...(hole.keys ?? []), ...hole.each.flatMap((each) => [...keysOf(each)])] : []),
    ]),
  );
