import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message, Producer } from '#domain/chat';
import { EventStream } from '#domain/event-stream';
import { foldGeneration, type GenerationEvent } from '#domain/generation';

const empty = {
  id: 'msg',
  text: '',
  status: 'streaming',
  seq: 0,
  plan: null,
  proposalId: null,
  producer: null,
  usage: null,
  error: null,
} as unknown as Message;
const producer = { engine: 'model', id: 'm' } as Producer;

const streamOf = (texts: string[]) => {
  const stream = new EventStream<GenerationEvent>();
  const events = [stream.append({ type: 'start', producer })];
  for (const text of texts) events.push(stream.append({ type: 'delta', text }));
  events.push(stream.append({ type: 'end', status: 'complete', usage: null, language: 'go' }));
  return { stream, events };
};

describe('folding generation events', () => {
  it('gives the same answer whatever part of the stream is replayed', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 30 }), fc.nat(), fc.nat(), (texts, first, second) => {
        const { events } = streamOf(texts);
        const cut = first % (events.length + 1);
        const again = Math.min(cut, second % (events.length + 1));
        const seen = events.slice(0, cut).reduce(foldGeneration, empty);
        const whole = events.slice(again).reduce(foldGeneration, seen);
        expect(whole.text).toBe(texts.join(''));
        expect(whole.status).toBe('complete');
        expect(whole.seq).toBe(events.length);
      }),
    );
  });
  it('keeps the text when the answer fails', () => {
    const failed = [
      { seq: 1, type: 'delta', text: 'half' },
      { seq: 2, type: 'error', code: 'MODEL_CRASHED', message: 'gone' },
    ].reduce((answer, event) => foldGeneration(answer, event as GenerationEvent), empty);
    expect(failed).toMatchObject({ text: 'half', status: 'failed', error: { code: 'MODEL_CRASHED' } });
  });
});

describe('an event stream', () => {
  const collect = async (stream: EventStream<GenerationEvent>, after: number, signal?: AbortSignal) => {
    const seen: number[] = [];
    for await (const { seq } of stream.read(after, signal)) seen.push(seq);
    return seen;
  };
  it('gives every reader the rest from its number on, early and late', async () => {
    const { stream, events } = streamOf(['a', 'b', 'c']);
    const early = collect(stream, 0);
    setTimeout(() => stream.close(), 5);
    expect(await early).toEqual(events.map(({ seq }) => seq));
    expect(await collect(stream, 3)).toEqual([4, 5]);
    expect(await collect(stream, 99)).toEqual([]);
  });
  it('wakes waiting readers for new events', async () => {
    const stream = new EventStream<GenerationEvent>();
    const reading = collect(stream, 0);
    for (const text of ['x', 'y']) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      stream.append({ type: 'delta', text });
    }
    stream.close();
    expect(await reading).toEqual([1, 2]);
  });
  it('lets a reader go when its signal aborts, before or while it waits', async () => {
    const stream = new EventStream<GenerationEvent>();
    stream.append({ type: 'delta', text: 'x' });
    const leaving = new AbortController();
    const reading = collect(stream, 0, leaving.signal);
    setTimeout(() => leaving.abort(), 1);
    expect(await reading).toEqual([1]);
    expect(await collect(stream, 1, AbortSignal.abort())).toEqual([]);
  });
  it('refuses events after its end', () => {
    const stream = new EventStream<GenerationEvent>();
    stream.close();
    expect(() => stream.append({ type: 'delta', text: 'late' })).toThrow(/closed/);
  });
});
