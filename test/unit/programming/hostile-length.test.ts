import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requestLimit } from '../../../electron/services/programming/understanding.ts';
import { ask, startEngine } from './bank.ts';

const engine = startEngine();
beforeAll(async () => {
  await ask(engine, 'add GET /a returning {"x": 1}', {});
});
afterAll(() => engine.close());

const repeated = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** Units with a counter, so that no run is a repetition of the same text. */
function counted(unit: string, length: number): string {
  let text = '';
  for (let at = 0; text.length < length; at += 1) text += unit.replace('#', at.toString(36));
  return text.slice(0, length);
}

/** The best of three, in milliseconds: the machine's other work only adds to it. */
async function duration(text: string): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run += 1) {
    const start = performance.now();
    await ask(engine, text, {});
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

describe('long hostile requests', () => {
  // Ten times the text takes a hundred times as long where a pattern looks at a run again from each of its places.
  test.each([
    ...['x', '{', '"', ' ', '-', '/', '(', '的', '\n', '「', 'http://', 'the ', 'function f('].map((unit) => [unit, repeated] as const),
    ...['a# ', 'the w# ', '--o# ', 'f#(', '"t#', '{"k#": ', 'n#: int, ', 'with b# and ', '字段 f#，', 'a#_b#', '/r#/'].map(
      (unit) => [unit, counted] as const,
    ),
  ])(
    '%j takes time in proportion to its length',
    async (unit, make) => {
      const short = await duration(make(unit, requestLimit / 10));
      const long = await duration(make(unit, requestLimit));
      expect(long / Math.max(short, 5)).toBeLessThan(40);
    },
    30_000,
  );
});
