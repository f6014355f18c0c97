import { childOf, type SyntaxNode } from '../ir/read/syntax-node.ts';
import type { PythonSteps } from './python-targets.ts';
import type { OccurrenceForm } from './scope-tree.ts';

export function bindImports({ builder }: PythonSteps, node: SyntaxNode, scope: number): void {
  const bind = (name: SyntaxNode | undefined, extent: SyntaxNode, form: OccurrenceForm): void => {
    if (name?.type !== 'identifier') return;
    builder.bind(scope, name, 'import', {
      form,
      extent: { start: extent.startIndex, end: extent.endIndex },
      visibleFrom: builder.kindOf(scope) === 'class' ? node.endIndex : 0,
    });
  };
  for (const child of node.children) {
    if (child.field !== 'name') continue;
    if (child.type === 'aliased_import') bind(childOf(child, 'alias'), child, 'name');
    // `import a.b` makes `a`: no other name can stand for it without changing what it is.
    else bind(child.children[0], child, child.children.length > 1 ? 'fixed' : 'import');
  }
}
