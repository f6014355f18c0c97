import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { irVersion, type ModuleNode } from '#domain/ir/nodes';
import { type Inspection, type TargetLanguage, targetLanguages } from '#domain/programming';
import { nodeTable } from '../../../electron/services/programming/inspecting/node-table.ts';
import { instructions } from '../../../electron/services/programming/instructions.node.ts';
import { filesOf, startEngine } from './bank.ts';
import { plansOf } from './random-plans.ts';

const engine = startEngine();
afterAll(() => engine.close());
const never = new AbortController().signal;

async function inspected(text: string, language: TargetLanguage): Promise<Inspection> {
  const { plan } = await engine.plan({ text, language, files: null, attachments: [] }, never);
  return engine.inspect({ plan: JSON.parse(plan?.json ?? ''), text, files: null }, never);
}

/** Part by part: the words that say it, and the code of its smallest nodes. */
function linked({ request, parts, nodes, code }: Inspection): Record<string, { words: string[]; code: string[] }> {
  return Object.fromEntries(
    parts.map(({ path, words }, at) => {
      const own = nodes.filter((node) => node.parts.includes(at)).map(({ start, end }) => code.slice(start, end));
      return [path, { words: words.map(({ start, end }) => request.slice(start, end)), code: own }];
    }),
  );
}

/** What is wrong with where the nodes of a table stand; empty where nothing is. */
function misplaced({ nodes, code }: Pick<Inspection, 'code'> & { nodes: { parent: number; start: number; end: number }[] }): string[] {
  return nodes.flatMap(({ parent, start, end }, at) => {
    const outer = parent < 0 ? { start: 0, end: code.length } : nodes[parent];
    const inside = outer !== undefined && outer.start <= start && start <= end && end <= outer.end;
    return inside && parent < at ? [] : [`${at}: ${start}–${end} in ${outer?.start}–${outer?.end} of ${parent}`];
  });
}

describe.each(['typescript', 'python', 'go'] as const)('in %s the parts of a plan are linked', (language) => {
  test('of an enumeration, value by value', async () => {
    const text = 'Create an enum Status with the values draft, published and archived';
    const said = (value: unknown) => ({ value, source: 'words' });
    const slots = { name: said('Status'), values: said(['draft', 'published', 'archived']) };
    const plan = { kind: 'enumeration', language: said(language), slots };
    const found = linked(await engine.inspect({ plan, text, files: null }, never));
    expect(found['slots.name']?.words).toEqual(['Status']);
    expect(found['slots.name']?.code.join('\n')).toContain('Status');
    for (const [at, value] of ['draft', 'published', 'archived'].entries()) {
      const part = found[`slots.values.${at}`];
      expect(part?.words).toEqual([value]);
      expect(part?.code.length).toBeGreaterThan(0);
      for (const code of part?.code ?? []) expect(code.toLowerCase()).toContain(value);
    }
  });

  test('of a function, from its parameters to its formula', async () => {
    const text = 'Write a function area(width: number, height: number) that returns width * height';
    const found = linked(await inspected(text, language));
    expect(found['formula']).toEqual({ words: ['width * height'], code: expect.arrayContaining(['width * height']) });
    expect(found['parameters.0']?.words).toEqual(['width', 'width']);
    expect(found['parameters.1']?.code.length).toBeGreaterThanOrEqual(2);
    for (const code of found['parameters.1']?.code ?? []) expect(code).toContain('height');
    expect(found['name']?.code[0]).toMatch(/area\(/);
  });

  test('of a cache, its numbers among them', async () => {
    const text = 'Create an LRU cache called SessionCache that holds 512 entries and expires them after 10 minutes';
    const found = linked(await inspected(text, language));
    expect(found['slots.capacity']).toEqual({ words: ['holds 512 entries'], code: expect.arrayContaining(['512']) });
    expect(found['slots.lifetime']?.words).toEqual(['after 10 minutes']);
    expect(found['slots.lifetime']?.code.length).toBeGreaterThan(0);
    expect(found['language']).toEqual({ words: [], code: [] });
  });
});

test('every node stands in the code and inside its parent, whatever the plan is', { timeout: 120_000 }, async () => {
  for (const instruction of instructions)
    await fc.assert(
      fc.asyncProperty(plansOf(instruction), async (plan) => {
        const inspection = await engine.inspect({ plan, text: '', files: null }, never);
        expect(misplaced(inspection)).toEqual([]);
        expect(inspection.nodes[0]).toMatchObject({ parent: -1, kind: 'module', start: 0, end: inspection.code.length });
        for (const { parts } of inspection.nodes) for (const part of parts) expect(inspection.parts[part]).toBeDefined();
      }),
      { numRuns: 5 },
    );
});

test('the words of a part stand in the request, whatever spans a plan claims', async () => {
  const slot = (value: unknown, start: number, end: number) => ({ value, source: 'words', span: { start, end } });
  await fc.assert(
    fc.asyncProperty(
      fc.string({ maxLength: 40 }),
      fc.nat(90),
      fc.nat(90),
      fc.constantFrom(...targetLanguages),
      async (text, start, end, to) => {
        const slots = { name: slot('Level', start, end), values: slot(['low', 'high'], end, start) };
        const plan = { kind: 'enumeration', language: slot(to, start, end), slots };
        const { parts } = await engine.inspect({ plan, text, files: null }, never);
        for (const { words } of parts)
          for (const each of words) expect(each.start >= 0 && each.start < each.end && each.end <= text.length).toBe(true);
      },
    ),
    { numRuns: 30 },
  );
});

test('a tree of ten thousand nodes, and one that is ten thousand deep, become a table', () => {
  const call = (at: number) => ({
    kind: 'expression' as const,
    value: { kind: 'name' as const, name: `n${at}` },
    span: { start: at, end: at + 1 },
  });
  const code = 'x'.repeat(12_000);
  const wide = {
    version: irVersion,
    imports: [],
    declarations: [{ kind: 'statements', body: Array.from({ length: 5000 }, (_, at) => call(at)) }],
  };
  const table = nodeTable(wide as ModuleNode, code);
  expect(table.length).toBe(10_002);
  expect(misplaced({ nodes: table, code })).toEqual([]);
  let deep: object = { kind: 'null' };
  for (let at = 0; at < 10_000; at += 1) deep = { kind: 'await', operand: deep };
  const narrow = { version: irVersion, imports: [], declarations: [{ kind: 'statements', body: [{ kind: 'expression', value: deep }] }] };
  expect(nodeTable(narrow as unknown as ModuleNode, code).length).toBe(10_004);
});

test('what is no plan is refused with every fault and its place', async () => {
  const plan = { kind: 'enumeration', language: { value: 'cobol', source: 'words' }, slots: { name: { value: 'a b', source: 'words' } } };
  await expect(engine.inspect({ plan, text: '', files: filesOf({}) }, never)).rejects.toMatchObject({
    code: 'BAD_INPUT',
    data: { faults: [{ path: ['language', 'value'] }, { path: ['slots', 'name', 'value'] }, { path: ['slots', 'values'] }] },
  });
  for (const hostile of [null, 7, 'x', [], { kind: '__proto__' }, { kind: { toString: 1 } }])
    await expect(engine.inspect({ plan: hostile, text: '', files: null }, never)).rejects.toMatchObject({ code: 'BAD_INPUT' });
});

test('a plan that is nested without end is refused before anything is made of it', async () => {
  const said = (value: unknown) => ({ value, source: 'words' });
  let value: unknown = 1;
  for (let depth = 0; depth < 100_000; depth += 1) value = [value];
  const plan = {
    kind: 'http-handler',
    language: said('go'),
    framework: said(null),
    method: said('GET'),
    route: said('/x'),
    path: [],
    query: [],
    body: [],
    status: said(200),
    response: said({ form: 'json', value }),
    name: null,
  };
  await expect(engine.inspect({ plan, text: '', files: null }, never)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await expect(engine.check(plan, null)).rejects.toThrow('nested');
});
