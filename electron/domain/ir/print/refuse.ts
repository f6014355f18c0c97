import { AppError } from '../../errors.ts';

/** A node that a language has no form for. What to write instead is the business of who made the node. */
export function refuse(language: 'TypeScript' | 'Python' | 'Go', node: { kind: string }): never {
  throw new AppError('UNSUPPORTED', `${language} has no form for the node "${node.kind}".`);
}
