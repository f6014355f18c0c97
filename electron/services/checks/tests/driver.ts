import type { HttpCase } from '#domain/http-cases';
import type { HttpAnswer } from '#domain/http-verdict';
import { type Said, say } from '#domain/sentences';
import type { Tool } from '#services/toolchains';
import { gist, type Ran, titleOf } from '../outcome.ts';
import type { Played } from './service.ts';

/** Seconds that a server has to start, and to answer one request. */
export const patience = 5;
/** Seconds for all of it. */
export const mostSeconds = 60;

/** In front of the line that the driver prints its result on: the program may print what it likes. */
export const mark = '@autoglm-answers@';

/** What a driver is told of the cases. */
export const toldCases = (cases: readonly HttpCase[]) => cases.map(({ method, path, body, padding }) => ({ method, path, body, padding }));

const notStarted = (said: string): Said => say('check.notStarted', { said });

/** What a driver printed: the answers, or what kept the code from giving any. */
export function readPlayed<Answer = HttpAnswer>(ran: Ran, tool: Tool, failed: (said: string) => Said = notStarted): Played<Answer> {
  const title = titleOf(tool);
  if ('reason' in ran) return { ...ran, tool: title };
  const line = new TextDecoder()
    .decode(ran.result.stdout)
    .split('\n')
    .find((each) => each.includes(mark));
  const told = line === undefined ? null : parsed(line.slice(line.indexOf(mark) + mark.length));
  if (told === null) return { reason: failed(gist(ran.text)), tool: title };
  if (Array.isArray(told)) return { answers: told as (Answer | null)[], tool: title };
  const { missing, failure } = told as { missing?: string; failure?: string };
  if (missing) return { reason: say('check.dependencyMissing', { names: missing }), tool: title };
  return { reason: failed(gist(failure ?? '?')), tool: title };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
