import { AppError } from '#domain/errors';
import type { WorkspaceId } from '#domain/ids';
import type { TargetLanguage } from '#domain/programming';
import type { FoundSymbol, SymbolIndexResult } from '#domain/symbols';
import { type Progress, runIndex, sourceLanguage } from './index-run.ts';
import type { SymbolQuery, SymbolsPorts } from './ports.ts';

/** What the sources of opened folders declare. Files are parsed and never run: a folder need not be trusted. */
export interface Symbols {
  /** Reads what changed since the last time. Those who ask meanwhile wait for the same run. Throws WORKSPACE_NOT_FOUND, CANCELLED. */
  index(id: WorkspaceId, progress?: (now: Progress) => void): Promise<SymbolIndexResult>;
  /** How far the run of a folder is; null where none runs. */
  progress(id: WorkspaceId): Progress | null;
  /** Stops the run of a folder. False where none runs. */
  cancel(id: WorkspaceId): boolean;
  /** Takes the text of one file into the index, saved or not. What is on the disk counts again at the next run. */
  update(id: WorkspaceId, path: string, text: string): Promise<void>;
  find(id: WorkspaceId, query: Partial<SymbolQuery>): Promise<FoundSymbol[]>;
  mentions(id: WorkspaceId, name: string, limit?: number): Promise<{ path: string; count: number }[]>;
  /** Which of the known frameworks are imported, by language, with the number of files. */
  frameworks(id: WorkspaceId): Promise<{ module: string; files: number; example: string }[]>;
  /** How often names, errors and imports are written in which way. */
  habits(id: WorkspaceId, language: TargetLanguage): Promise<Record<string, number>>;
  /** Ends what runs. */
  close(): Promise<void>;
}

const frameworks = [
  'express',
  'fastify',
  'hono',
  'koa',
  '@nestjs/common',
  'node:http',
  'http',
  'fastapi',
  'flask',
  'django',
  'http.server',
  'net/http',
  'github.com/gin-gonic/gin',
  'github.com/labstack/echo/v4',
  'github.com/go-chi/chi/v5',
];
const mostFound = 500;

interface Run {
  stop: AbortController;
  now: Progress;
  listeners: Set<(now: Progress) => void>;
  result: Promise<SymbolIndexResult>;
}

export function createSymbols(ports: SymbolsPorts): Symbols {
  const { store } = ports;
  const runs = new Map<WorkspaceId, Run>();
  let closed = false;

  const start = (id: WorkspaceId): Run => {
    const run: Run = {
      stop: new AbortController(),
      now: { done: 0, total: 0 },
      listeners: new Set(),
      result: Promise.resolve().then(() =>
        runIndex(ports, id, run.stop.signal, (now) => {
          run.now = now;
          for (const tell of run.listeners) tell(now);
        }),
      ),
    };
    runs.set(id, run);
    const ended = (): void => void (runs.get(id) === run && runs.delete(id));
    run.result.then(ended, ended);
    return run;
  };

  return {
    index(id, progress) {
      if (closed) return Promise.reject(new AppError('CANCELLED', 'The app is closing.'));
      const run = runs.get(id) ?? start(id);
      if (progress) run.listeners.add(progress);
      return run.result;
    },
    progress: (id) => runs.get(id)?.now ?? null,
    cancel(id) {
      const run = runs.get(id);
      run?.stop.abort();
      return run !== undefined;
    },
    async update(id, path, text) {
      const language = sourceLanguage(path);
      if (language === null) return;
      await ports.filesOf(id);
      const symbols = await ports.read(path, text, language);
      // No file has this stamp: the next run compares the text itself.
      const file = { path, language, size: text.length, modifiedAt: -1, inode: -1, readAt: -1, hash: ports.hash(text) };
      await store.write(id, [{ file, symbols }]);
    },
    async find(id, { query = '', kinds = [], words = [], limit = 50 }) {
      await ports.filesOf(id);
      return store.find(id, { query: query.slice(0, 200), kinds, words: words.slice(0, 20), limit: Math.min(limit, mostFound) });
    },
    mentions: (id, name, limit = 50) => store.mentions(id, name, Math.min(limit, mostFound)),
    frameworks: (id) => store.imports(id, frameworks),
    habits: (id, language) => store.habits(id, language),
    async close() {
      closed = true;
      const ending = [...runs.values()];
      for (const run of ending) run.stop.abort();
      await Promise.allSettled(ending.map(({ result }) => result));
    },
  };
}
