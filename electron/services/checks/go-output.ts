import type { Finding } from '#domain/checks';

export interface GoOutput {
  /** What the compiler refuses. */
  errors: Finding[];
  /** What `go vet` says without naming itself: warnings, and packages that cannot be loaded. Only the compiler can tell which. */
  warnings: Finding[];
  /** Import paths of packages that are not installed. */
  missing: string[];
  /** What go says of itself and of the module rather than of code. */
  said: string[];
  /** The Go that is installed is older than the module asks for. */
  tooOld: boolean;
}

const place = /^(vet: )?(.+?\.(?:go|s|c|h|mod|work)):(\d+)(?::(\d+))?: (.*)$/;
const missingPackage =
  /no required module provides package ([^\s;:]+)|cannot find module providing package ([^\s;:]+)|missing go\.sum entry for module providing package ([^\s;:]+)|missing go\.sum entry(?: for go\.mod file)?:? ?([^\s;:]*)|cannot find module providing package ([^\s:]+)/;
const missingModule =
  /^(?:go: )?([\w./~-]+@[\w.+-]+)(?: \([^)]*\))?: .*(?:module lookup disabled|missing go\.sum entry|not found in module cache)/;

/**
 * Reads what `go build` and `go vet` print. `pathOf` turns a path as Go writes it into one of the folder, or null for one outside. Lines that
 * begin with a tab go on with the one before. `vet` says whose output it is.
 */
export function readGoOutput(text: string, pathOf: (path: string) => string | null, vet: boolean): GoOutput {
  const found: GoOutput = { errors: [], warnings: [], missing: [], said: [], tooOld: false };
  let vetting = vet;
  let last: Finding | null = null;
  for (const line of text.split('\n')) {
    if (line.startsWith('# ')) {
      // Where vet heads its warnings, it writes the package in brackets; without them the compiler speaks.
      vetting = vet && line.startsWith('# [');
      last = null;
      continue;
    }
    if (line.startsWith('\t') && last !== null) {
      last.message += `\n${line.trim()}`;
      continue;
    }
    if (line.trim() === '' || /^(?:too many errors|note: module requires)/.test(line)) continue;
    if (/requires go >= [\d.]+ \(running go/.test(line)) found.tooOld = true;
    const match = place.exec(line);
    const absent = missingPackage.exec(match?.[5] ?? line) ?? missingModule.exec(line);
    last = null;
    if (absent) found.missing.push(absent.slice(1).find((part) => part) ?? '?');
    else if (match && !/\.(?:mod|work)$/.test(match[2] as string)) {
      const path = pathOf(match[2] as string);
      if (path === null) found.said.push(line);
      else {
        last = { path, line: Number(match[3]), column: match[4] ? Number(match[4]) : null, message: match[5] as string };
        (vetting && !match[1] ? found.warnings : found.errors).push(last);
      }
    } else found.said.push(line);
  }
  return found;
}

/** What gofmt itself cannot read, which then has no difference to show. */
export function readGofmtErrors(text: string, pathOf: (path: string) => string | null): Finding[] {
  return text.split('\n').flatMap((row) => {
    const match = /^(\S+\.go):(\d+):(\d+): (.*)$/.exec(row);
    const path = match ? pathOf(match[1] as string) : null;
    return match && path !== null ? [{ path, line: Number(match[2]), column: Number(match[3]), message: match[4] as string }] : [];
  });
}

/** Which files gofmt would lay out differently, with the first line that it would change: read from the output of `gofmt -d`. */
export function readGofmt(text: string, pathOf: (path: string) => string | null): Finding[] {
  const found: Finding[] = [];
  let path: string | null = null;
  let line = 0;
  for (const row of text.split('\n')) {
    const file = /^\+\+\+ (\S+)/.exec(row);
    if (file) path = pathOf(file[1] as string);
    const hunk = /^@@ -(\d+)/.exec(row);
    if (hunk) line = Number(hunk[1]) - 1;
    if (path === null || file || row.startsWith('---')) continue;
    if (/^[-+]/.test(row)) {
      found.push({ path, line: Math.max(1, line + 1), column: null, message: 'gofmt would lay this out differently.' });
      path = null;
    } else if (row.startsWith(' ')) line += 1;
  }
  return found;
}
