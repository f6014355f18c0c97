import { snakeCase } from '#domain/ir/names';
import type { TargetLanguage } from '#domain/programming';
import type { Workspace } from '../../placing/workspace.ts';

type Form = 'pair' | 'goose' | 'dbmate' | 'flyway' | 'plain' | 'kysely' | 'alembic';

/** Where migrations stand in a folder and how they look: folder, next number, what stands between the words. */
export interface Convention {
  form: Form;
  folder: string;
  number: string;
  between: '_' | '-';
  /** File extension of a module. */
  extension: string;
  /** The revision that an Alembic migration comes after; null for the first one. */
  after: string | null;
}

const file = /^(V?)(\d+)(__|[_-])(.+?)(\.(?:up|down))?\.(sql|ts|js|mjs)$/;
const folders = /^(.*(?:^|\/)(?:migrations?|migrate|alembic\/versions|versions)\/)([^/]+)$/i;
const first: Convention = { form: 'pair', folder: 'migrations/', number: '0001', between: '_', extension: 'sql', after: null };

/** The next number, as long as the last one: `0007` behind `0006`, also behind a time. */
const nextNumber = (last: string): string => (BigInt(last) + 1n).toString().padStart(last.length, '0');

/** What the folder's own migrations look like; numbered pairs of SQL where there are none. */
export async function conventionOf(
  workspace: Pick<Workspace, 'paths' | 'read'> | undefined,
  language: TargetLanguage,
): Promise<Convention> {
  const placed = (workspace?.paths ?? []).flatMap((path) => {
    const match = folders.exec(path);
    return match ? [{ path, folder: match[1] ?? '', name: match[2] ?? '' }] : [];
  });
  const revisions = language === 'python' ? placed.filter(({ folder, name }) => /versions\/$/i.test(folder) && /\.py$/.test(name)) : [];
  if (workspace && revisions.length > 0) return await alembic(revisions, workspace);
  const numbered = placed.flatMap(({ path, folder, name }) => {
    const match = file.exec(name);
    return match ? [{ path, folder, match, number: match[2] ?? '0' }] : [];
  });
  const last = numbered.sort((left, right) => left.number.length - right.number.length || (left.number < right.number ? -1 : 1)).at(-1);
  if (!last || !workspace) return placed[0] && /migrat/i.test(placed[0].folder) ? { ...first, folder: placed[0].folder } : first;
  const { folder, match, number } = last;
  const made: Convention = { ...first, folder, number: nextNumber(number), between: match[3] === '-' ? '-' : '_' };
  if (match[6] !== 'sql') {
    const isScript = language === 'typescript' || language === 'javascript';
    const kysely = isScript && /kysely/i.test((await workspace.read(last.path)) ?? '');
    return kysely ? { ...made, form: 'kysely', extension: match[6] ?? 'ts' } : made;
  }
  if (match[5] !== undefined) return made;
  if (match[1] === 'V') return { ...made, form: 'flyway' };
  const text = (await workspace.read(last.path)) ?? '';
  const form = /^--\s*\+goose Up/im.test(text) ? 'goose' : /^--\s*migrate:up/im.test(text) ? 'dbmate' : 'plain';
  return { ...made, form };
}

async function alembic(revisions: readonly { path: string; folder: string }[], workspace: Pick<Workspace, 'read'>): Promise<Convention> {
  const texts = await Promise.all(revisions.slice(0, 500).map(({ path }) => workspace.read(path)));
  const all = texts.map((text) => ({
    own: /^revision\b[^=]*=\s*["']([^"']+)["']/m.exec(text ?? '')?.[1],
    before: /^down_revision\b[^=]*=\s*["']([^"']+)["']/m.exec(text ?? '')?.[1],
  }));
  const replaced = new Set(all.map(({ before }) => before));
  const head = all.find(({ own }) => own !== undefined && !replaced.has(own))?.own ?? null;
  return { ...first, form: 'alembic', folder: revisions[0]?.folder ?? 'alembic/versions/', extension: 'py', after: head };
}

/** The title as part of a file name. */
export const slugOf = (title: string, between: '_' | '-'): string =>
  (snakeCase(title).slice(0, 60).replace(/_$/, '') || 'migration').replaceAll('_', between);

/** A revision of Alembic: twelve hexadecimal digits that follow from what it is (FNV-1a, twice). */
export function revisionOf(title: string, after: string | null): string {
  const hash = (text: string): string => {
    let value = 0x811c9dc5;
    for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    return value.toString(16).padStart(8, '0');
  };
  return (hash(`${title} ${after}`) + hash(`${after} ${title}`)).slice(0, 12);
}
