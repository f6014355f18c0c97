import type { Expression, FunctionNode, Parameter, Statement } from '#domain/ir/nodes';
import type { LambdaNode } from '../../rewriting/visit.ts';
import { type AnyNode, allNodes, dottedName, isFunction, ownNodes, visit } from '../../rewriting/visit.ts';
import { capital, thing, whether } from './sentence.ts';

/** What the signature and the body of a function show. */
export interface Facts {
  parameters: { name: string; text: string; fallback: string | null; variadic: 'list' | 'map' | null }[];
  /** What is returned; null where nothing is, or nothing is known of it. */
  result: string | null;
  yields: boolean;
  errors: { type: string; when: string | null }[];
}

const longest = 60;
const sourceOf = (text: string, node: { span?: { start: number; end: number } } | undefined): string | null => {
  if (!node?.span) return null;
  const found = text.slice(node.span.start, node.span.end);
  return found.length <= longest && !/[\n`\\]|\*\/|"""/.test(found) ? found : null;
};

export function factsOf(name: string, node: FunctionNode | LambdaNode, text: string): Facts {
  return {
    parameters: node.parameters.filter((each) => each.name !== '' && each.name !== 'this').map((each) => parameterOf(each, text)),
    result: resultOf(name, node, text),
    yields: ownNodes(node.body, 'yield').length > 0,
    errors: errorsOf(node.body, text),
  };
}

function parameterOf({ name, default: fallback, variadic }: Parameter, text: string): Facts['parameters'][number] {
  const asked = whether(name);
  const plain = fallback && ['string', 'number', 'boolean', 'null', 'unary'].includes(fallback.kind) ? sourceOf(text, fallback) : null;
  return { name, text: `${capital(asked ?? thing(name))}.`, fallback: plain, variadic: variadic ?? null };
}

type Return = Extract<Statement, { kind: 'return' }>;

/** From the names that are returned; never from what a call might give. */
function resultOf(name: string, node: FunctionNode | LambdaNode, text: string): string | null {
  const given = ownNodes<Return>(node.body, 'return').flatMap(({ values }) => values);
  if (given.length === 0) return null;
  const asked = whether(name);
  if (asked) return `${capital(asked)}.`;
  const parts = new Set<string>();
  for (const value of given) {
    const dotted = dottedName(value);
    if (value.kind === 'null' || (value.kind === 'name' && value.name === 'undefined')) parts.add(`\`${sourceOf(text, value) ?? 'null'}\``);
    else if (dotted !== null && !/^(?:this|self|cls|super)$/.test(dotted)) parts.add(thing(dotted.split('.').at(-1) ?? ''));
    else if (['string', 'number', 'boolean'].includes(value.kind) && sourceOf(text, value) !== null)
      parts.add(`\`${sourceOf(text, value)}\``);
    else return null;
  }
  return parts.size > 3 ? null : `${capital([...parts].join(' or '))}.`;
}

/** The errors that the function itself raises and does not catch, each with the condition in front of it. */
function errorsOf(body: readonly Statement[], text: string): Facts['errors'] {
  const found: Facts['errors'] = [];
  visit(body, (node, parents) => {
    if (isFunction(node) || node.kind === 'class') return false;
    const type = typeOfError(node);
    if (type === null || isCaught(node, parents)) return true;
    const holder = parents.at(-1);
    const only = holder?.kind === 'if' && ((holder['then'] as unknown[]) ?? []).includes(node);
    const outer = parents.some((each) => each !== holder && /^(?:if|each|for|loop|count|switch|try)$/.test(each.kind ?? ''));
    const when = only && !outer ? sourceOf(text, holder['condition'] as AnyNode) : null;
    if (!found.some((each) => each.type === type && each.when === when)) found.push({ type, when });
    return true;
  });
  return found;
}

function typeOfError(node: AnyNode): string | null {
  if (node.kind === 'raise') return (node['type'] as string | undefined) ?? null;
  if (node.kind !== 'throw') return null;
  const value = node['value'] as Expression | undefined;
  if (value?.kind === 'new' || value?.kind === 'call') return dottedName(value.callee);
  return null;
}

const isCaught = (node: AnyNode, parents: readonly AnyNode[]): boolean =>
  parents.some((each) => {
    if (each.kind !== 'try' || ((each['catches'] as unknown[]) ?? []).length === 0) return false;
    return (each['body'] as AnyNode[]).some((inner) => inner === node || allNodes(inner, node.kind ?? '').includes(node as never));
  });
