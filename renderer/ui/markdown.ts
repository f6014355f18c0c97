import DOMPurify from 'dompurify';
import { Marked, type Token, type Tokens } from 'marked';

/** A top-level piece of a Markdown text. Pieces before the last one do not change while the text grows. */
export type MarkdownBlock = { kind: 'code'; raw: string; code: string; language: string; closed: boolean } | { kind: 'text'; raw: string };

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Markup that a model wrote is text, images stay where they are, and only https links are links. */
function createMarked(imageLeftOut: (alt: string) => string): Marked {
  return new Marked({
    gfm: true,
    breaks: false,
    renderer: {
      html: ({ text }: Tokens.HTML | Tokens.Tag) => escape(text),
      image: ({ text, href }: Tokens.Image) => `<span class="image-left-out">${escape(imageLeftOut(text || href))}</span>`,
      link({ href, tokens }: Tokens.Link) {
        const inside = this.parser.parseInline(tokens);
        return /^https:\/\//i.test(href) ? `<a href="${escape(href)}">${inside}</a>` : `<span class="not-a-link">${inside}</span>`;
      },
    },
  });
}

const allowedTags =
  'a blockquote br code del em h1 h2 h3 h4 h5 h6 hr input li ol p pre s span strong sub sup table tbody td th thead tr ul'.split(' ');

export interface MarkdownRenderer {
  /** Cuts a text into blocks. `definitions` are its link definitions, which every block needs. */
  blocks(text: string): { blocks: MarkdownBlock[]; definitions: string };
  /** Draws a text block as clean nodes. */
  render(raw: string, definitions: string): DocumentFragment;
}

/** `imageLeftOut` says that an image was not loaded; the page never loads one from a network. */
export function createMarkdownRenderer(imageLeftOut: (alt: string) => string): MarkdownRenderer {
  const marked = createMarked(imageLeftOut);
  return {
    blocks(text) {
      const tokens: Token[] = marked.lexer(text);
      const blocks: MarkdownBlock[] = [];
      let definitions = '';
      for (const token of tokens) {
        if (token.type === 'space') continue;
        if (token.type === 'def') definitions += `${token.raw}\n`;
        else if (token.type === 'code') blocks.push(codeBlock(token as Tokens.Code));
        else blocks.push({ kind: 'text', raw: token.raw });
      }
      return { blocks, definitions };
    },
    render(raw, definitions) {
      const html = marked.parse(definitions ? `${raw}\n\n${definitions}` : raw, { async: false });
      const clean = DOMPurify.sanitize(html, {
        ALLOWED_TAGS: allowedTags,
        ALLOWED_ATTR: ['href', 'align', 'start', 'type', 'checked', 'disabled', 'class'],
        RETURN_DOM_FRAGMENT: true,
      });
      for (const link of clean.querySelectorAll('a')) {
        link.target = '_blank';
        link.rel = 'noopener noreferrer';
      }
      for (const box of clean.querySelectorAll('input')) box.setAttribute('aria-label', box.parentElement?.textContent?.trim() || 'task');
      for (const wide of clean.querySelectorAll('pre')) wide.tabIndex = 0;
      return clean;
    },
  };
}

function codeBlock(token: Tokens.Code): MarkdownBlock {
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(token.raw)?.[1];
  const lastLine = token.raw.trimEnd().split('\n').at(-1)?.trim() ?? '';
  const closed = !fence || (token.raw.trimEnd().includes('\n') && lastLine.startsWith(fence) && /^(`+|~+)$/.test(lastLine));
  return {
    kind: 'code',
    raw: token.raw,
    code: token.text,
    language:
      (token.lang ?? '')
        .trim()
        .split(/[\s:{,]/)[0]
        ?.toLowerCase() ?? '',
    closed,
  };
}
