import type { Declaration, ImportNode } from '#domain/ir/nodes';
import { printDeclaration } from '#domain/ir/print';
import { defaultStyle } from '#domain/ir/style';
import type { TargetLanguage } from '#domain/programming';

/**
 * Every word that could be a reference: names, parts of dotted names, words of opaque text. Texts of literals count too, which keeps an
 * import too many at worst. Types of Python are looked up as they are printed: `Optional` and `Callable` are shapes of nodes, not names.
 */
function wordsOf(declarations: readonly Declaration[], language: TargetLanguage): ReadonlySet<string> {
  const text =
    language === 'python'
      ? declarations.map((node) => printDeclaration(node, language, defaultStyle(language))).join('\n')
      : JSON.stringify(declarations);
  return new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []);
}

/** The name under which an imported thing is used. */
const localName = (imported: string): string => imported.split(/\s+as\s+/).at(-1) ?? imported;

function moduleName({ module, default: alias }: ImportNode, language: TargetLanguage): string {
  if (alias !== undefined) return alias;
  if (language === 'go')
    return (
      module
        .replace(/\/v\d+$/, '')
        .split('/')
        .at(-1) ?? module
    );
  return module.split('.')[0] ?? module;
}

/** The imports of a template that its filled declarations use: a branch that was left out takes its imports along. */
export function importsUsed(imports: readonly ImportNode[], declarations: readonly Declaration[], language: TargetLanguage): ImportNode[] {
  const words = wordsOf(declarations, language);
  const used = (name: string): boolean => words.has(localName(name));
  return imports.flatMap((node) => {
    if (node.names.length > 0) {
      const names = node.names.filter(used);
      if (names.length > 0) return [{ ...node, names }];
      return node.default !== undefined && used(node.default) ? [{ ...node, names: [] }] : [];
    }
    if (node.namespace !== undefined) return used(node.namespace) ? [node] : [];
    // `import 'module'` of a script is there for what it does.
    const forEffect = (language === 'typescript' || language === 'javascript') && node.default === undefined;
    return forEffect || used(moduleName(node, language)) ? [node] : [];
  });
}
