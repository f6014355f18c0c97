import { AppError, saidError } from '#domain/errors';
import { fuzzyScore } from '#domain/fuzzy';
import type { WorkspaceId } from '#domain/ids';
import { languageOf } from '#domain/languages';
import { readablePath } from '#domain/paths';
import { say } from '#domain/sentences';
import type { FileContent, FileEntry, FileStamp, Workspace } from '#domain/workspace';
import type { StoredWorkspace, WorkspacePorts } from './ports.ts';
import type { Listed } from './tree.ts';
import { listFiles, readTree } from './tree.ts';

/** What an engine may know of a folder: its list of files and their text, read and never run. */
export interface FolderFiles {
  list(): Promise<string[]>;
  read(path: string): Promise<string | null>;
  /** What tells whether files changed, in the order asked; null where there is no such file. */
  stamps(paths: readonly string[]): Promise<(FileStamp | null)[]>;
}

/** Opened folders: trust, tree, files. Nothing of a folder is ever run here, git included. */
export interface Workspaces {
  /** Opening a folder again gives the same workspace. Throws BAD_INPUT, WORKSPACE_NOT_FOUND, WORKSPACE_NOT_READABLE. */
  open(root: string): Promise<Workspace>;
  list(): Promise<Workspace[]>;
  /** Throws WORKSPACE_NOT_FOUND. */
  get(id: WorkspaceId): Promise<Workspace>;
  setTrust(id: WorkspaceId, trusted: boolean): Promise<Workspace>;
  forget(id: WorkspaceId): Promise<void>;
  browse(path: string): Promise<{ path: string; parent: string | null; folders: string[]; truncated: boolean }>;
  tree(id: WorkspaceId, path: string): Promise<{ entries: FileEntry[]; truncated: boolean }>;
  findFiles(id: WorkspaceId, query: string, limit: number): Promise<FileEntry[]>;
  /** Throws NOT_FOUND, PATH_OUTSIDE_WORKSPACE, FILE_TOO_LARGE, FILE_NOT_TEXT, WORKSPACE_NOT_READABLE. */
  readFile(id: WorkspaceId, path: string): Promise<FileContent>;
  filesOf(id: WorkspaceId): Promise<FolderFiles>;
}

/** Largest file that is shown: bytes. */
const largestFile = 2 * 1024 * 1024;
/** How long a list of files serves searches before it is read anew: milliseconds. */
const listLifetime = 3_000;
const browseLimit = 2_000;

export function createWorkspaces(ports: WorkspacePorts): Workspaces {
  const { store, files, clock } = ports;
  const lists = new Map<WorkspaceId, { readAt: number; files: Promise<Listed[]> }>();

  const stored = async (id: WorkspaceId): Promise<StoredWorkspace> => {
    const workspace = await store.get(id);
    if (workspace === null) throw saidError('WORKSPACE_NOT_FOUND', say('folder.notOpen'));
    return workspace;
  };
  const complete = async (workspace: StoredWorkspace): Promise<Workspace> => ({ ...workspace, branch: await files.branch(workspace.root) });
  const changed = (workspaceId: WorkspaceId) => ports.announce({ type: 'workspace.changed', workspaceId });

  /** One list at a time for a workspace; those who ask meanwhile wait for the same one. */
  const listOf = (workspace: StoredWorkspace): Promise<Listed[]> => {
    const known = lists.get(workspace.id);
    const age = known === undefined ? Number.POSITIVE_INFINITY : Math.abs(clock.now() - known.readAt);
    if (known !== undefined && age < listLifetime) return known.files;
    const entry = { readAt: Number.POSITIVE_INFINITY, files: listFiles(files, workspace.root) };
    entry.readAt = clock.now();
    entry.files.then(
      () => {
        // The time counts from when the list is complete, or a large folder would be read again and again.
        entry.readAt = clock.now();
      },
      () => lists.delete(workspace.id),
    );
    lists.set(workspace.id, entry);
    return entry.files;
  };

  const content = async (workspace: StoredWorkspace, path: string): Promise<FileContent> => {
    const parts = partsOf(path);
    if (parts.length === 0) throw saidError('BAD_INPUT', say('file.nameOne'));
    const tidy = parts.join('/');
    const file = await files.read(workspace.root, parts, largestFile);
    if (file === null) throw saidError('NOT_FOUND', say('file.missing', { path: tidy }), { data: { path: tidy } });
    const text = textOf(file.bytes);
    if (text === null) throw saidError('FILE_NOT_TEXT', say('file.notText', { path: tidy }), { data: { path: tidy } });
    return { path: tidy, text, hash: files.hash(file.bytes), language: languageOf(tidy), size: file.size };
  };

  return {
    async open(path) {
      const root = await files.resolveFolder(path);
      const workspace = await store.open({
        id: ports.ids.next('wsp'),
        root,
        name: files.nameOf(root),
        trusted: false,
        openedAt: clock.now(),
      });
      lists.delete(workspace.id);
      changed(workspace.id);
      return complete(workspace);
    },
    list: async () => Promise.all((await store.list()).map(complete)),
    get: async (id) => complete(await stored(id)),
    async setTrust(id, trusted) {
      await stored(id);
      await store.setTrust(id, trusted);
      changed(id);
      return complete(await stored(id));
    },
    async forget(id) {
      await stored(id);
      await store.forget(id);
      lists.delete(id);
      changed(id);
    },
    browse: (path) => files.browse(path, browseLimit),
    async tree(id, path) {
      const found = await readTree(files, (await stored(id)).root, partsOf(path));
      if (found === null)
        throw saidError('NOT_FOUND', path === '' ? say('folder.missingHere') : say('folder.missing', { path }), { data: { path } });
      return found;
    },
    async findFiles(id, query, limit) {
      const workspace = await stored(id);
      const listed = await listOf(workspace);
      const best = bestMatches(listed, query, limit);
      return Promise.all(
        best.map(async ({ path, name }) => ({
          path,
          name,
          kind: 'file' as const,
          size: await files.size(workspace.root, path.split('/')),
        })),
      );
    },
    readFile: async (id, path) => content(await stored(id), path),
    async filesOf(id) {
      const workspace = await stored(id);
      return {
        list: async () => (await listOf(workspace)).map((file) => file.path),
        read: async (path) => {
          try {
            return (await content(workspace, path)).text;
          } catch (error) {
            if (error instanceof AppError) return null;
            throw error;
          }
        },
        stamps: (paths) => Promise.all(paths.map((path) => files.stamp(workspace.root, partsOf(path)))),
      };
    },
  };
}

function partsOf(path: string): string[] {
  const parts = readablePath(path);
  if (parts === null) throw saidError('PATH_OUTSIDE_WORKSPACE', say('file.onlyInside'), { data: { path: path.slice(0, 200) } });
  return parts;
}

/** The text of bytes: UTF-8 with or without a byte-order mark, which is kept. Null when they are none. */
function textOf(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function bestMatches(listed: readonly Listed[], query: string, limit: number): Listed[] {
  const scored: { file: Listed; score: number }[] = [];
  for (const file of listed) {
    const score = fuzzyScore(query, file.path);
    if (score !== null) scored.push({ file, score });
  }
  return scored
    .sort((a, b) => b.score - a.score || (a.file.path < b.file.path ? -1 : 1))
    .slice(0, limit)
    .map(({ file }) => file);
}
