import type { Check, CheckProgress, Finding } from '#domain/checks';
import { languageOf } from '#domain/languages';
import type { CodePromise } from '#domain/promises';
import { type Said, say } from '#domain/sentences';
import { checkGo } from './go.ts';
import { checkJavaScript } from './javascript.ts';
import { concluded, namesOf, notChecked } from './outcome.ts';
import type { CheckFolder, ChecksPorts, Grammar, LanguageChecks, Outcome } from './ports.ts';
import { checkPython } from './python.ts';
import { checkTests } from './tests/tests.ts';
import { checkTypeScript } from './typescript.ts';

export interface CheckRequest {
  /** The text of files by relative path as they will be; null for one that is deleted. */
  files: ReadonlyMap<string, string | null>;
  /** Text by path as it was; the folder's own where it says nothing. After a change is on disk, the folder no longer knows. */
  before?: ReadonlyMap<string, string | null>;
  folder: CheckFolder;
  /** What the code was made to do, to be tried by running it. */
  promises?: readonly CodePromise[];
  signal?: AbortSignal;
  /** Told what is known, at first and whenever more is. */
  onProgress?: (progress: Pick<CheckProgress, 'checks' | 'running'>) => void;
}

/** Checks code before it is shown as good: it parses; in a trusted folder it also compiles, in the sandbox, with the rest of the folder. */
export interface Checks {
  /** One result for each check of each language that the files are of. Throws CANCELLED. What cannot be checked is `notChecked` and says why. */
  checkFiles(request: CheckRequest): Promise<Check[]>;
}

type Language = 'typescript' | 'javascript' | 'python' | 'go';

const languages: Record<Language, { checks: LanguageChecks; names: readonly Outcome['name'][] }> = {
  go: { checks: checkGo, names: ['formats', 'compiles', 'types'] },
  python: { checks: checkPython, names: ['compiles'] },
  typescript: { checks: checkTypeScript, names: ['types'] },
  javascript: { checks: checkJavaScript, names: ['compiles'] },
};

export function createChecks(ports: ChecksPorts): Checks {
  return {
    async checkFiles(request) {
      const {
        files,
        before = new Map(),
        folder: disk,
        promises = [],
        signal = new AbortController().signal,
        onProgress = () => {},
      } = request;
      const folder: CheckFolder = {
        ...disk,
        read: (path) => (before.has(path) ? Promise.resolve(before.get(path) ?? null) : disk.read(path)),
      };
      const groups = byLanguage(files);
      const all: Check[] = strangers(files, groups.size === 0);
      const running = [...groups.keys()].flatMap((language) =>
        (['parses', ...languages[language].names, ...testsOf(language)] as const).map((name) => ({ name, language })),
      );
      const tell = () => {
        const done = (each: (typeof running)[number]) => all.some(({ name, language }) => name === each.name && language === each.language);
        onProgress({ checks: [...all], running: running.filter((each) => !done(each)) });
      };
      tell();
      const broken = new Set<Language>();
      for (const [language, own] of groups) {
        const parses = await timed(language, async () => [await parse(ports, own, folder)]);
        if (parses[0]?.status === 'failed') broken.add(language);
        all.push(...parses);
      }
      tell();
      for (const [language, own] of groups) {
        const found = await timed(language, () => further(language, own, broken.has(language)));
        all.push(...found);
        tell();
        if (testsOf(language).length > 0) all.push(...(await timed(language, async () => [await tests(language, own, [...all])])));
        // What a check left out is not waited for.
        for (let at = running.length - 1; at >= 0; at--) if (running[at]?.language === language) running.splice(at, 1);
        tell();
      }
      return all;

      async function further(language: Language, own: ReadonlyMap<string, string | null>, broken: boolean): Promise<Outcome[]> {
        const { checks, names } = languages[language];
        const none = (reason: Said) => names.map((name) => notChecked(name, reason));
        if (broken) return none(say('check.doesNotParse'));
        if (!folder.trusted) return none(say('check.untrusted'));
        const available = await ports.sandbox.availability();
        if (!available.available) return none(say('check.noSandbox', { why: available.why }));
        return checks({ ...ports, files: own, changed: files, before, folder, promises: [], signal });
      }

      function testsOf(language: Language): Outcome['name'][] {
        return promises.some((each) => each.language === language) ? ['tests'] : [];
      }

      /** Code that does not compile is not run; where the compiler was not asked, nothing is. */
      async function tests(language: Language, own: ReadonlyMap<string, string | null>, known: readonly Check[]): Promise<Outcome> {
        const earlier = known.filter((each) => each.language === language);
        const wrong = earlier.find(({ name, status }) => status === 'failed' && name !== 'formats');
        if (wrong) return notChecked('tests', say(wrong.name === 'parses' ? 'check.doesNotParse' : 'check.doesNotCompile'));
        if (!folder.trusted) return notChecked('tests', say('check.untrusted'));
        const available = await ports.sandbox.availability();
        if (!available.available) return notChecked('tests', say('check.noSandbox', { why: available.why }));
        const mine = promises.filter((each) => each.language === language);
        return checkTests({ ...ports, files: own, changed: files, before, folder, promises: mine, signal });
      }
    },
  };
}

/** Files that nothing here can read are named, so that what is green beside them is not taken for theirs. */
function strangers(files: ReadonlyMap<string, string | null>, alone: boolean): Check[] {
  const names = [...files].filter(([path, text]) => text !== null && languageFor(path) === null).map(([path]) => path);
  if (names.length === 0 && !alone) return [];
  const reason = names.length === 0 ? say('check.noParser') : say('check.noParserFor', { names: namesOf(names) });
  return [{ ...notChecked('parses', reason), language: 'text', durationMs: 0 }];
}

async function timed(language: Language, work: () => Promise<Outcome[]>): Promise<Check[]> {
  const start = performance.now();
  const outcomes = await work();
  const durationMs = Math.round(performance.now() - start);
  // Checks that one run of a tool gave together took that time together.
  return outcomes.map((outcome) => ({
    ...outcome,
    language,
    durationMs: outcome.status === 'notChecked' && !outcome.tool ? 0 : durationMs,
  }));
}

function byLanguage(files: ReadonlyMap<string, string | null>): Map<Language, Map<string, string | null>> {
  const groups = new Map<Language, Map<string, string | null>>();
  for (const [path, text] of files) {
    const language = languageFor(path);
    if (language === null) continue;
    const group = groups.get(language) ?? new Map<string, string | null>();
    group.set(path, text);
    groups.set(language, group);
  }
  return groups;
}

function languageFor(path: string): Language | null {
  const language = languageOf(path);
  if (language === 'tsx') return 'typescript';
  if (language === 'jsx') return 'javascript';
  return Object.hasOwn(languages, language) ? (language as Language) : null;
}

function grammarFor(path: string): Grammar {
  const language = languageOf(path);
  return language === 'jsx' ? 'javascript' : (language as Grammar);
}

async function parse(ports: ChecksPorts, files: ReadonlyMap<string, string | null>, folder: CheckFolder): Promise<Outcome> {
  const findings: Finding[] = [];
  const brokenBefore: string[] = [];
  let parsed = 0;
  for (const [path, text] of files) {
    if (text === null) continue;
    parsed += 1;
    const line = await ports.firstError(grammarFor(path), text);
    if (line === null) continue;
    const before = await folder.read(path);
    if (before !== null && (await ports.firstError(grammarFor(path), before)) !== null) brokenBefore.push(path);
    else findings.push({ path, line, column: null, message: 'Syntax error.' });
  }
  if (parsed === 0) return notChecked('parses', say('check.onlyDeleted'));
  if (brokenBefore.length > 0 && findings.length === 0)
    return notChecked('parses', say('check.didNotParse', { names: namesOf(brokenBefore) }));
  return concluded('parses', findings, null);
}
