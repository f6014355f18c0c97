import { afterAll, describe, expect, test } from 'vitest';
import { installedGrammars } from '../../../electron/services/programming/grammars.node.ts';
import { createTrees, grammarOf } from '../../../electron/services/programming/syntax/trees.ts';
import { applied, ask, type BankEntry, readBank, startEngine, workspaces, wrongSlots } from './bank.ts';

const engine = startEngine();
const trees = createTrees(installedGrammars());
afterAll(() => {
  engine.close();
  trees.close();
});

interface Figures {
  total: number;
  right: number;
  proposed: number;
  parsed: number;
  kept: number;
}

async function measure(bank: BankEntry[]): Promise<Figures> {
  const figures: Figures = { total: bank.length, right: 0, proposed: 0, parsed: 0, kept: 0 };
  for (const entry of bank) {
    const before = entry.files ? (workspaces[entry.files] ?? {}) : {};
    const answer = await ask(engine, entry.text, entry.files ? before : null);
    if (answer.edits.length === 0) continue;
    figures.proposed += 1;
    if (wrongSlots(entry, answer).length === 0) figures.right += 1;
    const after = applied(answer, before);
    const changed = [...new Set(answer.edits.map((edit) => edit.path))];
    const errors = await Promise.all(
      changed.map((path) => trees.firstError(grammarOf(answer.language ?? 'typescript', path), after[path] ?? '')),
    );
    if (errors.every((line) => line === null)) figures.parsed += 1;
    if (changed.every((path) => before[path] === undefined || keepsText(before[path], after[path] ?? ''))) figures.kept += 1;
  }
  return figures;
}

/** What was there is still there in order: lines, where an import line may have gained names. */
function keepsText(before: string, after: string): boolean {
  const lines = after.split('\n');
  let at = 0;
  return before.split('\n').every((line) => {
    const import_ = /^(?:from .* import |import \{)/.test(line);
    const found = lines.findIndex(
      (each, position) => position >= at && (each === line || (import_ && each.startsWith(line.replace(/\s*\}.*$/, '')))),
    );
    at = found + 1;
    return found >= 0;
  });
}

describe('requests in the words of different people', () => {
  test('at least 90 % become the right proposal, all of these parse, and nothing that was there is lost', async () => {
    const figures = await measure(readBank('requests.json'));
    console.log(
      `bank: ${figures.right} of ${figures.total} right, ${figures.proposed} proposed, ${figures.parsed} parse, ${figures.kept} keep what was there`,
    );
    expect(figures.total).toBe(180);
    expect(figures.right / figures.total).toBeGreaterThanOrEqual(0.9);
    expect(figures.parsed).toBe(figures.proposed);
    expect(figures.kept).toBe(figures.proposed);
  }, 60_000);

  test('requests worded without the bank in mind: what becomes a proposal parses and keeps what was there', async () => {
    const figures = await measure(readBank('held-out.json'));
    console.log(`held out: ${figures.right} of ${figures.total} right, ${figures.proposed} proposed`);
    expect(figures.right / figures.total).toBeGreaterThanOrEqual(0.6);
    expect(figures.parsed).toBe(figures.proposed);
    expect(figures.kept).toBe(figures.proposed);
  }, 60_000);

  test('requests as developers type them: terse, in native syntax, mixed, with slips', async () => {
    const figures = await measure(readBank('requests-third.json'));
    console.log(`third: ${figures.right} of ${figures.total} right, ${figures.proposed} proposed`);
    expect(figures.right / figures.total).toBeGreaterThanOrEqual(0.9);
    expect(figures.parsed).toBe(figures.proposed);
    expect(figures.kept).toBe(figures.proposed);
  }, 60_000);
});
