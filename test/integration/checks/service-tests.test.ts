import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Check } from '#domain/checks';
import type { TargetLanguage } from '#domain/programming';
import type { CodePromise } from '#domain/promises';
import { openFolder, realChecks } from '../../support/checks.ts';
import { missing, type Prerequisite } from '../../support/prerequisites.ts';
import { applied, ask, startEngine } from '../../unit/programming/bank.ts';

let real: Awaited<ReturnType<typeof realChecks>>;
const engine = startEngine();
beforeAll(async () => {
  real = await realChecks();
});
afterAll(async () => {
  await real.close();
  await engine.close();
});

const request =
  'Add an endpoint PUT /users/<int:id> with query verbose: boolean optional, limit: integer default 10 and body name: string, age: integer optional, tags: list of strings that echoes with status 201';

/** The files that a request gives, and what they promise. */
async function made(words: string, language: TargetLanguage, files: Record<string, string> = {}) {
  const answer = await ask(engine, words, files, { language });
  const promises = await engine.promises(answer.plan?.json, null);
  expect(promises).toHaveLength(1);
  return { files: applied(answer, files), promises };
}

async function tests(
  root: string,
  files: Record<string, string>,
  promises: readonly CodePromise[],
  options: { trusted?: boolean } = {},
): Promise<Check> {
  const folder = openFolder(root, options.trusted ?? true);
  const checks = await real.checks.checkFiles({ files: new Map(Object.entries(files)), folder, promises });
  const found = checks.find(({ name }) => name === 'tests');
  if (!found) throw new Error('no check of tests');
  return found;
}

const toolchains: [TargetLanguage, ...Prerequisite[]][] = [['typescript'], ['javascript'], ['python', 'python'], ['go', 'go']];

describe.each(toolchains)('the server of a proposal in %s', (language, ...tools) => {
  it.skipIf(missing('sandbox', ...tools))(
    'is run and keeps its contract',
    async () => {
      const root = await real.folder({});
      const { files, promises } = await made(request, language);
      const check = await tests(root, files, promises);
      expect(check.findings.map(({ message }) => message)).toEqual([]);
      expect(check).toMatchObject({ status: 'passed', reason: null });
    },
    240_000,
  );
});

const why = (check: Check) => [check.status, check.reason?.sentence.code];

describe.skipIf(missing('sandbox'))('a server that does not keep its contract', () => {
  it('is shown with the requests that fail, their line and what they gave', async () => {
    const root = await real.folder({});
    const { files, promises } = await made(request, 'javascript');
    const [[path, text] = ['', '']] = Object.entries(files);
    const wrong = text.replace('writeHead(201,', 'writeHead(200,').replace('Number.isSafeInteger(limit)', 'Number.isInteger(limit)');
    const check = await tests(root, { [path]: wrong }, promises);
    expect(check.status).toBe('failed');
    expect(check.tool).toMatch(/^node \d/);
    const messages = check.findings.map(({ message }) => message);
    expect(messages[0]).toMatch(/^PUT \/users\/7\?verbose=true&limit=7 \{.*\} should give 201 \{.*\}, but gave 200 \{/);
    expect(messages.filter((each) => each.includes('limit must be'))).toEqual([
      expect.stringMatching(/limit=9007199254740992 .* should give 400 \{"error":"limit must be an integer"\}, but gave 200/),
      expect.stringMatching(/limit=-9007199254740994 .* should give 400/),
    ]);
    const lines = wrong.split('\n');
    for (const { path: at, line } of check.findings) expect([at, lines[line - 1]]).toEqual([path, expect.stringContaining('users')]);
  });

  it('is neither good nor bad where it cannot be run', async () => {
    const root = await real.folder({});
    const { files, promises } = await made('Add an endpoint GET /ping that says "pong"', 'javascript');
    const [[path, text] = ['', '']] = Object.entries(files);
    expect(why(await tests(root, files, promises, { trusted: false }))).toEqual(['notChecked', 'check.untrusted']);
    const framework = `import express from 'express';\nexpress().get('/ping', (req, res) => res.send('pong')).listen(3000);\n`;
    const changes: [string, string][] = [
      [framework, 'check.framework'],
      [`import 'not-installed';\n${text}`, 'check.dependencyMissing'],
      [`throw new Error('no settings');\n${text}`, 'check.notStarted'],
      [`process.exit(3);\n${text}`, 'check.notStarted'],
      [text.replace(/server\.listen.*/, ''), 'check.noServer'],
      [`${text}\n)`, 'check.doesNotParse'],
    ];
    for (const [changed, code] of changes) expect(why(await tests(root, { [path]: changed }, promises))).toEqual(['notChecked', code]);
  });

  it.skipIf(missing('python'))('is asked only for its own endpoint where it answered others before', async () => {
    const before =
      'from http.server import BaseHTTPRequestHandler, HTTPServer\n\n\nclass Old(BaseHTTPRequestHandler):\n    def do_GET(self):\n        if self.path == "/old":\n            self.send_response(200)\n            self.end_headers()\n            return\n        self.send_error(404)\n\n\nHTTPServer(("", 9000), Old).serve_forever()\n';
    const root = await real.folder({ 'old.py': before });
    const { files, promises } = await made('Add an endpoint GET /ping that says "pong"', 'python', { 'old.py': before });
    expect(Object.keys(files)).toEqual(['old.py']);
    expect(await tests(root, files, promises)).toMatchObject({ status: 'passed' });
  });
});
