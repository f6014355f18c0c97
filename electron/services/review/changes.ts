import type { ProposedChange } from '#domain/dataset';
import type { HunkShape } from '#domain/diff';
import { chosenSide, diffTexts, oldIndex, oldSide } from '#domain/diff';
import { editBlock } from '#domain/edit-block';
import { AppError } from '#domain/errors';
import { gitDiff, gitPatch } from '#domain/git-diff';
import type { ProposalId } from '#domain/ids';
import type { ReviewPorts, StoredFile, StoredHunk, StoredProposal } from './ports.ts';
import { textWith } from './state.ts';
import { decodeText } from './texts.ts';

/**
 * What proposals said and what the user made of them, whatever was decided since. Proposals that are gone are left out. One read of
 * the proposals and one of the texts they are made against, so ask for no more than fit into memory. Throws STORE_CORRUPT.
 */
export async function changesOf(
  { store }: Pick<ReviewPorts, 'store'>,
  ids: readonly ProposalId[],
): Promise<Map<ProposalId, ProposedChange>> {
  if (ids.length === 0) return new Map();
  const proposals = await store.getAll(ids);
  const hashes = new Set(proposals.flatMap(({ files }) => files.flatMap(({ baseHash }) => (baseHash === null ? [] : [baseHash]))));
  const blobs = hashes.size === 0 ? new Map<string, Uint8Array>() : await store.blobs([...hashes]);
  const baseOf = ({ baseHash }: StoredFile): string | null => {
    if (baseHash === null) return null;
    const bytes = blobs.get(baseHash);
    const text = bytes === undefined ? null : decodeText(bytes);
    if (text === null)
      throw new AppError('STORE_CORRUPT', 'The kept copy of a file is missing or no text. Restore the store from a backup.');
    return text;
  };
  return new Map(proposals.map((proposal) => [proposal.id, changeOf(proposal, baseOf)]));
}

function changeOf(proposal: StoredProposal, baseOf: (file: StoredFile) => string | null): ProposedChange {
  const files = proposal.files.map((file) => ({ ...file, hunks: file.hunks.map((hunk) => ({ ...hunk, edited: null })) }));
  const proposed = joined(files.map((file) => fileDiff(file, baseOf(file), () => true)));
  const paths = files.map(({ path }) => path);
  const own = proposal.files.some(({ hunks }) => hunks.some((hunk) => !hunk.applied || hunk.edited !== null));
  // Anything but `applied` is undone, or not all decided: then what is on disk is not what the user wants yet.
  if (proposal.status !== 'applied' || !own) return { paths, proposed, applied: null };
  const diff = joined(proposal.files.map((file) => fileDiff(file, baseOf(file), isApplied)));
  if (diff === '' || diff === proposed) return { paths, proposed, applied: null };
  return { paths, proposed, applied: { diff, blocks: joined(proposal.files.map((file) => fileBlocks(file, baseOf(file)))) } };
}

const isApplied = (hunk: StoredHunk): boolean => hunk.applied;
const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');

function fileDiff(file: StoredFile, base: string | null, chosen: (hunk: StoredHunk) => boolean): string {
  const hunks = file.hunks.filter(chosen);
  if (hunks.length === 0) return '';
  if (!hunks.some((hunk) => hunk.detached))
    return gitDiff(file.path, file.status === 'created' ? null : base, textWith(file, base, chosen));
  // The text that a detached hunk was made against is gone, and only its own lines are left: each hunk is compared by itself.
  const shapes = hunks.flatMap(shapesOf).sort((a, b) => a.oldStart - b.oldStart);
  let grown = 0;
  for (const shape of shapes) {
    const from = oldIndex(shape) + grown;
    shape.newStart = shape.newLines === 0 ? from : from + 1;
    grown += shape.newLines - shape.oldLines;
  }
  return gitPatch(file.path, shapes);
}

const shapesOf = (hunk: StoredHunk): HunkShape[] =>
  diffTexts(oldSide(hunk).join(''), chosenSide(hunk).join('')).map((inner) => ({ ...inner, oldStart: inner.oldStart + oldIndex(hunk) }));

/** What is applied of a file in the form that models are asked for. */
function fileBlocks(file: StoredFile, base: string | null): string {
  const hunks = file.hunks.filter(isApplied).sort((a, b) => oldIndex(a) - oldIndex(b));
  if (hunks.length === 0) return '';
  const blocks = hunks.map((hunk) => editBlock(file.path, oldSide(hunk).join(''), chosenSide(hunk).join('')));
  const writable = file.status !== 'deleted' && (file.status === 'created' || hunks.every((hunk) => hunk.oldLines > 0));
  if (writable && blocks.every((block) => block !== null)) return joined(blocks);
  const diff = fileDiff(file, base, isApplied);
  return diff === '' ? '' : `\`\`\`\`diff\n${diff}\`\`\`\`\n`;
}
