/** Turns tokens into text, `before` being the few that came before them. Bytes that are no character become U+FFFD. */
export type Detokenize = (tokens: number[], before: number[]) => string;

const replacement = '\uFFFD';
/** A character takes at most four bytes, so more than three tokens cannot be the beginning of one. */
const mostIncomplete = 3;
/** Tokenizers look back to decide about a space between words. */
const lookBack = 4;

/**
 * Makes the text of an answer out of its tokens. A character that takes several tokens is held back until it is whole, and so is the
 * beginning of a stop text, because what was sent cannot be taken back.
 */
export class TextStream {
  readonly #detokenize: Detokenize;
  readonly #stop: string[];
  #pending: number[] = [];
  #before: number[];
  #held = '';
  #stopped = false;

  constructor(detokenize: Detokenize, stop: string[], before: number[] = []) {
    this.#detokenize = detokenize;
    this.#stop = stop.filter((text) => text !== '');
    this.#before = before.slice(-lookBack);
  }

  /** True once a stop text was found; what follows it is dropped. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Adds a token and returns the text that is certain now. */
  push(token: number): string {
    this.#pending.push(token);
    return this.#emit(this.#takeWhole());
  }

  /** The rest. A character that never became whole is dropped. */
  end(): string {
    const tail = this.#detokenize(this.#pending, this.#before);
    const text = this.#emit(tail.endsWith(replacement) ? tail.slice(0, -1) : tail);
    const held = this.#stopped ? '' : this.#held;
    this.#held = '';
    return text + held;
  }

  /** Text of the longest run of pending tokens that ends with a whole character. */
  #takeWhole(): string {
    const text = this.#detokenize(this.#pending, this.#before);
    if (!text.endsWith(replacement)) return this.#release(this.#pending.length, text);
    if (this.#pending.length <= mostIncomplete) return '';
    for (let count = this.#pending.length - 1; count > 1; count--) {
      const part = this.#detokenize(this.#pending.slice(0, count), this.#before);
      if (!part.endsWith(replacement)) return this.#release(count, part);
    }
    // Nothing among the pending tokens makes a character, so the oldest byte is no part of one.
    return this.#release(1, this.#detokenize(this.#pending.slice(0, 1), this.#before));
  }

  #release(count: number, text: string): string {
    this.#before = [...this.#before, ...this.#pending.splice(0, count)].slice(-lookBack);
    return text;
  }

  #emit(text: string): string {
    if (this.#stopped || this.#stop.length === 0) return this.#stopped ? '' : text;
    const all = this.#held + text;
    const found = this.#stop.map((stop) => all.indexOf(stop)).filter((index) => index >= 0);
    if (found.length > 0) {
      this.#stopped = true;
      this.#held = '';
      return all.slice(0, Math.min(...found));
    }
    const keep = Math.max(...this.#stop.map((stop) => overlap(all, stop)));
    this.#held = all.slice(all.length - keep);
    return all.slice(0, all.length - keep);
  }
}

/** Length of the longest end of `text` that `stop` begins with. */
function overlap(text: string, stop: string): number {
  for (let length = Math.min(text.length, stop.length - 1); length > 0; length--) if (text.endsWith(stop.slice(0, length))) return length;
  return 0;
}
