import type { Expression, Parameter } from '../nodes.ts';
import { keepText, type PythonReader, partsOf, spanOf } from './python-reader.ts';
import { childOf, childOfType, type SyntaxNode, textOf } from './syntax-node.ts';

/** The parameters of a function; null where one of them is no name, as in Python 2. */
export function readParameters(reader: PythonReader, node: SyntaxNode | undefined): Parameter[] | null {
  const parameters: Parameter[] = [];
  let byName = false;
  for (const child of node ? partsOf(node) : []) {
    if (child.type === 'positional_separator') {
      for (const parameter of parameters) parameter.only = 'position';
      continue;
    }
    if (child.type === 'keyword_separator') {
      byName = true;
      continue;
    }
    const parameter = readParameter(reader, child);
    if (!parameter) return null;
    if (byName && !parameter.variadic) parameter.only = 'name';
    if (parameter.variadic === 'list') byName = true;
    parameters.push(parameter);
  }
  return parameters;
}

function readParameter(reader: PythonReader, node: SyntaxNode): Parameter | null {
  const typed = node.type === 'typed_parameter' || node.type === 'typed_default_parameter';
  const inner = node.type.endsWith('default_parameter') ? childOf(node, 'name') : typed ? partsOf(node)[0] : node;
  if (!inner) return null;
  const variadic = inner.type === 'list_splat_pattern' ? 'list' : inner.type === 'dictionary_splat_pattern' ? 'map' : undefined;
  const name = variadic ? partsOf(inner)[0] : inner;
  if (name?.type !== 'identifier') return null;
  const [type, value] = [childOf(node, 'type'), childOf(node, 'value')];
  return {
    name: textOf(name, reader.source),
    ...(type ? { type: reader.type(type) } : {}),
    ...(value && node.type.endsWith('default_parameter') ? { default: reader.expression(value) } : {}),
    ...(variadic ? { variadic } : {}),
    ...spanOf(node),
  };
}

export function readLambda(reader: PythonReader, node: SyntaxNode): Expression {
  const parameters = readParameters(reader, childOf(node, 'parameters') ?? childOfType(node, 'lambda_parameters'));
  const body = childOf(node, 'body');
  if (!parameters || !body) return keepText(reader, node, 'a parameter that is no name');
  const outer = reader.yields;
  reader.yields = false;
  const value = reader.expression(body);
  const generator = reader.yields ? { generator: true } : {};
  reader.yields = outer;
  return { kind: 'lambda', parameters, ...generator, body: [{ kind: 'return', values: [value], ...spanOf(body) }] };
}
