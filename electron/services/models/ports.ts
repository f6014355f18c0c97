import type { ModelHeader } from '#domain/inference';
import type { Model } from '#domain/models';

/** A model as it is stored; whether its file is there is found out each time. */
export type StoredModel = Omit<Model, 'available'> & {
  /** Of the file when it was hashed, in milliseconds: another one means that the hash has to be made again. */
  modifiedAt: number;
};

/** Durable. One row per content: the hash is unique. */
export interface ModelStore {
  /** In the order they were added. */
  list(): Promise<StoredModel[]>;
  find(id: string): Promise<StoredModel | null>;
  /** Stores the model, or, where its content is known already, gives the known one the new path; returns what is stored. */
  put(model: StoredModel): Promise<StoredModel>;
  /** False when there was none. */
  remove(id: string): Promise<boolean>;
}

export interface ModelInspection {
  header: ModelHeader;
  /** SHA-256 of the file, hexadecimal. */
  hash: string;
  size: number;
  modifiedAt: number;
}

/** Checks and hashes a file outside this process. @throws AppError NOT_FOUND, MODEL_INVALID, CANCELLED */
export type InspectModel = (path: string, onProgress: (progress: number) => void, signal?: AbortSignal) => Promise<ModelInspection>;

export interface ModelFiles {
  /** Absolute form of what a user typed; a leading ~ is the home folder. */
  resolve(path: string): string;
  /** Null when there is no readable file. */
  stat(path: string): Promise<{ size: number; modifiedAt: number } | null>;
  /** The file's name without its ending. */
  stem(path: string): string;
}
