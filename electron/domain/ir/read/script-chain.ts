import type { Expression, Opaque } from '../nodes.ts';
import { readTemplate } from './script-literal.ts';
import { keepText, parts, placed, type ScriptReader } from './script-reader.ts';
import { childOf, hasChild, type SyntaxNode, textOf } from './syntax-node.ts';

/*
 * What stands behind a value: `.name`, `[index]`, calls, `!`, a template behind its tag. Where the grammar takes `!` to bind looser than
 * a sign in front (`-a!.b` as `(-a)!.b`) the sign is put around the whole again.
 */

type Wrap = (object: Expression) => Expression;

export function readMember(reader: ScriptReader, node: SyntaxNode): Expression {
  const property = childOf(node, 'property');
  if (!property) return keepText(reader, node, 'an incomplete expression');
  const name = textOf(property, reader.source);
  const optional = hasChild(node, 'optional_chain') ? { optional: true } : {};
  return chained(reader, node, childOf(node, 'object'), (object) => {
    // `a as b.c.d` loses the last name of its type.
    if (object.kind === 'cast' && !reader.parenthesised.has(object)) {
      const type = object.type.kind === 'named' ? { ...object.type, name: `${object.type.name}.${name}` } : null;
      return type ? placed(node, { ...object, type }) : keepText(reader, node, 'a type with a long name');
    }
    return placed(node, { kind: 'member', object, name, ...optional });
  });
}

export function readSubscript(reader: ScriptReader, node: SyntaxNode): Expression {
  const at = childOf(node, 'index');
  if (!at) return keepText(reader, node, 'an incomplete expression');
  const optional = hasChild(node, 'optional_chain') ? { optional: true } : {};
  const index = reader.expression(at);
  return chained(reader, node, childOf(node, 'object'), (object) => placed(node, { kind: 'index', object, index, ...optional }));
}

/** `a++`, `--a`. */
export function readUpdate(reader: ScriptReader, node: SyntaxNode): Expression {
  const sign = childOf(node, 'operator');
  const operator = sign?.type === '--' ? '--' : '++';
  const prefix = sign !== undefined && sign.startIndex === node.startIndex;
  return chained(reader, node, childOf(node, 'argument'), (target) => placed(node, { kind: 'update', operator, prefix, target }));
}

export const readNonNull = (reader: ScriptReader, node: SyntaxNode): Expression =>
  chained(reader, node, parts(node)[0], (operand) => placed(node, { kind: 'nonNull', operand }));

export function readInstantiation(reader: ScriptReader, node: SyntaxNode): Expression {
  const [callee, list] = parts(node);
  if (!list) return keepText(reader, node, 'an incomplete expression');
  const types = parts(list).map(reader.type);
  return chained(reader, node, callee, (inner) => {
    const cut = inner.kind === 'cast' && inner.type.kind === 'named' && !reader.parenthesised.has(inner);
    return placed(node, cut ? { ...inner, type: { ...inner.type, args: types } } : { kind: 'instantiation', callee: inner, types });
  });
}

export function readCall(reader: ScriptReader, node: SyntaxNode): Expression | Opaque {
  const callee = childOf(node, 'function');
  const list = childOf(node, 'arguments');
  if (!callee || !list) return keepText(reader, node, 'an incomplete expression');
  const types = typeArguments(reader, node);
  if (list.type === 'template_string') {
    if (types.typeArguments) return keepText(reader, node, 'a tag with types');
    if (isAwait(reader, callee)) return placed(node, { kind: 'await', operand: readTemplate(reader, list) });
    return chained(reader, node, callee, (tag) => placed(node, { ...readTemplate(reader, list, tag) }));
  }
  const args = parts(list).map(reader.expression);
  if (isAwait(reader, callee) && args.length > 0) {
    const operand = args.length === 1 && args[0] ? args[0] : placed(list, { kind: 'sequence' as const, items: args });
    reader.parenthesised.add(operand);
    return placed(node, { kind: 'await', operand });
  }
  const optional = hasChild(node, '?.') || hasChild(node, 'optional_chain') ? { optional: true } : {};
  return chained(reader, node, callee, (inner) => placed(node, { kind: 'call', callee: inner, args, ...types, ...optional }));
}

/** In some places the grammar takes `await (a, b)` for a call and `await` in front of a template for its tag. */
const isAwait = (reader: ScriptReader, node: SyntaxNode): boolean => node.type === 'identifier' && textOf(node, reader.source) === 'await';

export function readNew(reader: ScriptReader, node: SyntaxNode): Expression {
  const callee = childOf(node, 'constructor');
  if (!callee) return keepText(reader, node, 'an incomplete expression');
  const list = childOf(node, 'arguments');
  const args = list ? parts(list).map(reader.expression) : [];
  const read = placed(node, { kind: 'new' as const, callee: reader.expression(callee), args, ...typeArguments(reader, node) });
  if (!list) reader.unfinished.add(read);
  return read;
}

/** `new a!.b(c)` ends at the `!` for the grammar: what follows belongs to the callee, and the first call has the arguments. */
function finished(reader: ScriptReader, value: Extract<Expression, { kind: 'new' }>, wrap: Wrap): Expression {
  const callee = wrap(value.callee);
  const { args, typeArguments: types, optional } = callee.kind === 'call' ? callee : { args: [] };
  if (callee.kind === 'call' && !optional) return { ...value, callee: callee.callee, args, ...(types ? { typeArguments: types } : {}) };
  const read = { ...value, callee };
  reader.unfinished.add(read);
  return read;
}

function typeArguments(reader: ScriptReader, node: SyntaxNode): { typeArguments?: ReturnType<ScriptReader['type']>[] } {
  const types = childOf(node, 'type_arguments');
  return types ? { typeArguments: parts(types).map(reader.type) } : {};
}

/** Reads what stands in front and puts `wrap` around it. `(a?.b).c` keeps its parentheses, as a sequence of one: they end the chain. */
function chained(reader: ScriptReader, node: SyntaxNode, front: SyntaxNode | undefined, wrap: Wrap): Expression {
  if (!front) return keepText(reader, node, 'an incomplete expression');
  return behind(reader, reader.expression(front), wrap);
}

/** Puts `wrap` around the operand that it belongs to. */
function behind(reader: ScriptReader, value: Expression, wrap: Wrap): Expression {
  if (reader.parenthesised.has(value)) return wrap(endsChain(value) ? { kind: 'sequence', items: [value] } : value);
  switch (value.kind) {
    case 'unary':
    case 'await':
      return { ...value, operand: behind(reader, value.operand, wrap) };
    case 'update':
      return value.prefix ? { ...value, target: behind(reader, value.target, wrap) } : wrap(value);
    case 'new':
      return reader.unfinished.has(value) ? finished(reader, value, wrap) : wrap(value);
    case 'binary':
      return { ...value, right: behind(reader, value.right, wrap) };
    default:
      return wrap(value);
  }
}

/** Whether a chain with `?.` ends here. */
function endsChain(expression: Expression): boolean {
  switch (expression.kind) {
    case 'member':
    case 'index':
      return expression.optional === true || endsChain(expression.object);
    case 'call':
      return expression.optional === true || endsChain(expression.callee);
    case 'nonNull':
      return endsChain(expression.operand);
    case 'template':
      return expression.tag !== undefined && endsChain(expression.tag);
    default:
      return false;
  }
}
