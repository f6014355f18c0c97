import type { Expression, FunctionNode, Parameter, Pattern, TypeParameter } from '../nodes.ts';
import type { IrType } from '../types.ts';
import { keyOf } from './script-literal.ts';
import { annotatedType, guarded, keepText, parts, placed, type ScriptReader, withUndefined } from './script-reader.ts';
import { childOf, childrenOf, hasChild, type SyntaxNode, textOf } from './syntax-node.ts';

export const readPattern = (reader: ScriptReader, node: SyntaxNode): Pattern => guarded(reader, node, () => patternOf(reader, node));

function patternOf(reader: ScriptReader, node: SyntaxNode): Pattern {
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
    case 'this':
    case 'undefined':
      return placed(node, { kind: 'name', name: textOf(node, reader.source) });
    case 'assignment_pattern':
    case 'object_assignment_pattern': {
      const left = childOf(node, 'left');
      const right = childOf(node, 'right');
      if (!left || !right) return keepText(reader, node, 'an incomplete pattern');
      const pattern = reader.pattern(left);
      if (pattern.kind === 'opaque' || pattern.kind === 'restPattern') return keepText(reader, node, 'an unusual default');
      return { ...pattern, default: reader.expression(right), span: { start: node.startIndex, end: node.endIndex } };
    }
    case 'rest_pattern': {
      const [inner] = parts(node);
      return inner ? placed(node, { kind: 'restPattern', target: reader.pattern(inner) }) : keepText(reader, node, 'an incomplete pattern');
    }
    case 'array_pattern':
      return placed(node, { kind: 'listPattern', items: listItems(reader, node) });
    case 'object_pattern':
      return recordPattern(reader, node);
    case 'member_expression':
    case 'subscript_expression':
    case 'non_null_expression':
      return placed(node, { kind: 'place', target: reader.expression(node) });
    case 'parenthesized_expression': {
      const [inner] = parts(node);
      return inner ? reader.pattern(inner) : keepText(reader, node, 'an incomplete pattern');
    }
    default:
      return keepText(reader, node, node.type.replaceAll('_', ' '));
  }
}

function listItems(reader: ScriptReader, node: SyntaxNode): (Pattern | null)[] {
  const items: (Pattern | null)[] = [];
  let expected = true;
  for (const child of node.children) {
    if (child.type === ',') {
      if (expected) items.push(null);
      expected = true;
    } else if (child.isNamed && child.type !== 'comment') {
      items.push(reader.pattern(child));
      expected = false;
    }
  }
  return items;
}

function recordPattern(reader: ScriptReader, node: SyntaxNode): Pattern {
  const fields: { key: string | Expression; target: Pattern }[] = [];
  let rest: Pattern | undefined;
  for (const child of parts(node)) {
    if (child.type === 'rest_pattern') {
      const [inner] = parts(child);
      if (inner) rest = reader.pattern(inner);
      continue;
    }
    const pair = child.type === 'pair_pattern';
    const key = pair ? childOf(child, 'key') : child.type === 'object_assignment_pattern' ? childOf(child, 'left') : child;
    const target = pair ? childOf(child, 'value') : child;
    const name = key && keyOf(reader, key);
    if (name === null || name === undefined || !target) return keepText(reader, node, 'a pattern with an unusual key');
    fields.push({ key: name, target: reader.pattern(target) });
  }
  return placed(node, { kind: 'recordPattern', fields, ...(rest ? { rest } : {}) });
}

/** Parameters in parentheses, or the one name of an arrow without them. */
function readParameters(reader: ScriptReader, node: SyntaxNode): Parameter[] {
  const single = childOf(node, 'parameter');
  if (single) return [placed(single, { name: textOf(single, reader.source) })];
  const list = childOf(node, 'parameters');
  return list ? parts(list).map((child) => readParameter(reader, child)) : [];
}

function readParameter(reader: ScriptReader, node: SyntaxNode): Parameter {
  const typed = node.type === 'required_parameter' || node.type === 'optional_parameter';
  const whole = typed ? childOf(node, 'pattern') : node.type === 'assignment_pattern' ? childOf(node, 'left') : node;
  const fallback = childOf(node, typed ? 'value' : 'right');
  const annotation = childOf(node, 'type');
  const rest = whole?.type === 'rest_pattern';
  const target = rest && whole ? parts(whole)[0] : whole;
  const words = typed ? node.children.filter((child) => /^(?:accessibility_modifier|override_modifier|readonly)$/.test(child.type)) : [];
  const decorators = childrenOf(node, 'decorator');
  const named = target?.type === 'identifier' || target?.type === 'this';
  return placed(node, {
    name: named && target ? textOf(target, reader.source) : '',
    ...(annotation ? { type: withUndefined(annotatedType(reader, annotation)) } : {}),
    ...(fallback ? { default: reader.expression(fallback) } : {}),
    ...(named ? {} : { pattern: target ? reader.pattern(target) : keepText(reader, node, 'an unusual parameter') }),
    ...(rest ? { variadic: 'list' as const } : {}),
    ...(node.type === 'optional_parameter' ? { optional: true } : {}),
    ...(words.length > 0 ? { modifiers: words.map((word) => textOf(word, reader.source)) } : {}),
    ...(decorators.length > 0 ? { decorators: readDecorators(reader, decorators) } : {}),
  });
}

/** What stands behind the `@` of each. */
export const readDecorators = (reader: ScriptReader, nodes: readonly SyntaxNode[]): Expression[] =>
  nodes.map((node) => {
    const [inner] = parts(node);
    return inner ? reader.expression(inner) : keepText(reader, node, 'an incomplete decorator');
  });

export function readTypeParameters(reader: ScriptReader, node: SyntaxNode): { typeParameters?: TypeParameter[] } {
  const list = childOf(node, 'type_parameters');
  if (!list) return {};
  const typeParameters = parts(list).map((child): TypeParameter => {
    const name = childOf(child, 'name');
    const constraint = childOf(child, 'constraint');
    const fallback = childOf(child, 'value');
    const modifiers = child.children.filter((inner) => inner !== name && /^(?:const|in|out)$/.test(inner.type)).map(({ type }) => type);
    return {
      name: name ? textOf(name, reader.source) : '',
      ...(constraint ? { constraint: annotatedType(reader, constraint) } : {}),
      ...(fallback ? { default: annotatedType(reader, fallback) } : {}),
      ...(modifiers.length > 0 ? { modifiers } : {}),
    };
  });
  return { typeParameters };
}

/** The type of a result; what an async function promises stands without the promise. */
export function readResult(reader: ScriptReader, node: SyntaxNode, promises: boolean): { result?: IrType } {
  const annotation = childOf(node, 'return_type');
  if (!annotation) return {};
  const [only] = parts(annotation);
  if (promises && only) {
    const name = childOf(only, 'name');
    const types = childOf(only, 'type_arguments');
    const inner = types ? parts(types) : [];
    const plain = only.type === 'generic_type' && name && textOf(name, reader.source) === 'Promise' && inner.length === 1;
    return { result: plain && inner[0] ? reader.type(inner[0]) : keepText(reader, only, 'a promise under another name') };
  }
  return { result: annotatedType(reader, annotation) };
}

/** A function, method or signature, whichever way it is written. An arrow's expression is a body that returns it. */
export function readFunction(reader: ScriptReader, node: SyntaxNode): FunctionNode {
  const nameNode = childOf(node, 'name');
  const key = nameNode ? keyOf(reader, nameNode) : '';
  const body = childOf(node, 'body');
  const async = hasChild(node, 'async');
  const generator = hasChild(node, '*') || node.type === 'generator_function';
  const accessor = hasChild(node, 'get') ? ('get' as const) : hasChild(node, 'set') ? ('set' as const) : null;
  const plain = typeof key === 'string' && (nameNode === undefined || nameNode.type !== 'string' || isIdentifier(key));
  const computed: Expression | null = plain
    ? null
    : typeof key === 'string' && nameNode
      ? placed(nameNode, { kind: 'string' as const, value: key })
      : key === null && nameNode
        ? keepText(reader, nameNode, 'an unusual name')
        : (key as Expression);
  const words = node.children.filter((child) => /^(?:accessibility_modifier|override_modifier|static|abstract)$/.test(child.type));
  const decorators = childrenOf(node, 'decorator');
  return placed(node, {
    kind: 'function',
    name: plain ? (key as string) : '',
    ...(computed ? { computed } : {}),
    ...readTypeParameters(reader, node),
    parameters: readParameters(reader, node),
    ...readResult(reader, node, async && !generator),
    body: body ? readBody(reader, body) : [],
    ...(body ? {} : { bodyless: true }),
    ...(async ? { async } : {}),
    ...(generator ? { generator } : {}),
    ...(accessor ? { accessor } : {}),
    ...(hasChild(node, '?') ? { optional: true } : {}),
    ...(words.length > 0 ? { modifiers: words.map((word) => textOf(word, reader.source)) } : {}),
    ...(decorators.length > 0 ? { decorators: readDecorators(reader, decorators) } : {}),
  });
}

const isIdentifier = (name: string): boolean => /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name);

function readBody(reader: ScriptReader, node: SyntaxNode): FunctionNode['body'] {
  if (node.type === 'statement_block') return reader.statements(node.children);
  return [placed(node, { kind: 'return', values: [reader.expression(node)] })];
}
