import { say } from '#domain/sentences';
import { runTool } from '../outcome.ts';
import type { Checking } from '../ports.ts';
import { mark, mostSeconds, patience, readPlayed, toldCases } from './driver.ts';
import type { Play, Played } from './service.ts';

/** Imports a file, waits until a server listens, whatever port it wants, and asks it. */
const script = `
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { pathToFileURL } from 'node:url';

const asked = JSON.parse(readFileSync(0, 'utf8'));
const tell = (found) => process.stdout.write('\\n${mark}' + JSON.stringify(found) + '\\n', () => process.exit(0));
let failure = null;
const fail = (error) => {
  failure ??= error?.code === 'ERR_MODULE_NOT_FOUND' || error?.code === 'MODULE_NOT_FOUND'
    ? { missing: /'([^']+)'/.exec(error.message)?.[1] ?? error.message }
    : { failure: String(error?.stack ?? error) };
};
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
let server = null;
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...args) {
  server ??= this;
  return listen.call(this, 0, '127.0.0.1', ...args.filter((each) => typeof each === 'function'));
};
const answer = ({ method, path, body, padding }) =>
  new Promise((resolve) => {
    const bytes = body === null ? null : Buffer.concat([Buffer.from(body), Buffer.alloc(padding, ' ')]);
    const headers = bytes === null ? {} : { 'content-length': bytes.length };
    const request = http.request({ host: '127.0.0.1', port: server.address().port, method, path, headers, agent: false }, async (response) => {
      const chunks = [];
      try {
        for await (const chunk of response) chunks.push(chunk);
        resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString() });
      } catch {
        resolve(null);
      }
    });
    request.setTimeout(${patience * 1000}, () => request.destroy());
    request.on('error', () => resolve(null));
    request.end(bytes ?? undefined);
  });
process.argv[1] = asked.path;
const late = setTimeout(() => fail(new Error('no server was started')), ${patience * 1000});
import(pathToFileURL(asked.path)).catch(fail);
while (failure === null && !server?.listening) await new Promise((resolve) => setTimeout(resolve, 5));
clearTimeout(late);
if (failure !== null) tell(failure);
else {
  const found = [];
  for (const each of asked.cases) found.push(await answer(each));
  tell(found);
}
`;

export async function playScript(checking: Checking, { path, cases }: Play): Promise<Played> {
  const { sandbox, folder, changed, toolchains } = checking;
  const tool = await toolchains.find('node', folder.root);
  if (tool === null) return { reason: say('check.noTool', { tool: 'node' }), tool: null };
  const ran = await runTool(
    checking,
    tool,
    {
      args: ['--no-warnings', `${sandbox.besideAt}/driver.mjs`],
      folder: { root: folder.root, trusted: folder.trusted },
      files: changed,
      beside: new Map([['driver.mjs', script]]),
      input: JSON.stringify({ path: `${sandbox.seenAt(folder.root, '')}/${path}`, cases: toldCases(cases) }),
    },
    mostSeconds,
  );
  return readPlayed(ran, tool);
}
