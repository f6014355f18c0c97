import type { TargetLanguage } from '#domain/programming';
import { typeText } from '../../sql/definition.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { quoted, quotedText } from '../../sql/identifiers.ts';
import { markersOf } from '../../sql/statements.ts';
import { aliasOf, type Condition, type Literal, type Order, resultType, type SelectedItem } from './query.ts';

export interface Query {
  table: string;
  selection: readonly SelectedItem[];
  conditions: readonly Condition[];
  group: readonly string[];
  order: readonly Order[];
  limit: number | null;
  offset: number | null;
}

/** What rows are put together by: what the words say, and every column beside something that is counted. */
export function groupOf({ selection, group }: Pick<Query, 'selection' | 'group'>): string[] {
  const plain = selection.flatMap(({ aggregate, column }) => (aggregate === null && column !== null ? [column] : []));
  const counts = selection.some(({ aggregate }) => aggregate !== null);
  return counts || group.length > 0 ? [...new Set([...group, ...plain])] : [];
}

/** The columns of the result: those of the group stand in front where nobody selected them. */
export function resultOf(
  { selection, group }: Pick<Query, 'selection' | 'group'>,
  missing: (column: string) => SelectedItem,
): SelectedItem[] {
  const added = group.filter((column) => !selection.some((each) => aliasOf(each).toLowerCase() === column.toLowerCase()));
  return [...added.map(missing), ...selection];
}

const literalText = (value: Literal): string =>
  typeof value === 'string' ? quotedText(value) : typeof value === 'boolean' ? String(value).toUpperCase() : String(value);

function itemText(item: SelectedItem, dialect: Dialect): string {
  const { aggregate, column } = item;
  if (aggregate === null) return quoted(column ?? '');
  const made = `${aggregate.toUpperCase()}(${column === null ? '*' : quoted(column)})`;
  // PostgreSQL adds whole numbers up to a NUMERIC, which drivers give as a text.
  const exact =
    dialect === 'postgresql' && (aggregate === 'sum' || aggregate === 'avg')
      ? `CAST(${made} AS ${typeText(resultType(item), dialect)})`
      : made;
  return `${exact} AS ${quoted(aliasOf(item))}`;
}

function conditionText(condition: Condition, marker: () => string): string {
  const column = quoted(condition.column);
  switch (condition.form) {
    case 'null':
      return `${column} IS ${condition.is ? '' : 'NOT '}NULL`;
    case 'among':
      return `${column} IN (${condition.values.map(literalText).join(', ')})`;
    case 'literal':
      return `${column} ${condition.operator} ${literalText(condition.value)}`;
    case 'parameter':
      return `${column} ${condition.operator} ${marker()}`;
  }
}

/** The statement; parameters are bound in the order of the conditions. */
export function selectText(query: Query, dialect: Dialect, language: TargetLanguage): string {
  const { marker, statement } = markersOf(dialect, language);
  const { table, selection, conditions, order, limit, offset } = query;
  let bound = 0;
  const next = (): string => {
    bound += 1;
    return marker(bound);
  };
  const group = groupOf(query);
  const parts = [
    `SELECT ${selection.map((each) => itemText(each, dialect)).join(', ')} FROM ${quoted(table)}`,
    conditions.length > 0 ? `WHERE ${conditions.map((each) => conditionText(each, next)).join(' AND ')}` : '',
    group.length > 0 ? `GROUP BY ${group.map(quoted).join(', ')}` : '',
    order.length > 0 ? `ORDER BY ${order.map((each) => quoted(each.column) + (each.descending ? ' DESC' : '')).join(', ')}` : '',
    // SQLite has no OFFSET without a LIMIT.
    limit !== null ? `LIMIT ${limit}` : offset !== null && dialect === 'sqlite' ? 'LIMIT -1' : '',
    offset !== null ? `OFFSET ${offset}` : '',
  ];
  return statement(parts.filter((part) => part !== '').join(' '));
}
