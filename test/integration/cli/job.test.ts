import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missing } from '../../support/prerequisites.ts';

const launcher = path.resolve('electron/cli/autoglm.mjs');
const server =
  'import express from "express";\nconst app = express();\n\napp.get("/", (_req, res) => {\n  res.send("hi");\n});\n\napp.listen(3000);\n';

let folder: string;
let workspace: string;

/** What the commands print that these tests look into; whatever is compared as a whole is left open. */
interface Printed {
  id: string;
  proposal: { id: string; files: { diff: string; [field: string]: unknown }[] };
  error?: { code: string; message: string };
  [field: string]: unknown;
}

interface Outcome {
  code: number;
  json: Printed;
  stdout: string;
  stderr: string;
}

/** Runs the real command in a process of its own. */
function autoglm(args: string[], input?: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [launcher, ...args, '--data', path.join(folder, 'data')],
      { maxBuffer: 1e8 },
      (error, stdout, stderr) => {
        let json = null as unknown as Printed;
        try {
          json = JSON.parse(stdout);
        } catch {}
        resolve({ code: error ? ((error as { code?: number }).code ?? -1) : 0, json, stdout, stderr });
      },
    );
    child.stdin?.end(input ?? '');
  });
}
const source = () => readFile(path.join(workspace, 'server.ts'), 'utf8');

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'autoglm-cli-'));
  workspace = path.join(folder, 'shop 商店');
  await mkdir(workspace);
  await writeFile(path.join(workspace, 'server.ts'), server);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// A process for each command: generous, because other tests may be running.
describe('the whole job in the shell', { timeout: 60_000 }, () => {
  it('shows how a request is understood and writes nothing', async () => {
    const before = await source();
    const { json, code } = await autoglm([
      'plan',
      '--workspace',
      workspace,
      '--json',
      'Add GET /healthz that returns {"ok": true} to server.ts',
    ]);
    expect(code).toBe(0);
    expect(json).toMatchObject({ complete: true, plan: { kind: 'http-handler', questions: [], plan: { route: { value: '/healthz' } } } });
    const asked = await autoglm(['plan', 'create an enum called Status']);
    expect(asked.stdout).toMatch(/Status {2}\[words \("Status"\)\]/);
    expect(asked.stdout).toContain('The values of the enumeration are missing');
    expect(await source()).toBe(before);
  });

  it('lists the kinds with what their plans hold, and says which there are', async () => {
    const { json } = await autoglm(['kinds', 'cache', 'union', '--json']);
    expect(json).toMatchObject([{ kind: 'cache' }, { kind: 'union' }]);
    const shown = await autoglm(['kinds', 'cache']);
    expect(shown.stdout).toMatch(/capacity {2}capacity, 容量: whole number from 1 to \d+\n/);
    expect(shown.stdout).toMatch(/lifetime {2}lifetime, 有效期: whole number of milliseconds .*, or nothing\n/);
    expect(await autoglm(['kinds', 'poem'])).toMatchObject({ code: 1, stderr: expect.stringContaining('no kind called poem') });
  });

  it('asks, shows, applies, undoes, rates and exports, one JSON document each', async () => {
    const asked = await autoglm([
      'ask',
      '--workspace',
      workspace,
      '--language',
      'ts',
      'Add an endpoint that answers GET /healthz with {"ok": true}',
      '--json',
    ]);
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    expect(asked.json.proposal.files).toMatchObject([{ path: 'server.ts', status: 'modified' }]);
    expect(asked.json.proposal.files[0]?.diff).toContain('/healthz');
    expect(await source()).toBe(server);

    const { id } = asked.json.proposal;
    // The folder is not trusted: nothing of it is compiled, and that is neither red nor green.
    const checked = await autoglm(['checks', id, '--json']);
    const statuses = (checked.json['checks'] as { status: string }[]).map(({ status }) => status);
    expect(checked.code).toBe(0);
    expect(new Set(statuses)).toEqual(new Set(['passed', 'notChecked']));
    const applied = await autoglm(['apply', id, '--json']);
    expect(applied).toMatchObject({ code: 0, json: { id: asked.json.id, proposal: { status: 'applied' } } });
    expect(await source()).toMatch(/app\.get\("\/healthz"[\s\S]+app\.listen/);

    expect(await autoglm(['undo', asked.json.id, '--json'])).toMatchObject({ code: 0, json: { proposal: { status: 'undone' } } });
    expect(await source()).toBe(server);

    const correction = path.join(folder, 'correction.txt');
    await writeFile(correction, 'app.get("/healthz", (_req, res) => res.sendStatus(204));\n');
    const rated = await autoglm([
      'rate',
      id,
      '--stars',
      '1',
      '--tag',
      'wrong',
      'style',
      '--comment',
      'wrong status',
      '--correction',
      correction,
      '--json',
    ]);
    expect(rated).toMatchObject({ code: 0, json: { feedback: { score: 0, stars: 1, tags: ['style', 'wrong'], comment: 'wrong status' } } });
    expect((await autoglm(['show', id, '--json'])).json).toMatchObject({ id: asked.json.id, feedback: { score: 0 }, proposal: { id } });

    const out = path.join(folder, 'dataset');
    const exported = await autoglm(['export', '--out', out, '--json']);
    expect(exported).toMatchObject({ code: 0, json: { manifest: { counts: { unpaired: 1, preference: 1, sft: 1 } } } });
    const rows = await Promise.all(
      (await readdir(out)).filter((name) => name.endsWith('.jsonl')).map((name) => readFile(path.join(out, name), 'utf8')),
    );
    expect(rows.join('')).toContain('/healthz');
  });

  it.skipIf(missing('posix'))('ends quietly where nobody reads what it prints', async () => {
    const { code, stderr } = await new Promise<{ code: number; stderr: string }>((resolve) =>
      execFile('bash', ['-c', 'set -o pipefail; "$0" "$1" kinds | true', process.execPath, launcher], (error, _, told) =>
        resolve({ code: error ? Number(error.code) : 0, stderr: told }),
      ),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('reads standard input only for -', async () => {
    const asked = await autoglm(['ask', '-', '--workspace', workspace, '--json'], '加一个接口 GET /version 返回 {"version": 1}');
    expect(asked.json.proposal.files[0]?.diff).toContain('/version');
    expect((await autoglm(['ask', 'Write a function add(a: number, b: number)', '--json'], 'not read')).code).toBe(0);
  });

  it.each([
    [['ask', '--workspace', '/no/such/folder', 'x'], 'WORKSPACE_NOT_FOUND'],
    [['ask', '   '], 'BAD_INPUT'],
    [['ask'], 'BAD_INPUT'],
    [['ask', 'x', '--language', 'cobol'], 'BAD_INPUT'],
    [['ask', 'x', '--model', '/no/such/model.gguf'], 'NOT_FOUND'],
    [['apply', 'prp_00000000-0000-7000-8000-000000000000'], 'NOT_FOUND'],
    [['apply', '../../etc/passwd'], 'BAD_INPUT'],
    [['rate', 'msg_00000000-0000-7000-8000-000000000000', '--stars', '6'], 'BAD_INPUT'],
    [['rate', 'msg_00000000-0000-7000-8000-000000000000', '--stars', '3'], 'NOT_FOUND'],
    [['undo', 'msg_00000000-0000-7000-8000-000000000000'], 'NOT_FOUND'],
    [['frobnicate'], 'BAD_INPUT'],
  ])('answers %j with a typed error and exit code 1', async (args, code) => {
    const outcome = await autoglm([...args, '--json']);
    expect(outcome.json?.error?.code ?? outcome.stdout).toBe(code);
    expect(outcome.json.error?.message).toMatch(/[.?!)]$/);
    expect(outcome.code).toBe(1);
  });
});
