import { afterAll, describe, expect, test } from 'vitest';
import { applied, ask, startEngine } from './bank.ts';

const engine = startEngine();
afterAll(() => engine.close());

const textOf = (files: Record<string, string>): string => Object.entries(files).find(([path]) => path.endsWith('.ts'))?.[1] ?? '';

describe('endpoints in projects with Hono', () => {
  test('are made, and stand one behind the other in front of what starts the server', async () => {
    let files: Record<string, string> = { 'package.json': '{"dependencies":{"hono":"4","@hono/node-server":"1"}}' };
    for (const text of [
      'Add an endpoint GET /users/:id that echoes',
      'Add an endpoint POST /users with body name: string returning 201',
      '添加接口 GET /用户，返回 "好"',
    ])
      files = applied(await ask(engine, text, files, { language: 'typescript' }), files);
    const code = textOf(files);
    const places = ['app.get("/users/:id", (c) => {', 'app.post("/users", async (c) => {', 'return c.json({ name }, 201);', 'serve({'].map(
      (part) => code.indexOf(part),
    );
    expect(places, code).toEqual([...places].sort((left, right) => left - right));
    expect(places, code).not.toContain(-1);
  });

  test('go into the application that is there', async () => {
    const files = {
      'src/index.ts':
        "import { Hono } from 'hono';\n\nconst api = new Hono<{ Bindings: Env }>();\n\napi.get('/', (c) => c.text('hi'));\n\nexport default api;\n",
    };
    const answer = await ask(engine, 'Add an endpoint GET /ping that says "pong"', files, { language: 'typescript' });
    const code = applied(answer, files)['src/index.ts'] ?? '';
    expect(code).toContain("api.get('/ping', (c) => c.text('pong'));\n\nexport default api;");
  });

  test('are not made twice', async () => {
    const files = {
      'app.ts': "import { Hono } from 'hono';\n\nexport const app = new Hono();\n\napp.get('/ping', (c) => c.text('pong'));\n",
    };
    const answer = await ask(engine, 'Add an endpoint GET /ping that says "pong"', files, { language: 'typescript' });
    expect([answer.edits, answer.text]).toEqual([[], expect.stringContaining('already')]);
  });
});
