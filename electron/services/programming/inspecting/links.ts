import { constantCase, fieldName, kebabCase, nameWords, pascalCase, snakeCase, typeName, valueName } from '#domain/ir/names';
import type { TargetLanguage } from '#domain/programming';
import type { TableNode } from './node-table.ts';
import type { LinkedPart } from './plan-parts.ts';

/** Code longer than this is no value of a plan as it stands. */
const longestExcerpt = 300;

/**
 * Which parts of the plan each node comes from: those whose value is its name, its text, its number or its whole code, or whose value
 * becomes its name in the language. 0 and 1 stand in all code: they count only where one node alone has them.
 */
export function linksOf(nodes: readonly TableNode[], parts: readonly LinkedPart[], language: TargetLanguage, code: string): number[][] {
  const byText = new Map<string, number[]>();
  const byNumber = new Map<number, number[]>();
  const put = <Key>(map: Map<Key, number[]>, key: Key, part: number): void => {
    const known = map.get(key);
    if (!known) map.set(key, [part]);
    else if (!known.includes(part)) known.push(part);
  };
  for (const [at, { part, texts, numbers }] of parts.entries()) {
    // The language of a plan is what all of the code is in.
    if (part.path === 'language') continue;
    for (const text of texts) for (const name of namesOf(text, language)) put(byText, name, at);
    for (const number of numbers) put(byNumber, number, at);
  }
  const longest = Math.min(longestExcerpt, Math.max(0, ...[...byText.keys()].map((text) => text.length)));
  const links = nodes.map((node, at) => {
    const found = new Set<number>();
    const add = (matches: readonly number[] | undefined): void => {
      for (const part of matches ?? []) found.add(part);
    };
    for (const name of node.names) add(byText.get(name));
    if (at > 0 && node.end - node.start <= longest) add(byText.get(code.slice(node.start, node.end)));
    if (node.number !== null) add(byNumber.get(node.number));
    return found;
  });
  for (const [number, of] of byNumber) {
    const having = nodes.flatMap((node, at) => (node.number === number ? [at] : []));
    if (Math.abs(number) <= 1 && having.length > 1) for (const at of having) for (const part of of) links[at]?.delete(part);
    // A length of time that is written in seconds.
    if (having.length === 0 && number >= 1000)
      for (const [at, node] of nodes.entries()) if (node.number === number / 1000) for (const part of of) links[at]?.add(part);
  }
  return links.map((found) => [...found].sort((left, right) => left - right));
}

/** A text itself and, where it can be a name, the names that code has for it. */
function namesOf(text: string, language: TargetLanguage): string[] {
  if (text.length > 64 || !/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(text) || nameWords(text).length === 0) return [text];
  const made = [typeName, valueName, fieldName].map((make) => make(text, language));
  return [...new Set([text, ...made, constantCase(text), snakeCase(text), pascalCase(text), kebabCase(text)])];
}
