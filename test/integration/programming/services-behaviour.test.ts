import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HttpContract } from '#domain/http-contract';
import type { TargetLanguage } from '#domain/programming';
import { instructions } from '../../../electron/services/programming/instructions.node.ts';
import { syntaxProcess } from '../../../electron/services/programming/syntax-process.node.ts';
import { createTemplates } from '../../../electron/services/programming/templates/templates.ts';
import { transcriptOf } from '../../support/http-transcript.ts';
import { missing } from '../../support/prerequisites.ts';
import { codeOfPlan, randomPlans, standardOnly } from '../../support/random-code.ts';
import { type Exchange, exchange, type Reply, type Serving, startServing } from '../../support/serving.ts';
import { ask, startEngine } from '../../unit/programming/bank.ts';

type Served = Exclude<TargetLanguage, 'typescript'>;

const syntax = syntaxProcess();
const templates = createTemplates(syntax);
const engine = startEngine();
const folder = mkdtempSync(join(tmpdir(), 'services-'));
const servings: Serving[] = [];
afterAll(async () => {
  for (const each of servings) each.close();
  await engine.close();
  await syntax.close();
  rmSync(folder, { recursive: true, force: true });
});

const json = { 'content-type': 'application/json' };
const stated: readonly { request: string; exchanges: readonly [Exchange, status: number, body: string][] }[] = [
  {
    request:
      'Create an HTTP service called notes with GET /notes (limit: integer default 20), POST /notes (title: string, done?: boolean, tags: string[]), GET /notes/:id (id: integer), GET /notes/last that returns "none" and DELETE /notes/:id',
    exchanges: [
      [{ method: 'GET', path: '/notes?limit=5' }, 200, '{"limit":5}'],
      [{ method: 'GET', path: '/notes' }, 200, '{"limit":20}'],
      [{ method: 'GET', path: '/notes?limit=many' }, 400, '{"error":"limit must be an integer"}'],
      [{ method: 'GET', path: '/notes/7' }, 200, '{"id":7}'],
      [{ method: 'GET', path: '/notes/last' }, 200, 'none'],
      [{ method: 'HEAD', path: '/notes/last' }, 405, ''],
      [{ method: 'DELETE', path: '/notes/7' }, 204, ''],
      [{ method: 'PUT', path: '/notes/7' }, 405, '{"error":"method not allowed"}'],
      [{ method: 'GET', path: '/note' }, 404, '{"error":"not found"}'],
      [
        { method: 'POST', path: '/notes', headers: json, body: '{"title":"a","tags":["b"]}' },
        201,
        '{"done":null,"tags":["b"],"title":"a"}',
      ],
      [
        { method: 'POST', path: '/notes', headers: json, body: '{"title":"a","tags":["b",1]}' },
        400,
        '{"error":"tags must be a list of strings"}',
      ],
      [{ method: 'POST', path: '/notes', headers: json, body: '{"tags":[]}' }, 400, '{"error":"title must be a string"}'],
      [{ method: 'POST', path: '/notes', headers: json, body: '{"title":' }, 400, '{"error":"the body must be JSON"}'],
      [{ method: 'POST', path: '/notes', headers: json, body: ' '.repeat(1_048_577) }, 413, '{"error":"the body must be at most 1 MiB"}'],
    ],
  },
  {
    request: 'Add a CRUD API for Product with name: string, price: number, stock?: integer',
    exchanges: [
      [{ method: 'GET', path: '/products' }, 200, '{"items":[],"total":0}'],
      [
        { method: 'POST', path: '/products', headers: json, body: '{"name":"pen","price":1.5}' },
        201,
        '{"id":1,"name":"pen","price":1.5,"stock":null}',
      ],
      [
        { method: 'POST', path: '/products', headers: json, body: '{"name":"ink","price":3,"stock":2}' },
        201,
        '{"id":2,"name":"ink","price":3,"stock":2}',
      ],
      [{ method: 'POST', path: '/products', headers: json, body: '{"name":"ink","price":"3"}' }, 400, '{"error":"price must be a number"}'],
      [{ method: 'GET', path: '/products?limit=1&offset=1' }, 200, '{"items":[{"id":2,"name":"ink","price":3,"stock":2}],"total":2}'],
      [{ method: 'GET', path: '/products?limit=101' }, 400, '{"error":"limit must be from 1 to 100"}'],
      [{ method: 'GET', path: '/products?offset=-1' }, 400, '{"error":"offset must not be negative"}'],
      [{ method: 'PATCH', path: '/products/1', headers: json, body: '{"stock":4}' }, 200, '{"id":1,"name":"pen","price":1.5,"stock":4}'],
      [
        { method: 'PATCH', path: '/products/1', headers: json, body: '{"stock":null}' },
        200,
        '{"id":1,"name":"pen","price":1.5,"stock":null}',
      ],
      [{ method: 'PATCH', path: '/products/1', headers: json, body: '{"name":null}' }, 400, '{"error":"name must be a string"}'],
      [
        { method: 'PUT', path: '/products/2', headers: json, body: '{"id":9,"name":"cap","price":0}' },
        200,
        '{"id":2,"name":"cap","price":0,"stock":null}',
      ],
      [{ method: 'PUT', path: '/products/3', headers: json, body: '{"name":"cap","price":0}' }, 404, '{"error":"not found"}'],
      [{ method: 'GET', path: '/products/2' }, 200, '{"id":2,"name":"cap","price":0,"stock":null}'],
      [{ method: 'GET', path: '/products/x' }, 400, '{"error":"id must be an integer"}'],
      [{ method: 'DELETE', path: '/products/2' }, 204, ''],
      [{ method: 'DELETE', path: '/products/2' }, 404, '{"error":"not found"}'],
      [{ method: 'DELETE', path: '/products' }, 405, '{"error":"method not allowed"}'],
    ],
  },
];

const drawn = ['http-service', 'crud-resource'].flatMap((kind) => {
  const instruction = instructions.find((each) => each.kind === kind);
  if (!instruction) throw new Error(`There is no kind ${kind}.`);
  return randomPlans(instruction, kind === 'http-service' ? 5 : 2, 20_261).map((plan) => ({ instruction, plan: standardOnly(plan) }));
});
const transcripts = drawn.map(({ instruction, plan }) => transcriptOf(instruction.contract?.(plan) as HttpContract));

/** Starts the stated services, then the drawn ones. */
async function serve(language: Served): Promise<Serving> {
  const written = stated.map(async ({ request }) => {
    const { edits, text } = await ask(engine, request, {}, { language });
    if (edits[0]?.kind !== 'write') throw new Error(text);
    return edits[0].content;
  });
  const printed = drawn.map(
    async ({ instruction, plan }) => (await codeOfPlan(instruction, plan, language, { syntax, templates })).content,
  );
  const started = await startServing(language, await Promise.all([...written, ...printed]), folder);
  servings.push(started);
  return started;
}

async function repliesOf(port: number | undefined, exchanges: readonly Exchange[]): Promise<Reply[]> {
  const replies: Reply[] = [];
  for (const each of exchanges) replies.push(await exchange(port ?? 0, each));
  return replies;
}

const shown = ({ method, path, body }: Exchange): string => `${method} ${path} ${String(body ?? '').slice(0, 200)}`;

/** What random services answer in JavaScript, which the other languages have to answer too. */
let reference: Reply[][] = [];

describe.each(['javascript', 'python', 'go'] as const)('services in %s', (language) => {
  const absent = language === 'javascript' ? false : missing(language);
  let serving: Serving | null = null;
  beforeAll(async () => {
    if (!absent) serving = await serve(language);
  }, 120_000);

  test.skipIf(absent)('answer as the request says', async () => {
    for (const [at, { exchanges }] of stated.entries()) {
      const replies = await repliesOf(
        serving?.ports[at],
        exchanges.map(([sent]) => sent),
      );
      const found = replies.map(({ status, body }, position) => [shown(exchanges[position]?.[0] as Exchange), status, body]);
      expect(found).toEqual(exchanges.map(([sent, status, body]) => [shown(sent), status, body]));
    }
  });

  test.skipIf(absent)(
    'answer the same to all requests of a transcript as in JavaScript',
    async () => {
      const replies: Reply[][] = [];
      for (const [at, exchanges] of transcripts.entries()) replies.push(await repliesOf(serving?.ports[stated.length + at], exchanges));
      if (language === 'javascript') reference = replies;
      for (const [at, exchanges] of transcripts.entries())
        for (const [position, sent] of exchanges.entries()) expect(replies[at]?.[position], shown(sent)).toEqual(reference[at]?.[position]);
      if (language === 'javascript') expect(new Set(replies.flat().map(({ status }) => status))).toContain(413);
    },
    60_000,
  );
});
