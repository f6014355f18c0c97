import type { TargetLanguage } from '#domain/programming';

/** A random program that prints what it calculates, and what of it can be changed. */
export interface SmallProgram {
  text: string;
  /** First and last line of statements that follow one another. */
  stretches: [number, number][];
  functions: string[];
  values: string[];
  /** Functions of one value, and variables that are set once. */
  inlinable: string[];
}

type Random = () => number;
const below = (random: Random, count: number): number => Math.floor(random() * count);

interface Value {
  text: string;
  /** 0 for sums, 1 for products, 2 for what holds together. */
  rank: number;
}

/** Whole numbers, variables, calls that print, and operators with as few brackets as the language needs. */
function value(random: Random, names: readonly string[], calls: readonly string[], depth: number): Value {
  const kind = depth <= 0 ? below(random, 2) : below(random, 7);
  if (kind === 0 || (kind === 1 && names.length === 0)) return { text: String(below(random, 10)), rank: 2 };
  if (kind === 1) return { text: names[below(random, names.length)] as string, rank: 2 };
  if (kind === 2 || (kind === 3 && calls.length === 0)) return { text: `log(${value(random, names, calls, depth - 1).text})`, rank: 2 };
  if (kind === 3) return { text: `${calls[below(random, calls.length)]}(${value(random, names, calls, depth - 1).text})`, rank: 2 };
  const operator = ['+', '-', '*'][below(random, 3)] as string;
  const rank = operator === '*' ? 1 : 0;
  const [left, right] = [value(random, names, calls, depth - 1), value(random, names, calls, depth - 1)];
  const bracketed = (each: Value, least: number): string => (each.rank < least ? `(${each.text})` : each.text);
  return { text: `${bracketed(left, rank)} ${operator} ${bracketed(right, rank + 1)}`, rank };
}

export function smallProgram(random: Random, language: TargetLanguage): SmallProgram {
  const lines: string[] = [];
  const program: SmallProgram = { text: '', stretches: [], functions: [], values: [], inlinable: [] };
  const step = language === 'go' ? '\t' : language === 'python' ? '    ' : '  ';
  const put = (depth: number, line: string): number => lines.push(step.repeat(depth) + line);
  const type = language === 'typescript' ? ': number' : language === 'go' ? ' int' : '';
  const open = language === 'python' ? ':' : ' {';
  const close = (depth: number): void => {
    if (language !== 'python') put(depth, '}');
  };
  const end = language === 'typescript' || language === 'javascript' ? ';' : '';
  const head = (name: string, parameters: string[]): string => {
    const list = parameters.map((each) => each + type).join(', ');
    return language === 'python'
      ? `def ${name}(${list}):`
      : language === 'go'
        ? `func ${name}(${list}) int {`
        : `function ${name}(${list})${type} {`;
  };
  if (language === 'go')
    lines.push('package main', '', 'import "fmt"', '', 'func log(n int) int {', '\tfmt.Println(n)', '\treturn n', '}', '');
  else if (language === 'python') lines.push('def log(n):', '    print(n)', '    return n', '', '');
  else lines.push(`function log(n${type})${type} {`, '  print(n);', '  return n;', '}', '');
  const short: string[] = [];
  for (let at = 0; at < 2; at += 1) {
    const name = `short${at}`;
    put(0, head(name, ['p']));
    put(1, `return ${value(random, ['p', 'p'], short, 2).text}${end}`);
    close(0);
    lines.push('', ...(language === 'python' ? [''] : []));
    short.push(name);
  }
  program.inlinable.push(...short);
  program.functions.push(...short);
  for (let at = 0; at < 2; at += 1) {
    put(0, head(`long${at}`, ['a', 'b']));
    const names = ['a', 'b'];
    const changing: string[] = [];
    const starts: [number, number][] = [];
    const statements = 4 + below(random, 4);
    for (let count = 0; count < statements; count += 1) {
      const start = lines.length + 1;
      const kind = below(random, 5);
      const made = value(random, names, short, 2).text;
      if (kind < 2 || changing.length === 0) {
        const fresh = `v${at}${count}`;
        const isFixed = random() < 0.5;
        put(
          1,
          language === 'python'
            ? `${fresh} = ${made}`
            : language === 'go'
              ? `${fresh} := ${made}`
              : `${isFixed ? 'const' : 'let'} ${fresh} = ${made}${end}`,
        );
        names.push(fresh);
        if (isFixed) program.inlinable.push(fresh);
        else changing.push(fresh);
        program.values.push(fresh);
      } else {
        const target = changing[below(random, changing.length)];
        if (kind === 2) put(1, `${target} = ${made}${end}`);
        else if (kind === 3) {
          const condition = `${names[below(random, names.length)]} > ${below(random, 5)}`;
          put(1, language === 'python' ? `if ${condition}:` : language === 'go' ? `if ${condition} {` : `if (${condition})${open}`);
          put(2, `${target} = ${made}${end}`);
          close(1);
        } else {
          put(
            1,
            language === 'python'
              ? 'for turn in range(3):'
              : language === 'go'
                ? 'for turn := 0; turn < 3; turn++ {'
                : 'for (let turn = 0; turn < 3; turn++) {',
          );
          put(2, `${target} = ${target} - turn + ${value(random, names, short, 1).text}${end}`);
          close(1);
        }
      }
      starts.push([start, lines.length]);
    }
    put(1, `return ${names.join(' + ')}${end}`);
    close(0);
    lines.push('', ...(language === 'python' ? [''] : []));
    program.functions.push(`long${at}`);
    const first = below(random, starts.length);
    const last = first + below(random, starts.length - first);
    program.stretches.push([starts[first]?.[0] ?? 1, starts[last]?.[1] ?? 1]);
  }
  const run = language === 'python' ? 'def run():' : language === 'go' ? 'func Run() {' : 'function run() {';
  put(0, run);
  for (const each of ['long0(1, 2)', 'long1(3, 4)', 'short0(5)', 'long0(short1(6), 0)']) put(1, `log(${each})${end}`);
  close(0);
  program.text = `${lines.join('\n')}\n`;
  return program;
}
