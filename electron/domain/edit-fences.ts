import type { AnswerLines, Fence, Found } from './edit-lines.ts';
import { asText, closes, malformed, pathBefore, pathInInfo, readFence } from './edit-lines.ts';
import { startsPatch } from './edit-patch.ts';
import { startsSearch } from './edit-search.ts';
import { type Said, say } from './sentences.ts';

/** Reads whole files: fenced blocks with a path in the info string or on the line before. Other fences are passed over. */
export function createFenceReader(answer: AnswerLines): { read(index: number): Found | null } {
  let passing: Fence | null = null;
  const bareAfter = bareFences(answer.lines);
  return {
    read(index) {
      const fence = readFence(answer.lines[index] as string);
      if (fence === null) return null;
      if (passing !== null && closes(fence, passing)) {
        passing = null;
        return null;
      }
      const path = /^(?:diff|patch)\b/i.test(fence.info) ? null : (pathInInfo(fence.info) ?? pathBefore(answer, index));
      if (path === null || holdsEdits(answer, index + 1)) {
        passing ??= fence;
        return path === null ? null : { edits: [], problems: [], path, next: index + 1 };
      }
      passing = null;
      return readFile(answer, index, fence, path, bareAfter);
    },
  };
}

/** True when the first line with text begins a search/replace block or a patch: then the fence is only wrapping. */
function holdsEdits(answer: AnswerLines, start: number): boolean {
  for (let index = start; index < Math.min(start + 4, answer.lines.length); index++) {
    if (answer.lines[index]?.trim() === '') continue;
    return startsSearch(answer, index) || startsPatch(answer, index);
  }
  return false;
}

function readFile(answer: AnswerLines, index: number, open: Fence, path: string, bareAfter: Uint8Array): Found {
  const markdown = /\.(?:md|mdx|markdown|rst|txt)$/i.test(path);
  const found = (next: number, problem: Said | null): Found => {
    const content = asText(answer.lines.slice(index + 1, problem === null ? next - 1 : next));
    if (problem !== null) return { edits: [], problems: [malformed(path, problem, '', content)], path, next };
    return { edits: [{ kind: 'write', path, content: outdent(content, open.indent) }], problems: [], path, next };
  };
  let depth = 0;
  for (let line = index + 1; line < answer.lines.length; line++) {
    if (startsSearch(answer, line)) return { edits: [], problems: [], path, next: line };
    const fence = readFence(answer.lines[line] as string);
    if (fence === null || fence.mark !== open.mark || fence.length < open.length) continue;
    if (fence.info !== '') {
      if (!markdown && pathInInfo(fence.info) !== null) return found(line, say('fence.another'));
      depth++;
    } else if (depth > 0) depth--;
    else if (closes(fence, open)) {
      if (markdown && bareAfter[line + 1] === 2) return found(line + 1, say('fence.unclear'));
      return found(line + 1, null);
    }
  }
  return found(answer.lines.length, say('fence.noEnd'));
}

/**
 * For every line how many bare fences stand from it on before the next fence with an info string: 0 for none, 1 for an odd number, 2
 * for an even one. An even number behind the end of a Markdown file may be the rest of its own blocks. Made once for all lines, or many
 * small blocks would each read the rest of the answer.
 */
function bareFences(lines: readonly string[]): Uint8Array {
  const bare = new Uint8Array(lines.length + 1);
  for (let index = lines.length - 1; index >= 0; index--) {
    const fence = readFence(lines[index] as string);
    const after = bare[index + 1] as number;
    bare[index] = fence === null ? after : fence.info !== '' ? 0 : after === 1 ? 2 : 1;
  }
  return bare;
}

/** Takes away the indentation that a fence inside a list gives to all of its lines. */
function outdent(content: string, indent: number): string {
  if (indent === 0) return content;
  const lines = content.split('\n');
  return lines.every((line) => line.trim() === '' || line.slice(0, indent).trim() === '')
    ? lines.map((line) => line.slice(indent)).join('\n')
    : content;
}
