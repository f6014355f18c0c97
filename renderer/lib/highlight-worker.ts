import { createHighlighterCore, type HighlighterCore, type LanguageRegistration, type ThemeRegistrationRaw } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';

/** A grammar, sent before the first text that needs it: the policy of a worker lets it load nothing by itself. */
export interface GrammarMessage {
  grammar: string;
  registrations: LanguageRegistration[];
}
export interface HighlightRequest {
  id: number;
  code: string;
  grammar: string;
}
export interface HighlightReply {
  id: number;
  lines: { length: number; kind: string }[][] | null;
}

/** Kinds of code, each with the scopes of the TextMate grammars that mean it. Later ones win over earlier ones of the same depth. */
const kinds: [kind: string, scopes: string[]][] = [
  ['variable', ['variable', 'support.variable']],
  ['parameter', ['variable.parameter']],
  ['punctuation', ['punctuation', 'meta.brace', 'keyword.operator']],
  [
    'keyword',
    [
      'keyword',
      'keyword.control',
      'storage',
      'storage.type',
      'storage.modifier',
      'keyword.operator.new',
      'keyword.operator.expression',
      'variable.language',
      'entity.name.tag',
    ],
  ],
  ['string', ['string', 'string.regexp', 'punctuation.definition.string', 'markup.inserted']],
  [
    'number',
    ['constant.numeric', 'constant.language', 'constant.character', 'constant.other', 'support.constant', 'entity.other.attribute-name'],
  ],
  ['function', ['entity.name.function', 'support.function', 'meta.function-call.generic', 'entity.name.section', 'markup.heading']],
  [
    'type',
    ['entity.name.type', 'entity.name.class', 'entity.other.inherited-class', 'support.type', 'support.class', 'entity.name.namespace'],
  ],
  ['comment', ['comment', 'punctuation.definition.comment', 'markup.deleted']],
];

/** Each kind is a "colour" that never reaches the page: it is looked up again below, and the stylesheet holds the real one. */
const colourOf = (index: number) => `#0000${(index + 1).toString(16).padStart(2, '0')}`;
const theme: ThemeRegistrationRaw = {
  name: 'kinds',
  type: 'light',
  fg: '#000000',
  bg: '#ffffff',
  settings: kinds.map(([, scope], index) => ({ scope, settings: { foreground: colourOf(index) } })),
};
const kindOf = new Map(kinds.map(([kind], index) => [colourOf(index), kind]));

const starting: Promise<HighlighterCore> = createHighlighterCore({
  themes: [theme],
  langs: [],
  engine: createJavaScriptRegexEngine({ forgiving: true }),
});

async function highlight({ code, grammar }: HighlightRequest): Promise<HighlightReply['lines']> {
  const highlighter = await starting;
  // A minified line would keep the worker busy for seconds.
  const lines = highlighter.codeToTokensBase(code, { lang: grammar, theme: 'kinds', tokenizeMaxLineLength: 2000, tokenizeTimeLimit: 200 });
  return lines.map((line) =>
    line.map(({ content, color }) => ({ length: content.length, kind: kindOf.get(color?.toLowerCase() ?? '') ?? '' })),
  );
}

// Messages are worked off one after the other, so that a grammar is there before the text that comes after it.
let queue: Promise<void> = Promise.resolve();
self.addEventListener('message', ({ data }: MessageEvent<GrammarMessage | HighlightRequest>) => {
  queue = queue.then(async () => {
    if ('registrations' in data) {
      await (await starting).loadLanguage(data.registrations).catch(() => {});
      return;
    }
    const lines = await highlight(data).catch(() => null);
    self.postMessage({ id: data.id, lines } satisfies HighlightReply);
  });
});
