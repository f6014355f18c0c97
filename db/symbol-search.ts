import { type Kysely, type RawBuilder, sql } from 'kysely';
import { fuzzyScore } from '#domain/fuzzy';
import type { TargetLanguage } from '#domain/programming';
import { type FoundSymbol, foldName, letterSet, type SymbolKind, signatureWords } from '#domain/symbols';
import type { SymbolQuery } from '#services-ports/symbols';
import type { Schema } from './schema.ts';

/** Names that a fuzzy search compares letter by letter at most. */
const mostCompared = 1_500;

type Row = Omit<FoundSymbol, 'exported'> & { id: number; exported: number; language: TargetLanguage };

const columns = sql`declaration.id, file.path, file.language, declaration.name, declaration.kind, declaration.exported, declaration.container,
  declaration.signature, declaration.doc, declaration.start, declaration."end", declaration.line`;

/**
 * Names that begin with the query first, then names that have its letters in order, the first of them at the beginning of a word. With
 * words, declarations whose signature has them all. Nothing of a query is a pattern: `%` and `_` are letters.
 */
export async function findSymbols(db: Kysely<Schema>, id: string, asked: SymbolQuery): Promise<FoundSymbol[]> {
  const folded = foldName(asked.query.replaceAll(/\s+/g, ''));
  if (asked.words.length > 0) return (await byWords(db, id, asked, folded)).map(toSymbol);
  const found = await byPrefix(db, id, asked, folded);
  if (found.length < asked.limit && folded.length > 1) {
    const known = new Set(found.map((row) => row.id));
    found.push(...(await byLetters(db, id, asked, folded)).filter((row) => !known.has(row.id)).slice(0, asked.limit - found.length));
  }
  return found.map(toSymbol);
}

const toSymbol = ({ id: _, exported, ...row }: Row): FoundSymbol => ({ ...row, exported: exported === 1 });
const ofKinds = (kinds: readonly SymbolKind[]): RawBuilder<unknown> =>
  kinds.length === 0 ? sql`` : sql`AND declaration.kind IN (SELECT value FROM json_each(${JSON.stringify(kinds)}))`;

async function byPrefix(db: Kysely<Schema>, id: string, { kinds, limit }: SymbolQuery, folded: string): Promise<Row[]> {
  const one = async (kind: SymbolKind | null): Promise<Row[]> => {
    const { rows } = await sql<Row>`SELECT ${columns} FROM symbol_declaration AS declaration JOIN symbol_file AS file ON file.id = file_id
      WHERE declaration.workspace_id = ${id} ${kind === null ? sql`` : sql`AND declaration.kind = ${kind}`}
        AND declaration.folded >= ${folded} AND declaration.folded < ${`${folded}\u{10ffff}`}
      ORDER BY declaration.folded LIMIT ${limit}`.execute(db);
    return rows;
  };
  const rows = (await Promise.all((kinds.length === 0 ? [null] : [...new Set(kinds)]).map(one))).flat();
  return rows.sort((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id - b.id)).slice(0, limit);
}

async function byLetters(db: Kysely<Schema>, id: string, { kinds, limit }: SymbolQuery, folded: string): Promise<Row[]> {
  const letters = letterSet(folded);
  const initial = String.fromCodePoint(folded.codePointAt(0) ?? 0);
  const { rows } = await sql<{ id: number; name: string }>`
    SELECT declaration.id, declaration.name FROM symbol_initial JOIN symbol_declaration AS declaration ON declaration.id = declaration_id
    WHERE symbol_initial.workspace_id = ${id} AND initial = ${initial} AND (letters & ${letters}) = ${letters} ${ofKinds(kinds)}
    LIMIT ${mostCompared}`.execute(db);
  const best = rows
    .map((row) => ({ ...row, score: fuzzyScore(folded, row.name) }))
    .filter(({ score }) => score !== null)
    .sort((a, b) => (b.score as number) - (a.score as number) || a.id - b.id)
    .slice(0, 2 * limit)
    .map((row) => row.id);
  const { rows: whole } =
    await sql<Row>`SELECT ${columns} FROM symbol_declaration AS declaration JOIN symbol_file AS file ON file.id = file_id
    WHERE declaration.id IN (SELECT value FROM json_each(${JSON.stringify(best)}))`.execute(db);
  const place = new Map(best.map((each, at) => [each, at]));
  return whole.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

async function byWords(db: Kysely<Schema>, id: string, { words, kinds, limit }: SymbolQuery, folded: string): Promise<Row[]> {
  const parts = words.flatMap(signatureWords);
  if (parts.length === 0) return [];
  const match = [folderWord(id), ...parts].map((word) => `"${word}"`).join(' ');
  const { rows } =
    await sql<Row>`SELECT ${columns} FROM symbol_words JOIN symbol_declaration AS declaration ON declaration.id = symbol_words.rowid
    JOIN symbol_file AS file ON file.id = declaration.file_id
    WHERE symbol_words MATCH ${match} AND declaration.workspace_id = ${id} ${ofKinds(kinds)} AND instr(declaration.folded, ${folded}) > 0
    LIMIT ${limit}`.execute(db);
  return rows;
}

/** The word that marks the signatures of a folder. */
export const folderWord = (id: string): string => id.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
