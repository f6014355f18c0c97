import { say } from '#domain/sentences';
import { runTool } from '../outcome.ts';
import type { Checking } from '../ports.ts';
import { mark, mostSeconds, readPlayed } from './driver.ts';
import type { Call, Given } from './function.ts';
import type { Played } from './service.ts';

/** Imports a file and calls its function, whether it is exported or not. */
const script = `
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const asked = JSON.parse(readFileSync(0, 'utf8'));
const tell = (found) => process.stdout.write('\\n${mark}' + JSON.stringify(found) + '\\n', () => process.exit(0));
const known = (value) => value !== undefined && !(typeof value === 'number' && !Number.isFinite(value)) && typeof value !== 'function';
const fail = (error) =>
  tell(
    error?.code === 'ERR_MODULE_NOT_FOUND' || error?.code === 'MODULE_NOT_FOUND'
      ? { missing: /'([^']+)'/.exec(error.message)?.[1] ?? error.message }
      : { failure: String(error) },
  );
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
process.argv[1] = asked.path;
try {
  await import(pathToFileURL(asked.path));
  const subject = globalThis[Symbol.for('autoglm.subject')];
  const found = [];
  for (const inputs of asked.inputs) {
    try {
      const value = await subject(...inputs);
      found.push(known(value) ? { value } : { shown: String(value) });
    } catch (error) {
      found.push({ failure: String(error) });
    }
  }
  tell(found);
} catch (error) {
  fail(error);
}
`;

export async function callScript(checking: Checking, { path, text, name, inputs }: Call): Promise<Played<Given>> {
  const { sandbox, folder, changed, toolchains } = checking;
  const tool = await toolchains.find('node', folder.root);
  if (tool === null) return { reason: say('check.noTool', { tool: 'node' }), tool: null };
  // Modules of every form have the symbol, so the function need not be exported.
  const told = `${text}\nglobalThis[Symbol.for('autoglm.subject')] = ${name};\n`;
  const ran = await runTool(
    checking,
    tool,
    {
      args: ['--no-warnings', `${sandbox.besideAt}/driver.mjs`],
      folder: { root: folder.root, trusted: folder.trusted },
      files: new Map([...changed, [path, told]]),
      beside: new Map([['driver.mjs', script]]),
      input: JSON.stringify({ path: `${sandbox.seenAt(folder.root, '')}/${path}`, inputs }),
    },
    mostSeconds,
  );
  return readPlayed<Given>(ran, tool, (said) => say('check.notLoaded', { said }));
}
