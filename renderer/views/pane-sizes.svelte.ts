import type { WorkspaceId } from '#domain/ids';
import { recall, remember } from '../lib/remembered.ts';

export interface Panes {
  /** Widths in pixels. */
  sidebar: number;
  review: number;
  sidebarShown: boolean;
  /** Share of the sidebar's height that the conversations have, 0..1. */
  conversations: number;
}
const usual: Panes = { sidebar: 260, review: 560, sidebarShown: true, conversations: 0.5 };

const isPanes = (value: unknown): value is Panes => {
  const panes = value as Partial<Panes> | null;
  return (
    typeof panes === 'object' &&
    panes !== null &&
    [panes.sidebar, panes.review, panes.conversations].every(Number.isFinite) &&
    typeof panes.sidebarShown === 'boolean'
  );
};

export const limits = { sidebarMin: 180, sidebarMax: 480, reviewMin: 320, mainMin: 340 } as const;

/** How large the panes are, remembered per folder. */
export class PaneSizes {
  #key = 'panes';
  #panes = $state.raw<Panes>(usual);

  get current(): Panes {
    return this.#panes;
  }

  show(workspaceId: WorkspaceId | null): void {
    this.#key = `panes.${workspaceId ?? 'none'}`;
    this.#panes = recall(this.#key, usual, isPanes);
  }

  change(change: Partial<Panes>): void {
    this.#panes = { ...this.#panes, ...change };
    remember(this.#key, this.#panes);
  }
}
