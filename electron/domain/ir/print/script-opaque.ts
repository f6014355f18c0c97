import type { Opaque } from '../nodes.ts';
import { refuse } from './refuse.ts';

/**
 * Text that the reader kept, where the module is printed in its language (or JavaScript as TypeScript). It is not indented anew: a line
 * of it may be inside a text of the program.
 */
export function scriptOpaque(node: Opaque, types: boolean): string {
  if (node.language !== 'javascript' && !(types && node.language === 'typescript')) return refuse('TypeScript', node);
  return node.text;
}
