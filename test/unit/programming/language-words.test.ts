import { expect, test } from 'vitest';
import { readLanguage } from '../../../electron/services/programming/reading/language.ts';
import { otherLanguage } from '../../../electron/services/programming/reading/other-language.ts';
import { createReader } from '../../../electron/services/programming/reading/reader.ts';
import { ask, startEngine } from './bank.ts';

test.each([
  ['lru cache Foo, go, cap 100', 'go'],
  ['go structs for this table', 'go'],
  ['rate limiter (go) 100/min', 'go'],
  ['go cron job Nightly at 3:00', 'go'],
  ['a cache; go; 100 entries', 'go'],
  ['Create a class Go with fields a and b', 'go'],
  ['when requests go to the server, log them', null],
  ['let values go, keep keys', null],
  ['a queue where jobs go in and go out', null],
  ['写一个缓存，go，容量 100', 'go'],
])('%s is for %s', (text, language) => {
  const reader = createReader(text);
  expect(readLanguage(reader).named).toBe(language);
  if (language) expect(reader.unused().map((word) => word.toLowerCase())).not.toContain('go');
});

test.each([
  ['Create a Rust function add(a: int, b: int)', 'Rust'],
  ['write a java class User with fields id and name', 'java'],
  ['用 Rust 写一个函数 add(a: int, b: int)', 'Rust'],
  ['lru cache Foo in C++ cap 100', 'C++'],
  ['C#: enum Level with low and high', 'C#'],
  ['写一个 Kotlin 函数 add', 'Kotlin'],
  ['Create a JavaScript function add(a, b)', null],
  ['Create a class Swift with fields id and name', null],
  ['Create a class called Ruby with fields id and name', null],
  ['Create an API client called RustClient for https://rust.example.com', null],
  ['Create a cron task that runs at 3:00 and prints "in Java"', null],
])('%s: another language is %s', (text, language) => expect(otherLanguage(createReader(text))).toBe(language));

test('a request for another language is refused with the languages that there are, and nothing is written', async () => {
  const engine = startEngine();
  const en = await ask(engine, 'Create a Rust function add(a: int, b: int)');
  const zh = await ask(engine, '用 Rust 写一个函数 add(a: int, b: int)');
  await engine.close();
  expect([en.edits, zh.edits]).toEqual([[], []]);
  expect(en.text).toContain('Rust');
  expect(en.text).toMatch(/TypeScript.*JavaScript.*Python.*Go/);
  expect(zh.text).toMatch(/Rust.*TypeScript.*Go/);
});
