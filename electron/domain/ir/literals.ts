/**
 * Text of a user as a literal of a language. Everything that could end the literal or the line, and every character that a reader would
 * not see, is written as an escape, so that no input can become code.
 */
const invisible = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const unicode = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

export function scriptString(value: string, quote: '"' | "'"): string {
  const body = value.replace(/\\/g, '\\\\').replaceAll(quote, `\\${quote}`);
  return quote + body.replace(invisible, (character) => short[character] ?? unicode(character)) + quote;
}

/** The text between the backquotes of a template literal. */
export function templateChunk(value: string): string {
  return value.replace(/[\\`]/g, '\\$&').replace(/\$\{/g, '\\${').replace(invisible, (character) => short[character] ?? unicode(character));
}

export function pythonString(value: string, quote: '"' | "'"): string {
  return scriptString(value, quote);
}

/** The text between the quotes of an f-string. */
export function formattedChunk(value: string, quote: '"' | "'"): string {
  return scriptString(value, quote).slice(1, -1).replace(/[{}]/g, '$&$&');
}

/** Go strings are UTF-8: half a surrogate pair has no place in them and becomes the replacement character. */
export function goString(value: string): string {
  const body = value.replace(/[\\"]/g, '\\$&');
  return `"${body.replace(invisible, (character) => short[character] ?? (/[\ud800-\udfff]/.test(character) ? '\\ufffd' : unicode(character)))}"`;
}

/** One line of a comment: line breaks become blanks, and nothing can close a block comment or a docstring. */
export function commentText(value: string): string {
  return value
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
    .replace(invisible, '')
    .replace(/\*\//g, '* /')
    .replace(/\\/g, '/')
    .replace(/"""/g, "'''")
    .replace(/"$/, "'")
    .trim();
}

/** A number as every target reads it. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return '0';
  return Object.is(value, -0) ? '0' : String(value);
}
