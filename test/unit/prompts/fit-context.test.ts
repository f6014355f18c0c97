import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#domain/errors';
import { estimateTokens, fitContext, type PromptPart } from '#domain/prompts';
import { assemble } from '#services/prompts';

const part = (kind: PromptPart['kind'], tokens: number, label = `${kind} ${tokens}`): PromptPart => ({
  kind,
  label,
  tokens,
  message: { role: 'user', content: '' },
});
const parts = fc.array(
  fc
    .record({ kind: fc.constantFrom('file' as const, 'history' as const), tokens: fc.nat(500) })
    .map(({ kind, tokens }) => part(kind, tokens)),
  { maxLength: 20 },
);

describe('fitting the context', () => {
  it('keeps the system text and the request, then files, then the newest turns without a gap', () => {
    const fitted = fitContext(
      [
        part('system', 10),
        part('file', 50, 'a.ts'),
        part('history', 30, 'old'),
        part('history', 5, 'middle'),
        part('history', 20, 'new'),
        part('request', 10),
      ],
      150,
      40,
      true,
    );
    expect(fitted?.kept.map(({ label }) => label)).toEqual(['system 10', 'a.ts', 'middle', 'new', 'request 10']);
    expect(fitted?.budget.dropped).toEqual([{ label: 'old', tokens: 30, reason: 'older than what fits the context' }]);
  });
  it('never exceeds the limit, and what is not kept is named', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 50, max: 3000 }), fc.nat(400), (middle, limit, reserve) => {
        const all = [part('system', 10), ...middle, part('request', 20)];
        const fitted = fitContext(all, limit, reserve, false);
        if (!fitted) {
          expect(limit - reserve).toBeLessThan(30);
          return;
        }
        expect(fitted.budget.parts.reduce((sum, { tokens }) => sum + tokens, 0)).toBeLessThanOrEqual(limit);
        expect(fitted.kept.length + fitted.budget.dropped.length).toBe(all.length);
      }),
    );
  });
});

describe('assembling a prompt', () => {
  const request = { text: 'Add a test', files: [], history: [], contextSize: 1000, reserve: 200, countTokens: null };
  it('puts stable parts first and files into the last turn', async () => {
    const { messages, budget } = await assemble({
      ...request,
      files: [{ label: 'a.ts', content: 'let a = `x`;' }],
      history: [
        { role: 'user', content: 'hello' },
        { role: 'assistant', content: 'hi' },
      ],
    });
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(messages.at(-1)?.content).toBe('a.ts\n```\nlet a = `x`;\n```\n\nAdd a test');
    expect(budget.exact).toBe(false);
  });
  it('fences a file with more backticks than it contains', async () => {
    const { messages } = await assemble({ ...request, files: [{ label: 'r.md', content: '````\ncode\n````' }] });
    expect(messages.at(-1)?.content).toContain('r.md\n`````\n````\ncode\n````\n`````');
  });
  it('refuses a request that does not fit, with numbers', async () => {
    const error = await assemble({ ...request, text: 'word '.repeat(5000) }).catch((caught) => caught);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'CONTEXT_TOO_LONG', data: { room: 800 } });
  });
});

it('estimates a token for each Han character and about one for 3.5 others', () => {
  expect(estimateTokens('给服务器加一个接口')).toBe(9);
  expect(estimateTokens('x'.repeat(35))).toBe(10);
  expect(estimateTokens('')).toBe(0);
});
