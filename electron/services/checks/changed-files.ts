import type { Checking } from './ports.ts';

/** The text of a file as it will be; null where there will be none. */
export function textOf(path: string, { changed, folder }: Pick<Checking, 'changed' | 'folder'>): Promise<string | null> {
  return changed.has(path) ? Promise.resolve(changed.get(path) ?? null) : folder.read(path);
}

/** Folders from that of the file up to the root, which is ''. */
export function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return Array.from({ length: parts.length + 1 }, (_, index) => parts.slice(0, parts.length - index).join('/'));
}

export const joined = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);
