import type { Finding } from '#domain/checks';
import { casesOf, type HttpCase } from '#domain/http-cases';
import { differenceOf, type HttpAnswer, keeps } from '#domain/http-verdict';
import type { ServicePromise } from '#domain/promises';
import { type Said, say } from '#domain/sentences';
import { concluded, notChecked } from '../outcome.ts';
import type { Checking, Outcome } from '../ports.ts';
import { playGo } from './play-go.ts';
import { playPython } from './play-python.ts';
import { playScript } from './play-script.ts';

/** The file whose server is run, and what is asked of it. */
export interface Play {
  path: string;
  text: string;
  cases: readonly HttpCase[];
}

/** Answers in the order of the cases, null where there was none; or why the server could not be asked. */
export type Played<Answer = HttpAnswer> = { answers: (Answer | null)[]; tool: string } | { reason: Said; tool: string | null };

/** Code that starts a server when its file is run. */
const starts = /\b(?:ListenAndServe|serve_forever|app\.run|uvicorn\.run)\(|\.listen\(/;
/** Frameworks have their own words for what is wrong with a request. */
const framework =
  /(?:from\s+|require\(\s*|import\s+)["']?(express|fastify|koa|hono|flask|fastapi|aiohttp|django|starlette)\b|"(github\.com\/(?:gin-gonic\/gin|labstack\/echo|go-chi\/chi)[^"]*)"/;

/** Runs the server of a changed file in the sandbox and plays every case of its contract. */
export async function tryService(checking: Checking, { contract }: ServicePromise): Promise<Outcome> {
  const found = [...checking.files].find(([, text]) => text !== null && starts.test(text));
  if (!found) return notChecked('tests', say('check.noServer'));
  const [path, text] = found as [string, string];
  const used = framework.exec(text);
  if (used) return notChecked('tests', say('check.framework', { name: used[1] ?? used[2] ?? '' }));
  const before = await checking.folder.read(path);
  // A server that was there answers other requests too, in its own way.
  const cases = casesOf(contract, { whole: before === null });
  if (cases.length === 0) return notChecked('tests', say('check.noCases'));
  const play = path.endsWith('.go') ? playGo : path.endsWith('.py') ? playPython : playScript;
  const played = await play(checking, { path, text, cases });
  if ('reason' in played) return notChecked('tests', played.reason, played.tool);
  const findings = cases.flatMap((each, at): Finding[] => {
    const answer = played.answers[at] ?? null;
    if (answer !== null && keeps(each, answer)) return [];
    const { message } = say('check.contract', differenceOf(each, answer));
    return [{ path, line: lineOf(text, before, each), column: null, message }];
  });
  return concluded('tests', findings, played.tool);
}

/** The first new line that names the last plain part of the path, or the first new line. */
function lineOf(text: string, before: string | null, { path }: HttpCase): number {
  const old = new Set(before?.split('\n') ?? []);
  const lines = text.split('\n');
  const parts = (path.split('?')[0] ?? '').split('/').filter((part) => /^[\w-]+$/.test(part));
  for (const part of parts.reverse()) {
    const at = lines.findIndex((line) => !old.has(line) && new RegExp(`["'\`/]${part}["'\`/\\\\]`).test(line));
    if (at >= 0) return at + 1;
  }
  return (
    Math.max(
      0,
      lines.findIndex((line) => line.trim() !== '' && !old.has(line)),
    ) + 1
  );
}
