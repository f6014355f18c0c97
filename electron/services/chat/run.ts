import type { Message, Usage } from '#domain/chat';
import type { Clock } from '#domain/clock';
import type { FileEdit } from '#domain/edit-format';
import { toAppError } from '#domain/errors';
import { EventStream } from '#domain/event-stream';
import { foldGeneration, type GenerationEvent, type GenerationEventBody } from '#domain/generation';
import type { UnplacedEdit } from '#domain/review';
import type { AnswerChunk, AnswerEngine, AnswerRequest, ChatStore, Propose } from './ports.ts';

/** Milliseconds between two writes of a running answer's text: what a kill -9 can lose of it. */
const checkpointInterval = 400;

export interface RunPorts {
  store: ChatStore;
  propose: Propose;
  clock: Clock;
}

/**
 * One answer on its way: engine chunks become numbered events, events are folded into the message with the same function the page
 * uses, and the message is stored. `stop` ends it at once for everybody who follows; the engine is told through the signal and may take
 * a moment longer.
 */
export class Run {
  readonly events = new EventStream<GenerationEvent>();
  /** Resolves when the answer is stored in its final state. Never rejects. */
  readonly finished: Promise<void>;
  readonly #ports: RunPorts;
  readonly #abort = new AbortController();
  #answer: Message;
  #stored: number;
  #writing: Promise<void> = Promise.resolve();

  constructor(ports: RunPorts, answer: Message, engine: () => Promise<AnswerEngine>, request: AnswerRequest) {
    this.#ports = ports;
    this.#answer = answer;
    this.#stored = ports.clock.now();
    this.finished = this.#run(engine, request);
  }

  get answer(): Message {
    return this.#answer;
  }

  stop(): void {
    this.#abort.abort();
  }

  async #run(engine: () => Promise<AnswerEngine>, request: AnswerRequest): Promise<void> {
    const { signal } = this.#abort;
    const started = this.#ports.clock.now();
    try {
      const prepared = await untilAborted(
        engine().then((ready) => ready.prepare(request, signal)),
        signal,
      );
      if (prepared === aborted) return await this.#end('stopped', null, null);
      await this.#ports.store.savePrompt(this.#answer.id, prepared.producer, prepared.prompt, prepared.budget);
      this.#emit({ type: 'start', producer: prepared.producer });

      let language: string | null = request.language;
      let usage: Usage | null = null;
      let edits: FileEdit[] = [];
      let problems: UnplacedEdit[] = [];
      const chunks = prepared.chunks()[Symbol.asyncIterator]();
      for (;;) {
        const next = await untilAborted(chunks.next(), signal);
        if (next === aborted) {
          // Not awaited: a hung engine must not hold the user's Stop.
          void Promise.resolve(chunks.return?.()).catch(() => {});
          // An answer that was whole before its repair was stopped is proposed as it was.
          await this.#propose(request, edits, problems);
          return await this.#end('stopped', usage, language);
        }
        if (next.done) break;
        const chunk: AnswerChunk = next.value;
        if (chunk.type === 'text') this.#emit({ type: 'delta', text: chunk.text });
        else if (chunk.type === 'plan') this.#emit({ type: 'plan', plan: chunk.plan });
        else if (chunk.type === 'language') language = chunk.language;
        else if (chunk.type === 'usage') usage = chunk.usage;
        else if (chunk.type === 'edits') ({ edits, problems } = chunk);
        else if (chunk.type === 'rewrite') this.#emit({ type: 'rewrite', text: chunk.text });
        else {
          this.#emit({ type: 'repair', round: chunk.round });
          const { producer } = this.#answer;
          if (producer) await this.#ports.store.savePrompt(this.#answer.id, producer, prepared.prompt, prepared.budget);
        }
      }
      await this.#propose(request, edits, problems);
      const totalMs = this.#ports.clock.now() - started;
      await this.#end('complete', usage ?? { promptTokens: 0, answerTokens: 0, firstTokenMs: totalMs, totalMs }, language);
    } catch (error) {
      await this.#fail(error);
    }
  }

  async #propose({ workspaceId }: AnswerRequest, edits: FileEdit[], problems: UnplacedEdit[]): Promise<void> {
    if (workspaceId === null || (edits.length === 0 && problems.length === 0)) return;
    const { id: answerId, conversationId } = this.#answer;
    const proposal = await this.#ports.propose({ answerId, conversationId, workspaceId, edits, problems });
    if (proposal) this.#emit({ type: 'proposal', proposalId: proposal.id });
  }

  /** The final row is on disk before anybody is told that the answer has ended: who reads it then reads the whole. */
  async #close(body: GenerationEventBody): Promise<void> {
    const event = { ...body, seq: this.events.lastSeq + 1 } as GenerationEvent;
    await this.#writing;
    await this.#ports.store.finish(foldGeneration(this.#answer, event));
    this.#emit(body, true);
    this.events.close();
  }

  #end(status: 'complete' | 'stopped', usage: Usage | null, language: string | null): Promise<void> {
    return this.#close({ type: 'end', status, usage, language });
  }

  async #fail(error: unknown): Promise<void> {
    const { code, message } = toAppError(error);
    try {
      await this.#close({ type: 'error', code, message });
    } catch {
      // The store itself failed: the page still learns why; the row is found as interrupted at the next start.
      if (!this.events.closed) {
        this.#emit({ type: 'error', code, message }, true);
        this.events.close();
      }
    }
  }

  #emit(body: GenerationEventBody, last = false): void {
    const event = this.events.append(body);
    this.#answer = foldGeneration(this.#answer, event);
    const now = this.#ports.clock.now();
    if (last || now - this.#stored < checkpointInterval) return;
    this.#stored = now;
    const { store } = this.#ports;
    const snapshot = this.#answer;
    // A failed checkpoint is not worth losing the answer for: `finish` writes the whole text again.
    this.#writing = this.#writing.then(() => store.checkpoint(snapshot)).catch(() => {});
  }
}

const aborted = Symbol('aborted');

/** The promise's value, or `aborted` as soon as the signal fires; a later rejection is swallowed. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | typeof aborted> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(aborted);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, (error) => (signal.aborted ? stop() : reject(error))).finally(() => signal.removeEventListener('abort', stop));
  });
}
