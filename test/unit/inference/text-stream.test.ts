import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TextStream } from '#native-models/runtime/text-stream';

/** A tokenizer whose tokens are bytes: the hardest case, every character beyond ASCII takes several. */
const bytes = (tokens: number[]): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(tokens));

function run(tokens: Iterable<number>, stop: string[] = []): string[] {
  const stream = new TextStream(bytes, stop);
  const pieces: string[] = [];
  for (const token of tokens) {
    pieces.push(stream.push(token));
    if (stream.stopped) break;
  }
  return [...pieces, stream.end()];
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const wellFormed = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\uFFFD'));

describe('text from byte tokens', () => {
  test('is what was written, in whole characters', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        const pieces = run(encode(text));
        expect(pieces.join('')).toBe(text);
        expect(pieces.every((piece) => !piece.includes('\uFFFD') && Buffer.from(piece).toString() === piece)).toBe(true);
      }),
    );
  });

  test('that is cut anywhere loses the cut character and nothing else', () => {
    fc.assert(
      fc.property(wellFormed, fc.nat(), (text, at) => {
        const all = encode(text);
        const cut = all.slice(0, all.length === 0 ? 0 : at % (all.length + 1));
        expect(text.startsWith(run(cut).join(''))).toBe(true);
        expect(encode(run(cut).join('')).length).toBeGreaterThanOrEqual(cut.length - 3);
      }),
    );
  });

  test('keeps what is good between bytes that are no characters', () => {
    for (const [tokens, text] of [
      [[0xff, 0xff, 0xff, 0xff, 0xff, 0xe4, 0xbd, 0xa0, 0x21], '\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD你!'],
      [[0xc3, 0xa9, 0xff, 0xff, 0xff, 0x61], 'é\uFFFD\uFFFD\uFFFDa'],
      [[0x80, 0x41], '\uFFFDA'],
      [[0xf0, 0x9f, 0x41], '\uFFFDA'],
    ] as const)
      expect(run(tokens).join('')).toBe(text);
  });

  test('is decoded as the whole would be, whatever the bytes are, but for the end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (tokens) => {
        const text = run([...tokens, 0x41]).join('');
        expect(text.replaceAll('\uFFFD', '')).toBe(bytes([...tokens, 0x41]).replaceAll('\uFFFD', ''));
      }),
    );
  });
});

describe('stop texts', () => {
  test.each([
    ['in the middle', 'one STOP two', ['STOP'], 'one '],
    ['at the start', 'STOP', ['STOP'], ''],
    ['that only begins', 'one STO', ['STOP'], 'one STO'],
    ['that begins twice', 'a STSTOP', ['STOP'], 'a ST'],
    ['the first of two', 'x END y STOP', ['STOP', 'END'], 'x '],
    ['the longer of two at one place', 'x STOP', ['STOP!', 'STOP'], 'x '],
    ['of several bytes a character', '你好 停止 再见', ['停止'], '你好 '],
    ['that is empty', 'all of it', [''], 'all of it'],
  ])('%s', (_, text, stop, kept) => {
    expect(run(encode(text), stop).join('')).toBe(kept);
  });

  test('never let a part of themselves out', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b') }),
        fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 4 }),
        (text, stop) => {
          const index = text.indexOf(stop);
          expect(run(encode(text), [stop]).join('')).toBe(index < 0 ? text : text.slice(0, index));
        },
      ),
    );
  });
});
