import { AppError } from '#domain/errors';
import type { FeedbackFilter } from '#domain/feedback';
import type { ProposalId } from '#domain/ids';
import type { DatasetManifest } from '#domain/retraining';
import { datasetSchemaVersion } from '#domain/retraining';
import { isSecretFile, redactSecrets } from '#domain/secrets';
import type { DatasetFolder, DatasetPair, DatasetRow, SealedFile } from './ports.ts';

/** The change that a proposal makes, as a unified diff; null when the proposal is gone. */
export type ProposalText = (id: ProposalId) => Promise<string | null>;

export interface DatasetSource {
  rows: AsyncIterable<DatasetRow[]>;
  pairs: AsyncIterable<DatasetPair[]>;
  proposalText: ProposalText;
  filter: FeedbackFilter;
  seed: number;
}

/** SHA-256, hexadecimal. Handed in: rules touch no `node:` module. */
export type Sha256 = (text: string) => string;

/** Larger texts are no training examples; they would only fill the memory of whoever loads the file. Characters. */
const longestText = 400_000;

interface Example {
  prompt: string;
  completion: string;
  /** False when prompt, completion and correction are known to hold no secret. */
  suspect: boolean;
}

/**
 * Writes the files of a dataset in TRL's shapes and returns the manifest, which it writes too.
 *
 * - `unpaired.jsonl` {prompt, completion, label}: every answer with a vote; label = score ≥ 0.5.
 * - `sft.jsonl` {prompt, completion}: every correction.
 * - `preference.jsonl` {prompt, chosen, rejected}: correction against answer, and answers to one request with the very same prompt
 *   whose scores differ by 0.5 or more, on the two sides of 0.5.
 *
 * What qualifies: the answer came to its end (`unfinished`), prompt and completion are not empty (`no-prompt`, `empty`) and not over
 * 400,000 characters (`too-long`), no file that holds secrets by its name was attached or changed (`secret-file`), and a reported
 * answer is never a good example (`reported`). Obvious secrets inside texts are replaced. Equal lines are written once
 * (`duplicate`). Every exclusion is counted by that name in the manifest.
 *
 * The prompt is the exact one that was sent, else the user's request. An answer of the built-in engine is its words and the change
 * it proposed. The files hold no ids, times or paths of this machine, so the same store and seed give the same bytes.
 */
export async function writeDataset(source: DatasetSource, folder: DatasetFolder, sha256: Sha256): Promise<DatasetManifest> {
  const excluded = new Map<string, number>();
  const redacted = new Map<string, number>();
  let scored = 0;
  const exclude = (reason: string, by = 1): void => {
    if (by > 0) excluded.set(reason, (excluded.get(reason) ?? 0) + by);
  };
  const clean = (text: string, suspect: boolean): string => {
    if (!suspect) return text;
    const scrubbed = redactSecrets(text);
    for (const kind of scrubbed.found) redacted.set(kind, (redacted.get(kind) ?? 0) + 1);
    return scrubbed.text;
  };

  for await (const batch of source.rows) {
    for (const row of batch) {
      scored++;
      const example = await exampleOf(row, source.proposalText);
      if (typeof example === 'string') {
        exclude(example);
        continue;
      }
      const { suspect } = example;
      const prompt = clean(example.prompt, suspect);
      const completion = clean(example.completion, suspect);
      const label = (row.score ?? 0) >= 0.5;
      if (label && row.reported) exclude('reported');
      else if (row.score !== null) folder.add('unpaired.jsonl', JSON.stringify({ prompt, completion, label }));
      if (row.correction === null || row.correction.trim() === '') continue;
      if (row.correction.length > longestText) {
        exclude('too-long');
        continue;
      }
      const corrected = clean(row.correction, suspect);
      folder.add('sft.jsonl', JSON.stringify({ prompt, completion: corrected }));
      if (corrected !== completion) folder.add('preference.jsonl', JSON.stringify({ prompt, chosen: corrected, rejected: completion }));
    }
    await folder.drain();
  }
  for await (const batch of source.pairs) {
    for (const pair of batch) {
      const chosen = pair.chosen.reported ? 'reported' : await exampleOf(pair.chosen, source.proposalText);
      const rejected = await exampleOf(pair.rejected, source.proposalText);
      // Both answers are rows of their own as well: what is wrong with them was counted there.
      if (typeof chosen === 'string' || typeof rejected === 'string' || chosen.completion === rejected.completion) continue;
      folder.add(
        'preference.jsonl',
        JSON.stringify({
          prompt: clean(chosen.prompt, chosen.suspect),
          chosen: clean(chosen.completion, chosen.suspect),
          rejected: clean(rejected.completion, rejected.suspect),
        }),
      );
    }
    await folder.drain();
  }

  const files: SealedFile[] = [];
  for (const name of ['unpaired.jsonl', 'preference.jsonl', 'sft.jsonl']) files.push(await folder.seal(name));
  exclude(
    'duplicate',
    files.reduce((sum, file) => sum + file.duplicates, 0),
  );
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

/** The example an answer makes, or the reason why it makes none. */
async function exampleOf(row: DatasetRow, proposalText: ProposalText): Promise<Example | string> {
  if (row.status !== 'complete') return 'unfinished';
  if (row.attachments !== '[]' && attachedPaths(row.attachments).some(isSecretFile)) return 'secret-file';
  const prompt = row.prompt ?? row.request ?? '';
  if (prompt.trim() === '') return 'no-prompt';
  let { text: completion, suspect } = row;
  if (row.engine === 'programming' && row.proposalId !== null) {
    const change = await proposalText(row.proposalId).catch((error) => {
      if (error instanceof AppError && error.code === 'NOT_FOUND') return null;
      throw error;
    });
    if (change !== null && changedPaths(change).some(isSecretFile)) return 'secret-file';
    if (change !== null && change.trim() !== '') {
      completion = `${completion.trimEnd()}\n\n${change}`.trimStart();
      suspect = true;
    }
  }
  if (completion.trim() === '') return 'empty';
  if (prompt.length > longestText || completion.length > longestText) return 'too-long';
  return { prompt, completion, suspect };
}

function attachedPaths(json: string): string[] {
  try {
    return (JSON.parse(json) as { path?: unknown }[]).map(({ path }) => String(path));
  } catch {
    return [];
  }
}

const changedPaths = (diff: string): string[] =>
  [...diff.matchAll(/^(?:\+\+\+|---) (?:[ab]\/)?(.+?)(?:\t.*)?$/gm)].map((match) => match[1] as string);

const sortedRecord = (counts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
