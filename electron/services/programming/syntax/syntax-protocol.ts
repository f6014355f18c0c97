import type { Syntax } from '../ports.ts';

/** What the host asks its syntax thread; one question at a time. */
export type SyntaxRequest =
  | { type: 'view'; arguments: Parameters<Syntax['view']> }
  | { type: 'firstError'; arguments: Parameters<Syntax['firstError']> }
  | { type: 'module'; arguments: Parameters<Syntax['module']> }
  | { type: 'symbols'; arguments: Parameters<Syntax['symbols']> }
  | { type: 'scopes'; arguments: Parameters<Syntax['scopes']> };

export type SyntaxReply = { type: 'value'; value: unknown } | { type: 'error'; message: string };
