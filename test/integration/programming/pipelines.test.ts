import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { distinct, fieldName } from '#domain/ir/names';
import type { TargetLanguage } from '#domain/programming';
import { installedGrammars } from '../../../electron/services/programming/grammars.node.ts';
import pipeline from '../../../electron/services/programming/instructions/pipeline/index.ts';
import type { Field, Flow } from '../../../electron/services/programming/instructions/pipeline/schema.ts';
import { naming } from '../../../electron/services/programming/instructions/pipeline/stream.ts';
import { createSyntax } from '../../../electron/services/programming/syntax/syntax.ts';
import { createTemplates } from '../../../electron/services/programming/templates/templates.ts';
import { output, write } from '../../support/compiling.ts';
import { codeOfPlan, randomPlans } from '../../support/random-code.ts';
import { hasGo, hasPython } from './behaviour/run-cases.ts';

const folder = mkdtempSync(join(tmpdir(), 'pipelines-'));
const syntax = createSyntax(installedGrammars());
const templates = createTemplates(syntax);
afterAll(async () => {
  await syntax.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Values whose sums are exact, and texts in which a condition finds something. */
function values(type: Field['type'], wanted: readonly string[]): fc.Arbitrary<unknown> {
  if (type.endsWith('[]')) return fc.array(values(type.slice(0, -2) as Field['type'], wanted), { maxLength: 3 });
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer') return fc.integer({ min: -6, max: 12 });
  if (type === 'number') return fc.integer({ min: -24, max: 48 }).map((quarters) => quarters / 4);
  return fc.constantFrom('', 'a', 'b', 'ab', 'Z', 'é', '中文', ...wanted.filter((each) => !/[\ud800-\udfff]/.test(each)));
}

const plans = randomPlans(pipeline, 60, 7).map((plan, at) => {
  const { name, flow } = (plan as unknown as { slots: { name: { value: string }; flow: { value: Flow } } }).slots;
  const texts = flow.value.steps.flatMap((step) => (step.op === 'filter' ? step.conditions.map(({ value }) => value) : []));
  const wanted = texts.filter((each) => typeof each === 'string');
  const row = fc.tuple(...flow.value.fields.map(({ type }) => values(type, wanted)));
  const lists = fc.sample(fc.array(row, { maxLength: 12, minLength: 1 }), { numRuns: 7, seed: at });
  return { plan, name: name.value, flow: flow.value, data: [[], ...lists] };
});

/** What a program printed as JSON; where it failed, what it said instead. */
function printed(text: string): unknown {
  if (!text.startsWith('[')) throw new Error(text);
  return JSON.parse(text);
}

/** The code of each plan in a language, with its name and those of its function and its items. */
const generated = (language: TargetLanguage) =>
  Promise.all(
    plans.map(async ({ plan, name, flow }, at) => ({
      unit: `p${at}`,
      content: (await codeOfPlan(pipeline, plan, language, { syntax, templates })).content,
      names: naming(name, flow, language),
      fields: distinct(flow.fields.map((field) => fieldName(field.name, language))),
    })),
  );

const data = JSON.stringify(plans.map((each) => each.data));

async function inJavaScript(): Promise<unknown> {
  const units = await generated('javascript');
  for (const { unit, content } of units) write(folder, `${unit}.mjs`, content);
  write(folder, 'data.json', data);
  const main = `import { readFileSync } from 'node:fs';
const plain = (value) => Array.isArray(value) ? value.map(plain) : value !== null && typeof value === 'object' ? Object.values(value).map(plain) : value ?? null;
const data = JSON.parse(readFileSync('data.json', 'utf8'));
const shown = [];
for (const [at, [unit, name, fields]] of ${JSON.stringify(units.map((each) => [each.unit, each.names.pipeline, each.fields]))}.entries()) {
  const run = (await import('./' + unit + '.mjs'))[name];
  shown.push(data[at].map((rows) => {
    const items = rows.map((row) => Object.fromEntries(row.map((value, position) => [fields[position], value])));
    const before = JSON.stringify(items);
    const result = plain(run(items));
    return [result, JSON.stringify(items) === before];
  }));
}
console.log(JSON.stringify(shown));
`;
  write(folder, 'main.mjs', main);
  return printed(output(process.execPath, ['main.mjs'], folder));
}

async function inPython(): Promise<unknown> {
  const units = await generated('python');
  for (const { unit, content } of units) write(folder, `${unit}.py`, content);
  const main = `import copy, dataclasses, importlib, json

def plain(value):
    if isinstance(value, list):
        return [plain(each) for each in value]
    return plain(list(dataclasses.astuple(value))) if dataclasses.is_dataclass(value) else value

shown = []
for rows_of, (unit, name, item) in zip(json.load(open("data.json", encoding="utf-8")), ${JSON.stringify(units.map((each) => [each.unit, each.names.pipeline, each.names.type]))}):
    module = importlib.import_module(unit)
    results = []
    for rows in rows_of:
        items = [getattr(module, item)(*row) for row in rows]
        before = copy.deepcopy(items)
        results.append([plain(getattr(module, name)(items)), items == before])
    shown.append(results)
print(json.dumps(shown))
`;
  write(folder, 'main.py', main);
  return printed(output('python3', ['main.py'], folder));
}

async function inGo(): Promise<unknown> {
  const units = await generated('go');
  write(folder, 'go/go.mod', 'module example.com/pipelines\n\ngo 1.19\n');
  write(folder, 'go/data.json', data);
  write(
    folder,
    'go/plain/plain.go',
    `package plain

import (
	"encoding/json"
	"reflect"
)

// Fill sets the fields of each item from a row.
func Fill[T any](rows [][]json.RawMessage) []T {
	items := make([]T, len(rows))
	for at, row := range rows {
		value := reflect.ValueOf(&items[at]).Elem()
		for field, raw := range row {
			if err := json.Unmarshal(raw, value.Field(field).Addr().Interface()); err != nil {
				panic(err)
			}
		}
	}
	return items
}

// Of turns structs into lists of their fields.
func Of(value any) any {
	v := reflect.ValueOf(value)
	switch v.Kind() {
	case reflect.Slice:
		all := []any{}
		for i := 0; i < v.Len(); i++ {
			all = append(all, Of(v.Index(i).Interface()))
		}
		return all
	case reflect.Struct:
		all := []any{}
		for i := 0; i < v.NumField(); i++ {
			all = append(all, Of(v.Field(i).Interface()))
		}
		return all
	}
	return value
}
`,
  );
  for (const [at, { unit, content, names }] of units.entries()) {
    const last = plans[at]?.flow.steps.at(-1);
    const partial = last?.op === 'total' && last.measure !== 'sum' && last.measure !== 'count';
    const call = partial
      ? `value, ok := ${names.pipeline}(items)\n\t\tresult := plain.Of(value)\n\t\tif !ok {\n\t\t\tresult = nil\n\t\t}`
      : `result := plain.Of(${names.pipeline}(items))`;
    write(folder, `go/${unit}/subject.go`, content.replace(/^package main$/m, `package ${unit}`));
    write(
      folder,
      `go/${unit}/drive.go`,
      `package ${unit}

import (
	"encoding/json"
	"reflect"

	"example.com/pipelines/plain"
)

func DriveAll(all [][][]json.RawMessage) []any {
	shown := []any{}
	for _, rows := range all {
		items := plain.Fill[${names.type}](rows)
		before := plain.Fill[${names.type}](rows)
		${call}
		shown = append(shown, []any{result, reflect.DeepEqual(items, before)})
	}
	return shown
}
`,
    );
  }
  write(
    folder,
    'go/main.go',
    `package main

import (
	"encoding/json"
	"os"

${units.map(({ unit }) => `\t"example.com/pipelines/${unit}"`).join('\n')}
)

func main() {
	content, err := os.ReadFile("data.json")
	if err != nil {
		panic(err)
	}
	var data [][][][]json.RawMessage
	if err := json.Unmarshal(content, &data); err != nil {
		panic(err)
	}
	shown := []any{}
	for at, drive := range []func([][][]json.RawMessage) []any{
${units.map(({ unit }) => `\t\t${unit}.DriveAll,`).join('\n')}
	} {
		shown = append(shown, drive(data[at]))
	}
	if err := json.NewEncoder(os.Stdout).Encode(shown); err != nil {
		panic(err)
	}
}
`,
  );
  return printed(output('go', ['run', '.'], join(folder, 'go')));
}

/** Zero has no sign in JSON as scripts write it. */
const canonical = (shown: unknown): unknown => JSON.parse(JSON.stringify(shown));

describe('random pipelines on random items', () => {
  let wanted: unknown;
  beforeAll(async () => {
    wanted = canonical(await inJavaScript());
  }, 60_000);

  test('keep, make and leave something, and change nothing of what they get', () => {
    const all = wanted as [unknown, boolean][][];
    expect(all.flat().every(([, same]) => same)).toBe(true);
    expect(new Set(all.flat().map(([result]) => JSON.stringify(result))).size).toBeGreaterThan(plans.length);
  });

  test.skipIf(!hasPython)(
    hasPython ? 'have the same results in Python as in JavaScript' : 'in Python (skipped: python3 is not installed)',
    async () => expect(canonical(await inPython())).toEqual(wanted),
    60_000,
  );

  test.skipIf(!hasGo)(
    hasGo ? 'have the same results in Go as in JavaScript' : 'in Go (skipped: go is not installed)',
    async () => expect(canonical(await inGo())).toEqual(wanted),
    180_000,
  );
});
