import type { ImportNode } from '../nodes.ts';
import { keyOf } from './script-literal.ts';
import { parts, placed, type ScriptReader } from './script-reader.ts';
import { childOf, hasChild, type SyntaxNode, textOf } from './syntax-node.ts';

/** An import; null where it has attributes, is `import x = require()` or takes names that are texts. */
export function readImport(reader: ScriptReader, node: SyntaxNode): ImportNode | null {
  const sourceNode = childOf(node, 'source');
  const module = sourceNode ? keyOf(reader, sourceNode) : null;
  const clause = node.children.find((child) => child.type === 'import_clause');
  if (typeof module !== 'string' || node.hasError || node.children.some(({ type }) => /^import_(?:attribute|require)/.test(type)))
    return null;
  const names: string[] = [];
  const read: ImportNode = placed(node, { module, names, ...(hasChild(node, 'type') ? { typeOnly: true } : {}) });
  const lists = clause ? parts(clause) : [];
  for (const each of lists) {
    if (each.type === 'identifier') read.default = textOf(each, reader.source);
    else if (each.type === 'namespace_import') read.namespace = textOf(parts(each)[0] ?? each, reader.source);
    else if (each.type === 'named_imports') {
      for (const item of parts(each)) {
        const name = childOf(item, 'name');
        const alias = childOf(item, 'alias');
        if (!name || name.type === 'string') return null;
        const word = textOf(name, reader.source) + (alias ? ` as ${textOf(alias, reader.source)}` : '');
        names.push(hasChild(item, 'type') ? `type ${word}` : word);
      }
      // `import {} from 'm'` and `import 'm'` do the same, but not where only types are asked for.
      if (names.length === 0 && (read.typeOnly || lists.length > 1)) return null;
    } else return null;
  }
  return read;
}
