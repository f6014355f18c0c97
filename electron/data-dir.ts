import path from 'node:path';
import envPaths from 'env-paths';

/** Where the store and datasets live: what was asked for, else the system's place for application data. */
export function dataDirOf(asked: string | undefined): string {
  return path.resolve(asked ?? process.env.AUTOGLM_DATA ?? envPaths('open-autoglm', { suffix: '' }).data);
}
