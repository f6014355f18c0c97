import type { Expression, Statement } from '../nodes.ts';
import { blockOf, targetsOf } from './go-parts.ts';
import { type GoReader, keepText, parts, placed } from './go-reader.ts';
import { childOf, childOfType, type SyntaxNode, textOf } from './syntax-node.ts';

export function readFor(reader: GoReader, node: SyntaxNode): Statement {
  const range = childOfType(node, 'range_clause');
  if (range) return rangeOf(reader, node, range);
  const clause = childOfType(node, 'for_clause');
  const body = childOf(node, 'body');
  if (clause) return clauseOf(reader, node, clause);
  const condition = parts(node).find((part) => part !== body);
  return placed(node, { kind: 'loop', ...(condition ? { condition: reader.expression(condition) } : {}), body: blockOf(reader, body) });
}

function clauseOf(reader: GoReader, node: SyntaxNode, clause: SyntaxNode): Statement {
  const [startNode, conditionNode, updateNode] = [childOf(clause, 'initializer'), childOf(clause, 'condition'), childOf(clause, 'update')];
  const start = startNode ? reader.statement(startNode) : [];
  const condition = conditionNode ? reader.expression(conditionNode) : undefined;
  const update = updateNode ? reader.statement(updateNode) : [];
  const body = blockOf(reader, childOf(node, 'body'));
  const conditionPart = condition ? { condition } : {};
  if (start.length === 0 && update.length === 0) return placed(node, { kind: 'loop', ...conditionPart, body });
  return placed(node, counted(start, condition, update, body) ?? { kind: 'for', start, ...conditionPart, update, body });
}

/** `for i := a; i < b; i++` counts where neither `i` nor what `b` says can change inside. */
function counted(start: Statement[], condition: Expression | undefined, update: Statement[], body: Statement[]): Statement | null {
  const [first] = start;
  const [last] = update;
  if (first?.kind !== 'let' || first.names.length !== 1 || first.value.kind === 'tuple' || last?.kind !== 'assign') return null;
  const [name] = first.names as [string];
  if (condition?.kind !== 'binary' || condition.operator !== '<' || condition.left.kind !== 'name' || condition.left.name !== name)
    return null;
  if (last.operator !== '+' || last.target.kind !== 'name' || last.target.name !== name) return null;
  if (last.value.kind !== 'number' || last.value.value !== 1 || last.value.source !== undefined) return null;
  const limit = condition.right;
  const names = namesOf(limit);
  if (names === null || names.includes(name) || changes(body, new Set([name, ...names]))) return null;
  return { kind: 'count', name, from: first.value, to: limit, body };
}

/** The variables that a limit depends on: a number, a name or the length of one; null for anything else. */
function namesOf(limit: Expression): string[] | null {
  if (limit.kind === 'number') return [];
  if (limit.kind === 'name') return [limit.name];
  const [only] = limit.kind === 'call' && limit.callee.kind === 'name' && limit.callee.name === 'len' ? limit.args : [];
  return only?.kind === 'name' ? [only.name] : null;
}

/** Whether one of the names is assigned, declared again or has its address taken anywhere inside; text that was kept may do all of it. */
function changes(value: unknown, names: ReadonlySet<string>): boolean {
  const waiting: unknown[] = [value];
  const isName = (node: unknown): boolean =>
    typeof node === 'object' && node !== null && 'name' in node && names.has((node as { name: string }).name);
  for (let current = waiting.pop(); waiting.length > 0 || current !== undefined; current = waiting.pop()) {
    if (typeof current !== 'object' || current === null) continue;
    const node = current as {
      kind?: string;
      target?: unknown;
      operand?: unknown;
      operator?: unknown;
      items?: unknown[];
      names?: string[];
      name?: string;
    };
    if (node.kind === 'opaque') return true;
    if (node.kind === 'assign' && isName(node.target)) return true;
    if (node.kind === 'listPattern' && node.items?.some(isName)) return true;
    if (node.kind === 'unary' && node.operator === 'address' && isName(node.operand)) return true;
    if (node.kind === 'let' && node.names?.some((name) => names.has(name))) return true;
    if (['each', 'count', 'declare'].includes(node.kind ?? '') && (isName(node) || names.has(String((node as { key?: string }).key))))
      return true;
    for (const inner of Object.values(node)) waiting.push(inner);
  }
  return false;
}

function rangeOf(reader: GoReader, node: SyntaxNode, range: SyntaxNode): Statement {
  const [left, right] = [childOf(range, 'left'), childOf(range, 'right')];
  if (!right) return keepText(reader, node, 'a range loop');
  const rest = { source: reader.expression(right), body: blockOf(reader, childOf(node, 'body')) };
  const targets = left ? parts(left) : [];
  if (!left || targets.length === 0) return placed(node, { kind: 'each', name: '_', over: 'keys', ...rest });
  if (targets.length > 2) return keepText(reader, node, 'a range loop');
  const assigned = range.children.some(({ type }) => type === '=') ? ({ declares: 'assigned' } as const) : {};
  if (!targets.every(({ type }) => type === 'identifier' || type === 'iota')) {
    if (!('declares' in assigned)) return keepText(reader, node, 'a range loop');
    return placed(node, { kind: 'each', name: '', pattern: targetsOf(reader, left), over: 'pairs', ...assigned, ...rest });
  }
  const [key = '_', name] = targets.map((target) => textOf(target, reader.source));
  if (name === undefined) return placed(node, { kind: 'each', name: key, over: 'keys', ...assigned, ...rest });
  return placed(node, { kind: 'each', name, ...(key === '_' ? {} : { over: 'pairs', key }), ...assigned, ...rest });
}
