import { type ModelField, nullable } from './model.ts';
import { createTypeList, mostTypes, type TypeList } from './naming.ts';
import { type DocumentToken, tokensOf } from './tokens.ts';

const scalars: Readonly<Record<string, string>> = {
  double: 'number',
  float: 'number',
  bool: 'boolean',
  string: 'string',
  bytes: 'bytes',
  'google.protobuf.Timestamp': 'datetime',
  'google.protobuf.Duration': 'string',
  'google.protobuf.Struct': 'unknown{}',
  'google.protobuf.Value': 'unknown',
  'google.protobuf.Any': 'unknown',
  'google.protobuf.ListValue': 'unknown[]',
  'google.protobuf.StringValue': 'string?',
  'google.protobuf.BoolValue': 'boolean?',
  'google.protobuf.Int32Value': 'integer?',
  'google.protobuf.Int64Value': 'integer?',
  'google.protobuf.DoubleValue': 'number?',
  'google.protobuf.FloatValue': 'number?',
};
const integers = /^(?:u?int|s(?:int)?|s?fixed)(?:32|64)$|^sint(?:32|64)$/;

interface Message {
  /** With the names of the messages around it: `Outer.Inner`. */
  path: string;
  fields: { key: string; type: string; form: 'one' | 'maybe' | 'many' | 'map' }[];
}
interface Enumeration {
  path: string;
  values: string[];
}

/** The messages and enumerations of a schema for protocol buffers; null where there are none. */
export function modelOfProto(source: string): TypeList['types'] | null {
  const tokens = tokensOf(source);
  const found: (Message | Enumeration)[] = [];
  readBlock(tokens, 0, '', null, found, 0);
  if (found.length === 0 || found.length > mostTypes) return null;
  const list = createTypeList();
  const names = new Map(found.map(({ path }) => [path, list.reserve(path.replaceAll('.', ' '), '')]));
  /** A name means the nearest type around it, as in the language itself; a package in front of it says nothing here. */
  const resolve = (type: string, within: string): string => {
    const known = scalars[type.replace(/^\./, '')];
    if (known !== undefined) return known;
    if (integers.test(type)) return 'integer';
    const bare = type.replace(/^\./, '');
    for (let scope = within; ; scope = scope.includes('.') ? scope.slice(0, scope.lastIndexOf('.')) : '') {
      const name = names.get(scope === '' ? bare : `${scope}.${bare}`);
      if (name !== undefined) return name;
      if (scope === '') break;
    }
    const inPackage = [...names].find(([path]) => bare.endsWith(`.${path}`));
    return inPackage?.[1] ?? 'unknown';
  };
  for (const each of found) {
    const name = names.get(each.path) ?? 'Value';
    if ('values' in each) {
      list.types.push({ name, fields: [], values: each.values });
      continue;
    }
    const fields = new Map<string, ModelField>();
    for (const { key, type, form } of each.fields) {
      const inner = resolve(type, each.path);
      const isMessage = found.some((other) => 'fields' in other && names.get(other.path) === inner);
      const shown =
        form === 'many' ? `${inner}[]` : form === 'map' ? `${inner}{}` : form === 'maybe' || isMessage ? nullable(inner) : inner;
      fields.set(key, { key, type: shown, optional: false });
    }
    list.types.push({ name, fields: [...fields.values()], values: [] });
  }
  return list.types;
}

/** Reads declarations up to the bracket that closes the block; where that stands. */
function readBlock(
  tokens: readonly DocumentToken[],
  from: number,
  scope: string,
  message: Message | null,
  found: (Message | Enumeration)[],
  depth: number,
  inChoice = false,
): number {
  let at = from;
  while (at < tokens.length && tokens[at]?.text !== '}') {
    const word = tokens[at]?.text ?? '';
    const name = tokens[at + 1]?.text ?? '';
    const opens = tokens[at + 2]?.text === '{';
    const path = scope === '' ? name : `${scope}.${name}`;
    if (word === 'message' && opens && depth < 20) {
      const inner: Message = { path, fields: [] };
      found.push(inner);
      at = readBlock(tokens, at + 3, path, inner, found, depth + 1) + 1;
    } else if (word === 'enum' && opens) {
      const close = endOfBlock(tokens, at + 2);
      const values = tokens
        .slice(at + 3, close)
        .filter(
          (token, index, all) =>
            token.kind === 'word' && all[index + 1]?.text === '=' && !/^(?:option|reserved)$/.test(all[index - 1]?.text ?? ''),
        )
        .map(({ text }) => text);
      if (values.length > 0) found.push({ path, values: [...new Set(values)] });
      at = close + 1;
    } else if (word === 'oneof' && opens && message) {
      at = readBlock(tokens, at + 3, scope, message, found, depth + 1, true) + 1;
    } else if (/^(?:service|extend|group)$/.test(word) || (tokens[at]?.kind === 'sign' && word === '{')) {
      const open = tokens.findIndex((token, index) => index >= at && token.text === '{');
      at = open < 0 ? tokens.length : endOfBlock(tokens, open) + 1;
    } else {
      const end = endOfStatement(tokens, at);
      if (message) addField(tokens.slice(at, end), message, inChoice);
      at = end + 1;
    }
  }
  return at;
}

function addField(statement: readonly DocumentToken[], message: Message, inChoice: boolean): void {
  const texts = statement.map(({ text }) => text);
  if (/^(?:option|reserved|extensions)$/.test(texts[0] ?? '')) return;
  if (texts[0] === 'map' && texts[1] === '<') {
    const close = texts.indexOf('>');
    const [value, key] = [texts[close - 1], texts[close + 1]];
    if (value !== undefined && key !== undefined && texts[close + 2] === '=') message.fields.push({ key, type: value, form: 'map' });
    return;
  }
  const label = /^(?:repeated|optional|required)$/.test(texts[0] ?? '') ? texts[0] : '';
  const [type, key, equals] = label === '' ? texts : texts.slice(1);
  if (type === undefined || key === undefined || equals !== '=' || !/^[A-Za-z_]\w*$/.test(key)) return;
  message.fields.push({ key, type, form: label === 'repeated' ? 'many' : label === 'optional' || inChoice ? 'maybe' : 'one' });
}

function endOfStatement(tokens: readonly DocumentToken[], from: number): number {
  let at = from;
  while (at < tokens.length && tokens[at]?.text !== ';' && tokens[at]?.text !== '}') at += 1;
  return tokens[at]?.text === '}' ? at - 1 : at;
}

function endOfBlock(tokens: readonly DocumentToken[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    if (tokens[at]?.kind !== 'sign') continue;
    if (tokens[at]?.text === '{') depth += 1;
    if (tokens[at]?.text === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return tokens.length;
}
