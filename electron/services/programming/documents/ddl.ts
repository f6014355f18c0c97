import { type ModelField, nullable } from './model.ts';
import { createTypeList, mostTypes, singular, type TypeList } from './naming.ts';
import { type DocumentToken, listAt, tokensOf } from './tokens.ts';

const constraint = /^(?:constraint|primary|foreign|unique|check|key|index|exclude|fulltext|spatial|like|period)$/i;
const isWord = (token: DocumentToken | undefined, pattern: RegExp): boolean => token?.kind === 'word' && pattern.test(token.text);
const lastPart = (token: DocumentToken | undefined): string =>
  token?.kind === 'word' ? (token.text.split('.').at(-1) ?? '') : (token?.text ?? '');

const typeWords: [RegExp, string][] = [
  [/^(?:tinyint1|bool|boolean|bit)$/i, 'boolean'],
  [/^(?:(?:big|small|tiny|medium)?int\w*|integer|(?:big|small)?serial\d?|int\d)$/i, 'integer'],
  [/^(?:float\d?|double|real|numeric|decimal|number|money|dec)$/i, 'number'],
  [/^(?:date|time|timetz|datetime\d?|timestamp|timestamptz|datetimeoffset)$/i, 'datetime'],
  [/^(?:json|jsonb|variant)$/i, 'unknown'],
  [/^(?:bytea|\w*blob|binary|varbinary|image)$/i, 'bytes'],
];

/** The tables of statements that create them, each as the record of one row; null where there are none. */
export function modelOfTables(source: string): TypeList['types'] | null {
  const tokens = tokensOf(source);
  const list = createTypeList();
  const enumerations = new Map<string, string>();
  for (let at = 0; at < tokens.length; at += 1) {
    if (!isWord(tokens[at], /^create$/i)) continue;
    const kind = tokens.slice(at + 1, at + 4).findIndex((token) => isWord(token, /^(?:table|type)$/i));
    if (kind < 0) continue;
    const isType = isWord(tokens[at + 1 + kind], /^type$/i);
    let next = at + 2 + kind;
    while (isWord(tokens[next], /^(?:if|not|exists)$/i)) next += 1;
    let name = lastPart(tokens[next]);
    while (tokens[next + 1]?.text === '.') {
      next += 2;
      name = lastPart(tokens[next]);
    }
    next += 1;
    if (isType && isWord(tokens[next], /^as$/i) && isWord(tokens[next + 1], /^enum$/i)) {
      const { items, end } = listAt(tokens, next + 2);
      const values = [
        ...new Set(
          items
            .flat()
            .filter(({ kind: each }) => each === 'text')
            .map(({ text }) => text),
        ),
      ].filter((each) => each !== '');
      if (values.length > 0) {
        const type = list.reserve(name, '');
        list.types.push({ name: type, fields: [], values });
        enumerations.set(name.toLowerCase(), type);
      }
      at = end - 1;
    } else if (!isType && tokens[next]?.text === '(') {
      const { items, end } = listAt(tokens, next);
      addTable(name, items, list, enumerations);
      at = end - 1;
    }
    if (list.types.length > mostTypes) return null;
  }
  return list.types.length > 0 ? list.types : null;
}

function addTable(table: string, items: readonly DocumentToken[][], list: TypeList, enumerations: ReadonlyMap<string, string>): void {
  const name = list.reserve(singular(table), '');
  const record = { name, fields: [] as ModelField[], values: [] };
  list.types.push(record);
  const keys = new Set(items.filter(([first]) => isWord(first, /^(?:primary|constraint)$/i)).flatMap((item) => primaryColumns(item)));
  for (const item of items) {
    const [first, second] = item;
    if (!first || !second || (first.kind === 'word' && constraint.test(first.text))) continue;
    const required =
      keys.has(first.text.toLowerCase()) || /\bnot null\b|\bprimary key\b/i.test(wordsOf(item)) || /serial/i.test(second.text);
    const type = columnType(item, name, list, enumerations);
    if (!record.fields.some(({ key }) => key === first.text))
      record.fields.push({ key: first.text, type: required ? type : nullable(type), optional: false });
  }
}

const wordsOf = (item: readonly DocumentToken[]): string => item.map(({ kind, text }) => (kind === 'word' ? text : '|')).join(' ');

function primaryColumns(item: readonly DocumentToken[]): string[] {
  const at = item.findIndex((token, index) => isWord(token, /^primary$/i) && isWord(item[index + 1], /^key$/i));
  if (at < 0 || item[at + 2]?.text !== '(') return [];
  return listAt(item, at + 2).items.map(([first]) => (first?.text ?? '').toLowerCase());
}

function columnType(item: readonly DocumentToken[], table: string, list: TypeList, enumerations: ReadonlyMap<string, string>): string {
  const [first, second, third, fourth] = item;
  const word = lastPart(second).toLowerCase();
  const key = first?.text ?? '';
  if (word === 'enum' && third?.text === '(') {
    const values = [
      ...new Set(
        listAt(item, 2)
          .items.flat()
          .map(({ text }) => text),
      ),
    ].filter((each) => each !== '');
    if (values.length > 0) {
      const name = list.reserve(`${table} ${key}`, '');
      list.types.push({ name, fields: [], values });
      return name;
    }
  }
  const exact = word === 'tinyint' && third?.text === '(' && fourth?.text === '1' ? 'tinyint1' : word;
  const plain = enumerations.get(word) ?? typeWords.find(([pattern]) => pattern.test(exact))?.[1] ?? 'string';
  const isList = item.some((token, at) => token.text === '[' && item[at + 1]?.text === ']') || isWord(third, /^array$/i);
  return isList ? `${plain}[]` : plain;
}
