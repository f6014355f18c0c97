import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeDeclarations, type Unit } from '#domain/declaration-merge';
import { mergeLines } from '#domain/merge-lines';

const unit = (key: string, ...lines: string[]): Unit => ({ key, text: `${lines.join('\n')}\n` });
const unitsText = (units: readonly Unit[]): string => units.map(({ text }) => text).join('');

describe('merging lines', () => {
  it.each([
    ['changes at different places', 'a b c d e', 'A b c d e', 'a b c d E', 'A b c d E'],
    ['the same change', 'a b c', 'a x c', 'a x c', 'a x c'],
    ['only mine', 'a b c', 'a c', 'a b c', 'a c'],
    ['only theirs', 'a b c', 'a b c', 'a b c d', 'a b c d'],
    ['different changes of one line', 'a b c', 'a x c', 'a y c', null],
    ['changes of neighbours', 'a b c', 'x b c', 'a y c', null],
    ['an insertion into what was removed', 'a b c d', 'a d', 'a b x c d', null],
    ['two insertions at one place', 'a b', 'a x b', 'a y b', null],
  ])('%s', (_, base, mine, theirs, merged) => {
    const words = (text: string): string[] => text.split(' ');
    expect(mergeLines(words(base), words(mine), words(theirs))?.join(' ') ?? null).toBe(merged);
  });

  it('keeps both insertions of lists without an order', () => {
    expect(mergeLines(['a'], ['a', 'x'], ['a', 'y'], { joinInsertions: true })).toEqual(['a', 'x', 'y']);
  });

  it('gives the other side back where one changed nothing, and does not care who is who', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, lines, (base, mine, theirs) => {
        expect(mergeLines(base, mine, base)).toEqual(mine);
        expect(mergeLines(base, base, theirs)).toEqual(theirs);
        expect(mergeLines(base, mine, mine)).toEqual(mine);
        expect(mergeLines(base, mine, theirs)).toEqual(mergeLines(base, theirs, mine));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('merging declarations', () => {
  const list = unit('function list', '', 'function list() {', '  return [];', '}');
  const create = unit('function create', '', 'function create(body) {', '  check(body);', '  return save(body);', '}');
  const base = [unit('import a', "import { a } from 'a';"), list, create];

  it('keeps what the user wrote and takes what was generated anew', () => {
    const mine = unit('function list', '', 'function list() {', '  log();', '  return [];', '}');
    const own = unit('function helper', '', 'function helper() {}');
    const changed = unit('function create', '', 'function create(body) {', '  check(body);', '  return store(body);', '}');
    const added = unit('function remove', '', 'function remove() {}');
    const { text, conflicts } = mergeDeclarations(base, [base[0]!, own, mine, create], [base[0]!, list, added, changed]);
    expect(text).toBe(unitsText([base[0]!, own, mine, added, changed]));
    expect(conflicts).toEqual([]);
  });

  it('merges two changes of one declaration at different lines', () => {
    const mine = unit('function create', '', 'function create(body) {', '  check(body);', '  return save(body);', '  // mine', '}');
    const theirs = unit('function create', '', 'function create(body, user) {', '  check(body);', '  return save(body);', '}');
    const { text, conflicts } = mergeDeclarations(base, [base[0]!, list, mine], [base[0]!, list, theirs]);
    expect(conflicts).toEqual([]);
    expect(text).toContain('(body, user)');
    expect(text).toContain('// mine');
  });

  it('lets the user win where both changed a line, and tells what was generated', () => {
    const mine = unit('function list', '', 'function list() {', '  return mine;', '}');
    const theirs = unit('function list', '', 'function list() {', '  return theirs;', '}');
    const { text, conflicts } = mergeDeclarations(base, [base[0]!, mine, create], [base[0]!, theirs, create]);
    expect(text).toContain('return mine;');
    expect(conflicts).toEqual([{ key: 'function list', reason: 'changedByBoth', generated: theirs.text }]);
  });

  it('does not bring back what the user removed, and says so where it was to change', () => {
    const changed = unit('function list', '', 'function list() {', '  return [1];', '}');
    expect(mergeDeclarations(base, [base[0]!, create], base)).toEqual({ text: unitsText([base[0]!, create]), conflicts: [] });
    expect(mergeDeclarations(base, [base[0]!, create], [base[0]!, changed, create]).conflicts.map(({ reason }) => reason)).toEqual([
      'removedByUser',
    ]);
  });

  it('removes what the generator dropped only where the user left it alone', () => {
    expect(mergeDeclarations(base, base, [base[0]!, create]).text).toBe(unitsText([base[0]!, create]));
    const mine = unit('function list', '', 'function list() {', '  return [2];', '}');
    const kept = mergeDeclarations(base, [base[0]!, mine, create], [base[0]!, create]);
    expect(kept.text).toContain('return [2];');
    expect(kept.conflicts.map(({ reason }) => reason)).toEqual(['removedByGenerator']);
  });

  it('takes a file that was only formatted for one left alone', () => {
    const formatted = [base[0]!, unit('function list', '', '', 'function list() {  ', '  return [];', '}'), create];
    const changed = unit('function list', '', 'function list() {', '  return [1];', '}');
    expect(mergeDeclarations(base, formatted, [base[0]!, changed, create]).conflicts).toEqual([]);
  });

  it('keeps the names of both sides in an import', () => {
    const names = (text: string): Unit => ({ key: 'import m', text: `import { ${text} } from 'm';\n`, joins: true });
    const { text, conflicts } = mergeDeclarations([names('a, b')], [names('a, b, mine')], [names('a, b, theirs')]);
    expect(text).toBe("import { a, b, mine, theirs } from 'm';\n");
    expect(conflicts).toEqual([]);
  });

  it('loses no line of the user in any merge of random changes', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const body = fc.array(fc.constantFrom('x();', 'y();', 'z();', 'if (x) {', '}', ''), { maxLength: 8 });
    const file = fc
      .uniqueArray(fc.constantFrom(...names), { minLength: 1 })
      .chain((keys) =>
        fc.tuple(...keys.map((key) => body.map((lines) => unit(key, `function ${key}() {`, ...lines.map((line) => `  ${line}`), '}')))),
      );
    const edits = fc.array(
      fc.record({
        at: fc.nat(20),
        kind: fc.constantFrom('add', 'change', 'remove', 'move', 'declare'),
        line: fc.nat(20),
        mark: fc.nat(1_000_000),
      }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(file, file, edits, (base, generated, changes) => {
        const user = base.map((each) => ({ ...each }));
        const marks: string[] = [];
        const removed = new Set<string>();
        const replaced = new Set<string>();
        for (const { at, kind, line, mark } of changes) {
          const target = user[at % Math.max(1, user.length)];
          const text = `  user${mark};`;
          if (kind === 'declare') {
            marks.push(`user${mark}`);
            user.splice(at % (user.length + 1), 0, unit(`own${user.length}-${mark}`, `function user${mark}() {}`));
          } else if (!target) continue;
          else if (kind === 'remove' && !target.text.includes('user')) {
            removed.add(target.key);
            user.splice(user.indexOf(target), 1);
          } else if (kind === 'move') {
            user.splice(user.indexOf(target), 1);
            user.push(target);
          } else if (kind === 'add' || kind === 'change') {
            const lines = target.text.split('\n');
            const place = 1 + (line % Math.max(1, lines.length - 2));
            const replaces = kind === 'change' && place < lines.length - 2 && !lines[place]?.includes('user');
            lines.splice(place, replaces ? 1 : 0, text);
            if (replaces) replaced.add(target.key);
            target.text = lines.join('\n');
            marks.push(`user${mark}`);
          }
        }
        const { text, conflicts } = mergeDeclarations(base, user, generated);
        for (const mark of marks) expect(text).toContain(mark);
        for (const key of removed) expect(text).not.toContain(`function ${key}()`);
        // What was generated is there, or a conflict says that it is not.
        const told = new Set(conflicts.map(({ key }) => key));
        for (const { key, text: fresh } of generated) {
          if (!removed.has(key) && !replaced.has(key) && !told.has(key))
            for (const line of fresh.split('\n')) expect(text).toContain(line.trim());
        }
      }),
      { numRuns: 1000 },
    );
  });
});
