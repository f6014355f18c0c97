import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TargetLanguage } from '#domain/programming';
import type { Programming } from '#services/programming';
import { ask } from '../../../unit/programming/bank.ts';
import type { BehaviourCase } from './case.ts';

export type Shown = Record<string, unknown[]>;

const present = (command: string, args: string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
export const hasGo = present('go', ['version']);
export const hasPython = present('python3', ['--version']);

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

async function subject(engine: Programming, each: BehaviourCase, language: TargetLanguage): Promise<string> {
  const answer = await ask(engine, each.request, {}, { language });
  const edit = answer.edits[0];
  if (edit?.kind !== 'write') throw new Error(`${each.name}: ${answer.text}`);
  return edit.content;
}

const indented = (code: string): string => code.replace(/^(?=.)/gm, '    ');

/** What a program prints. Throws with its errors where it fails. */
function output(command: string, args: string[], cwd: string): Promise<string> {
  const env = { ...process.env, GOFLAGS: '-mod=mod', GOPROXY: 'off', GOTOOLCHAIN: 'local' };
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env });
    let printed = '';
    let failed = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (failed += chunk));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(printed) : reject(new Error(failed + printed))));
  });
}

/** All cases in one process of Node. */
export async function runJavaScript(engine: Programming, cases: readonly BehaviourCase[], folder: string): Promise<Shown> {
  for (const each of cases) {
    write(join(folder, `${each.name}.mjs`), await subject(engine, each, 'javascript'));
    const drive = `import * as subject from './${each.name}.mjs';\nexport default async function drive(show) {\n${each.javascript}\n}\n`;
    write(join(folder, `${each.name}-drive.mjs`), drive);
  }
  const main = `const shown = {};
for (const name of ${JSON.stringify(cases.map(({ name }) => name))}) {
  shown[name] = [];
  await (await import('./' + name + '-drive.mjs')).default((value) => shown[name].push(value));
}
process.stdout.write(JSON.stringify(shown), () => process.exit(0));
`;
  write(join(folder, 'main.mjs'), main);
  return JSON.parse(await output(process.execPath, ['main.mjs'], folder)) as Shown;
}

/** All cases in one process of Python. */
export async function runPython(engine: Programming, cases: readonly BehaviourCase[], folder: string): Promise<Shown> {
  for (const each of cases) {
    write(join(folder, `${each.name}.py`), await subject(engine, each, 'python'));
    write(join(folder, `${each.name}_drive.py`), `import ${each.name} as subject\n\n\nasync def drive(show):\n${indented(each.python)}\n`);
  }
  const main = `import asyncio, importlib, json, logging, sys

logging.disable(logging.CRITICAL)
shown = {}
for name in ${JSON.stringify(cases.map(({ name }) => name))}:
    shown[name] = []
    asyncio.run(importlib.import_module(name + "_drive").drive(shown[name].append))
print(json.dumps(shown))
`;
  write(join(folder, 'main.py'), main);
  return JSON.parse(await output('python3', ['main.py'], folder)) as Shown;
}

/** All cases as packages of one program, which is linked once. */
export async function runGo(engine: Programming, cases: readonly BehaviourCase[], folder: string): Promise<Shown> {
  write(join(folder, 'go.mod'), 'module example.com/behaviour\n\ngo 1.19\n');
  for (const each of cases) {
    const own = (code: string): string => code.replace(/^package main$/m, `package ${each.name}`);
    write(join(folder, each.name, 'subject.go'), own(await subject(engine, each, 'go')));
    write(join(folder, each.name, 'drive.go'), own(`package main\n${each.go}`));
  }
  const names = cases.map(({ name }) => name);
  const main = `package main

import (
	"encoding/json"
	"os"

${names.map((name) => `	"example.com/behaviour/${name}"`).join('\n')}
)

func main() {
	shown := map[string][]any{}
	for name, drive := range map[string]func(func(any)){
${names.map((name) => `		"${name}": ${name}.Drive,`).join('\n')}
	} {
		shown[name] = []any{}
		drive(func(value any) { shown[name] = append(shown[name], value) })
	}
	if err := json.NewEncoder(os.Stdout).Encode(shown); err != nil {
		panic(err)
	}
}
`;
  write(join(folder, 'main.go'), main);
  return JSON.parse(await output('go', ['run', '.'], folder)) as Shown;
}
