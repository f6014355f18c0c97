import { afterAll, describe, expect, test } from 'vitest';
import { ask, startEngine } from '../bank.ts';

const engine = startEngine();
afterAll(() => engine.close());

const service = 'Create an HTTP service called notes with GET /notes, POST /notes (title: string) and DELETE /notes/:id';
const declared = (dependencies: Record<string, string>) => ({ 'package.json': JSON.stringify({ dependencies }) });

const projects: readonly (readonly [
  project: string,
  Record<string, string>,
  language: 'typescript' | 'python' | 'go',
  written: readonly string[],
])[] = [
  [
    'Express',
    declared({ express: '5' }),
    'typescript',
    ['from "express"', 'app.delete("/notes/:id", answered(deleteNotesById))', '.listen('],
  ],
  ['Fastify', declared({ fastify: '5' }), 'typescript', ['from "fastify"', 'url: "/notes/:id", handler: answered(deleteNotesById)']],
  [
    'Hono',
    declared({ hono: '4' }),
    'typescript',
    ['from "hono"', 'app.on("DELETE", "/notes/:id", answered(deleteNotesById))', 'export default createApp()'],
  ],
  ['Hono on Node', declared({ hono: '4', '@hono/node-server': '1' }), 'typescript', ['serve({ fetch: createApp().fetch']],
  ['FastAPI', { 'requirements.txt': 'fastapi==0.115\n' }, 'python', ['from fastapi import', '"/notes/{id}"']],
  ['Flask', { 'requirements.txt': 'flask\n' }, 'python', ['from flask import', '"/notes/<id>"', 'DELETE=answered(delete_notes_by_id)']],
  [
    'gin',
    { 'go.mod': 'module x\n\ngo 1.21\n\nrequire github.com/gin-gonic/gin v1.10.0\n' },
    'go',
    ['"github.com/gin-gonic/gin"', 'router.Handle("DELETE", "/notes/:id", answered(deleteNotesByID, false))'],
  ],
  ['nothing', {}, 'go', ['http.HandlerFunc(serve)']],
];

describe('the framework of a service', () => {
  test.each(projects)('is that of a project with %s', async (_, files, language, written) => {
    const { edits } = await ask(engine, service, files, { language });
    const [edit] = edits;
    for (const part of written) expect(edit?.kind === 'write' ? edit.content : '').toContain(part);
  });

  test('is the one that the words name', async () => {
    const { edits, plan } = await ask(engine, `${service}, with Hono`, declared({ express: '5' }), { language: 'typescript' });
    expect(edits[0]?.kind === 'write' ? edits[0].content : '').toContain('from "hono"');
    expect(JSON.parse(plan?.json ?? '{}')).toMatchObject({ slots: { framework: { value: 'hono', source: 'words' } } });
  });

  // Gin panics where two routes call a part of a path differently.
  test('is left where it could not serve the routes', async () => {
    const request = 'Create an HTTP service called a with GET /a/:x/one, GET /a/:y/two using gin';
    const { edits } = await ask(engine, request, {}, { language: 'go' });
    expect(edits[0]?.kind === 'write' ? edits[0].content : '').toContain('http.HandlerFunc(serve)');
  });
});
