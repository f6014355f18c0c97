import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '#domain/errors';
import { protectionCode } from '#domain/paths';
import { readSentence, type SentenceCode, say, sentences } from '#domain/sentences';
import { en } from '../../../renderer/lib/messages/en/index.ts';
import { zh } from '../../../renderer/lib/messages/zh/index.ts';
import { tellIn } from '../../../renderer/lib/told.ts';

const codes = Object.keys(sentences) as SentenceCode[];
const han = /\p{Script=Han}/u;
const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
/** The sentence with a value of its own in every place. */
const filled = (code: SentenceCode) => {
  const values = Object.fromEntries(namesIn(sentences[code]).map((name) => [name, `<${name}>`]));
  return { values, ...(say as (code: SentenceCode, values: object) => ReturnType<typeof say>)(code, values) };
};
const inChinese = tellIn('zh', (key, values = {}) => {
  const [group, code] = [key.slice(0, key.indexOf('.')), key.slice(key.indexOf('.') + 1)];
  const text = (zh as Record<string, Record<string, string>>)[group]?.[code] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
});

describe('what the host says', () => {
  it.each(codes)('%s is written in both languages with the same values', (code) => {
    expect(en.host[code].trim()).not.toBe('');
    expect(zh.host[code]).toMatch(han);
    expect(namesIn(zh.host[code])).toEqual(namesIn(en.host[code]));
  });

  it.each([...errorCodes, 'DISCONNECTED' as const])('the error %s has a sentence in both languages', (code) => {
    expect(en.errors[code]).toMatch(/^[A-Z].*\.$/s);
    expect(zh.errors[code]).toMatch(han);
  });

  it.each(codes)('%s is found again from its English words alone', (code) => {
    const { message, values } = filled(code);
    expect(readSentence(message)).toEqual({ code, values });
  });

  it('finds a path with any characters in it, and nothing in other texts', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 80, unit: 'binary' }), (path) => {
        expect(readSentence(say('file.notText', { path }).message)).toEqual({ code: 'file.notText', values: { path } });
        expect(readSentence(`${path}§`)).toBeNull();
      }),
    );
  });

  it('is searched for in no time in a text of any length', () => {
    const start = process.cpuUsage();
    for (const text of [`The folder ${'a'.repeat(100_000)}`, 'The path '.repeat(2_000), `"${' is a file'.repeat(1_500)}`])
      readSentence(text);
    expect(process.cpuUsage(start).user).toBeLessThan(1_000_000);
  });
});

describe('in the Chinese page', () => {
  it('a reason is said by its code, with its values', () => {
    expect(inChinese(say('edit.ambiguous', { count: 3 }))).toBe('要替换的行在文件中出现了 3 处，无法确定是哪一处。');
  });
  it('an error is said by the sentence that came along, also when only the words are left of it', () => {
    const { message, sentence } = say('file.missing', { path: 'src/a.ts' });
    expect(inChinese({ code: 'NOT_FOUND', message: 'anything', data: { path: 'src/a.ts', sentence } })).toBe(
      '此文件夹中没有文件 src/a.ts。',
    );
    expect(inChinese({ code: 'NOT_FOUND', message })).toBe('此文件夹中没有文件 src/a.ts。');
  });
  it('an error without a sentence says what its code means, and keeps the original', () => {
    expect(inChinese({ code: 'MODEL_INVALID', message: 'The magic number is wrong.' })).toBe(
      '此文件不是可用的模型。（原文：The magic number is wrong.）',
    );
  });
  it.each([
    { code: 'NEWER_CODE', message: 'Words of a newer host.', data: { sentence: { code: 'newer.code', values: {} } } },
    { code: 'toString', message: 'Words of a newer host.', data: { sentence: { code: 'toString', values: {} } } },
    { code: '__proto__', message: 'Words of a newer host.', data: 'text' },
    { code: 'X', message: 'Words of a newer host.', data: null },
  ])('what a newer or a hostile host says stands as it is: $code', (said) => expect(inChinese(said)).toBe('Words of a newer host.'));

  it.each(['.env', 'keys/id_rsa', '.npmrc', '.vscode/tasks.json', '.bashrc', '.autoglm/rules', '.github/workflows/a.yml'])(
    'says why %s is protected',
    (path) => {
      const code = protectionCode(path);
      expect(code).not.toBeNull();
      expect(inChinese({ message: sentences[code ?? 'path.none'] })).toMatch(/^[\p{Script=Han} a-z]+$/u);
    },
  );
});

it('the English page shows the words of the host', () => {
  const inEnglish = tellIn('en', (key) => key);
  expect(inEnglish({ code: 'NOT_FOUND', message: 'There is no such thing.' })).toBe('There is no such thing.');
  expect(inEnglish({ code: 'NOT_FOUND', message: '' })).toBe('errors.NOT_FOUND');
});
