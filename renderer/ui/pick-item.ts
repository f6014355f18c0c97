import type { Component } from 'svelte';

/** One row of a PickList. */
export interface PickItem {
  key: string;
  icon: Component<{ size?: number; 'aria-hidden'?: 'true' }>;
  label: string;
  note: string;
  /** The note is a path: where there is no room its beginning is left out. */
  cutsFront?: boolean;
  /** A chord as people read it. */
  keys?: string;
}
