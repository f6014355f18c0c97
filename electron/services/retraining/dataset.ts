import type { DatasetLines, DatasetRow, ProposedChange } from '#domain/dataset';
import { datasetFileNames, linesOfAnswer, linesOfPair } from '#domain/dataset';
import type { FeedbackFilter } from '#domain/feedback';
import type { ProposalId } from '#domain/ids';
import type { DatasetManifest } from '#domain/retraining';
import { datasetSchemaVersion } from '#domain/retraining';
import type { DatasetBatch, DatasetFolder, SealedFile } from './ports.ts';

/** The changes of proposals; those that are gone are left out. */
export type ChangesOf = (ids: readonly ProposalId[]) => Promise<ReadonlyMap<ProposalId, ProposedChange>>;

export interface DatasetSource {
  batches: AsyncIterable<DatasetBatch[]>;
  changesOf: ChangesOf;
  filter: FeedbackFilter;
  seed: number;
}

/** SHA-256, hexadecimal. Handed in: rules touch no `node:` module. */
export type Sha256 = (text: string) => string;

/**
 * Writes the files of a dataset in TRL's shapes and returns the manifest, which it writes too.
 *
 * - `unpaired.jsonl` {prompt, completion, label}: every answer with a vote; label = score ≥ 0.5.
 * - `sft.jsonl` {prompt, completion}: every correction; where there is none, what the user applied of the proposal with hunks edited
 *   or rejected, once all of it is decided and unless it was undone.
 * - `preference.jsonl` {prompt, chosen, rejected}: either of these against the answer, and answers to one request with the very same
 *   prompt whose scores differ by 0.5 or more, on the two sides of 0.5.
 *
 * The answer, voted or rejected, always is what was proposed: all hunks as they were made, whatever the user decided or edited.
 *
 * What qualifies: the answer came to its end (`unfinished`), prompt and completion are not empty (`no-prompt`, `empty`) and not over
 * 400,000 characters (`too-long`), no file that holds secrets by its name was attached or changed (`secret-file`), and a reported
 * answer, or what was applied of it, is never a good example (`reported`). Obvious secrets inside texts are replaced. Equal lines are written once
 * (`duplicate`). Every exclusion is counted by that name in the manifest.
 *
 * The prompt is the exact one that was sent, else the user's request. An answer of the built-in engine is its words and the change
 * it proposed; the text of a model has its edits in it, and what was applied of them is written in the form models are asked for. The files hold no ids, times or paths of this machine, so the same store and seed give the same bytes.
 */
export async function writeDataset(source: DatasetSource, folder: DatasetFolder, sha256: Sha256): Promise<DatasetManifest> {
  const excluded: Tally = new Map();
  const redacted: Tally = new Map();
  let scored = 0;
  const add = (made: DatasetLines): void => {
    for (const { file, line } of made.lines) folder.add(file, line);
    for (const reason of made.excluded) count(excluded, reason);
    for (const kind of made.redacted) count(redacted, kind);
  };
  const othersTurn = createTurns();

  for await (const batches of source.batches) {
    for (const batch of batches) {
      scored += batch.scored;
      for (const [reason, by] of Object.entries(batch.excluded)) count(excluded, reason, by);
      for (const [kind, by] of Object.entries(batch.redacted)) count(redacted, kind, by);
      for (const lines of batch.lines) folder.addPacked(lines);
      for (const rows of parts(batch.rows)) {
        const changeOf = await changesOfRows(source, rows);
        for (const row of rows) {
          add(linesOfAnswer(row, changeOf(row)));
          await othersTurn();
        }
      }
      for (const pairs of parts(batch.pairs)) {
        const changeOf = await changesOfRows(
          source,
          pairs.flatMap(({ chosen, rejected }) => [chosen, rejected]),
        );
        for (const pair of pairs) {
          add(linesOfPair(pair, { chosen: changeOf(pair.chosen), rejected: changeOf(pair.rejected) }));
          await othersTurn();
        }
      }
    }
    await folder.drain();
  }

  const files: SealedFile[] = [];
  for (const name of datasetFileNames) files.push(await folder.seal(name));
  const duplicates = files.reduce((sum, file) => sum + file.duplicates, 0);
  if (duplicates > 0) count(excluded, 'duplicate', duplicates);
  const rowsOf = (name: string): number => files.find((file) => file.name === name)?.rows ?? 0;
  const manifest: DatasetManifest = {
    schemaVersion: datasetSchemaVersion,
    contentHash: sha256(files.map((file) => `${file.name} ${file.sha256}\n`).join('')),
    seed: source.seed,
    filters: source.filter,
    counts: {
      scored,
      unpaired: rowsOf('unpaired.jsonl'),
      preference: rowsOf('preference.jsonl'),
      sft: rowsOf('sft.jsonl'),
      excluded: sortedRecord(excluded),
      redacted: sortedRecord(redacted),
    },
    files: files.map(({ name, rows, bytes, sha256: hash }) => ({ name, rows, bytes, sha256: hash })),
  };
  await folder.write('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** Answers whose proposals are read together: each may have many files of megabytes. */
const partSize = 16;

function* parts<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += partSize) yield items.slice(at, at + partSize);
}

async function changesOfRows(
  { changesOf }: DatasetSource,
  rows: readonly DatasetRow[],
): Promise<(row: DatasetRow) => ProposedChange | null> {
  const ids = new Set(rows.flatMap(({ proposalId }) => (proposalId === null ? [] : [proposalId])));
  const changes = await changesOf([...ids]);
  return ({ proposalId }) => (proposalId === null ? null : (changes.get(proposalId) ?? null));
}

/** Milliseconds of work on this thread after which everything else that waits for it gets its turn. */
const longestTurn = 8;

/** Proposals are read from a store that answers at once: awaiting it alone lets nobody else in. */
function createTurns(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < longestTurn) return;
    await new Promise((resolve) => setImmediate(resolve));
    began = performance.now();
  };
}

type Tally = Map<string, number>;
const count = (tally: Tally, name: string, by = 1): void => void tally.set(name, (tally.get(name) ?? 0) + by);

const sortedRecord = (counts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
