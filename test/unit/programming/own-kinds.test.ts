import { afterAll, describe, expect, test } from 'vitest';
import { applied, ask, filesOf, startEngine } from './bank.ts';

const engine = startEngine();
afterAll(() => engine.close());

const never = new AbortController().signal;

const metric = {
  title: { en: 'Metric', zh: '指标' },
  example: 'Add a metric called Uploads with the unit bytes',
  heads: { en: ['metric'], zh: ['指标'] },
  file: 'metrics-_name_',
  slots: {
    name: { type: { type: 'name' } },
    unit: { type: { type: 'choice', options: { bytes: ['bytes', '字节'], count: ['count', '次数'] } }, default: 'count' },
    labels: { type: { type: 'names' }, cues: { en: ['labels', 'labelled by'], zh: ['标签'] }, default: null },
    limit: { type: { type: 'integer' }, cues: ['limit', '上限'], default: null },
  },
  templates: {
    typescript: `import { register } from './registry.js';

/** Counts _unit_. */
export const _name_ = register('_name_', '_unit_');
export const limitOf_Name_ = _hasLimit_ ? _limit_ : Number.POSITIVE_INFINITY;

export function label_Name_(): string[] {
  const labels: string[] = [];
  for (const each of _labels_) {
    labels.push('_itemText_');
  }
  if (_unitIsBytes_) {
    labels.push('size');
  }
  return labels;
}
`,
    python: `from registry import register

_name_ = register("_name_", "_unit_")
`,
  },
};
const folder = (definition: unknown, name = 'metric'): Record<string, string> => ({
  [`.autoglm/kinds/${name}.json`]: typeof definition === 'string' ? definition : JSON.stringify(definition),
});

describe('a kind that a folder adds', () => {
  test('is understood in both languages and becomes code of its template', async () => {
    const files = folder(metric);
    const answer = await ask(engine, 'Add a metric called Uploads, unit bytes, labelled by host and disk, limit 5', files, {
      language: 'typescript',
    });
    expect(answer.plan?.kind).toBe('metric');
    expect(applied(answer, files)['metrics-uploads.ts']).toBe(`import { register } from "./registry.js";

/** Counts bytes. */
export const uploads = register("uploads", "bytes");
export const limitOfUploads = 5;

export function labelUploads(): string[] {
  const labels: string[] = [];
  labels.push("host");
  labels.push("disk");
  labels.push("size");
  return labels;
}
`);
    const chinese = await ask(engine, '新增名为 Uploads 的指标', files, { language: 'python' });
    expect(applied(chinese, files)['metrics_uploads.py']).toContain('uploads = register("uploads", "count")');
  });

  test('may be asked for in a language that it has no code for, and says so', async () => {
    const answer = ask(engine, 'Add a metric called Uploads', folder(metric), { language: 'go' });
    await expect(answer).rejects.toMatchObject({ code: 'UNSUPPORTED', message: expect.stringContaining('.autoglm/kinds/metric.json') });
  });

  test('does not let a value of the request out of its text', async () => {
    const quoted = { ...metric, slots: { ...metric.slots, name: { type: { type: 'text' }, cues: ['metric'] } }, file: 'm' };
    const template = { ...quoted, templates: { typescript: "export const label = '_name_';\n" } };
    const files = folder(template);
    const answer = await ask(engine, `Add a metric "'; process.exit(1); //"`, files, { language: 'typescript' });
    expect(applied(answer, files)['m.ts']).toBe(`export const label = "'; process.exit(1); //";\n`);
  });

  test.each([
    ['no JSON', '{', 'no JSON'],
    ['an unknown field', { ...metric, run: 'rm -rf /' }, 'run'],
    ['no code', { ...metric, templates: {} }, 'templates'],
    ['a slot that is no hole', { ...metric, slots: { 'a b': { type: { type: 'name' } } } }, 'slots'],
    ['a default that is no value', { ...metric, slots: { ...metric.slots, unit: { ...metric.slots.unit, default: 'miles' } } }, 'unit'],
  ])('with %s is named with what is wrong', async (_what, definition, place) => {
    const answer = await ask(engine, 'Add a metric called Uploads', folder(definition));
    expect(answer.edits).toEqual([]);
    expect(answer.text).toContain('.autoglm/kinds/metric.json');
    expect(answer.text).toContain(place);
  });

  test.each([
    ['does not parse', 'export const = ;\n'],
    ['has a hole that nothing fills', 'export const _other_ = 1;\n'],
  ])('whose template %s is refused with its file', async (_what, typescript) => {
    const files = folder({ ...metric, templates: { typescript } });
    await expect(ask(engine, 'Add a metric called Uploads', files, { language: 'typescript' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('.autoglm/kinds/metric.json'),
    });
  });

  test('never takes the place of one that is there', async () => {
    const files = folder(metric, 'enumeration');
    const answer = await ask(engine, 'Create an enum Level with the values low and high', files, { language: 'typescript' });
    expect(applied(answer, files)['level.ts']).toContain('low');
  });
});

test('a plan of such a kind has a form, is checked and is carried out', async () => {
  const files = folder(metric);
  const folderFiles = filesOf(files);
  const { plan } = await engine.plan({ text: 'Add a metric called Uploads', language: null, files: folderFiles, attachments: [] }, never);
  const json = JSON.parse(plan?.json ?? '') as { slots: { limit: { value: number | null } } };
  expect((await engine.form('metric', folderFiles))?.titles['unit']).toEqual({ en: 'unit', zh: 'unit' });
  expect(await engine.form('metric', null)).toBeNull();
  json.slots.limit.value = 9;
  await engine.check(json, folderFiles);
  await expect(engine.check(json, null)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  const made = await engine.execute({ plan: json, text: '', files: folderFiles, attachments: [] }, never);
  expect(applied(made, files)['metrics-uploads.ts']).toContain('limitOfUploads = 9;');
});
