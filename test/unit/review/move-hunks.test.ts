import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffTexts, renderHunks } from '#domain/diff';
import type { MovableHunk } from '#domain/move-hunks';
import { moveHunks } from '#domain/move-hunks';

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}\n`);
const hunksOf = (before: string, after: string): MovableHunk[] =>
  diffTexts(before, after).map((hunk) => ({ ...hunk, edited: null, applied: false, decision: 'pending', detached: false }));
const change = (base: readonly string[], at: number, to: string) => base.map((each, index) => (index === at ? to : each)).join('');

describe('hunks of a text that was changed by somebody else', () => {
  it('move with the lines around them', () => {
    const base = lines(40);
    const hunks = hunksOf(base.join(''), change(base, 20, 'changed\n'));
    const moved = moveHunks(hunks, base.join(''), `new\nnew\n${base.join('')}`);
    expect(moved).toMatchObject({ ok: true, hunks: [{ oldStart: hunks[0]!.oldStart + 2 }] });
  });

  it('keep to less context when the lines next to them were changed', () => {
    const base = lines(40);
    const hunks = hunksOf(base.join(''), change(base, 20, 'changed\n'));
    const present = change(base, 18, 'mine\n');
    const moved = moveHunks(hunks, base.join(''), present);
    expect(moved.ok && renderHunks(moved.base, moved.hunks)).toBe(present.replace('line 20\n', 'changed\n'));
  });

  it('fail when their own lines were changed, or are there already', () => {
    const base = lines(40);
    const hunks = hunksOf(base.join(''), change(base, 20, 'changed\n'));
    expect(moveHunks(hunks, base.join(''), change(base, 20, 'mine\n'))).toEqual({ ok: false, reason: 'changed' });
    expect(moveHunks(hunks, base.join(''), change(base, 20, 'changed\n'))).toEqual({ ok: false, reason: 'already-there' });
  });

  it('fail rather than guess between equal places', () => {
    const base = ['a\n', 'x\n', 'b\n', 'a\n', 'x\n', 'b\n'];
    const [first] = hunksOf(base.join(''), change(base, 4, 'y\n'));
    const narrow = { ...first!, oldStart: 5, oldLines: 1, newStart: 5, newLines: 1, body: '-x\n+y' };
    expect(moveHunks([narrow], base.join(''), ['a\n', 'x\n', 'b\n', 'q\n', 'a\n', 'x\n', 'b\n'].join(''))).toMatchObject({
      ok: true,
      hunks: [{ oldStart: 6 }],
    });
    expect(moveHunks([narrow], base.join(''), ['a\n', 'x\n', 'b\n', 'a\n', 'x\n', 'b\n', 'x\n'].join(''))).toEqual({
      ok: false,
      reason: 'changed',
    });
  });

  it('let a rejected hunk go when its place is gone, and keep the others', () => {
    const base = lines(60);
    const after = base.map((each, index) => (index === 10 || index === 50 ? 'changed\n' : each)).join('');
    const [first, second] = hunksOf(base.join(''), after);
    const moved = moveHunks([{ ...first!, decision: 'rejected' }, second!], base.join(''), change(base, 10, 'mine\n'));
    expect(moved.ok && moved.hunks.map((hunk) => hunk.detached)).toEqual([false, true]);
  });

  it('never lose a change of either side, or fail', () => {
    const edits = fc.array(fc.tuple(fc.nat(59), fc.nat(2), fc.array(fc.nat(9), { maxLength: 2 })), { minLength: 1, maxLength: 4 });
    const edit = (base: readonly string[], list: readonly [number, number, number[]][], mark: string) => {
      const out = [...base];
      for (const [at, remove, add] of [...list].sort((a, b) => b[0] - a[0]))
        out.splice(at, remove, ...add.map((number) => `${mark} ${at} ${number}\n`));
      return out.join('');
    };
    fc.assert(
      fc.property(edits, edits, fc.infiniteStream(fc.boolean()), (ours, theirs, applied) => {
        const base = lines(60);
        const hunks = hunksOf(base.join(''), edit(base, ours, 'proposed')).map((hunk) =>
          applied.next().value ? { ...hunk, applied: true, decision: 'accepted' as const } : hunk,
        );
        const onDisk = renderHunks(
          base.join(''),
          hunks.filter((hunk) => hunk.applied),
        );
        const present = edit(onDisk.split(/(?<=\n)/), theirs, 'theirs');
        const moved = moveHunks(hunks, onDisk, present);
        if (!moved.ok) return;
        const live = moved.hunks.filter((hunk) => !hunk.detached);
        // The base with what was applied is exactly what is on disk, and every open hunk is still there to be applied.
        expect(
          renderHunks(
            moved.base,
            live.filter((hunk) => hunk.applied),
          ),
        ).toBe(present);
        expect(live.filter((hunk) => !hunk.applied)).toHaveLength(hunks.filter((hunk) => !hunk.applied).length);
        const all = renderHunks(moved.base, live);
        for (const added of present.match(/^theirs.*$/gm) ?? []) expect(all).toContain(added);
        for (const hunk of live) for (const added of hunk.body.match(/^\+proposed.*$/gm) ?? []) expect(all).toContain(added.slice(1));
      }),
      { numRuns: 400 },
    );
  });
});
