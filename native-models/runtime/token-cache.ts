import type { LlamaContextSequence, Token } from 'node-llama-cpp';

/**
 * Keeps what two requests of one conversation have in common in the KV cache. It is cut only where an evaluation began before: a
 * token that is evaluated alone and the same token in a batch differ in the last bits, and with them a request repeated with its
 * seed would not give its answer again.
 */
export class TokenCache {
  readonly #sequence: LlamaContextSequence;
  #starts: number[] = [];

  constructor(sequence: LlamaContextSequence) {
    this.#sequence = sequence;
  }

  /** Tokens that are evaluated and in the cache. */
  get used(): number {
    return this.#sequence.nextTokenIndex;
  }

  /** Notes that an evaluation begins at the end of what is there. */
  begin(): void {
    this.#starts.push(this.#sequence.nextTokenIndex);
  }

  /** Cuts the cache back to what `tokens` begins with, leaving at least the last of them to evaluate; returns how many are there. */
  async reuse(tokens: Token[]): Promise<number> {
    const cached = this.#sequence.contextTokens;
    const most = Math.min(tokens.length - 1, cached.length);
    let common = 0;
    while (common < most && cached[common] === tokens[common]) common++;
    const cut = common === cached.length ? common : (this.#starts.findLast((start) => start <= common) ?? 0);
    if (cut < cached.length) await this.#sequence.eraseContextTokenRanges([{ start: cut, end: cached.length }]);
    // Models with a sliding window or a recurrent state cannot always be cut there, and then go back further.
    const kept = this.#sequence.nextTokenIndex;
    this.#starts = this.#starts.filter((start) => start < kept);
    return kept;
  }
}
