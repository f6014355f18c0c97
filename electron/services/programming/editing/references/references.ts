import type { EditSource, FoundDeclaration } from '../edit-source.ts';
import { goReferences } from './go.ts';
import { pythonReferences } from './python.ts';
import { scriptReferences } from './script.ts';
import type { References } from './uses.ts';

/**
 * Where other files of the folder use a declaration of the top level: through imports, re-exports and modules, in Go in its package and in
 * those that import it. A declaration inside a function has no such uses.
 */
export async function referencesInFolder(source: EditSource, declaration: FoundDeclaration): Promise<References> {
  if (!declaration.topLevel || declaration.id === null) return { files: [], doubts: [] };
  const others = await source.mentioning(declaration.name);
  if (others.length === 0) return { files: [], doubts: [] };
  const broken = others.find(({ view }) => !view.parses);
  if (broken) {
    const { path } = broken.view;
    return {
      files: [],
      doubts: [
        {
          en: `\`${path}\` mentions \`${declaration.name}\` and has a syntax error. Fix it first.`,
          zh: `\`${path}\` 提到了 \`${declaration.name}\`，但有语法错误。请先修正。`,
        },
      ],
    };
  }
  switch (source.language) {
    case 'go':
      return goReferences(source, declaration, others);
    case 'python':
      return pythonReferences(source, declaration, others);
    default:
      return scriptReferences(source, declaration, others);
  }
}
