import { afterAll, describe, expect, test } from 'vitest';
import { patternOf } from '../../../../electron/services/programming/instructions/parser/pattern.ts';
import { ask, startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

/** `before|name|type` for each value, then what stands behind the last. */
const form = (end: string, ...all: string[]) => {
  const fields = all.map((each) => {
    const [before = '', name = '', type = 'string'] = each.split('|');
    return { before, name, type };
  });
  const [first, ...more] = fields;
  return { start: first?.before, first: { name: first?.name, type: first?.type }, more, end };
};
const access = form('', '|ip', ' - |user', ' [|date', '] "|request', '" |status|integer', ' |size|integer');

describe('parsers in the words of developers', () => {
  readsAs(engine, 'parser', [
    [
      'Write a parser called parseAccess for lines of the form `<ip> - <user> [<date>] "<request>" <status: integer> <size: integer>`',
      { name: 'parseAccess', pattern: access },
    ],
    [
      'Write a parser called parseAccess for lines of the form <ip> - <user> [<date>] "<request>" <status: integer> <size: integer>',
      { name: 'parseAccess', pattern: access },
    ],
    [
      'python log parser readEntry, format: [<level>] <count: int>: <message>',
      { name: 'readEntry', pattern: form('', '[|level', '] |count|integer', ': |message') },
    ],
    [
      'Create a parser parsePoint for lines like "(<x: number>,<y: number>)" in Go',
      { name: 'parsePoint', pattern: form(')', '(|x|number', ',|y|number') },
    ],
    ['make a go parser called parsePair: `<key>=<value>`', { name: 'parsePair', pattern: form('', '|key', '=|value') }],
    [
      '编写解析器 parseLog，解析形如 [<level>] <n: 整数>: <message> 的行',
      { name: 'parseLog', pattern: form('', '[|level', '] |n|integer', ': |message') },
    ],
    [
      '用 Python 写一个解析器 parseUser，格式为 `<名字>，<active：布尔>`',
      { name: 'parseUser', pattern: form('', '|名字', '，|active|boolean') },
    ],
    ['写个 parser，叫 parseTemp，解析形如 `<t: float>°C` 的行，用 Go', { name: 'parseTemp', pattern: form('°C', '|t|number') }],
  ]);
  asksFor(engine, [
    ['Write a parser called parseAccess', 'pattern'],
    ['编写解析器 parseLog', 'pattern'],
    ['Write a parser called parseAccess for lines of the form `<a><b>`', 'pattern'],
    ['Write a parser called parseAccess for lines of the form `<a> <b: elephant>`', 'pattern'],
  ]);
});

describe('forms of lines', () => {
  test.each([
    ['no value', 'plain'],
    ['two values without text between them', '<a><b>'],
    ['a type that is none', '<a: constructor>'],
    ['a name that occurs twice', '<a> <a>'],
    ['a digit behind a number', '<a: integer>0'],
    ['a line break', '<a>\n<b>'],
  ])('refuses %s', (_, text) => expect(patternOf(text)).toBeNull());
});

test.each(['TypeScript', 'JavaScript', 'Python', 'Go'])('leaves out what no value needs in %s', async (language) => {
  const answer = await ask(engine, `Write a ${language} parser called parsePair for lines of the form \`<key>=<value>\``);
  const [edit] = answer.edits;
  const code = edit?.kind === 'write' ? edit.content : '';
  expect(code).toMatch(/parse_?pair/i);
  expect(code).not.toMatch(/integer|decimal|flag|regexp|\bre\b|isfinite|match/);
});
