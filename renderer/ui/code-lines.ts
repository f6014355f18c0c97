/** A stretch of one line in one colour; `kind` names a class `.tok-<kind>` of lib/base.css, '' is the plain colour. */
export interface CodeToken {
  length: number;
  kind: string;
}
/** The tokens of a text, line by line. */
export type TokenLines = readonly (readonly CodeToken[])[];
/** Finds the colours of a text; null when the language is not known or the text is too long. Never throws. */
export type Highlight = (code: string, language: string) => Promise<TokenLines | null>;

/** One line as nodes; without tokens as plain text. The colours never change the text, so the height never changes either. */
export function lineNodes(text: string, tokens: readonly CodeToken[] | undefined): Node[] {
  if (!tokens) return [document.createTextNode(text)];
  const nodes: Node[] = [];
  let at = 0;
  for (const { length, kind } of tokens) {
    const part = text.slice(at, at + length);
    at += length;
    if (!kind) {
      nodes.push(document.createTextNode(part));
      continue;
    }
    const span = document.createElement('span');
    span.className = `tok-${kind}`;
    span.textContent = part;
    nodes.push(span);
  }
  if (at < text.length) nodes.push(document.createTextNode(text.slice(at)));
  return nodes;
}

export interface CodeLines {
  code: string;
  /** Tokens of `coloured`, which may be an older state of the text: only lines that are the same in both get colours. */
  tokens: TokenLines | null;
  coloured: string;
}

/** Svelte action: keeps one element per line and touches only the lines that changed, so that a long block can grow a line a frame. */
export function codeLines(node: HTMLElement, first: CodeLines) {
  let shown: { text: string; tokens: readonly CodeToken[] | undefined }[] = [];
  const update = ({ code, tokens, coloured }: CodeLines) => {
    const lines = code.split('\n');
    const colouredLines = tokens ? coloured.split('\n') : [];
    lines.forEach((text, index) => {
      const lineTokens = colouredLines[index] === text ? tokens?.[index] : undefined;
      const before = shown[index];
      if (before && before.text === text && before.tokens === lineTokens) return;
      const line = (node.children[index] as HTMLElement | undefined) ?? node.appendChild(document.createElement('span'));
      line.className = 'line';
      line.replaceChildren(...lineNodes(text, lineTokens), '\n');
      shown[index] = { text, tokens: lineTokens };
    });
    while (node.children.length > lines.length) node.lastElementChild?.remove();
    shown = shown.slice(0, lines.length);
  };
  update(first);
  return { update };
}
