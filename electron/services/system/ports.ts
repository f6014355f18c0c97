/** What the desktop around the page can do. A host that lacks something leaves it out, and the page hides it: nothing is a silent no-op. */
export interface Desktop {
  openFolderDialog?: () => Promise<string | null>;
  openExternal?: (url: string) => Promise<void>;
}

/** Writes everything of the store into one file. */
export type Backup = (file: string) => Promise<{ file: string; bytes: number }>;
