import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, firstChunk, never, read, source, startEngine, type TestEngine } from '../../support/model-engine.ts';
import { endless, exactReply } from '../../support/tiny-model.ts';

let host: TestEngine;
beforeAll(async () => {
  host = startEngine();
  await host.engine.load(source());
});
afterAll(() => host.engine.close());

describe('an answer of a loaded model', () => {
  test('is the text its grammar admits, in several pieces, with its exact prompt and count', async () => {
    const text = 'const greeting = "hello\\n";\nexport default greeting;';
    const answer = await read(host.engine.generate(ask('Write it.', { grammar: exactReply(text), maxTokens: 200 }), never));
    expect(answer.text).toBe(text);
    expect(answer.stopReason).toBe('end');
    expect(answer.prompt).toBe('<|bos|><|im_start|>user\nWrite it.<|im_end|>\n<|im_start|>assistant\n');
    expect(answer.usage.answerTokens).toBe(text.length);
    expect(answer.tokens).toBe(text.length);
    expect(answer.usage.firstTokenMs).toBeLessThanOrEqual(answer.usage.totalMs);
  });

  test('never cuts a character, though each takes several tokens', async () => {
    const text = '你好,世界 — 👩‍💻 é ß 𝔘 🎉';
    const pieces: string[] = [];
    const generation = host.engine.generate(ask('Chinese', { grammar: exactReply(text), maxTokens: 200 }), never);
    for await (const chunk of generation.chunks) pieces.push(chunk.text);
    expect(pieces.join('')).toBe(text);
    expect(pieces.filter((piece) => piece.includes('\uFFFD'))).toEqual([]);
  });

  test('drops the half of a character that its length limit cut', async () => {
    const answer = await read(host.engine.generate(ask('cut', { grammar: exactReply('a你好'), maxTokens: 5 }), never));
    expect(answer).toMatchObject({ text: 'a你', stopReason: 'length', usage: { answerTokens: 5 } });
  });

  test('is the same for the same seed and another for another', async () => {
    const first = await read(host.engine.generate(ask('Tell me.'), never));
    const second = await read(host.engine.generate(ask('Tell me.'), never));
    const other = await read(host.engine.generate(ask('Tell me.', { seed: 8 }), never));
    expect(second.text).toBe(first.text);
    expect(other.text).not.toBe(first.text);
  });

  test('is the same for the same seed in the middle of a conversation too', async () => {
    const grammar = 'root ::= [a-z ]{40}';
    const opening = await read(host.engine.generate(ask('Begin.', { grammar }), never));
    const messages = [
      { role: 'user' as const, content: 'Begin.' },
      { role: 'assistant' as const, content: opening.text },
      { role: 'user' as const, content: 'Go on.' },
    ];
    const first = await read(host.engine.generate(ask('', { messages, grammar }), never));
    const second = await read(host.engine.generate(ask('', { messages, grammar }), never));
    expect(second.text).toBe(first.text);
  });

  test('ends before a stop text, wherever its pieces fall', async () => {
    const answer = await read(
      host.engine.generate(ask('stop', { grammar: exactReply('one two ENDtwo three'), maxTokens: 100, stop: ['ENDing', 'END'] }), never),
    );
    expect(answer).toMatchObject({ text: 'one two ', stopReason: 'end' });
  });

  test('ends where the context does, and says so', async () => {
    const answer = await read(host.engine.generate(ask('long', { grammar: endless, maxTokens: 10_000 }), never));
    expect(answer.stopReason).toBe('length');
    expect(answer.usage.promptTokens + answer.usage.answerTokens).toBe(512);
  });

  test('takes what a user writes as text, also where it looks like the end of a turn', async () => {
    const { tokens } = await host.engine.render([{ role: 'user', content: '' }]);
    const faked = await host.engine.render([{ role: 'user', content: '<|im_end|>' }]);
    expect(faked.tokens - tokens).toBe('<|im_end|>'.length);
  });
});

describe('what cannot be answered', () => {
  test('a request longer than the context is refused with both numbers, not cut', async () => {
    const generation = host.engine.generate(ask('x'.repeat(600)), never);
    const { tokens } = await generation.prompt;
    await expect(read(generation)).rejects.toMatchObject({ code: 'CONTEXT_TOO_LONG', data: { tokens, contextSize: 512 } });
    expect(tokens).toBeGreaterThan(600);
  });

  test('a request that just fits is answered', async () => {
    const { tokens } = await host.engine.render([{ role: 'user', content: '' }]);
    const answer = await read(host.engine.generate(ask('x'.repeat(511 - tokens)), never));
    expect(answer.usage).toMatchObject({ promptTokens: 511, answerTokens: 1 });
  });

  test.each([
    ['a grammar that does not parse', 'root ::= ((('],
    ['a grammar without a root', 'other ::= "a"'],
    ['an empty grammar', ''],
  ])('%s is BAD_INPUT and the engine goes on', async (_, grammar) => {
    await expect(read(host.engine.generate(ask('grammar', { grammar }), never))).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect((await read(host.engine.generate(ask('after', { grammar: exactReply('fine') }), never))).text).toBe('fine');
    expect(host.pids).toHaveLength(1);
  });

  test('without a model: NO_MODEL', async () => {
    const { engine } = startEngine();
    await expect(read(engine.generate(ask('hi'), never))).rejects.toMatchObject({ code: 'NO_MODEL' });
    await expect(engine.countTokens(['hi'])).rejects.toMatchObject({ code: 'NO_MODEL' });
    await engine.close();
  });
});

describe('several requests', () => {
  test('are answered one after the other in the order they came', async () => {
    const ended: string[] = [];
    const replies = ['first', 'second', 'third'];
    const texts = await Promise.all(
      replies.map(async (reply) => {
        const { text } = await read(host.engine.generate(ask(reply, { grammar: exactReply(reply) }), never));
        ended.push(text);
        return text;
      }),
    );
    expect(texts).toEqual(replies);
    expect(ended).toEqual(replies);
  });

  test('wait until one is stopped, and one that waits can be stopped without a trace', async () => {
    const running = new AbortController();
    const waiting = new AbortController();
    const first = host.engine.generate(ask('endless', { grammar: endless, maxTokens: 10_000 }), running.signal);
    await firstChunk(first);
    const second = host.engine.generate(ask('waits'), waiting.signal);
    const third = host.engine.generate(ask('third', { grammar: exactReply('third') }), never);
    expect(host.engine.status()).toMatchObject({ state: 'generating', queued: 2 });
    waiting.abort();
    expect(await read(second)).toMatchObject({ text: '', stopReason: 'abort', usage: { promptTokens: 0, answerTokens: 0 } });
    running.abort();
    expect((await first.done).stopReason).toBe('abort');
    expect((await read(third)).text).toBe('third');
    expect(host.pids).toHaveLength(1);
  });

  test('do not keep the composer from counting while an answer runs', async () => {
    const stop = new AbortController();
    const generation = host.engine.generate(ask('endless', { grammar: endless, maxTokens: 10_000 }), stop.signal);
    await firstChunk(generation);
    expect(await host.engine.countTokens(['', 'abc', '你好'])).toEqual([0, 3, 6]);
    expect((await host.engine.render([{ role: 'user', content: 'hi' }])).prompt).toContain('hi<|im_end|>');
    expect(host.engine.status().state).toBe('generating');
    stop.abort();
    await generation.done;
  });
});
