import type { Announce } from '#domain/app-event';
import type { Clock } from '#domain/clock';
import { AppError } from '#domain/errors';
import type { IdGenerator } from '#domain/ids';
import type { EngineStatus, Model } from '#domain/models';
import type { Settings } from '#domain/settings';
import type { ModelEngine } from '#services/inference';
import type { InspectModel, ModelFiles, ModelStore, StoredModel } from './ports.ts';

export interface ModelsPorts {
  store: ModelStore;
  inspect: InspectModel;
  files: ModelFiles;
  engine: ModelEngine;
  settings: () => Promise<Settings>;
  announce: Announce;
  ids: IdGenerator;
  clock: Clock;
}

export interface Models {
  list(): Promise<Model[]>;
  /** A model whose file is there and is the one that was added. Throws NOT_FOUND and MODEL_INVALID. */
  get(id: string): Promise<Model>;
  /** Checks and hashes the file. The same content twice is one model, at the place named last. Throws NOT_FOUND and MODEL_INVALID. */
  add(path: string): Promise<Model>;
  /** Takes it off the list, and out of memory once what runs has ended. Throws NOT_FOUND. */
  remove(id: string): Promise<void>;
  /** Loads it with the context size of the settings, also after crashes. */
  load(id: string): Promise<EngineStatus>;
  unload(): Promise<EngineStatus>;
  status(): EngineStatus;
  /** Stops what is being added. The engine is closed by whoever made it. */
  close(): void;
}

/** Between two notices of how far adding a file has come, in progress. */
const progressStep = 0.02;

/** The library: which files the user pointed at, what they are, and which one is in memory. */
export function createModels(ports: ModelsPorts): Models {
  const { store, files, engine, announce } = ports;
  const adding = new Map<string, Promise<Model>>();
  const closing = new AbortController();
  const stopListening = engine.onStatus((status) => announce({ type: 'engine.status', status }));

  async function withAvailability({ modifiedAt: _, ...model }: StoredModel): Promise<Model> {
    const file = await files.stat(model.path);
    return { ...model, available: file !== null && file.size === model.size };
  }

  async function inspect(path: string): ReturnType<InspectModel> {
    let told = -1;
    const onProgress = (progress: number) => {
      if (progress < 1 && progress - told < progressStep) return;
      told = progress;
      announce({ type: 'model.adding', path, progress });
    };
    return ports.inspect(path, onProgress, closing.signal);
  }

  async function addFile(path: string): Promise<Model> {
    const { header, hash, size, modifiedAt } = await inspect(path);
    const stored = await store.put({
      id: ports.ids.next('mdl'),
      name: header.name ?? files.stem(path),
      path,
      size,
      hash,
      architecture: header.architecture,
      parameters: header.parameters,
      quantisation: header.quantisation,
      contextLength: header.contextLength ?? 0,
      hasChatTemplate: header.chatTemplate !== null,
      addedAt: ports.clock.now(),
      modifiedAt,
    });
    announce({ type: 'models.changed' });
    return withAvailability(stored);
  }

  async function get(id: string): Promise<Model> {
    const model = await find(id);
    const file = await files.stat(model.path);
    if (!file)
      throw new AppError(
        'MODEL_INVALID',
        `The file of ${model.name} is not at ${model.path} any more. Put it back, or add it from where it is now.`,
        { data: { path: model.path } },
      );
    if (file.size !== model.size || file.modifiedAt !== model.modifiedAt) {
      // Another date alone may be a copy or a `touch`; the content decides.
      const { hash, modifiedAt } = await inspect(model.path);
      if (hash !== model.hash)
        throw new AppError(
          'MODEL_INVALID',
          `The file ${model.path} is another one than ${model.name} was. Add it again to use it as it is now.`,
          { data: { path: model.path } },
        );
      await store.put({ ...model, modifiedAt });
    }
    return withAvailability(model);
  }

  async function find(id: string): Promise<StoredModel> {
    const model = await store.find(id);
    if (!model) throw new AppError('NOT_FOUND', 'This model is not in the library. Add its file first.', { data: { id } });
    return model;
  }

  return {
    list: async () => Promise.all((await store.list()).map(withAvailability)),
    get,
    add(typed) {
      const path = files.resolve(typed);
      const running = adding.get(path) ?? addFile(path).finally(() => adding.delete(path));
      adding.set(path, running);
      return running;
    },
    async remove(id) {
      if (!(await store.remove(id))) throw new AppError('NOT_FOUND', 'This model is not in the library.', { data: { id } });
      announce({ type: 'models.changed' });
      // Not waited for: an answer that runs may take minutes. The engine says in its status when it is gone.
      if (engine.status().modelId === id) engine.unload().catch(() => {});
    },
    async load(id) {
      const { path } = await get(id);
      const { contextSize } = await ports.settings();
      await engine.load({ id, path, contextSize }, undefined, { despiteCrashes: true });
      return engine.status();
    },
    async unload() {
      await engine.unload();
      return engine.status();
    },
    status: () => engine.status(),
    close() {
      stopListening();
      closing.abort();
    },
  };
}
