import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { WorkspaceId } from '#domain/ids';
import type { FileEntry } from '#domain/workspace';
import type { Client } from '../../lib/client.ts';
import type { AppEvents } from '../../lib/events.svelte.ts';
import { toFailure } from '../../lib/failure.ts';
import { recall, remember } from '../../lib/remembered.ts';

interface Folder {
  entries: readonly FileEntry[];
  truncated: boolean;
  failure: string | null;
}
/** One visible row of the tree: an entry, or a sentence under a folder. */
export type TreeRow =
  | { kind: 'entry'; entry: FileEntry; depth: number; open: boolean }
  | { kind: 'note'; path: string; depth: number; text: 'loading' | 'truncated' | 'empty' | { failure: string } };

const isPaths = (value: unknown): value is string[] => Array.isArray(value) && value.every((path) => typeof path === 'string');

/** The files of one folder, read a level at a time when it is opened. What is open is remembered per workspace. */
export class FileTree {
  #client: Client;
  #workspaceId: WorkspaceId | null = null;
  #folders = new SvelteMap<string, Folder>();
  #open = new SvelteSet<string>();
  #stop: Array<() => void>;

  readonly rows: readonly TreeRow[] = $derived.by(() => {
    const rows: TreeRow[] = [];
    this.#addRows(rows, '', 0);
    return rows;
  });

  constructor(client: Client, events: AppEvents) {
    this.#client = client;
    this.#stop = [
      events.on('workspace.changed', (event) => {
        if (event.workspaceId === this.#workspaceId) void this.refresh();
      }),
      // An applied proposal may have made or removed files.
      events.on('proposal.changed', () => void this.refresh()),
      events.on('reset', () => void this.refresh()),
    ];
  }

  show(workspaceId: WorkspaceId | null): void {
    if (workspaceId === this.#workspaceId) return;
    this.#workspaceId = workspaceId;
    this.#folders.clear();
    this.#open.clear();
    if (!workspaceId) return;
    for (const path of recall(`tree.${workspaceId}`, [], isPaths)) this.#open.add(path);
    void this.refresh();
  }

  isOpen(path: string): boolean {
    return this.#open.has(path);
  }

  setOpen(path: string, open: boolean): void {
    if (open) this.#open.add(path);
    else this.#open.delete(path);
    remember(`tree.${this.#workspaceId}`, [...this.#open]);
    if (open) void this.#read(path);
  }

  /** Opens all folders above a path, so that its row is there. */
  reveal(path: string): void {
    const parts = path.split('/').slice(0, -1);
    parts.forEach((_, index) => {
      const folder = parts.slice(0, index + 1).join('/');
      if (!this.#open.has(folder)) this.setOpen(folder, true);
    });
  }

  async refresh(): Promise<void> {
    await Promise.all(['', ...this.#open].map((path) => this.#read(path)));
  }

  close(): void {
    for (const stop of this.#stop) stop();
  }

  async #read(path: string): Promise<void> {
    const workspaceId = this.#workspaceId;
    if (!workspaceId) return;
    try {
      const { entries, truncated } = await this.#client.workspace.tree({ workspaceId, path });
      if (workspaceId === this.#workspaceId) this.#folders.set(path, { entries, truncated, failure: null });
    } catch (error) {
      const { code, message } = toFailure(error);
      if (workspaceId !== this.#workspaceId) return;
      // A remembered folder that is gone closes in silence; its parent's list shows that it is gone.
      if (path !== '' && code === 'NOT_FOUND') {
        this.#open.delete(path);
        this.#folders.delete(path);
      } else this.#folders.set(path, { entries: [], truncated: false, failure: message });
    }
  }

  #addRows(rows: TreeRow[], path: string, depth: number): void {
    const folder = this.#folders.get(path);
    if (!folder) {
      rows.push({ kind: 'note', path, depth, text: 'loading' });
      return;
    }
    if (folder.failure !== null) rows.push({ kind: 'note', path, depth, text: { failure: folder.failure } });
    else if (folder.entries.length === 0) rows.push({ kind: 'note', path, depth, text: 'empty' });
    for (const entry of folder.entries) {
      const open = entry.kind === 'folder' && this.#open.has(entry.path);
      rows.push({ kind: 'entry', entry, depth, open });
      if (open) this.#addRows(rows, entry.path, depth + 1);
    }
    if (folder.truncated) rows.push({ kind: 'note', path, depth, text: 'truncated' });
  }
}
