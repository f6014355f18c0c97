import type { FileEntry } from '#domain/workspace';
import { IgnoreRules, largestIgnoreFile } from './ignore-rules.ts';
import type { WorkspaceFiles } from './ports.ts';

/** Entries one folder shows at most, and files that are listed of a workspace at most. */
export const folderLimit = 5_000;
export const listLimit = 50_000;
/** Folders that are visited for a list at most: a folder of empty folders has no files to count. */
const visitLimit = 50_000;

/** Never shown: git's own data. Everything else is up to the ignore files. */
const hidden = new Set(['.git']);

export interface Listed {
  path: string;
  name: string;
}

/** The entries of one folder, ignored ones left out, folders first. Null when there is no such folder. */
export async function readTree(
  files: WorkspaceFiles,
  root: string,
  parts: readonly string[],
): Promise<{ entries: FileEntry[]; truncated: boolean } | null> {
  let rules = await rulesOf(files, root, [], new IgnoreRules());
  for (let depth = 1; depth <= parts.length; depth++) rules = await rulesOf(files, root, parts.slice(0, depth), rules);
  const found = await files.entries(root, parts, folderLimit);
  if (found === null) return null;
  const folder = parts.map((part) => `${part}/`).join('');
  const shown = found.entries.filter(({ name, kind }) => !hidden.has(name) && !rules.ignores(folder + name, kind === 'folder'));
  const entries = await Promise.all(
    shown.map(
      async ({ name, kind }): Promise<FileEntry> => ({
        path: folder + name,
        name,
        kind,
        size: kind === 'file' ? await files.size(root, [...parts, name]) : 0,
      }),
    ),
  );
  return { entries: entries.sort(byKindAndName), truncated: found.truncated };
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function byKindAndName(a: FileEntry, b: FileEntry): number {
  return Number(b.kind === 'folder') - Number(a.kind === 'folder') || collator.compare(a.name, b.name) || (a.name < b.name ? -1 : 1);
}

/** All files of a workspace that are not ignored, nearest to the root first; links are left out. */
export async function listFiles(files: WorkspaceFiles, root: string): Promise<Listed[]> {
  const found: Listed[] = [];
  let level: { parts: string[]; rules: IgnoreRules }[] = [{ parts: [], rules: new IgnoreRules() }];
  let visited = 0;
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { parts, rules: above } of level) {
      if (++visited > visitLimit) return found;
      const listing = await files.entries(root, parts, listLimit);
      if (listing === null) continue;
      const rules = listing.entries.some((entry) => entry.name === '.gitignore') ? await rulesOf(files, root, parts, above) : above;
      const folder = parts.map((part) => `${part}/`).join('');
      for (const { name, kind } of listing.entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        if (hidden.has(name) || kind === 'link' || rules.ignores(folder + name, kind === 'folder')) continue;
        if (kind === 'folder') next.push({ parts: [...parts, name], rules });
        else found.push({ path: folder + name, name });
        if (found.length >= listLimit) return found;
      }
    }
    level = next;
  }
  return found;
}

async function rulesOf(files: WorkspaceFiles, root: string, parts: readonly string[], above: IgnoreRules): Promise<IgnoreRules> {
  try {
    const file = await files.read(root, [...parts, '.gitignore'], largestIgnoreFile);
    return above.below(parts.join('/'), file === null ? null : new TextDecoder().decode(file.bytes));
  } catch {
    // One that is too large, a link that leads out, or not readable ignores nothing.
    return above;
  }
}
