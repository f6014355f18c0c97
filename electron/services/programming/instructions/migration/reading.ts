import { type ItemGrammar, itemsAt } from '../../reading/described-items.ts';
import { literalClass } from '../../reading/literals.ts';
import type { Reader } from '../../reading/reader.ts';
import { type Column, columnGrammar } from '../../sql/columns.ts';
import { readColumns, readIndexes, readTable } from '../../sql/table-reading.ts';
import { changeSchema, type SchemaChange } from './change.ts';

type Found = { value: SchemaChange; start: number; end: number } | null;

const name = `(?:${literalClass.text}|${literalClass.code}|(?<![A-Za-z0-9_])[A-Za-z_]\\w*)`;
const the = String.raw`(?:the\s+|an?\s+|its\s+)?`;
const toTable = `(?:to|in|on|of|from|for)\\s+${the}(?:table\\s+)?(${name})(?:\\s+table)?`;

/** Columns that are added may be null where nothing else is said: the rows that are there have no value. */
const addedGrammar: ItemGrammar<Column> = {
  ...columnGrammar,
  start: (each) => ({ ...columnGrammar.start(each), nullable: true }),
};
/** A default makes a column that is never empty. */
const settled = (columns: Column[]): Column[] => columns.map((each) => (each.default === null ? each : { ...each, nullable: false }));

interface Form {
  pattern: RegExp;
  change(parts: string[], match: RegExpExecArray, reader: Reader): unknown;
}

const listOf = (reader: Reader, text: string): string[] => text.split(/\s*(?:,|，|、|\band\b|和)\s*/i).map((each) => plain(reader, each));
const plain = (reader: Reader, word: string): string => String(reader.literal(word)?.value ?? word);
const list = `(${name}(?:\\s*(?:,|，|、|\\band\\b|和)\\s*${name})*)`;
const isUnique = (word: string | undefined): boolean => /unique|唯一/i.test(word ?? '');

/** Changes that are told by names alone; those with columns that are described come behind them. */
const forms: readonly Form[] = [
  {
    pattern: new RegExp(`\\brename(?:s|d)?\\s+${the}table\\s+(${name})\\s+(?:to|into|as)\\s+(${name})`, 'i'),
    change: ([table, to]) => ({ form: 'rename-table', table, to }),
  },
  {
    pattern: new RegExp(`(?:将|把)?\\s*(?:数据)?表\\s*(${name})\\s*(?:重命名|改名)为\\s*(${name})`),
    change: ([table, to]) => ({ form: 'rename-table', table, to }),
  },
  {
    pattern: new RegExp(`\\brename(?:s|d)?\\s+(${name})\\.(${name})\\s+(?:to|into|as)\\s+(${name})`, 'i'),
    change: ([table, from, to]) => ({ form: 'rename-column', table, from, to }),
  },
  {
    pattern: new RegExp(
      `\\brename(?:s|d)?\\s+${the}(?:column\\s+)?(${name})\\s+(?:column\\s+)?(?:of|in|on|from)\\s+${the}(?:table\\s+)?(${name})(?:\\s+table)?\\s+(?:to|into|as)\\s+(${name})`,
      'i',
    ),
    change: ([from, table, to]) => ({ form: 'rename-column', table, from, to }),
  },
  {
    pattern: new RegExp(
      `\\brename(?:s|d)?\\s+${the}(?:column\\s+)?(${name})\\s+(?:to|into|as)\\s+(${name})\\s+(?:of|in|on)\\s+${the}(?:table\\s+)?(${name})`,
      'i',
    ),
    change: ([from, to, table]) => ({ form: 'rename-column', table, from, to }),
  },
  {
    pattern: new RegExp(
      `(?:将|把)\\s*(${name})\\s*(?:表)?(?:中|里)?的?\\s*(?:列|字段)?\\s*(${name})\\s*(?:列|字段)?\\s*(?:重命名|改名)为\\s*(${name})`,
    ),
    change: ([table, from, to]) => ({ form: 'rename-column', table, from, to }),
  },
  {
    pattern: new RegExp(
      `\\b(add|create|drop|remove|delete)(?:s|es|d)?\\s+${the}(unique\\s+)?index\\s+(?:on|over|for|of)\\s+${the}(?:columns?\\s+)?${list}\\s+(?:to|of|in|from|on)\\s+${the}(?:table\\s+)?(${name})`,
      'i',
    ),
    change: (_, match, reader) => indexChange(match[1], match[2], match[4], match[3], reader),
  },
  {
    pattern: new RegExp(
      `\\b(add|create|drop|remove|delete)(?:s|es|d)?\\s+${the}(unique\\s+)?index\\s+(?:on|over|for|of|to|from)\\s+${the}(?:table\\s+)?(${name})\\s*(?:\\.\\s*|[(（]\\s*|\\s(?:on|over|by)\\s+)${list}\\s*[)）]?`,
      'i',
    ),
    change: (_, match, reader) => indexChange(match[1], match[2], match[3], match[4], reader),
  },
  {
    pattern: new RegExp(
      `(?:在|给|为|对)\\s*(${name})\\s*(?:表)?(?:中|里)?的?\\s*${list}\\s*(?:列|字段)?(?:上)?\\s*(添加|新增|增加|建立|创建|加|删除)\\s*(唯一)?索引`,
    ),
    change: (_, match, reader) => indexChange(match[3], match[4], match[1], match[2], reader),
  },
  {
    pattern: new RegExp(`\\b(?:drop|remove|delete)(?:s|d)?\\s+${the}(?:table\\s+(${name})|(${name})\\s+table)(?!\\w)`, 'i'),
    change: ([table]) => ({ form: 'drop-table', table }),
  },
  { pattern: new RegExp(`(?:删除|删掉|移除)\\s*(?:数据)?表\\s*(${name})`), change: ([table]) => ({ form: 'drop-table', table }) },
];

/** What is left of a request when a stretch of it is taken. */
const without = (reader: Reader, { start, end }: { start: number; end: number }): Reader => ({
  ...reader,
  text: reader.text.slice(0, start) + ' '.repeat(end - start) + reader.text.slice(end),
});

function indexChange(
  verb: string | undefined,
  unique: string | undefined,
  table: string | undefined,
  columns: string | undefined,
  reader: Reader,
): unknown {
  const form = /^(?:add|create|添加|新增|增加|建立|创建|加)$/i.test(verb ?? '') ? 'add-index' : 'drop-index';
  return { form, table: plain(reader, table ?? ''), columns: listOf(reader, columns ?? ''), unique: isUnique(unique) };
}

/** Where columns are described: the words in front of them, with the table among these words or behind the list. */
const adding: readonly RegExp[] = [
  new RegExp(`\\balter\\s+table\\s+(?<table>${name})\\s+add\\s+(?:column\\s+)?`, 'i'),
  new RegExp(
    `(?:给|为|向|在|对)\\s*(?:数据)?表?\\s*(?<table>${name})\\s*(?:表)?(?:中|里)?\\s*(?:添加|新增|增加|加上?|加入)\\s*(?:一?个?|新的?)*\\s*(?:列|字段)?\\s*[:：]?\\s*`,
  ),
  new RegExp(
    `\\bto\\s+${the}(?:table\\s+)?(?<table>${name})(?:\\s+table)?\\s*[,:]?\\s*add(?:s|ing)?\\s+${the}(?:new\\s+)?(?:columns?\\s+|fields?\\s+)?`,
    'i',
  ),
  new RegExp(
    `\\badd(?:s|ing)?\\s+${the}(?:new\\s+)?(?<required>(?:required|mandatory|not\\s+null)\\s+)?(?:(?:optional|nullable)\\s+)?(?:columns?\\s+|fields?\\s+)?(?:called\\s+|named\\s+)?`,
    'i',
  ),
];
const dropping: readonly RegExp[] = [
  new RegExp(`\\balter\\s+table\\s+(?<table>${name})\\s+drop\\s+(?:column\\s+)?`, 'i'),
  new RegExp(`(?:删除|移除|去掉)\\s*(?<table>${name})\\s*(?:表)?(?:中|里)?的\\s*(?:列|字段)?\\s*`),
  new RegExp(`(?:从|将|把)\\s*(?<table>${name})\\s*(?:表)?(?:中|里)?的?\\s*(?:删除|移除|去掉)\\s*(?:列|字段)?\\s*`),
  new RegExp(`\\b(?:drop|remove|delete)(?:s|d|ing)?\\s+${the}(?:columns?\\s+|fields?\\s+)?`, 'i'),
];

function described(reader: Reader, leads: readonly RegExp[], form: 'add-columns' | 'drop-columns', grammar: ItemGrammar<Column>): Found {
  for (const lead of leads)
    for (const match of reader.text.matchAll(new RegExp(lead.source, 'gi'))) {
      const { items, end } = itemsAt(reader, match.index + match[0].length, grammar);
      const behind = new RegExp(`^\\s*(?:columns?\\s+|fields?\\s+)?${toTable}`, 'i').exec(reader.text.slice(end));
      const table = match.groups?.['table'] ?? behind?.[1];
      const required = match.groups?.['required'] !== undefined;
      const given = required ? items.map((each) => ({ ...each, nullable: false })) : items;
      const columns = form === 'add-columns' ? settled(given) : items;
      // A key cannot be added to rows that are there.
      if (form === 'add-columns' && columns.some(({ primaryKey }) => primaryKey)) continue;
      const change = changeSchema.safeParse({ form, table: plain(reader, table ?? ''), columns });
      if (change.success)
        return { value: change.data, start: match.index, end: match.groups?.['table'] || !behind ? end : end + behind[0].length };
    }
  return null;
}

/** The change that a migration makes: "adds a column email: string to users", "renames the column name of users to full_name". */
export function readChange(reader: Reader): Found {
  for (const { pattern, change } of forms) {
    const match = reader.see(pattern);
    if (!match) continue;
    const parts = match.slice(1).filter((each) => each !== undefined);
    const value = changeSchema.safeParse(
      change(
        parts.map((each) => plain(reader, each)),
        match,
        reader,
      ),
    );
    if (value.success) return { value: value.data, start: match.index, end: match.index + match[0].length };
  }
  const creates = reader.see(
    /\b(?:create|add|make)(?:s|ing)?\s+(?:an?\s+|the\s+)?(?:new\s+)?(?:sql\s+|database\s+)?table\b|(?:创建|新建|建立?|添加|新增)\s*(?:数据)?表/i,
  );
  if (creates) {
    const table = readTable(reader);
    const indexes = readIndexes(reader);
    // An index is no column, wherever it stands among them.
    const columns = readColumns(indexes && indexes.end > indexes.start ? without(reader, indexes) : reader);
    const value = changeSchema.safeParse({
      form: 'create-table',
      table: table?.value,
      columns: columns?.value,
      indexes: indexes?.value ?? [],
    });
    if (!value.success || !columns) return null;
    return { value: value.data, start: Math.min(creates.index, columns.start), end: Math.max(columns.end, indexes?.end ?? 0) };
  }
  return described(reader, adding, 'add-columns', addedGrammar) ?? described(reader, dropping, 'drop-columns', columnGrammar);
}
