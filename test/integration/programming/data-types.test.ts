import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { TargetLanguage } from '#domain/programming';
import { modelOfSample } from '../../../electron/services/programming/documents/json-sample.ts';
import { modelSchema } from '../../../electron/services/programming/documents/model.ts';
import { installedGrammars } from '../../../electron/services/programming/grammars.node.ts';
import { lowerDataTypes } from '../../../electron/services/programming/instructions/data-types/lower.ts';
import { newFileEdit } from '../../../electron/services/programming/placing/compose.ts';
import { createSyntax } from '../../../electron/services/programming/syntax/syntax.ts';
import { createTemplates } from '../../../electron/services/programming/templates/templates.ts';
import { output, toolchainOf, write } from '../../support/compiling.ts';

const folder = mkdtempSync(join(tmpdir(), 'data-types-'));
const syntax = createSyntax(installedGrammars());
const templates = createTemplates(syntax);
afterAll(async () => {
  await syntax.close();
  rmSync(folder, { recursive: true, force: true });
});

const key = fc.oneof(
  fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,8}$/),
  fc.constantFrom('class', 'type', 'first name', 'id', 'Date', 'items', 'func', '用户'),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ maxLength: 6 }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const sample = fc.dictionary(key, value, { minKeys: 1, maxKeys: 6, noNullPrototype: true });
const samples = fc.sample(sample, { numRuns: 60, seed: 7 });

async function typesOf(json: unknown, language: TargetLanguage): Promise<string> {
  const model = modelSchema.parse({ form: 'json', types: modelOfSample(json, 'Root') });
  const change = await lowerDataTypes(model, null, { language, view: null, framework: null, dependencies: new Set() }, templates);
  const edit = newFileEdit(change, language, 'new', 'main');
  if (edit.kind !== 'write') throw new Error('A new file is written whole.');
  return edit.content;
}

describe('the types of random samples of JSON', () => {
  test('take the sample they were made of under strict TypeScript', async () => {
    for (const [at, json] of samples.entries())
      write(folder, `ts/f${at}.ts`, `${await typesOf(json, 'typescript')}\nexport const sample: Root = ${JSON.stringify(json)};\n`);
    const compilerOptions = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, target: 'ES2022', module: 'ESNext', types: [] };
    write(folder, 'ts/tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    expect(output(join(process.cwd(), 'node_modules/.bin/tsc'), ['-p', '.'], join(folder, 'ts'))).toBe('');
  }, 120_000);

  const hasGo = toolchainOf.go();
  test.skipIf(!hasGo)(
    `read the sample in Go, and nothing of it is unknown to them${hasGo ? '' : ' (skipped: go is not installed)'}`,
    async () => {
      const calls: string[] = [];
      for (const [at, json] of samples.entries()) {
        const code = (await typesOf(json, 'go')).replace('package main', `package p${at}`);
        const text = JSON.stringify(JSON.stringify(json)).replace(/[\u2028\u2029]/g, '');
        const check = `func Check() error {\n\tdecoder := json.NewDecoder(strings.NewReader(${text}))\n\tdecoder.DisallowUnknownFields()\n\tvar root Root\n\treturn decoder.Decode(&root)\n}\n`;
        write(folder, `go/p${at}/types.go`, code);
        write(folder, `go/p${at}/check.go`, `package p${at}\n\nimport (\n\t"encoding/json"\n\t"strings"\n)\n\n${check}`);
        calls.push(`\tif err := p${at}.Check(); err != nil {\n\t\tfmt.Println(${at}, err)\n\t}`);
      }
      const imports = samples.map((_, at) => `\t"example.com/read/p${at}"`).join('\n');
      write(folder, 'go/go.mod', 'module example.com/read\n\ngo 1.19\n');
      write(folder, 'go/main.go', `package main\n\nimport (\n\t"fmt"\n\n${imports}\n)\n\nfunc main() {\n${calls.join('\n')}\n}\n`);
      expect(output('go', ['run', '.'], join(folder, 'go'))).toBe('');
    },
    240_000,
  );

  const hasPython = toolchainOf.python();
  test.skipIf(!hasPython)(
    `take the top of the sample by their keys in Python${hasPython ? '' : ' (skipped: python3 is not installed)'}`,
    async () => {
      const plain = samples.filter((json) => Object.keys(json).every((each) => /^[a-z][A-Za-z0-9_]*$/.test(each) && each !== 'class'));
      expect(plain.length).toBeGreaterThan(5);
      const parts = await Promise.all(
        plain.map(
          async (json) =>
            `exec(${JSON.stringify(await typesOf(json, 'python'))})\nRoot(**json.loads(${JSON.stringify(JSON.stringify(json))}))\n`,
        ),
      );
      write(folder, 'types.py', `import json\n\n${parts.join('')}`);
      expect(output('python3', ['types.py'], folder)).toBe('');
    },
    60_000,
  );
});
