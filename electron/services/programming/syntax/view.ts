import type { TargetLanguage } from '#domain/programming';
import { type SourceView, styleOf } from './source-view.ts';
import { grammarOf, type Trees } from './trees.ts';
import { viewGo } from './view-go.ts';
import { viewPython } from './view-python.ts';
import { viewScript } from './view-script.ts';

/** Reads an existing file far enough to add to it. Never throws on broken source: `parses` is false then. */
export function viewSource(trees: Trees, path: string, text: string, language: TargetLanguage): Promise<SourceView> {
  const style = styleOf(text, language);
  return trees.withTree(grammarOf(language, path), text, (root) => {
    const found =
      language === 'go'
        ? viewGo(root, text)
        : language === 'python'
          ? viewPython(root, text, style.indent)
          : viewScript(root, text, style.indent);
    return { path, text, language, style, parses: !root.hasError, ...found };
  });
}

export function languageOfPath(path: string): TargetLanguage | null {
  if (/\.(?:ts|tsx|mts|cts)$/.test(path)) return path.endsWith('.d.ts') ? null : 'typescript';
  if (/\.(?:js|jsx|mjs|cjs)$/.test(path)) return 'javascript';
  if (path.endsWith('.py')) return 'python';
  return path.endsWith('.go') ? 'go' : null;
}
