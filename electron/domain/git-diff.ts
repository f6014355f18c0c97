import type { HunkShape } from './diff.ts';
import { diffTexts } from './diff.ts';
import { utf8Bytes, utf8Text } from './utf8.ts';

/**
 * The change of one file as a patch that `git apply` takes. `null` is a file that does not exist. Empty when nothing changes.
 * The texts are those of the file as they are, line endings and byte-order mark included.
 */
export function gitDiff(path: string, before: string | null, after: string | null): string {
  return gitPatch(path, diffTexts(before, after), { made: before === null, removed: after === null });
}

/** The same from hunks, in the order of their places. */
export function gitPatch(path: string, hunks: readonly HunkShape[], { made = false, removed = false } = {}): string {
  if (hunks.length === 0) return '';
  const [a, b] = [quotePath(`a/${path}`), quotePath(`b/${path}`)];
  const out = [`diff --git ${a} ${b}`];
  if (made) out.push('new file mode 100644');
  if (removed) out.push('deleted file mode 100644');
  if (hunks.some((hunk) => hunk.body !== '')) {
    out.push(`--- ${made ? '/dev/null' : named(a)}`, `+++ ${removed ? '/dev/null' : named(b)}`);
    for (const hunk of hunks) out.push(`@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`, hunk.body);
  }
  return `${out.join('\n')}\n`;
}

const range = (start: number, lines: number): string => (lines === 1 ? `${start}` : `${start},${lines}`);

/** A name with a space is ended by a tab on the `---` and `+++` lines: else a reader may take what follows for a date. */
const named = (path: string): string => (!path.startsWith('"') && path.includes(' ') ? `${path}\t` : path);

/** Git's C-style quoting, used when a path has a quote, a backslash, a control character or a byte above 127. */
export function quotePath(path: string): string {
  if (!/["\\\u0000-\u001f\u007f-\uffff]/.test(path)) return path;
  let out = '';
  for (const byte of utf8Bytes(path)) {
    if (byte === 0x22 || byte === 0x5c) out += `\\${String.fromCharCode(byte)}`;
    else if (byte < 0x20 || byte > 0x7e) out += `\\${byte.toString(8).padStart(3, '0')}`;
    else out += String.fromCharCode(byte);
  }
  return `"${out}"`;
}

/** Reads a path as git writes it: quoted or not. */
export function unquotePath(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
  const bytes: number[] = [];
  const inner = utf8Bytes(text.slice(1, -1));
  const escapes: Record<string, number> = { n: 10, t: 9, r: 13, a: 7, b: 8, f: 12, v: 11 };
  for (let index = 0; index < inner.length; index++) {
    const byte = inner[index] as number;
    if (byte !== 0x5c || index + 1 >= inner.length) {
      bytes.push(byte);
      continue;
    }
    const octal = String.fromCharCode(...inner.slice(index + 1, index + 4));
    if (/^[0-3][0-7]{2}$/.test(octal)) {
      bytes.push(Number.parseInt(octal, 8));
      index += 3;
      continue;
    }
    const letter = String.fromCharCode(inner[++index] as number);
    bytes.push(escapes[letter] ?? letter.charCodeAt(0));
  }
  return utf8Text(bytes) ?? text;
}
