import type { EditSource } from '../../editing/edit-source.ts';
import { lineOf } from '../../editing/find-declaration.ts';
import { type AnyNode, walk } from '../../editing/walk.ts';
import type { Words } from '../instruction.ts';

const loops = new Set(['each', 'count', 'for', 'loop', 'repeat']);
const functions = new Set(['function', 'lambda', 'class', 'define']);

export interface Flow {
  awaits: boolean;
  /** Its last statement leaves the function, so that others inside may leave it too. */
  leaves: boolean;
  refused: Words | null;
}

/** Whether code can be moved into a function of its own: what jumps out of it, waits, or depends on where it stands. */
export function flowOf({ view, language }: EditSource, nodes: readonly object[]): Flow {
  const last = nodes.at(-1) as AnyNode;
  const leaves = last.kind === 'return' || last.kind === 'throw' || last.kind === 'raise';
  const flow: Flow = { awaits: false, leaves, refused: null };
  const refuse = (node: AnyNode, en: string, zh: string): void => {
    const line = lineOf(view.text, node.span?.start ?? 0);
    flow.refused ??= {
      en: `Line ${line} ${en}, so these lines cannot be a function of their own.`,
      zh: `第 ${line} 行${zh}，这些代码不能单独成为函数。`,
    };
  };
  for (const root of nodes)
    for (const visited of walk(root)) {
      const { node } = visited;
      const around = (kinds: ReadonlySet<string>): boolean => {
        for (let at = visited.parent; at; at = at.parent) if (kinds.has(at.node.kind ?? '')) return true;
        return false;
      };
      if (node.kind === 'name' && /^(?:this|super|arguments)$/.test(String(node['name'])) && language !== 'python' && language !== 'go')
        refuse(node, `uses \`${node['name']}\``, `用到 \`${node['name']}\``);
      if (language === 'python' && node.kind === 'name' && /^(?:super|locals|vars|eval|exec)$/.test(String(node['name'])))
        refuse(node, `uses \`${node['name']}\``, `用到 \`${node['name']}\``);
      if (language === 'go' && node.kind === 'name' && node['name'] === 'recover') refuse(node, 'recovers', '调用了 recover');
      if (node.kind === 'opaque') refuse(node, 'has code that is not understood here', '包含这里不理解的代码');
      if (around(functions)) continue;
      switch (node.kind) {
        case 'return':
          if (!leaves) refuse(node, 'returns', '会返回');
          if (language === 'go' && (node['values'] as unknown[]).length === 0 && leaves) break;
          break;
        case 'break':
        case 'continue':
          if (node['label'] !== undefined || !around(node.kind === 'break' ? new Set([...loops, 'switch', 'typeSwitch', 'select']) : loops))
            refuse(node, 'jumps out', '会跳出');
          break;
        case 'goto':
        case 'labelled':
          refuse(node, 'jumps', '有跳转');
          break;
        case 'yield':
        case 'defer':
          refuse(node, node.kind === 'yield' ? 'yields' : 'defers a call', node.kind === 'yield' ? '有 yield' : '有 defer');
          break;
        case 'scope':
          refuse(node, 'declares names of an outer scope', '声明了外层作用域的名称');
          break;
        case 'await':
          flow.awaits = true;
          break;
        default:
          if (node['awaits'] === true || ((node.kind === 'with' || node.kind === 'for') && node['async'] === true)) flow.awaits = true;
      }
    }
  return flow;
}
