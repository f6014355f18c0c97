import type { TargetLanguage } from '#domain/programming';
import type { SourceView } from './source-view.ts';

/** UTF-16 units of source that are kept with their views: some hundred ordinary files. */
const mostKept = 4_000_000;

/** Views of files that were read before: a folder is looked at again with every request, and few of its files have changed. */
export function createViewCache(limit = mostKept) {
  const kept = new Map<string, SourceView>();
  let size = 0;
  const drop = (key: string): void => {
    size -= kept.get(key)?.text.length ?? 0;
    kept.delete(key);
  };
  return {
    /** The view of this very text, else what `read` finds. The view is shared: nobody may change it. */
    async view(path: string, text: string, language: TargetLanguage, read: () => Promise<SourceView>): Promise<SourceView> {
      const key = `${language}:${path}`;
      const known = kept.get(key);
      if (known?.text === text) {
        // The last one used is the last one dropped.
        kept.delete(key);
        kept.set(key, known);
        return known;
      }
      // The thread sends the text back: keeping the caller's instead saves a copy.
      const view = { ...(await read()), text };
      drop(key);
      if (text.length > limit) return view;
      kept.set(key, view);
      size += text.length;
      for (const oldest of kept.keys()) {
        if (size <= limit) break;
        drop(oldest);
      }
      return view;
    },
  };
}
