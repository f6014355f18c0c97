import { expect, test } from 'vitest';
import { startTestServer } from '../../support/start-server.ts';

test('a link opens the page once, with a secret that is in no request', async () => {
  const server = await startTestServer();
  const first = await fetch(server.url, { redirect: 'manual' });
  expect(first.status).toBe(303);
  expect(first.headers.get('location')).toMatch(/^\/#s=[A-Za-z0-9_-]{43}$/);
  expect(first.headers.get('set-cookie')).toBeNull();
  const again = await fetch(server.url, { redirect: 'manual' });
  expect(again.status).toBe(410);
  expect(await again.text()).toContain('autoglm open');
  expect((await fetch(server.newLink())).status).toBe(200);
});

test('the secret opens the API, and nothing else does', async () => {
  const server = await startTestServer();
  const secret = await server.openPage();
  const call = (authorization?: string) =>
    fetch(`${server.origin}/api/openapi.json`, { headers: authorization === undefined ? {} : { authorization } });
  const answer = await call(`Bearer ${secret}`);
  expect(answer.status).toBe(200);
  expect(Object.keys(((await answer.json()) as { paths: object }).paths)).toContain('/conversations/{conversationId}/title');
  expect((await call(`Bearer ${server.ownerSecret}`)).status).toBe(200);
  for (const wrong of [
    undefined,
    '',
    'Bearer',
    'Bearer x',
    `Basic ${secret}`,
    secret,
    `Bearer ${secret}x`,
    `Bearer ${secret.slice(0, -1)}`,
    `bearer  ${secret}`,
  ]) {
    expect([wrong, (await call(wrong)).status]).toEqual([wrong, 401]);
  }
});
