import { afterAll, describe, expect, test } from 'vitest';
import { type TargetLanguage, targetLanguages } from '#domain/programming';
import { instructions } from '../../../electron/services/programming/instructions.node.ts';
import { drawsOf, extensions } from '../../support/random-code.ts';
import { applied, ask, filesOf, startEngine, workspaces } from './bank.ts';

const engine = startEngine();
afterAll(() => engine.close());
const express = workspaces['express'] ?? {};

describe('placing a route', () => {
  test('goes before app.listen of the file that creates the app, in its style', async () => {
    const answer = await ask(engine, 'Add an endpoint that answers GET /healthz with {"ok": true}', express, { language: 'typescript' });
    expect(answer.edits).toHaveLength(1);
    expect(applied(answer, express)['server.ts']).toBe(
      'import express from "express";\nconst app = express();\n\napp.get("/", (_req, res) => {\n  res.send("hi");\n});\n\napp.get("/healthz", (_req, res) => {\n  res.json({ ok: true });\n});\n\napp.listen(3000);\n',
    );
  });

  test('keeps single quotes, missing semicolons, tabs and CRLF', async () => {
    const files = {
      'app.js':
        "const express = require('express')\r\nconst app = express()\r\n\r\napp.get('/', (req, res) => {\r\n\tres.send('hi')\r\n})\r\n\r\n// start\r\napp.listen(3000)\r\n",
    };
    const after = applied(await ask(engine, 'add GET /a returning {"x": 1}', files), files)['app.js'] ?? '';
    expect(after).toContain("app.get('/a', (req, res) => {\r\n\tres.json({ x: 1 })\r\n})\r\n\r\n// start\r\napp.listen(3000)\r\n");
  });

  test('stands before a handler that answers everything else', async () => {
    const files = {
      'app.js':
        'import express from "express";\nconst app = express();\n\napp.use((req, res) => {\n  res.status(404).end();\n});\n\napp.listen(1);\n',
    };
    const after = applied(await ask(engine, 'add GET /a returning {"x": 1}', files), files)['app.js'] ?? '';
    expect(after.indexOf('/a')).toBeLessThan(after.indexOf('app.use'));
  });

  test('says so instead of adding a route twice', async () => {
    const answer = await ask(engine, 'add GET / returning {"x": 1}', express);
    expect(answer.edits).toEqual([]);
    expect(answer.text).toContain('already');
  });

  test('adds the imports that the new code needs to a line that imports from the module', async () => {
    const files = workspaces['flask'] ?? {};
    const after = applied(await ask(engine, 'add POST /notes with a json body: title string', files), files)['app.py'] ?? '';
    expect(after).toContain('from flask import Flask, request\n');
    expect(after.indexOf('@app.post("/notes")')).toBeLessThan(after.indexOf('if __name__'));
  });

  test('never registers a Go pattern twice, because ServeMux panics on it', async () => {
    const files = workspaces['go-http'] ?? {};
    const answer = await ask(engine, 'add POST / returning {"x": 1}', files);
    expect(answer.edits).toEqual([]);
    expect(answer.text).toContain('already');
  });

  test('proposes nothing for a file that does not parse', async () => {
    const answer = await ask(engine, 'Add GET /x to server.ts', { 'server.ts': 'import express from "express";\nconst app = express(;\n' });
    expect(answer.edits).toEqual([]);
    expect(answer.text).toContain('syntax error');
  });
});

describe('new files', () => {
  test('never take the name of a file that is there, whatever its case', async () => {
    const answer = await ask(engine, 'Create a class User with fields id (integer)', {
      'User.ts': 'export {};\n',
      'user-2.ts': 'export {};\n',
    });
    expect(answer.edits[0]?.path).toBe('user-3.ts');
  });

  test('a Go program beside another main gets a folder of its own', async () => {
    const answer = await ask(engine, 'Write a Go CLI command greet with option --name string', workspaces['go-http'] ?? {});
    expect(answer.edits[0]?.path).toBe('cmd/greet/main.go');
  });

  test('a file outside the folder is refused', async () => {
    await expect(
      ask(
        engine,
        'Create a class User with field id (integer) in x.ts',
        {},
        { attachments: [{ path: '../x.ts', startLine: null, endLine: null }] },
      ),
    ).rejects.toMatchObject({ code: 'PATH_OUTSIDE_WORKSPACE' });
  });
});

describe('the target language', () => {
  test.each([
    ['words before the option', 'write a python function add(a: int, b: int)', 'go', {}, 'python'],
    ['the option before the workspace', 'write a function add(a: int, b: int)', 'go', workspaces['pylib'], 'go'],
    ['the majority of the workspace', 'write a function add(a: int, b: int)', null, workspaces['pylib'], 'python'],
    ['TypeScript where nothing says', 'write a function add(a: int, b: int)', null, {}, 'typescript'],
  ] as const)('%s', async (_, text, language, files, expected) => {
    expect((await ask(engine, text, files ?? {}, { language })).language).toBe(expected);
  });
});

describe('a file that cannot be read', () => {
  const files = { list: async () => ['server.ts', 'sums.ts'], read: async () => null };
  const refused = (text: string) => engine.answer({ text, language: null, files, attachments: [] }, new AbortController().signal);

  test.each([
    ['that the request names', 'Write a function add(a: number, b: number) in sums.ts that returns a + b', 'sums.ts'],
    ['that is likely the server', 'Add an endpoint GET /healthz that answers {"ok": true}', 'server.ts'],
  ])('%s is told, and nothing is put elsewhere', async (_, text, path) => {
    await expect(refused(text)).rejects.toMatchObject({ code: 'UNSUPPORTED', message: expect.stringContaining(path) });
  });
});

describe('requests that are not understood', () => {
  test.each([
    ['What is the meaning of life?'],
    ['make it faster'],
    ['   '],
    ['!!!'],
    ['\ue000\ue100'],
    ['你好，今天天气怎么样'],
    ['x'.repeat(30_000)],
    ['{'.repeat(15_000)],
    ['every '.repeat(980)],
    ['a, '.repeat(1_900)],
    ['"'.repeat(5_900)],
  ])(
    'get an answer and no edit: %s',
    async (text) => {
      const answer = await ask(engine, text, express);
      expect(answer.understood).toBe(false);
      expect(answer.edits).toEqual([]);
      expect(answer.text.length).toBeGreaterThan(20);
    },
    5_000,
  );

  test('the answer names every kind in the language of the request, with examples of the likeliest', async () => {
    const chinese = (await ask(engine, '今天天气怎么样')).text;
    for (const { title } of instructions) expect(chinese).toContain(title.zh);
    const examplesIn = (text: string) => instructions.filter(({ example }) => text.includes(example.zh) || text.includes(example.en));
    expect(examplesIn(chinese)).toHaveLength(5);
    const near = examplesIn((await ask(engine, 'perhaps expires in SessionCache, somehow')).text);
    expect(near.map(({ kind }) => kind)).toContain('cache');
  });

  test('a missing slot is asked for, never invented', async () => {
    const answer = await ask(engine, 'Create a class User');
    expect(answer.edits).toEqual([]);
    expect(answer.text).toContain('fields');
  });

  test('words that were not used are shown', async () => {
    const answer = await ask(engine, 'Add GET /ping returning {"ok": true} and cache it in redis');
    expect(answer.plan?.unusedWords).toEqual(expect.arrayContaining(['cache', 'redis']));
    expect(answer.text).toContain('redis');
  });
});

describe('hostile requests', () => {
  test('text of a literal never becomes code', async () => {
    const answer = await ask(engine, 'add GET /x that returns "`; process.exit(1); //${x}"', express);
    expect(applied(answer, express)['server.ts']).toContain('res.send("`; process.exit(1); //${x}")');
  });

  test('an aborted request rejects', async () => {
    await expect(engine.answer({ text: 'x', language: null, files: null, attachments: [] }, AbortSignal.abort())).rejects.toThrow();
  });
});

/** What the example of a kind needs to be there: code, where it changes some. */
async function filesForExample(kind: string, text: string, language: TargetLanguage): Promise<Record<string, string>> {
  const instruction = instructions.find((each) => each.kind === kind);
  if (!instruction?.edit) return {};
  const { plan } = await engine.plan({ text, language, files: null, attachments: [] }, new AbortController().signal);
  return { [`code.${extensions[language]}`]: instruction.sampleSource(JSON.parse(plan?.json ?? ''), drawsOf(1), language) };
}

describe('kinds and suggestions', () => {
  test.each(
    instructions.flatMap(
      (each) =>
        [
          [each.kind, each.example.en],
          [each.kind, each.example.zh],
        ] as const,
    ),
  )('the example of %s gives a proposal: %s', async (kind, text) => {
    const instruction = instructions.find((each) => each.kind === kind);
    const outside = instruction?.edit ? (instruction.outside ?? []) : [];
    for (const language of targetLanguages.filter((each) => !outside.includes(each))) {
      const files = await filesForExample(kind, text, language);
      const attachments = Object.keys(files).map((path) => ({ path, startLine: null, endLine: null }));
      const answer = await ask(engine, text, files, { language, attachments });
      expect(answer.plan?.kind).toBe(kind);
      // A migration has a file for each way.
      expect(new Set(answer.edits.map(({ path }) => path)).size).toBe(kind === 'migration' ? 2 : 1);
      expect(answer.language).toBe(language);
    }
  });

  test.each(Object.keys(workspaces))('three suggestions work on the workspace %s', async (workspace) => {
    const files = workspaces[workspace] ?? {};
    for (const locale of ['en', 'zh'] as const) {
      const suggestions = await engine.suggestions(filesOf(files), locale);
      expect(suggestions).toHaveLength(3);
      for (const { text, language } of suggestions) expect((await ask(engine, text, files, { language })).edits.length).toBeGreaterThan(0);
    }
  });
});
