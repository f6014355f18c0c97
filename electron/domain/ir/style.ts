import type { TargetLanguage } from '../programming.ts';

/** How code is laid out. Read from the file that is being changed, or the habit of the language's own formatter. */
export interface PrintStyle {
  /** One level, a tab or blanks. */
  indent: string;
  quote: '"' | "'";
  semicolons: boolean;
  /** Columns after which calls, lists and objects are broken over lines. Go is never broken, like gofmt. */
  width: number;
}

export function defaultStyle(language: TargetLanguage): PrintStyle {
  if (language === 'go') return { indent: '\t', quote: '"', semicolons: false, width: Number.POSITIVE_INFINITY };
  if (language === 'python') return { indent: '    ', quote: '"', semicolons: false, width: 88 };
  return { indent: '  ', quote: '"', semicolons: true, width: 100 };
}
