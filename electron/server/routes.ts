import { type Context, Hono } from 'hono';
import type { StaticFiles } from '../page-files.ts';
import { commonHeaders, inertPolicy, policyOfFile } from '../page-policy.ts';
import type { Api } from './api.ts';
import { notFound, type Refusal, refusalBody, unauthorized } from './refusal.ts';
import { proofOfSecret, secretPattern } from './secrets.ts';
import type { Session } from './session.ts';
import { type StaticPage, unbuiltPage, usedLinkPage } from './static-pages.ts';

export interface RouteOptions {
  api: Api;
  session: Session;
  files: StaticFiles;
  port: () => number;
  /** A new link, for who holds the owner's secret. */
  newLink: () => string;
}

/** The routes behind the guard. What each needs as a credential stands at its start. */
export function createRoutes({ api, session, files, port, newLink }: RouteOptions): Hono {
  const routes = new Hono();
  const roleOf = (context: Context) => {
    const secret = /^Bearer ([A-Za-z0-9_-]+)$/.exec(context.req.header('authorization') ?? '')?.[1] ?? '';
    return secretPattern.test(secret) ? session.roleOf(secret) : null;
  };

  routes.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(commonHeaders)) context.res.headers.set(name, value);
    if (!context.res.headers.has('cache-control')) context.res.headers.set('cache-control', 'no-store');
    if (!context.res.headers.has('content-security-policy')) context.res.headers.set('content-security-policy', inertPolicy);
  });

  routes.get('/open/:token', (context) => {
    const secret = session.redeem(context.req.param('token'));
    return secret === null ? staticPage(context, usedLinkPage, 410) : context.redirect(`/#s=${secret}`, 303);
  });

  // Open to everybody on this machine on purpose: it lets the command line make sure of the host before it shows its secret.
  routes.get('/host/proof', (context) => {
    const nonce = context.req.query('nonce') ?? '';
    return secretPattern.test(nonce)
      ? context.json({ proof: proofOfSecret(session.ownerSecret, port(), nonce) })
      : refusal(context, notFound);
  });
  routes.post('/host/link', (context) => (roleOf(context) === 'owner' ? context.json({ url: newLink() }) : refusal(context, unauthorized)));

  routes.all('/api/*', (context) => (roleOf(context) === null ? refusal(context, unauthorized) : api.handle(context.req.raw)));

  routes.get('*', async (context) => {
    const path = new URL(context.req.url).pathname;
    const file = await files.read(path);
    if (file === null) return path === '/' ? staticPage(context, unbuiltPage, 503) : refusal(context, notFound);
    const headers = { 'content-type': file.type, 'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache' };
    return context.body(file.bytes, 200, {
      ...headers,
      'content-security-policy': policyOfFile(file.type, [`ws://${context.req.header('host')}`]),
    });
  });

  routes.notFound((context) => refusal(context, notFound));
  routes.onError((error, context) => {
    process.stderr.write(`${context.req.method} ${context.req.path}: ${error.stack ?? error.message}\n`);
    return refusal(context, {
      status: 500,
      code: 'INTERNAL',
      message: "Something went wrong in the app itself. The host's log has the details.",
    });
  });
  return routes;
}

function staticPage(context: Context, page: StaticPage, status: 410 | 503): Response {
  return context.body(page.html, status, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': page.policy });
}

function refusal(context: Context, reason: Refusal): Response {
  return context.body(refusalBody(reason), reason.status as 400, { 'content-type': 'application/json; charset=utf-8', ...reason.headers });
}
