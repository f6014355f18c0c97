/**
 * Text of a user as a literal of a language. Everything that could end the literal or the line, and every character that a reader would
 * not see, is written as an escape, so that no input can become code.
 */
const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const unicode = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

export function scriptString(value: string, quote: '"' | "'"): string {
  const body = value.replace(/\\/g, '\\\\').replaceAll(quote, `\\${quote}`);
  return quote + body.replace(invisible, (character) => short[character] ?? unicode(character)) + quote;
}

/** The text between the backquotes of a template literal. */
export function templateChunk(value: string): string {
  return value
    .replace(/[\\`]/g, '\\$&')
    .replace(/\$\{/g, '\\${')
    .replace(invisible, (character) => short[character] ?? unicode(character));
}

export function pythonString(value: string, quote: '"' | "'"): string {
  return scriptString(value, quote);
}

/** The text between the quotes of an f-string. */
export function formattedChunk(value: string, quote: '"' | "'"): string {
  return scriptString(value, quote).slice(1, -1).replace(/[{}]/g, '$&$&');
}

/**
 * Go strings are UTF-8: half a surrogate pair has no place in them and becomes the replacement character. Noncharacters are escaped too,
 * because the printer of Go marks its layout with some.
 */
export function goString(value: string): string {
  const body = value.replace(/[\\"]/g, '\\$&').replace(/[\ufdd0-\ufdef]/g, unicode);
  return `"${body.replace(invisible, (character) => short[character] ?? (/[\ud800-\udfff]/.test(character) ? '\\ufffd' : unicode(character)))}"`;
}

/** Text of several lines without what cannot be seen; line breaks and tabs stay, every line break is one. */
export const visible = (value: string): string =>
  value
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(invisible, (character) => (character === '\n' || character === '\t' ? character : ''));

/** The rest of a line behind `//` or `#`: line breaks become blanks, what cannot be seen is left out. */
export const lineComment = (value: string): string =>
  value
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
    .replace(invisible, '')
    .trim();

/** One line inside a block comment or a docstring, which nothing in it can close. */
export function commentText(value: string): string {
  return lineComment(value).replace(/\*\//g, '* /').replace(/\\/g, '/').replace(/"""/g, "'''").replace(/"$/, "'").trim();
}

/** A documentation comment of a script with its indentation and line break; nothing in it can close it. */
export function docLines(value: string, pad: string): string {
  const lines = visible(value)
    .split('\n')
    .map((line) => line.replace(/\*\//g, '* /').trimEnd());
  while (lines[0] === '') lines.shift();
  while (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) return '';
  if (lines.length === 1) return `${pad}/** ${lines[0]?.trim()} */\n`;
  return `${pad}/**\n${lines.map((line) => `${pad} *${line === '' ? '' : ` ${line}`}\n`).join('')}${pad} */\n`;
}

/** A number as every target reads it. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return '0';
  return Object.is(value, -0) ? '0' : String(value);
}
