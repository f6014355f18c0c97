import { type DocumentToken, listAt, tokensOf } from '../documents/tokens.ts';
import { literalClass } from '../reading/literals.ts';
import type { Reader } from '../reading/reader.ts';
import { type Column, type ColumnDefault, type ColumnType, columnGrammar, columnsSchema } from './columns.ts';
import type { Index } from './definition.ts';
import { sqlNameSchema } from './identifiers.ts';

export interface PastedTable {
  table: string;
  columns: Column[];
  indexes: Index[];
  start: number;
  end: number;
}

const statement = /\bcreate\s+(?:(?:temp|temporary|unlogged)\s+)?table\b[\s\S]*[;)]/i;
const wordAt = (item: readonly DocumentToken[], at: number, pattern: RegExp): boolean =>
  item[at]?.kind === 'word' && pattern.test(item[at]?.text ?? '');
const typeWords: readonly [RegExp, ColumnType][] = [
  [/^(?:boolean|bool|bit)$/i, 'boolean'],
  [/^(?:(?:big|small|tiny|medium)?int\w*|integer|(?:big|small)?serial\d?)$/i, 'integer'],
  [/^(?:float\d?|double|real|numeric|decimal|number|money)$/i, 'number'],
  [/^(?:date|datetime\d?|timestamp|timestamptz)$/i, 'datetime'],
  [/^(?:text|char|character|varchar|nvarchar|nchar|citext|clob|uuid|string)$/i, 'string'],
];

/** The first CREATE TABLE of a request, in its words, in backquotes or attached; null where none is, or where it has what no column here can be. */
export function pastedTable(reader: Reader): PastedTable | null {
  const match = reader.see(statement);
  if (match) {
    const place = { start: match.index, end: match.index + match[0].length };
    const origin = reader.origin(place.start, place.end);
    const found = tableOf(reader.source.slice(origin.start, origin.end));
    if (found) return { ...found, ...place };
  }
  for (const literal of reader.text.matchAll(new RegExp(literalClass.code, 'g'))) {
    const found = tableOf(String(reader.literal(literal[0])?.value ?? ''));
    if (found) return { ...found, start: literal.index, end: literal.index + 1 };
  }
  for (const text of reader.attached) {
    const found = tableOf(text);
    if (found) return { ...found, start: 0, end: 0 };
  }
  return null;
}

function tableOf(source: string): Pick<PastedTable, 'table' | 'columns' | 'indexes'> | null {
  const tokens = tokensOf(source);
  const create = tokens.findIndex(
    (_, at) => wordAt(tokens, at, /^create$/i) && [1, 2].some((more) => wordAt(tokens, at + more, /^table$/i)),
  );
  const open = create < 0 ? -1 : tokens.findIndex(({ kind, text }, at) => at > create && kind === 'sign' && text === '(');
  if (open < 0) return null;
  const named = tokens[open - 1];
  const table = named?.kind === 'word' ? (named.text.split('.').at(-1) ?? '') : (named?.text ?? '');
  const columns: Column[] = [];
  const indexes: Index[] = [];
  for (const item of listAt(tokens, open).items) {
    const at = wordAt(item, 0, /^constraint$/i) ? 2 : 0;
    const names = (): string[] => {
      const bracket = item.findIndex(({ text }) => text === '(');
      return bracket < 0 ? [] : listAt(item, bracket).items.map(([first]) => first?.text ?? '');
    };
    if (wordAt(item, at, /^primary$/i))
      for (const name of names()) {
        const column = columns.find((each) => each.name.toLowerCase() === name.toLowerCase());
        if (column) Object.assign(column, { primaryKey: true, nullable: false });
      }
    else if (wordAt(item, at, /^unique$/i)) indexes.push({ columns: names(), unique: true });
    else if (at === 0 && !wordAt(item, 0, /^(?:foreign|check|key|index|exclude)$/i)) {
      const column = columnOf(item);
      if (!column) return null;
      columns.push(column);
    }
  }
  const known = sqlNameSchema.safeParse(table).success && columnsSchema.safeParse(columns).success;
  return known && columns.length > 0 ? { table, columns, indexes } : null;
}

function columnOf(item: readonly DocumentToken[]): Column | null {
  const [first, second] = item;
  const word = second?.kind === 'word' ? second.text : '';
  const type = typeWords.find(([pattern]) => pattern.test(word))?.[1];
  if (!first || !type || item.some(({ text }) => text === '[')) return null;
  const find = (...words: RegExp[]): number =>
    item.findIndex((_, at) => at > 1 && words.every((each, more) => wordAt(item, at + more, each)));
  const primaryKey = find(/^primary$/i, /^key$/i) > 0;
  const fallback = find(/^default$/i);
  const references = find(/^references$/i);
  const given = fallback < 0 ? undefined : item[fallback + 1];
  const plain = (token: DocumentToken | undefined): string =>
    token?.kind === 'word' ? (token.text.split('.').at(-1) ?? '') : (token?.text ?? '');
  return {
    ...columnGrammar.start(first.text),
    type,
    typeSource: 'words',
    nullable: !primaryKey && find(/^not$/i, /^null$/i) < 0 && !/serial/i.test(word),
    primaryKey,
    unique: find(/^unique$/i) > 0,
    default: given ? defaultOf(given, type) : null,
    references:
      references < 0
        ? null
        : { table: plain(item[references + 1]), column: item[references + 2]?.text === '(' ? plain(item[references + 3]) : 'id' },
  };
}

function defaultOf({ kind, text }: DocumentToken, type: ColumnType): ColumnDefault | null {
  if (kind === 'text') return type === 'string' ? text : null;
  if (/^(?:current_timestamp|now|\()$/i.test(text)) return type === 'datetime' ? { now: true } : null;
  if (/^(?:true|false)$/i.test(text)) return type === 'boolean' ? /^true$/i.test(text) : null;
  if (!/^-?\d+(?:\.\d+)?$/.test(text)) return null;
  return type === 'boolean' ? text !== '0' : type === 'integer' || type === 'number' ? Number(text) : null;
}
