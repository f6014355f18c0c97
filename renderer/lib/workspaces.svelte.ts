import type { WorkspaceId } from '#domain/ids';
import type { Workspace } from '#domain/workspace';
import type { Client } from './client.ts';
import type { AppEvents } from './events.svelte.ts';
import { isString, recall, remember } from './remembered.ts';

const rememberedKey = 'workspace';

/** The folders that were opened, and the one this page works in. */
export class Workspaces {
  #list = $state.raw<readonly Workspace[]>([]);
  #currentId = $state.raw<WorkspaceId | null>(null);
  #loaded = $state(false);
  #client: Client;
  #stop: Array<() => void>;

  constructor(client: Client, events: AppEvents) {
    this.#client = client;
    const load = () => void this.load().catch(() => {});
    this.#stop = [events.on('workspace.changed', load), events.on('reset', load)];
  }

  /** Most recently opened first. */
  get list(): readonly Workspace[] {
    return this.#list;
  }
  get current(): Workspace | null {
    return this.#list.find((workspace) => workspace.id === this.#currentId) ?? null;
  }
  /** False until the host has answered once. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Reads the list; the first time goes back to the folder this browser worked in. */
  async load(): Promise<void> {
    const list = await this.#client.workspace.list();
    this.#list = [...list].sort((a, b) => b.openedAt - a.openedAt);
    if (this.#loaded) return;
    this.#loaded = true;
    const known = recall(rememberedKey, '', isString);
    if (list.some((workspace) => workspace.id === known)) this.#currentId = known as WorkspaceId;
  }

  /** Opens a folder by its absolute path. Throws what the host says about it. */
  async open(root: string): Promise<Workspace> {
    const workspace = await this.#client.workspace.open({ root });
    this.#put(workspace);
    this.use(workspace.id);
    return workspace;
  }

  /** Works in an opened folder from now on; null asks the folder question. */
  use(id: WorkspaceId | null): void {
    this.#currentId = id;
    remember(rememberedKey, id);
  }

  async setTrust(id: WorkspaceId, trusted: boolean): Promise<void> {
    this.#put(await this.#client.workspace.setTrust({ workspaceId: id, trusted }));
  }

  /** Takes the folder off the list; nothing on disk changes. */
  async forget(id: WorkspaceId): Promise<void> {
    await this.#client.workspace.forget({ workspaceId: id });
    this.#list = this.#list.filter((workspace) => workspace.id !== id);
    if (this.#currentId === id) this.use(null);
  }

  close(): void {
    for (const stop of this.#stop) stop();
  }

  #put(workspace: Workspace): void {
    this.#list = [workspace, ...this.#list.filter((other) => other.id !== workspace.id)];
  }
}
