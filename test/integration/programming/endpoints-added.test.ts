import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { TargetLanguage } from '#domain/programming';
import { applied, ask, startEngine } from '../../unit/programming/bank.ts';
import { hasGo, hasPython } from './behaviour/run-cases.ts';

interface Added {
  request: string;
  probe: { method: string; path: string; body?: string };
  status: number;
}

const added: readonly Added[] = [
  { request: 'GET /users/:id (integer) that echoes', probe: { method: 'GET', path: '/users/7' }, status: 200 },
  { request: 'DELETE /users/:id with status 204', probe: { method: 'DELETE', path: '/users/7' }, status: 204 },
  { request: 'GET /users with query limit: integer default 10', probe: { method: 'GET', path: '/users?limit=3' }, status: 200 },
  {
    request: 'POST /users with body name: string returning 201',
    probe: { method: 'POST', path: '/users', body: '{"name":"Ada"}' },
    status: 201,
  },
  { request: 'GET /users/:id/posts/:post that echoes', probe: { method: 'GET', path: '/users/7/posts/a%20b' }, status: 200 },
  { request: 'PUT /users/:id/posts/:post with status 202', probe: { method: 'PUT', path: '/users/7/posts/8' }, status: 202 },
  { request: 'GET /ping that says "pong"', probe: { method: 'GET', path: '/ping' }, status: 200 },
  { request: 'GET /orders/:match/lines with query url: string', probe: { method: 'GET', path: '/orders/1/lines?url=x' }, status: 200 },
];

const chosen = fc.sample(fc.shuffledSubarray([...added], { minLength: 5, maxLength: 5 }), { numRuns: 8, seed: 20_261 });
const expected = chosen.map((each) => each.map(({ status }) => status));
const probes = JSON.stringify(chosen.map((each) => each.map(({ probe }) => probe)));
const folder = mkdtempSync(join(tmpdir(), 'endpoints-'));
const engine = startEngine();
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The one file that comes of asking for endpoint after endpoint. */
async function grown(language: TargetLanguage, wanted: readonly Added[]): Promise<string> {
  let files: Record<string, string> = {};
  for (const { request } of wanted) {
    const answer = await ask(engine, `Add an endpoint ${request}`, files, { language });
    expect(answer.edits, `${language}: ${request}: ${answer.text}`).not.toEqual([]);
    files = applied(answer, files);
  }
  const texts = Object.values(files);
  expect(texts).toHaveLength(1);
  return texts[0] ?? '';
}

async function writeAll(language: TargetLanguage, path: (at: number) => string, change: (text: string, at: number) => string) {
  for (const [at, wanted] of chosen.entries()) {
    const full = join(folder, language, path(at));
    mkdirSync(join(full, '..'), { recursive: true });
    writeFileSync(full, change(await grown(language, wanted), at));
  }
}

function printed(command: string, args: string[], language: string): unknown {
  const env = { ...process.env, PORT: '0', GOFLAGS: '-mod=mod', GOPROXY: 'off', GOTOOLCHAIN: 'local' };
  const done = spawnSync(command, args, { cwd: join(folder, language), env, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr + done.stdout);
  return JSON.parse(done.stdout);
}

describe('endpoints that are asked for one after the other, in any order, are all answered', () => {
  test('JavaScript', async () => {
    await writeAll(
      'javascript',
      (at) => `s${at}.mjs`,
      (text) => `${text}\nexport { server };\n`,
    );
    const main = `import { once } from 'node:events';
import { get } from 'node:http';
const raw = async (port, path) => void (await once(get({ port, host: '127.0.0.1', path }), 'response'))[0].resume();
const shown = [];
for (const [at, all] of ${probes}.entries()) {
  const { server } = await import('./s' + at + '.mjs');
  if (!server.listening) await once(server, 'listening');
  const base = 'http://127.0.0.1:' + server.address().port;
  shown.push([]);
  // What is no path must not end the server.
  for (const path of ['/users/%', '/users/%ff/posts/%', '//', '/orders/%/lines?url=%']) await raw(server.address().port, path);
  for (const { method, path, body } of all) shown[at].push((await fetch(base + path, { method, body })).status);
  server.closeAllConnections();
  server.close();
}
process.stdout.write(JSON.stringify(shown));
`;
    writeFileSync(join(folder, 'javascript/main.mjs'), main);
    expect(printed(process.execPath, ['main.mjs'], 'javascript')).toEqual(expected);
  }, 60_000);

  test.each(['typescript', 'javascript', 'python', 'go'] as const)(
    'what is answered already is not answered twice in %s',
    async (language) => {
      for (const route of ['/用户/:id that echoes', '/a.b that says "hi"']) {
        let files: Record<string, string> = {};
        for (const [request, isNew] of [
          [`GET ${route}`, true],
          [`PATCH ${route}`, true],
          [`GET ${route} called again`, false],
        ] as const) {
          const answer = await ask(engine, `Add an endpoint ${request}`, files, { language });
          expect(answer.edits.length > 0, answer.text).toBe(isNew);
          files = applied(answer, files);
        }
      }
    },
  );

  test('TypeScript, whose strict compiler finds nothing', async () => {
    await writeAll(
      'typescript',
      (at) => `s${at}.ts`,
      (text) => text,
    );
    const compilerOptions = {
      ...{ strict: true, noUncheckedIndexedAccess: true, noEmit: true, target: 'ES2022', lib: ['ES2022'], module: 'NodeNext' },
      ...{ skipLibCheck: true, types: ['node'], typeRoots: [join(process.cwd(), 'node_modules/@types')] },
    };
    writeFileSync(join(folder, 'typescript/tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    writeFileSync(join(folder, 'typescript/package.json'), '{ "type": "module" }');
    const done = spawnSync(join(process.cwd(), 'node_modules/.bin/tsc'), ['-p', '.'], {
      cwd: join(folder, 'typescript'),
      encoding: 'utf8',
    });
    expect(done.stdout + done.stderr).toBe('');
  }, 60_000);

  test.skipIf(!hasPython)(
    hasPython ? 'Python' : 'Python (skipped: python3 is not installed)',
    async () => {
      await writeAll(
        'python',
        (at) => `s${at}.py`,
        (text) => text,
      );
      const main = `import importlib, json, threading
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer

shown = []
for at, probes in enumerate(json.loads(r'''${probes}''')):
    handler = importlib.import_module("s" + str(at)).Handler
    handler.log_message = lambda *_: None
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    found = []
    for probe in probes:
        connection = HTTPConnection(*server.server_address)
        connection.request(probe["method"], probe["path"], probe.get("body"))
        found.append(connection.getresponse().status)
        connection.close()
    shown.append(found)
    server.shutdown()
print(json.dumps(shown))
`;
      writeFileSync(join(folder, 'python/main.py'), main);
      expect(printed('python3', ['main.py'], 'python')).toEqual(expected);
    },
    60_000,
  );

  test.skipIf(!hasGo)(
    hasGo ? 'Go' : 'Go (skipped: go is not installed)',
    async () => {
      await writeAll(
        'go',
        (at) => `s${at}/server.go`,
        (text, at) =>
          text
            .replace('package main', `package s${at}`)
            .replace('func main() {', 'func Handler() http.Handler {')
            .replace('log.Fatal(http.ListenAndServe("127.0.0.1:8080", mux))', 'log.SetFlags(0)\n\treturn mux'),
      );
      const names = chosen.map((_, at) => `s${at}`);
      const main = `package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"

${names.map((name) => `	"example.com/grown/${name}"`).join('\n')}
)

func main() {
	var all [][]struct{ Method, Path, Body string }
	if err := json.Unmarshal([]byte(${'`'}${probes}${'`'}), &all); err != nil {
		panic(err)
	}
	shown := make([][]int, len(all))
	for at, handler := range []http.Handler{${names.map((name) => `${name}.Handler()`).join(', ')}} {
		for _, probe := range all[at] {
			recorder := httptest.NewRecorder()
			handler.ServeHTTP(recorder, httptest.NewRequest(probe.Method, probe.Path, strings.NewReader(probe.Body)))
			shown[at] = append(shown[at], recorder.Code)
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(shown); err != nil {
		panic(err)
	}
}
`;
      writeFileSync(join(folder, 'go/main.go'), main);
      writeFileSync(join(folder, 'go/go.mod'), 'module example.com/grown\n\ngo 1.19\n');
      expect(printed('go', ['run', '.'], 'go')).toEqual(expected);
    },
    120_000,
  );
});
