export interface DocumentToken {
  kind: 'word' | 'quoted' | 'text' | 'sign';
  text: string;
}

/** Words, quoted names, texts and signs of SQL or of a schema for protocol buffers; comments are left out. Linear in the length. */
export function tokensOf(source: string): DocumentToken[] {
  const pattern =
    /(?:--|\/\/|#)[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"((?:[^"\\\n]|\\.|"")*)"|`((?:[^`]|``)*)`|\[([A-Za-z_][\w $-]*)\]|'((?:[^'\\]|\\.|'')*)'|([\p{L}_][\p{L}\p{N}_$.]*)|(-?\d[\w.]*)|([^\s])/gu;
  const tokens: DocumentToken[] = [];
  for (const [, double, tick, bracket, single, word, number, sign] of source.matchAll(pattern)) {
    const quoted = double ?? tick ?? bracket;
    if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted.replaceAll('""', '"').replaceAll('``', '`') });
    else if (single !== undefined) tokens.push({ kind: 'text', text: single.replaceAll("''", "'") });
    else if (word !== undefined || number !== undefined) tokens.push({ kind: 'word', text: word ?? number ?? '' });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}

/** Items between the bracket at `open` and the one that closes it, parted at commas that stand in no bracket; and where it ends. */
export function listAt(tokens: readonly DocumentToken[], open: number): { items: DocumentToken[][]; end: number } {
  const items: DocumentToken[][] = [[]];
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    const token = tokens[at] as DocumentToken;
    const sign = token.kind === 'sign' ? token.text : '';
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth === 0) return { items: items.filter((item) => item.length > 0), end: at + 1 };
    if (at === open) continue;
    if (sign === ',' && depth === 1) items.push([]);
    else items.at(-1)?.push(token);
  }
  return { items: items.filter((item) => item.length > 0), end: tokens.length };
}
