import type { App } from '../lib/app-context.ts';
import { toFailure } from '../lib/failure.ts';
import { matchScore } from './match-score.ts';

export interface PaletteEntry {
  id: string;
  group: 'commands' | 'conversations' | 'files' | 'models';
  label: string;
  note: string;
  keys: string;
  run: () => void;
}

/** What the palette finds: commands at once, conversations and files from the host a moment later. */
export class PaletteSearch {
  #app: App;
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #found = $state.raw<readonly PaletteEntry[]>([]);

  query = $state('');
  active = $state(0);

  readonly entries: readonly PaletteEntry[] = $derived.by(() => [...this.#commands(), ...this.#models(), ...this.#found]);

  constructor(app: App) {
    this.#app = app;
  }

  type(query: string): void {
    this.query = query;
    this.active = 0;
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    if (!query.trim()) {
      this.#found = [];
      return;
    }
    this.#timer = setTimeout(() => void this.#ask(query.trim(), turn), 60);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
  }

  #commands(): PaletteEntry[] {
    const { commands } = this.#app;
    return commands.all
      .filter((command) => !command.hidden && commands.isEnabled(command))
      .map((command) => ({ command, score: matchScore(command.title(), this.query) }))
      .filter((one): one is { command: (typeof one)['command']; score: number } => one.score !== null)
      .sort((a, b) => b.score - a.score)
      .slice(0, this.query ? 12 : 200)
      .map(({ command }) => ({
        id: `command:${command.id}`,
        group: 'commands',
        label: command.title(),
        note: '',
        keys: commands.keyOf(command.id),
        run: () => commands.run(command.id),
      }));
  }

  #models(): PaletteEntry[] {
    const { engine, i18n, toasts } = this.#app;
    if (!this.query.trim()) return [];
    return engine.models
      .filter((model) => model.available && model.id !== engine.chosen && matchScore(model.name, this.query) !== null)
      .slice(0, 5)
      .map((model) => ({
        id: `model:${model.id}`,
        group: 'models',
        label: i18n.t('commands.useModel', { name: model.name }),
        note: i18n.bytes(model.size),
        keys: '',
        run: () => void engine.choose(model.id).catch((error: unknown) => toasts.show(i18n.told(toFailure(error)), { tone: 'bad' })),
      }));
  }

  async #ask(query: string, turn: number): Promise<void> {
    const { client, workspaces, router, i18n } = this.#app;
    const workspaceId = workspaces.current?.id;
    // One of the two may fail (an unreadable folder, say): what the other finds is still shown.
    const [conversations, files] = await Promise.all([
      client.chat.search({ query: query.slice(0, 200), limit: 8 }).catch(() => []),
      workspaceId ? client.workspace.findFiles({ workspaceId, query: query.slice(0, 200), limit: 12 }).catch(() => []) : [],
    ]);
    if (turn !== this.#turn) return;
    const seen = new Set<string>();
    this.#found = [
      ...conversations
        .filter((found) => !seen.has(found.conversationId) && seen.add(found.conversationId))
        .map(
          (found): PaletteEntry => ({
            id: found.conversationId,
            group: 'conversations',
            label: found.title,
            note: i18n.date(found.at, 'date'),
            keys: '',
            run: () => router.go({ view: 'chat', conversationId: found.conversationId }),
          }),
        ),
      ...files
        .filter((file) => file.kind === 'file')
        .map(
          (file): PaletteEntry => ({
            id: `file:${file.path}`,
            group: 'files',
            label: file.name,
            note: file.path,
            keys: '',
            run: () => router.go({ view: 'file', path: file.path }),
          }),
        ),
    ];
  }
}
