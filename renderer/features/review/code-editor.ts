import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export interface CodeEditorOptions {
  parent: HTMLElement;
  text: string;
  language: string;
  /** Number of the first line. */
  firstLine: number;
  label: string;
  onsave: () => void;
  oncancel: () => void;
}

export interface CodeEditor {
  text(): string;
  focus(): void;
  close(): void;
}

/**
 * A CodeMirror editor in a shadow root: there its style sheets are adopted and not written into <style> elements, which the page's
 * security policy forbids. Keys without Ctrl or ⌘ stay inside, so that a typed J is a letter and not a command of the page.
 */
export async function openCodeEditor(options: CodeEditorOptions): Promise<CodeEditor> {
  const root = options.parent.shadowRoot ?? options.parent.attachShadow({ mode: 'open' });
  const language = await languageSupport(options.language);
  const stop = (event: KeyboardEvent) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  };
  options.parent.addEventListener('keydown', stop);
  const run = (action: () => void) => () => {
    action();
    return true;
  };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        keymap.of([
          { key: 'Mod-Enter', run: run(options.onsave) },
          { key: 'Escape', run: run(options.oncancel) },
        ]),
        lineNumbers({ formatNumber: (line) => String(line + options.firstLine - 1) }),
        history(),
        drawSelection(),
        highlightSpecialChars(),
        indentOnInput(),
        bracketMatching(),
        indentUnit.of(indentationOf(options.text)),
        EditorState.tabSize.of(4),
        EditorView.contentAttributes.of({ 'aria-label': options.label }),
        syntaxHighlighting(colours),
        look,
        language,
        keymap.of([indentWithTab, ...defaultKeymap, ...historyKeymap]),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    focus: () => view.focus(),
    close() {
      options.parent.removeEventListener('keydown', stop);
      view.destroy();
    },
  };
}

/** What the text itself indents with, so that the Tab key goes on with it. */
export function indentationOf(text: string): string {
  if (/^\t/m.test(text)) return '\t';
  const widths = [...text.matchAll(/^( +)\S/gm)].map((match) => match[1]?.length ?? 0);
  const even = widths.filter((width) => width % 4 === 0).length;
  return widths.length > 0 && even < widths.length ? '  ' : '    ';
}

async function languageSupport(language: string): Promise<Extension> {
  switch (language) {
    case 'typescript':
    case 'tsx':
    case 'javascript':
    case 'jsx':
    case 'ts':
    case 'js': {
      const { javascript } = await import('@codemirror/lang-javascript');
      return javascript({ typescript: language.startsWith('t'), jsx: language.endsWith('x') });
    }
    case 'python':
    case 'py':
      return (await import('@codemirror/lang-python')).python();
    case 'go':
      return (await import('@codemirror/lang-go')).go();
    default:
      return [];
  }
}

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.regexp], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--code-number)' },
  { tag: tags.comment, color: 'var(--code-comment)' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--code-function)' },
  { tag: [tags.typeName, tags.className, tags.namespace], color: 'var(--code-type)' },
  { tag: [tags.punctuation, tags.bracket, tags.operator], color: 'var(--code-punctuation)' },
]);

const look = EditorView.theme({
  '&': { color: 'var(--fg-0)', backgroundColor: 'var(--bg-0)', maxHeight: '60vh', minHeight: '66px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { font: 'var(--text-code)', fontVariantLigatures: 'none', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--fg-0)', padding: '3px 0' },
  '.cm-gutters': { backgroundColor: 'var(--bg-1)', color: 'var(--fg-2)', border: 'none', minWidth: '44px' },
  '.cm-lineNumbers': { flex: '1' },
  '.cm-cursor': { borderLeftColor: 'var(--fg-0)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { background: 'var(--accent-bg)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--bg-3)' },
});
