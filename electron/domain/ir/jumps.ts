import type { Statement } from './nodes.ts';

/** Whether control never reaches the end of the statements: they return, throw, break or continue on every way that is plain to see. */
export function endsInJump(body: readonly Statement[]): boolean {
  const last = body.findLast(({ kind }) => kind !== 'comment' && kind !== 'blank');
  switch (last?.kind) {
    case 'return':
    case 'throw':
    case 'raise':
    case 'break':
    case 'continue':
    case 'goto':
      return true;
    case 'block':
      return endsInJump(last.body);
    case 'if':
      return last.otherwise !== undefined && endsInJump(last.then) && endsInJump(last.otherwise);
    default:
      return false;
  }
}
