import type { Expression, FunctionNode, TypeParameter } from '../nodes.ts';
import { bodyOf, trimmed } from '../read/python-tidy.ts';
import type { Layout } from './layout.ts';
import { bodyText, docstring, trailingComment } from './python-comment.ts';
import { printPythonExpression, singleDoc } from './python-expression.ts';
import { group, render } from './python-layout.ts';
import { parameterDocs } from './python-parameter.ts';
import { printPythonType } from './python-type.ts';

export const decoratorLines = (decorators: Expression[] | undefined, depth: number, layout: Layout): string =>
  (decorators ?? [])
    .map((decorator) => `${layout.style.indent.repeat(depth)}@${printPythonExpression(decorator, depth, layout, 1)}\n`)
    .join('');

export function typeParameterText(parameters: TypeParameter[] | undefined): string {
  if (!parameters || parameters.length === 0) return '';
  const texts = parameters.map(({ name, constraint, modifiers }) => {
    const bound = constraint === undefined ? '' : `: ${typeof constraint === 'string' ? constraint : printPythonType(constraint)}`;
    return `${(modifiers ?? []).filter((mark) => mark.startsWith('*')).join('')}${name}${bound}`;
  });
  return `[${texts.join(', ')}]`;
}

/** A signature alone. */
function isStub(node: FunctionNode): boolean {
  const [only, second] = node.body;
  if (only === undefined) return node.bodyless === true;
  return second === undefined && only.kind === 'expression' && only.value.kind === 'ellipsis' && only.trailing === undefined;
}

export function printPythonFunction(node: FunctionNode, depth: number, layout: Layout): string {
  const pad = layout.style.indent.repeat(depth);
  const accessor = node.accessor === 'get' ? `${pad}@property\n` : node.accessor === 'set' ? `${pad}@${node.name}.setter\n` : '';
  const head = `${node.async ? 'async ' : ''}def ${node.name}${typeParameterText(node.typeParameters)}`;
  const parameters = parameterDocs(node.receiver ? [node.receiver, ...node.parameters] : node.parameters, (value) =>
    singleDoc(value, layout.style.quote),
  );
  const result = node.result ? ` -> ${printPythonType(node.result)}` : '';
  const signature = render(group('(', parameters, ')'), depth, head.length + result.length + 1, layout.style);
  const doc = docstring(node.doc, pad + layout.style.indent);
  const before = `${decoratorLines(node.decorators, depth, layout)}${accessor}${pad}${head}${signature}${result}:`;
  if (doc === '' && node.trailing === undefined && isStub(node)) return `${before} ...\n`;
  const body = isStub(node)
    ? `${pad}${layout.style.indent}...\n`
    : bodyText(doc === '' ? bodyOf(node.body) : trimmed(node.body), depth + 1, layout, doc !== '');
  return `${before}${trailingComment(node.trailing)}\n${doc}${body}`;
}
