import { scriptString } from '../literals.ts';
import type { Expression, TemplatePart } from '../nodes.ts';
import { semanticsOfType } from '../semantics.ts';
import { keepText, placed, type ScriptReader } from './script-reader.ts';
import { childOf, type SyntaxNode, textOf } from './syntax-node.ts';

const simpleEscapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '\0' };

/** The value of the text between quotes or backquotes; null where an escape is not one of the language. */
export function unescaped(text: string): string | null {
  if (!text.includes('\\')) return text;
  let valid = true;
  const value = text.replace(
    /\\(?:u\{([0-9a-fA-F]{1,8})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g,
    (whole, braced, four, two, one) => {
      const code = braced ?? four ?? two;
      if (code !== undefined) {
        const point = Number.parseInt(code, 16);
        if (point <= 0x10ffff) return String.fromCodePoint(point);
        valid = false;
        return whole;
      }
      if (/[\r\n\u2028\u2029]/.test(one)) return '';
      if (/[ux1-9]/.test(one)) valid = false;
      return simpleEscapes[one] ?? one;
    },
  );
  // An octal escape, which only sloppy scripts have.
  return valid && !/\\0[0-9]/.test(text) ? value : null;
}

/** The value of a string node; its exact text is the value where the escapes are unusual. */
export function stringValue(reader: ScriptReader, node: SyntaxNode): string | null {
  return unescaped(textOf(node, reader.source).slice(1, -1));
}

export function readString(reader: ScriptReader, node: SyntaxNode): Expression {
  const text = textOf(node, reader.source);
  const value = stringValue(reader, node);
  if (value === null) return keepText(reader, node, 'a string with an octal escape');
  const quote = text[0] === "'" ? "'" : '"';
  const plain = scriptString(value, quote) === text;
  return placed(node, plain ? { kind: 'string', value } : { kind: 'string', value, source: text });
}

export function readNumber(reader: ScriptReader, node: SyntaxNode): Expression {
  const text = textOf(node, reader.source);
  if (text.endsWith('n')) {
    const value = Number(text.slice(0, -1).replaceAll('_', ''));
    const shape = { kind: 'number' as const, value, form: 'bigint' as const, semantics: semanticsOfType({ kind: 'bigint' }) ?? {} };
    return placed(node, String(value) === text.slice(0, -1) ? shape : { ...shape, source: text });
  }
  const value = Number(text.replaceAll('_', ''));
  if (!Number.isFinite(value)) return keepText(reader, node, Number.isNaN(value) ? 'a number of another kind' : 'a number without an end');
  // Octal numbers with a plain 0 mean eight's powers in sloppy scripts.
  if (/^0\d/.test(text)) return keepText(reader, node, 'a number of another kind');
  return placed(node, String(value) === text ? { kind: 'number', value } : { kind: 'number', value, source: text });
}

export function readRegex(reader: ScriptReader, node: SyntaxNode): Expression {
  const pattern = childOf(node, 'pattern');
  const flags = childOf(node, 'flags');
  return placed(node, {
    kind: 'regex',
    pattern: pattern ? textOf(pattern, reader.source) : '',
    flags: flags ? textOf(flags, reader.source) : '',
  });
}

/**
 * A template literal. With a tag its pieces are raw text, because the tag may look at it; without one they are the values, and `lines`
 * says that line breaks are written as such.
 */
export function readTemplate(reader: ScriptReader, node: SyntaxNode, tag?: Expression): Expression {
  const raw: (string | SyntaxNode)[] = [];
  let at = node.startIndex + 1;
  for (const child of node.children) {
    if (child.type !== 'template_substitution') continue;
    raw.push(reader.source.slice(at, child.startIndex), child);
    at = child.endIndex;
  }
  raw.push(reader.source.slice(at, node.endIndex - 1));
  const values = raw.map((piece) => (typeof piece === 'string' && !tag ? unescaped(piece.replace(/\r\n?/g, '\n')) : piece));
  if (values.includes(null)) return keepText(reader, node, 'a template with an octal escape');
  const parts = values
    .filter((piece) => piece !== '')
    .map((piece): TemplatePart => {
      if (typeof piece === 'string') return piece;
      const inner = piece?.children.find((child) => child.isNamed && child.type !== 'comment');
      return inner ? reader.expression(inner) : keepText(reader, piece as SyntaxNode, 'an empty substitution');
    });
  if (tag) return placed(node, { kind: 'template', parts, tag, form: 'raw' });
  const lines = raw.some((piece) => typeof piece === 'string' && /[\r\n]/.test(piece.replace(/\\\r?\n/g, '')));
  return placed(node, lines ? { kind: 'template', parts, form: 'lines' } : { kind: 'template', parts });
}

/** The word of a key: an identifier, or a string that is one. */
export function keyOf(reader: ScriptReader, node: SyntaxNode): string | Expression | null {
  switch (node.type) {
    case 'property_identifier':
    case 'shorthand_property_identifier':
    case 'shorthand_property_identifier_pattern':
    case 'identifier':
    case 'private_property_identifier':
    case 'type_identifier':
      return textOf(node, reader.source);
    case 'string':
      return stringValue(reader, node);
    case 'number':
      return readNumber(reader, node);
    case 'computed_property_name': {
      const inner = node.children.find((child) => child.isNamed && child.type !== 'comment');
      return inner && inner.type !== 'number' ? reader.expression(inner) : null;
    }
    default:
      return null;
  }
}
