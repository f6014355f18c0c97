import type { EngineStatus } from '#domain/models';

/** While an answer grows its speed is told this often, in milliseconds: more would cost the page more than it shows. */
const growthInterval = 250;

const idle: EngineStatus = {
  state: 'idle',
  modelId: null,
  progress: 0,
  queued: 0,
  tokensPerSecond: null,
  contextSize: null,
  contextUsed: null,
  restarts: 0,
  error: null,
};

/** What the engine is doing, and who wants to know. */
export class StatusBoard {
  #status = idle;
  readonly #listeners = new Set<(status: EngineStatus) => void>();
  #answer = { tokens: 0, first: 0, told: 0 };

  get status(): EngineStatus {
    return this.#status;
  }

  listen(listener: (status: EngineStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  change(part: Partial<EngineStatus>): void {
    const next = { ...this.#status, ...part };
    if (Object.entries(part).every(([key, value]) => this.#status[key as keyof EngineStatus] === value)) return;
    this.#status = next;
    for (const listener of [...this.#listeners]) listener(next);
  }

  /** Nothing is loaded. What was counted stays. */
  idle(): void {
    this.change({ ...idle, queued: this.#status.queued, restarts: this.#status.restarts });
  }

  startAnswer(): void {
    this.#answer = { tokens: 0, first: 0, told: 0 };
    this.change({ state: 'generating', error: null });
  }

  answerGrows(tokens: number, contextUsed: number): void {
    const now = performance.now();
    const answer = this.#answer;
    // The first token's wait is that of the prompt, so the speed counts from there.
    if (answer.first === 0) answer.first = now;
    else answer.tokens += tokens;
    if (now - answer.told < growthInterval || answer.tokens === 0) return;
    answer.told = now;
    this.change({ contextUsed, tokensPerSecond: (answer.tokens * 1000) / (now - answer.first) });
  }
}
