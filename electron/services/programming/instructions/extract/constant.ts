import { type EditResult, type EditSource, refused } from '../../editing/edit-source.ts';
import { hasEffectsBefore, isSometimes } from '../../editing/evaluation.ts';
import { type AnyNode, type Visited, walk } from '../../editing/walk.ts';
import type { Range } from './range.ts';

const statementRoles = new Set(['body', 'then', 'otherwise', 'always']);

/** A value under a name of its own, in front of the statement that it stands in. */
export function constantOf(source: EditSource, range: Extract<Range, { kind: 'value' }>, name: string): EditResult {
  const { view, language } = source;
  const { text } = view;
  const written = text.slice(range.span.start, range.span.end);
  const statement = statementAround(range.visited);
  if (!statement?.span) return refused('The value stands where nothing can be put in front of it.', '该值所在的位置前面不能插入语句。');
  const isFixed = onlyLiterals(range.value);
  if (!isFixed && isSometimes(range.visited, statement))
    return refused(
      'The value is not always evaluated there, or more than once. Extract a function instead.',
      '该值在此处不一定求值，或多次求值。请改为提取函数。',
    );
  if (!isFixed && hasEffectsBefore(statement, range.span))
    return refused(
      'Something that runs before the value in the same statement may change it. Extract a function instead.',
      '同一语句中先执行的代码可能改变该值。请改为提取函数。',
    );
  const lineStart = text.lastIndexOf('\n', statement.span.start - 1) + 1;
  const indent = text.slice(lineStart, statement.span.start);
  if (indent.trim() !== '') return refused('The statement does not begin its line.', '该语句不在行首。');
  const end = view.style.semicolons && language !== 'python' && language !== 'go' ? ';' : '';
  const isTop = indent === '' && language === 'go';
  const made =
    language === 'python'
      ? `${name} = ${written}`
      : language === 'go'
        ? isTop
          ? `var ${name} = ${written}\n`
          : `${name} := ${written}`
        : `const ${name} = ${written}${end}`;
  const shorthand = { path: view.path, start: range.span.start, end: range.span.end, text: name };
  return { edits: [{ path: view.path, start: lineStart, end: lineStart, text: `${indent}${made}\n` }, shorthand], notes: [] };
}

function statementAround(visited: Visited): AnyNode | null {
  for (let at: Visited | null = visited; at?.parent; at = at.parent) {
    const holds = at.parent.node[at.role];
    const isList = Array.isArray(holds) && (statementRoles.has(at.role) || at.role === 'declarations');
    if (at.node.kind === 'statements') continue;
    if (isList && !(at.parent.node.kind === 'lambda' && at.parent.node['block'] !== true) && at.role !== 'declarations') {
      // `else if` is a statement of its own in the tree alone.
      if (at.role === 'otherwise' && at.node.kind === 'if') continue;
      return at.node;
    }
    if (at.role === 'declarations') return at.node.kind === 'function' || at.node.kind === 'class' ? null : at.node;
  }
  return null;
}

const onlyLiterals = (value: object): boolean =>
  [...walk(value)].every(({ node }) => node.kind === undefined || /^(?:string|number|boolean|null|binary|unary)$/.test(node.kind));
