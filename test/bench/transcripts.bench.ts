/**
 * The same requests to the same random services in every language: those that try the contract (each status, each field missing, of a
 * wrong type and at its border) and a session of random valid ones. All have to answer with the same status and canonical body, and with
 * the one that the contract names. `npm run bench transcripts`; TRANSCRIPT_SERVICES says how many services there are (120).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { targetLanguages } from '#domain/programming';
import { missing } from '../support/prerequisites.ts';
import { randomServices } from '../support/random-services.ts';
import { playTranscripts } from '../support/transcripts.ts';
import { startEngine } from '../unit/programming/bank.ts';

const count = Number(process.env['TRANSCRIPT_SERVICES'] ?? 120);
const languages = targetLanguages.filter((language) => (language !== 'go' && language !== 'python') || !missing(language));
const folder = mkdtempSync(join(tmpdir(), 'autoglm-transcripts-'));
const engine = startEngine();
try {
  const services = await randomServices(engine, count, 20_261);
  const played = await playTranscripts(services, languages, folder, 7);
  const different = new Set(played.filter(({ answers }) => new Set(Object.values(answers)).size > 1));
  const wrong = played.filter((each) => each.wrong.length > 0);
  const firstOfEach = new Map([...different, ...wrong].reverse().map((each) => [each.service, each]));
  for (const each of [...firstOfEach.values()].slice(0, 20)) {
    const { service, request, expected, answers } = each;
    console.log(
      `${service.kind}: ${request.title}: ${request.method} ${request.path} ${request.body?.slice(0, 200) ?? ''}: ${expected?.slice(0, 200)}`,
    );
    for (const [language, answer] of Object.entries(answers)) console.log(`  ${language}: ${answer.slice(0, 300)}`);
  }
  const kinds = [...new Set(services.map(({ kind }) => kind))];
  const figure = (name: string, ours: number, goal: number, unit: string) =>
    console.log(JSON.stringify({ bench: 'transcripts', figure: name, unit, ours, goal: `>= ${goal}`, ok: ours >= goal }));
  const share = (good: number): number => Math.floor((good / Math.max(1, played.length)) * 10_000) / 100;
  const broken = new Set([...different, ...wrong].map(({ service }) => service));
  figure(`random services of ${kinds.join(', ')} in ${languages.join(', ')}`, services.length, 100, 'services');
  figure('requests that all languages answer with the same status and canonical body', share(played.length - different.size), 100, '%');
  figure('requests that are answered as the contract says', share(played.length - wrong.length), 100, '%');
  figure('services without any difference', services.length - broken.size, services.length, 'services');
  figure('requests to each language', played.length, 1_000, 'requests');
} finally {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
}
