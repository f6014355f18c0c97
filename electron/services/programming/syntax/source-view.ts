import type { PrintStyle } from '#domain/ir/style';
import { defaultStyle } from '#domain/ir/style';
import type { TargetLanguage } from '#domain/programming';

export type Framework = 'express' | 'fastify' | 'hono' | 'node:http' | 'flask' | 'fastapi' | 'http.server' | 'gin' | 'net/http';

export interface ImportView {
  module: string;
  names: string[];
  /** The name of the whole module: default import, namespace, `import x as y`, Go alias. */
  alias: string | null;
  start: number;
  end: number;
  /** Where another name can be written into the braces; null where the form has none. */
  namesEnd: number | null;
  typeOnly: boolean;
}

/** Where routes of a file are made and where the next one belongs. */
export interface ServerView {
  framework: Framework;
  /** The object routes are added to: `app`, `router`, `mux`. */
  variable: string;
  /** Offset of the start of the line before which a new route stands. */
  at: number;
  /** Levels of indentation of that place. */
  depth: number;
  /** For servers that are one function: the names of its parameters. */
  request?: string;
  response?: string;
  /** The text of the function that has all routes inside, whose names a new route must leave alone. */
  scope?: string;
  /** The variable of that function that holds the request's URL, and where the line behind it starts. */
  url?: { name: string; at: number };
  /** The methods of a class that answers: for each where another route belongs, where the first of them is, and its text up to there. */
  methods?: Record<string, { at: number; before: string; first: { at: number; before: string } }>;
  /** Whether routes are written as `.route(path, methods=[...])`. */
  usesRoute?: boolean;
}

export interface RouteView {
  method: string;
  path: string;
  /** The function of Go that answers: where its body starts, its parameters, and where its header Allow can name another method. */
  handler?: { at: number; response: string; request: string; allowEnd: number | null; body: string };
}

/** What a change needs to know of an existing file. Offsets are UTF-16 units into `text`. */
export interface SourceView {
  path: string;
  text: string;
  language: TargetLanguage;
  style: PrintStyle;
  form: 'module' | 'require';
  imports: ImportView[];
  /** Offset of the start of the line before which a new import stands. */
  importsAt: number;
  /** Names declared at the top level. */
  declared: string[];
  routes: RouteView[];
  server: ServerView | null;
  /** Offset of the line before which declarations are appended: the entry point of the program, or the end. */
  appendAt: number;
  hasEntry: boolean;
  package: string | null;
  parses: boolean;
}

/** Indentation, quotes and semicolons by majority, ties and empty files by the language's habit. */
export function styleOf(text: string, language: TargetLanguage): PrintStyle {
  const style = defaultStyle(language);
  if (language === 'go') return style;
  const indents = [...text.matchAll(/^([ \t]+)\S/gm)].map((match) => match[1] ?? '');
  const tabs = indents.filter((indent) => indent.startsWith('\t')).length;
  if (tabs > indents.length / 2) style.indent = '\t';
  else {
    const widths = indents.filter((indent) => !indent.includes('\t')).map((indent) => indent.length);
    const counts = [2, 4, 8, 3].map((width) => widths.filter((each) => each === width).length);
    // The smallest common step: a file of four-blank levels has no line at two.
    if (widths.length > 0)
      style.indent = ' '.repeat((counts[0] ?? 0) > 0 ? 2 : (counts[1] ?? 0) > 0 ? 4 : (counts[3] ?? 0) > 0 ? 3 : style.indent.length);
  }
  const double = text.split('"').length;
  const single = text.split(/(?<!\w)'|'(?!\w)/).length;
  if (single > double) style.quote = "'";
  if (language !== 'python') {
    const ended = (text.match(/;[ \t]*(?:\/\/.*)?\r?$/gm) ?? []).length;
    const open = (text.match(/[\w)\]'"`][ \t]*\r?$/gm) ?? []).length;
    if (open > 0 && ended < open / 2) style.semicolons = false;
  }
  return style;
}

/** The start of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The start of the line after the one that holds `offset`; the length of the text where there is none. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

export function depthAt(text: string, offset: number, indent: string): number {
  const lead = /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? '';
  return Math.round(lead.length / indent.length);
}
