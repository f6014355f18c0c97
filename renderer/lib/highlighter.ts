import { grammarName, grammars } from './highlight-languages.ts';
import type { GrammarMessage, HighlightReply, HighlightRequest } from './highlight-worker.ts';
import workerUrl from './highlight-worker.ts?worker&url';

type Lines = HighlightReply['lines'];

/** Longer texts are shown without colours. Characters. */
const longest = 300_000;
const kept = 200;

/** Colours code off the main thread, so that a large file never holds up a key press. The worker starts with the first text. */
export class Highlighter {
  #worker: Worker | null = null;
  #waiting = new Map<number, (lines: Lines) => void>();
  #known = new Map<string, Promise<Lines>>();
  #grammars = new Map<string, Promise<void>>();
  #next = 1;

  /** Bound, so that it can be handed to components. Null when the language is not known or the text is too long. */
  highlight = (code: string, language: string): Promise<Lines> => {
    const grammar = grammarName(language);
    if (!grammar || code.length > longest || code === '') return Promise.resolve(null);
    const key = `${grammar}\n${code}`;
    const known = this.#known.get(key);
    if (known) return known;
    const lines = this.#ask({ id: this.#next++, code, grammar });
    this.#known.set(key, lines);
    const oldest = this.#known.size > kept ? this.#known.keys().next().value : undefined;
    if (oldest !== undefined) this.#known.delete(oldest);
    return lines;
  };

  async #ask(request: HighlightRequest): Promise<Lines> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    try {
      await this.#teach(worker, request.grammar);
    } catch {
      return null;
    }
    return new Promise((resolve) => {
      this.#waiting.set(request.id, resolve);
      worker.postMessage(request);
    });
  }

  /** The page loads the grammar and hands it over, once. */
  #teach(worker: Worker, grammar: string): Promise<void> {
    const known = this.#grammars.get(grammar);
    if (known) return known;
    const teaching = (async () => {
      const registrations = (await grammars[grammar]?.())?.default ?? [];
      worker.postMessage({ grammar, registrations } satisfies GrammarMessage);
    })();
    this.#grammars.set(grammar, teaching);
    return teaching;
  }

  #start(): Worker {
    const worker = new Worker(trustedWorkerUrl, { type: 'module', name: 'highlight' });
    worker.onmessage = (event: MessageEvent<HighlightReply>) => {
      this.#waiting.get(event.data.id)?.(event.data.lines);
      this.#waiting.delete(event.data.id);
    };
    worker.onerror = () => this.#end();
    return worker;
  }

  close(): void {
    this.#end();
  }

  /** Text that waits stays without colours; the next one starts a new worker, which knows no grammar yet. */
  #end(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#grammars.clear();
    for (const resolve of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
  }
}

interface TrustedTypePolicies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown };
}

/** The page's policy asks for a trusted address of a worker; ours is a constant of the build. */
function trustedUrl(url: string): string {
  const policies = (globalThis as { trustedTypes?: TrustedTypePolicies }).trustedTypes;
  return (policies?.createPolicy('autoglm', { createScriptURL: () => url }).createScriptURL('') as string | undefined) ?? url;
}

/** Made once: a policy's name can be given only once in a page, and a second worker would fail to start. */
const trustedWorkerUrl = trustedUrl(workerUrl);
