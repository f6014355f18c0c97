import type { ModuleNode, Span } from '#domain/ir/nodes';
import type { TargetLanguage } from '#domain/programming';
import { visit } from './visit.ts';

/** A source in which nothing but code is left, so that brackets and words can be looked for. */
export interface SourceMask {
  /** As long as the source: comments are blanks, the characters of literals `\u0001`; line breaks stay where no literal holds them. */
  readonly code: string;
  readonly literals: readonly Span[];
  readonly comments: readonly Span[];
}

const filler = '\u0001';

/** Ends of the literals and comments of a language. A regular expression of a script is known from the nodes alone. */
export function maskSource(text: string, language: TargetLanguage, module: ModuleNode): SourceMask {
  const regexes = new Map<number, number>();
  if (language === 'typescript' || language === 'javascript')
    visit(module, (node) => {
      if (node.kind === 'regex' && node.span) regexes.set(node.span.start, node.span.end);
    });
  const literals: Span[] = [];
  const comments: Span[] = [];
  for (let at = 0; at < text.length; ) {
    const comment = commentEnd(text, at, language);
    if (comment > at) {
      comments.push({ start: at, end: comment });
      at = comment;
      continue;
    }
    const literal = regexes.get(at) ?? literalEnd(text, at, language);
    if (literal > at) literals.push({ start: at, end: literal });
    at = Math.max(literal, at + 1);
  }
  let code = '';
  let done = 0;
  const all = [...literals.map((span) => ({ span, by: filler })), ...comments.map((span) => ({ span, by: ' ' }))];
  for (const { span, by } of all.sort((left, right) => left.span.start - right.span.start)) {
    code += text.slice(done, span.start) + text.slice(span.start, span.end).replace(by === ' ' ? /[^\n]/g : /[\s\S]/g, by);
    done = span.end;
  }
  return { code: code + text.slice(done), literals, comments };
}

const endOfLine = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
};

function commentEnd(text: string, at: number, language: TargetLanguage): number {
  const character = text.charAt(at);
  if (language === 'python') return character === '#' ? endOfLine(text, at) : at;
  if (character !== '/') return at;
  if (text.charAt(at + 1) === '/') return endOfLine(text, at);
  if (text.charAt(at + 1) !== '*') return at;
  const end = text.indexOf('*/', at + 2);
  return end < 0 ? text.length : end + 2;
}

function literalEnd(text: string, at: number, language: TargetLanguage): number {
  const character = text.charAt(at);
  if (character === '`') return language === 'go' ? closing(text, at, '`', false) : language === 'python' ? at : templateEnd(text, at);
  if (character !== '"' && character !== "'") return at;
  if (language !== 'python') return closing(text, at, character, true);
  const triple = character.repeat(3);
  // A backslash keeps a quote from closing in raw strings too.
  return text.startsWith(triple, at) ? closing(text, at, triple, true) : closing(text, at, character, true);
}

function closing(text: string, at: number, quote: string, escapes: boolean): number {
  for (let position = at + quote.length; position < text.length; position += 1) {
    if (escapes && text.charAt(position) === '\\') position += 1;
    else if (text.startsWith(quote, position)) return position + quote.length;
    else if (escapes && quote.length === 1 && text.charAt(position) === '\n') return position;
  }
  return text.length;
}

function templateEnd(text: string, at: number): number {
  let depth = 0;
  for (let position = at + 1; position < text.length; position += 1) {
    const character = text.charAt(position);
    if (character === '\\') position += 1;
    else if (depth === 0 && character === '`') return position + 1;
    else if (depth === 0 && text.startsWith('${', position)) {
      depth = 1;
      position += 1;
    } else if (depth > 0 && character === '`') position = templateEnd(text, position) - 1;
    else if (depth > 0 && (character === '"' || character === "'")) position = closing(text, position, character, true) - 1;
    else if (depth > 0 && character === '{') depth += 1;
    else if (depth > 0 && character === '}') depth -= 1;
  }
  return text.length;
}

const pairs: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** Where the bracket at `open` closes; -1 where it does not. */
export function closingBracket(code: string, open: number): number {
  const stack: string[] = [];
  for (let at = open; at < code.length; at += 1) {
    const character = code.charAt(at);
    const close = pairs[character];
    if (close !== undefined) stack.push(close);
    else if (character === stack.at(-1)) {
      stack.pop();
      if (stack.length === 0) return at;
    }
  }
  return -1;
}

/** Where the bracket that closes at `close` opens; -1 where it does not. */
export function openingBracket(code: string, close: number): number {
  let depth = 0;
  for (let at = close; at >= 0; at -= 1) {
    const character = code.charAt(at);
    if (')]}'.includes(character)) depth += 1;
    else if ('([{'.includes(character)) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}
