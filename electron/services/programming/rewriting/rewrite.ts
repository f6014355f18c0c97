import type { ImportNode, ModuleNode, Span, Statement } from '#domain/ir/nodes';
import { printStatements } from '#domain/ir/print';
import type { TargetLanguage } from '#domain/programming';
import { freshName } from '#domain/symbols/rename';
import type { ScopeTree } from '#domain/symbols/scope-tree';
import { scopeAt } from '#domain/symbols/scopes';
import { lineStart, nextLine, type SourceView } from '../syntax/source-view.ts';
import { type FunctionText, functionText, indentOf, movableLines } from './function-text.ts';
import { maskSource, type SourceMask } from './source-mask.ts';
import type { FunctionPlace } from './visit.ts';

export interface RewriteSource {
  language: TargetLanguage;
  view: Pick<SourceView, 'path' | 'text' | 'style' | 'imports' | 'declared'>;
  module: ModuleNode;
  scopes: ScopeTree;
}

type Words = { en: string; zh: string };
interface TextEdit {
  path: string;
  start: number;
  end: number;
  text: string;
}

export interface Rewrite {
  edits: TextEdit[];
  imports?: ImportNode[];
  notes: Words[];
  exists?: Words;
  refused?: Words;
}

export const refuse = (en: string, zh: string): Rewrite => ({ edits: [], notes: [], refused: { en, zh } });

/** A function that is to be changed, with all that is known of its text. */
export interface Subject extends FunctionPlace, RewriteSource {
  mask: SourceMask;
  text: string;
  parts: FunctionText;
  /** Of the function's own names. */
  scope: number;
}

/** Null where the function is written in a way that is not understood. */
export function subjectOf(source: RewriteSource, place: FunctionPlace, mask = maskOf(source)): Subject | null {
  const { text } = source.view;
  const parts = functionText(text, mask, place, source.language);
  if (!parts) return null;
  const inside = parts.body?.start ?? parts.expression?.start ?? parts.afterParameters;
  const view = { ...source.view, style: { ...source.view.style, indent: levelOf(parts, mask.code) ?? source.view.style.indent } };
  return { ...source, ...place, view, mask, text, parts, scope: scopeAt(source.scopes, inside) };
}

/** One level as the function itself is indented; null where its body is on one line. */
function levelOf({ body, indent }: FunctionText, code: string): string | null {
  if (!body) return null;
  const inner = indentOf(code, body);
  return inner.startsWith(indent) && inner.length > indent.length ? inner.slice(indent.length) : null;
}

export const maskOf = ({ view, language, module }: RewriteSource): SourceMask => maskSource(view.text, language, module);

export const isScript = (language: TargetLanguage): boolean => language === 'typescript' || language === 'javascript';

/** A name that nothing in the function or around it has. */
export const ownNameIn = ({ scopes, scope }: Subject, wish: string, taken?: ReadonlySet<string>): string =>
  freshName(scopes, scope, wish, taken);

/** A name that nothing in the whole file has. */
export const ownNameAtTop = ({ scopes }: RewriteSource, wish: string): string => freshName(scopes, 0, wish);

/** The place of the function's own statements in a frame around them. */
const markerLine = /^([ \t]*)bodyOfTheFunction;?$/;

/** Statements as lines behind an indentation. */
export function printedAt({ language, view }: RewriteSource, statements: readonly Statement[], indent: string): string[] {
  if (statements.length === 0) return [];
  const lines = printStatements([...statements], 0, language, view.style)
    .replace(/\n$/, '')
    .split('\n');
  return lines.map((line) => (line === '' ? '' : indent + line));
}

/**
 * The edits that put a frame around the whole body of a function. What stands in the body keeps its text and moves in; `after` runs behind
 * it. Null where there is no body to put it around.
 */
export function framed(subject: Subject, frame: readonly Statement[], after: readonly Statement[] = []): TextEdit[] | null {
  const { parts, text, language, view, mask } = subject;
  const { body, expression } = parts;
  const level = view.style.indent;
  const one = expression ?? (body && language !== 'python' && !text.slice(body.start, body.end).includes('\n') ? body : null);
  const indent = one || !body ? parts.indent + level : indentOf(mask.code, body) || parts.indent + level;
  const lines = printedAt(subject, frame, indent);
  const at = lines.findIndex((line) => markerLine.test(line.slice(indent.length)));
  const by = markerLine.exec((lines[at] ?? '').slice(indent.length))?.[1] ?? '';
  const head = lines.slice(0, at).join('\n');
  const tail = [...printedAt(subject, after, indent + by), ...lines.slice(at + 1)].join('\n');
  const edit = (start: number, end: number, put: string): TextEdit => ({ path: view.path, start, end, text: put });
  if (expression) {
    const end = view.style.semicolons ? ';' : '';
    return [
      edit(expression.start, expression.start, `{\n${head}\n${indent}${by}return `),
      edit(expression.end, expression.end, `${end}\n${tail}\n${parts.indent}}`),
    ];
  }
  if (!body) return null;
  if (one) {
    const inner = trimmedSpan(text, body);
    return [
      edit(body.start, inner.start, `\n${head}\n${indent}${by}`),
      edit(inner.end, body.end, `${inner.end > inner.start && tail !== '' ? '\n' : ''}${tail}\n${parts.indent}`),
    ];
  }
  const python = language === 'python';
  // Code on the line of a brace belongs to the body too.
  const onFirst = !python && mask.code.slice(body.start, nextLine(text, body.start)).trim() !== '';
  const onLast = !python && mask.code.slice(lineStart(text, body.end), body.end).trim() !== '';
  const first = python ? body.start : nextLine(text, body.start);
  const end = python ? behindLastLine(text, body) : onLast ? trimmedSpan(text, body).end : lineStart(text, body.end);
  const moved = movableLines(text, mask, { start: first, end }).map((line) => edit(line, line, by));
  // A function behind a docstring stands apart from it.
  const apart =
    parts.docstring && frame[0]?.kind === 'define' && lineStart(text, first) === nextLine(text, parts.docstring.end) ? '\n' : '';
  const begin = trimmedSpan(text, body).start;
  return [
    onFirst ? edit(body.start, begin, `\n${head}\n${indent}${by}`) : edit(first, first, `${apart}${head}\n`),
    ...moved,
    onLast
      ? edit(end, body.end, `\n${tail === '' ? '' : `${tail}\n`}${parts.indent}`)
      : edit(end, end, tail === '' ? '' : `${text.charAt(end - 1) === '\n' ? '' : '\n'}${tail}\n`),
  ];
}

function trimmedSpan(text: string, { start, end }: Span): Span {
  const inner = text.slice(start, end);
  const lead = inner.length - inner.trimStart().length;
  return { start: start + lead, end: Math.max(start + lead, start + inner.trimEnd().length) };
}

/** Behind the last line of a stretch that has something on it. */
function behindLastLine(text: string, { start, end }: Span): number {
  const last = start + text.slice(start, end).trimEnd().length;
  return Math.max(start, nextLine(text, last));
}

/** The name by which a module of the standard library is known in the function, with the import where the file lacks it. */
export function moduleName(subject: Subject, module: string, wish = module.replace(/^.*\//, '')): { name: string; imports: ImportNode[] } {
  const known = subject.view.imports.find((each) => each.module === module && each.names.length === 0);
  if (known) return { name: known.alias ?? wish, imports: [] };
  const name = ownNameAtTop(subject, wish);
  return { name, imports: [name === wish ? { module, names: [] } : { module, names: [], default: name }] };
}
