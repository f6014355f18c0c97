import FileCode from '@lucide/svelte/icons/file-code';
import Slash from '@lucide/svelte/icons/slash';
import type { FileEntry } from '#domain/workspace';
import type { App } from '../../lib/app-context.ts';
import type { Command } from '../../lib/commands.svelte.ts';
import type { PickItem } from '../../ui/pick-item.ts';
import { type Mention, mentionAt } from './mention.ts';
import { slashMatches, slashQuery } from './slash.ts';

/** What is being picked while a request is typed: a file after @, or a command after the / that begins the text. */
export class ComposerPick {
  #app: App;
  #mention = $state.raw<Mention | null>(null);
  #files = $state.raw<readonly FileEntry[]>([]);
  #slash = $state.raw<string | null>(null);
  #searched = 0;
  #search: Promise<void> = Promise.resolve();
  active = $state(0);
  searching = $state(false);

  readonly #commands = $derived.by((): readonly Command[] => {
    const { commands } = this.#app;
    return this.#slash === null ? [] : slashMatches(commands.all, this.#slash, (command) => commands.isEnabled(command));
  });
  readonly items = $derived.by((): readonly PickItem[] => {
    if (this.#mention !== null)
      return this.#files.map(({ path, name }) => ({
        key: path,
        icon: FileCode,
        label: name,
        note: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '',
        cutsFront: true,
      }));
    return this.#commands.map((command) => ({
      key: command.id,
      icon: Slash,
      label: command.slash ?? '',
      note: command.title(),
      keys: this.#app.commands.keyOf(command.id),
    }));
  });

  constructor(app: App) {
    this.#app = app;
  }

  get mention(): Mention | null {
    return this.#mention;
  }
  /** A text that begins like a command but is none (`/health`) is a request like any other. */
  get open(): boolean {
    return this.#mention !== null || this.#commands.length > 0;
  }
  file(index: number): FileEntry | undefined {
    return this.#mention === null ? undefined : this.#files[index];
  }
  command(index: number): Command | undefined {
    return this.#mention === null ? this.#commands[index] : undefined;
  }

  /** Reading the caret is cheap; files are searched only while a mention is being typed. */
  look(field: HTMLTextAreaElement): void {
    const caret = field.selectionStart === field.selectionEnd ? field.selectionStart : -1;
    const slash = caret < 0 ? null : slashQuery(field.value, caret);
    if (slash !== this.#slash) this.active = 0;
    this.#slash = slash;
    const found = caret < 0 || !this.#app.workspaces.current ? null : mentionAt(field.value, caret);
    if (found && found.query !== this.#mention?.query) this.#search = this.#find(found.query);
    if (!found) this.#searched += 1;
    this.#mention = found;
  }

  /** True when the key was for the list. */
  key(key: string, choose: (index: number) => void): boolean {
    if (!this.open) return false;
    const count = this.items.length;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (count > 0) this.active = (this.active + (key === 'ArrowDown' ? 1 : -1) + count) % count;
    } else if ((key === 'Enter' || key === 'Tab') && this.#mention && this.searching) void this.#chooseFound(choose);
    else if ((key === 'Enter' || key === 'Tab') && count > 0) choose(this.active);
    else if (key === 'Escape') this.close();
    else return false;
    return true;
  }

  close(): void {
    this.#mention = null;
    this.#slash = null;
  }

  /** The list still shows what an earlier word found; choosing from it would attach a file that nobody typed. */
  async #chooseFound(choose: (index: number) => void): Promise<void> {
    const turn = this.#searched;
    await this.#search;
    if (turn === this.#searched && this.#mention && this.#files.length > 0) choose(this.active);
  }

  async #find(query: string): Promise<void> {
    const workspace = this.#app.workspaces.current;
    if (!workspace) return;
    const turn = ++this.#searched;
    this.searching = true;
    try {
      const found = await this.#app.client.workspace.findFiles({ workspaceId: workspace.id, query, limit: 30 });
      if (turn !== this.#searched) return;
      this.#files = found.filter((file) => file.kind === 'file');
      this.active = 0;
    } catch {
      if (turn === this.#searched) this.#files = [];
    } finally {
      if (turn === this.#searched) this.searching = false;
    }
  }
}
