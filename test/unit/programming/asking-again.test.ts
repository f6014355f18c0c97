import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { FindEarlier } from '../../../electron/services/programming/ports.ts';
import { applied, ask, startEngine } from './bank.ts';

const engine = startEngine();
afterAll(() => engine.close());

type Files = Record<string, string>;
type Language = 'typescript' | 'javascript' | 'python' | 'go';

/** Asks and applies; gives the files, and what a later request can find of it. */
async function make(
  text: string,
  files: Files,
  language: Language,
  earlier?: FindEarlier,
): Promise<{ files: Files; text: string; earlier: FindEarlier }> {
  const answer = await ask(engine, text, files, { language, earlier });
  const paths = [...new Set(answer.edits.map(({ path }) => path))];
  const before = await earlier?.(answer.plan?.kind ?? '');
  const kept = [{ plan: answer.plan?.json ?? '', paths }, ...(before ?? [])];
  return { files: applied(answer, files), text: answer.text, earlier: () => Promise.resolve(kept) };
}

const request = (capacity: number) => `Create a cache called PageCache with a capacity of ${capacity}`;

describe.each(['typescript', 'javascript', 'python', 'go'] as const)('asking again in %s', (language) => {
  test('changes what was made, in the same file, and keeps what the user wrote', async () => {
    const first = await make(request(100), {}, language);
    const [path = ''] = Object.keys(first.files);
    const comment = language === 'python' ? '# mine: do not lose' : '// mine: do not lose';
    const edited = { [path]: `${(first.files[path] ?? '').trimEnd()}\n\n${comment}\n` };
    const second = await make(request(250), edited, language, first.earlier);
    expect(Object.keys(second.files)).toEqual([path]);
    expect(second.files[path]).toContain('250');
    expect(second.files[path]).not.toMatch(/\b100\b/);
    expect(second.files[path]).toContain(comment);
    expect(second.text).toContain('up to date');
    const third = await make(request(250), second.files, language, second.earlier);
    expect(third.files).toEqual(second.files);
    expect(third.text).toContain('nothing to change');
  });

  test('keeps lines that the user changed too, and shows what would stand there', async () => {
    const first = await make(request(100), {}, language);
    const [path = ''] = Object.keys(first.files);
    const edited = { [path]: (first.files[path] ?? '').replaceAll(/\b100\b/g, '777') };
    const second = await make(request(250), edited, language, first.earlier);
    expect(second.files).toEqual(edited);
    expect(second.text).toContain('Your version was kept');
    expect(second.text).toContain('250');
  });

  test('makes a file anew that the user removed', async () => {
    const first = await make(request(100), {}, language);
    const second = await make(request(250), {}, language, first.earlier);
    expect(Object.keys(second.files)).toEqual(Object.keys(first.files));
  });

  test('loses no line that the user wrote, wherever it stands', async () => {
    const first = await make(request(100), {}, language);
    const [path = ''] = Object.keys(first.files);
    const lines = (first.files[path] ?? '').split('\n');
    const mark = language === 'python' ? '#' : '//';
    const places = fc.uniqueArray(fc.tuple(fc.nat({ max: lines.length }), fc.boolean()), {
      minLength: 1,
      maxLength: 5,
      selector: ([at]) => at,
    });
    await fc.assert(
      fc.asyncProperty(places, fc.boolean(), async (chosen, crlf) => {
        const own = chosen.map(([at, behind], order) => ({ at, behind, line: `${mark} own ${order}` }));
        // A comment on a line of its own, or behind what is there.
        const edited = lines.flatMap((line, at) => {
          const here = own.filter((each) => each.at === at);
          const suffix = here.filter(({ behind }) => behind && line.trim() !== '').map((each) => ` ${each.line}`);
          const above = here
            .filter(({ behind }) => !behind || line.trim() === '')
            .map((each) => (/^\s*/.exec(line)?.[0] ?? '') + each.line);
          return [...above, line + suffix.join('')];
        });
        const text = edited.join(crlf ? '\r\n' : '\n');
        const second = await make(request(250), { [path]: text }, language, first.earlier);
        const after = second.files[path] ?? '';
        for (const { line, at } of own) if (at < lines.length) expect(after, text).toContain(line);
        if (crlf) expect(after.replace(/\r\n/g, '')).not.toContain('\n');
      }),
      { numRuns: 130 },
    );
  });
});

test('asking for something else of the same kind makes it beside the first', async () => {
  const first = await make(request(100), {}, 'typescript');
  const second = await make('Create a cache called UserCache with a capacity of 5', first.files, 'typescript', first.earlier);
  expect(Object.keys(second.files).sort()).toEqual(['page-cache.ts', 'user-cache.ts']);
});

test('a plan of an older engine is no reason to fail', async () => {
  const first = await make(request(100), {}, 'typescript');
  const old: FindEarlier = () => Promise.resolve([{ plan: '{"kind":"cache","slots":{}}', paths: ['page-cache.ts'] }]);
  const again = await ask(engine, request(5), first.files, { language: 'typescript', earlier: old });
  expect(again.plan?.kind).toBe('cache');
});
