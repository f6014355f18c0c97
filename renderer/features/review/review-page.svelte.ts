import type { HunkId } from '#domain/ids';
import { CodeColours } from './code-colours.svelte.ts';
import { columnsOf } from './line-text.ts';
import { foldKey, offsetsOf, type PageRow, type PageView, pageRows, type RowCache, rowOfLine } from './page-rows.ts';
import { acceptableFiles, countsOf, fileOf, hunkBeside, hunksOf, pendingIds } from './review-changes.ts';
import type { ReviewStore } from './review-store.svelte.ts';

/** How many lines one press on a fold shows. */
export const revealStep = 20;

/** What the user looks at in a review: the current hunk, what is opened, folded out, edited. Nothing of it is stored. */
export class ReviewPage {
  readonly store: ReviewStore;
  readonly colours: CodeColours;
  #cache: RowCache = new Map();
  #isSplit: () => boolean;

  current = $state<HunkId | null>(null);
  editing = $state<HunkId | null>(null);
  opened = $state.raw<ReadonlySet<HunkId>>(new Set());
  collapsed = $state.raw<ReadonlySet<string>>(new Set());
  revealed = $state.raw<ReadonlyMap<string, { top: number; bottom: number }>>(new Map());
  measured = $state.raw<ReadonlyMap<string, number>>(new Map());
  /** What the live region says. */
  spoken = $state('');
  /** Key of the row that was looked for, which is marked. */
  sought = $state<string | null>(null);
  /** Increases when the current hunk is to be brought into view. */
  jumps = $state(0);

  readonly rows: readonly PageRow[] = $derived.by(() => {
    const proposal = this.store.proposal;
    if (proposal === null) return [];
    const view: PageView = {
      split: this.#isSplit(),
      opened: this.opened,
      editing: this.editing,
      collapsed: this.collapsed,
      revealed: this.revealed,
      before: this.store.before,
    };
    return pageRows(proposal, view, this.#cache);
  });
  readonly offsets = $derived(offsetsOf(this.rows, this.measured));
  readonly counts = $derived.by(() => (this.store.proposal === null ? null : countsOf(this.store.proposal)));
  readonly currentFile = $derived.by(() => (this.store.proposal === null ? -1 : fileOf(this.store.proposal, this.current)));
  /** Columns of the longest line, for the sideways scroll bar. */
  readonly columns = $derived.by(() => {
    let columns = 0;
    for (const row of this.rows) {
      if (row.kind === 'unified') columns = Math.max(columns, columnsOf(row.row.line.text));
      else if (row.kind === 'split') columns = Math.max(columns, columnsOf(row.row.left?.text ?? ''), columnsOf(row.row.right?.text ?? ''));
    }
    return columns;
  });

  constructor(store: ReviewStore, highlight: ConstructorParameters<typeof CodeColours>[0], isSplit: () => boolean) {
    this.store = store;
    this.colours = new CodeColours(highlight, (path) => store.before.get(path));
    this.#isSplit = isSplit;
  }

  goTo(hunk: HunkId | null): void {
    if (hunk === null) return;
    this.current = hunk;
    const proposal = this.store.proposal;
    const path = proposal?.files[fileOf(proposal, hunk)]?.path;
    if (path !== undefined && this.collapsed.has(path)) this.toggleFile(path);
    this.jumps++;
  }

  step(by: 1 | -1): void {
    if (this.store.proposal !== null) this.goTo(hunkBeside(this.store.proposal, this.current, by));
  }

  /** Decides the current hunk and goes on to the next undecided one. */
  decide(decision: 'accepted' | 'rejected', hunk = this.current, moveOn = true): void {
    if (hunk === null) return;
    this.store.decide([hunk], decision);
    this.close(hunk);
    if (moveOn) this.goTo(this.store.nextPending(hunk));
  }

  /** Decides what is still undecided in a file, or everywhere; accepting everywhere leaves protected files out. Says how many. */
  decideAll(decision: 'accepted' | 'rejected', file: number | null): number {
    const proposal = this.store.proposal;
    if (proposal === null) return 0;
    const everywhere = decision === 'accepted' ? acceptableFiles(proposal) : proposal.files;
    const ids = pendingIds(file === null ? everywhere : proposal.files.slice(file, file + 1));
    this.store.decide(ids, decision);
    const next = this.store.nextPending(this.current);
    if (next !== null && file !== null) this.goTo(next);
    return ids.length;
  }

  takeBack(): boolean {
    const hunk = this.store.takeBack();
    if (hunk === null) return false;
    this.goTo(hunk);
    return true;
  }

  reopen(hunk: HunkId): void {
    this.store.decide([hunk], 'pending');
    this.goTo(hunk);
  }

  toggleOpen(hunk: HunkId): void {
    const opened = new Set(this.opened);
    if (!opened.delete(hunk)) opened.add(hunk);
    this.opened = opened;
  }

  close(hunk: HunkId): void {
    if (this.opened.has(hunk)) this.toggleOpen(hunk);
  }

  toggleFile(path: string): void {
    const collapsed = new Set(this.collapsed);
    if (!collapsed.delete(path)) collapsed.add(path);
    this.collapsed = collapsed;
  }

  startEdit(hunk = this.current): void {
    const proposal = this.store.proposal;
    const found = proposal === null ? undefined : hunksOf(proposal).find((other) => other.id === hunk);
    if (found === undefined || found.applied || this.store.busy !== null) return;
    this.current = found.id;
    this.editing = found.id;
    this.jumps++;
  }

  saveEdit(hunk: HunkId, text: string | null): void {
    this.editing = null;
    this.store.edit(hunk, text);
    this.goTo(this.store.nextPending(hunk) ?? hunk);
  }

  cancelEdit(): void {
    this.editing = null;
  }

  reveal(path: string, fold: number, where: 'top' | 'bottom' | 'all'): void {
    void this.store.fetchText(path);
    const key = foldKey(path, fold);
    const shown = this.revealed.get(key) ?? { top: 0, bottom: 0 };
    const next = {
      top: where === 'all' ? Number.MAX_SAFE_INTEGER : shown.top + (where === 'top' ? revealStep : 0),
      bottom: shown.bottom + (where === 'bottom' ? revealStep : 0),
    };
    this.revealed = new Map(this.revealed).set(key, next);
  }

  /** Marks a line of a file's new side; what hides it is opened. Where it is no longer, the nearest before it. */
  async seek(path: string, line: number): Promise<void> {
    const file = this.store.proposal?.files.findIndex((each) => each.path === path) ?? -1;
    if (file < 0) return;
    if (this.collapsed.has(path)) this.toggleFile(path);
    const place = () => rowOfLine(this.rows, file, line);
    const { hidden } = place();
    if (hidden?.kind === 'hunk') this.toggleOpen(hidden.hunk.id);
    if (hidden?.kind === 'fold') {
      await this.store.fetchText(path);
      this.reveal(path, hidden.fold, 'all');
    }
    const { row } = place();
    this.sought = row?.key ?? null;
    if (row !== null && 'hunk' in row && row.hunk !== null) this.current = row.hunk.id;
  }

  measure(key: string, height: number): void {
    if (height > 0 && this.measured.get(key) !== height) this.measured = new Map(this.measured).set(key, height);
  }
}
