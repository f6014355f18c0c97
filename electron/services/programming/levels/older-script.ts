import { binary, call, dictionary, index, member, name, number, text } from '#domain/ir/build';
import type { Expression } from '#domain/ir/nodes';
import { type JsonNode, rewriteNodes } from './rewrite.ts';

const expression = (node: unknown): Expression => node as Expression;
const json = (node: Expression | object): JsonNode => node as unknown as JsonNode;
const argumentsOf = (node: JsonNode): Expression[] => (node['args'] as unknown as Expression[] | undefined) ?? [];
const construct = (type: string, ...args: Expression[]): Expression => ({ kind: 'new', callee: name(type), args });
const assigned = (error: Expression, properties: [string, Expression][]): Expression =>
  call('Object.assign', error, dictionary(properties));

/** The name of a method that is called, with what it is called on. */
function methodOf(node: JsonNode): { object: Expression; method: string } | null {
  const callee = node['callee'] as JsonNode | undefined;
  if (node['kind'] !== 'call' || callee?.['kind'] !== 'member' || callee['optional'] === true) return null;
  return { object: expression(callee['object']), method: String(callee['name']) };
}

/** The cause among the arguments of a new error. */
function causeOf(node: JsonNode): { message: Expression[]; cause: Expression } | null {
  if (node['kind'] !== 'new') return null;
  const args = argumentsOf(node);
  const last = args.at(-1);
  if (args.length < 2 || last?.kind !== 'dictionary' || last.entries.length !== 1) return null;
  const [entry] = last.entries;
  return entry && 'key' in entry && entry.key === 'cause' ? { message: args.slice(0, -1), cause: entry.value } : null;
}

/** Writes what the library of ES2022 and ES2021 added in terms of what was there before. `year` is that of the library. */
export function olderScript<Nodes>(nodes: Nodes, year: number): Nodes {
  return rewriteNodes(nodes, (node) => {
    if (year < 2022) {
      const caused = causeOf(node);
      if (caused)
        return json(assigned({ kind: 'new', callee: expression(node['callee']), args: caused.message }, [['cause', caused.cause]]));
      if (node['kind'] === 'raise' && node['cause'] !== undefined) {
        const error = construct(String(node['type'] ?? 'Error'), expression(node['message']));
        return json({ kind: 'throw', value: assigned(error, [['cause', expression(node['cause'])]]) });
      }
      const called = methodOf(node);
      const [first, second] = argumentsOf(node);
      if (called?.method === 'hasOwn' && first && second && called.object.kind === 'name' && called.object.name === 'Object')
        return json(call('Object.prototype.hasOwnProperty.call', first, second));
      if (called?.method === 'at' && first && called.object.kind === 'name') return json(itemAt(called.object, first));
    }
    if (year < 2021) {
      const [first, second] = argumentsOf(node);
      const callee = node['callee'] as JsonNode | undefined;
      if (node['kind'] === 'new' && callee?.['name'] === 'AggregateError' && first)
        return json(assigned(construct('Error', second ?? text('')), [['errors', first]]));
      const called = methodOf(node);
      const replacement = constantOf(second);
      if (called?.method === 'replaceAll' && first && first.kind !== 'regex' && replacement)
        return json(call(member(call(member(called.object, 'split'), first), 'join'), replacement));
    }
    return node;
  });
}

/** What a text is replaced by: also what a function without parameters gives, in which `$` means nothing. */
function constantOf(replacement: Expression | undefined): Expression | null {
  if (replacement?.kind !== 'lambda') return replacement ?? null;
  const [only] = replacement.body;
  const value = only?.kind === 'return' ? only.values[0] : undefined;
  return replacement.parameters.length === 0 && replacement.body.length === 1 ? (value ?? null) : null;
}

/** `xs.at(-1)` by its index. */
function itemAt(object: Expression, at: Expression): Expression {
  const back = at.kind === 'unary' && at.operator === 'negate' ? at.operand : null;
  const negative = at.kind === 'number' && at.value < 0 ? number(-at.value) : back;
  return index(object, negative ? binary(member(object, 'length'), '-', negative) : at);
}
