import type { Statement } from '#domain/ir/nodes';
import { ownNodes } from './visit.ts';

/** Whether control can come to the end of the statements, as far as it is plain to see. */
export function canEnd(body: readonly Statement[]): boolean {
  const last = body.findLast(({ kind }) => kind !== 'comment' && kind !== 'blank');
  switch (last?.kind) {
    case 'return':
    case 'throw':
    case 'raise':
    case 'break':
    case 'continue':
    case 'goto':
      return false;
    case 'block':
    case 'with':
      return canEnd(last.body);
    case 'if':
      return last.otherwise === undefined || canEnd(last.then) || canEnd(last.otherwise);
    case 'try':
      if (last.always && !canEnd(last.always)) return false;
      return canEnd([...last.body, ...(last.otherwise ?? [])]) || last.catches.some((each) => canEnd(each.body));
    case 'switch':
    case 'typeSwitch':
      return (
        !last.cases.some(({ isDefault }) => isDefault) ||
        last.cases.some(
          (each) => ownNodes(each.body, 'break').length > 0 || (canEnd(each.body) && !('fallthrough' in each && each.fallthrough)),
        )
      );
    case 'loop':
    case 'for':
      return last.condition !== undefined || ownNodes(last.body, 'break').length > 0;
    default:
      return true;
  }
}
