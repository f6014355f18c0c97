import type { FunctionNode } from '#domain/ir/nodes';
import type { Span } from '#domain/ir/origin';
import { isName } from '#domain/symbols/rename';
import { type EditResult, type EditSource, refused, type TextEdit } from '../../editing/edit-source.ts';
import { lineOf } from '../../editing/find-declaration.ts';
import { typeOfDeclaration, typeOfValue } from '../../editing/infer-type.ts';
import { type AnyNode, contains, type Visited, walk } from '../../editing/walk.ts';
import type { Words } from '../instruction.ts';
import { constantOf } from './constant.ts';
import { flowOf } from './flow.ts';
import { functionText, reindented } from './function-text.ts';
import { type Range, rangeIn, valuesWritten } from './range.ts';
import { type Variables, variablesOf } from './variables.ts';

export interface Extraction {
  name: string;
  form: 'function' | 'constant';
  /** The value that is meant, as it is written; null for the selected lines. */
  expression: string | null;
}

/** Takes lines or a value out into a function or a constant of its own. */
export async function extract(source: EditSource, { name, form, expression }: Extraction): Promise<EditResult> {
  const { view, scopes, language } = source;
  if (!isName(name, scopes)) return refused(`\`${name}\` cannot be a name in ${language}.`, `\`${name}\` 不能作为 ${language} 中的名称。`);
  if (scopes.occurrences.some((each) => each.name === name) || (language === 'go' && (await isTaken(source, name))))
    return refused(
      `\`${name}\` is a name in \`${view.path}\` already. Choose another one.`,
      `\`${view.path}\` 中已经有名称 \`${name}\`。请换一个。`,
    );
  const range = found(source, expression);
  if ('en' in range) return { edits: [], notes: [], refused: range };
  if (form === 'constant') {
    if (range.kind === 'statements')
      return refused(
        'Statements cannot be a constant. Select one value, or extract a function.',
        '语句不能提取为常量。请选中一个值，或提取为函数。',
      );
    return constantOf(source, range, name);
  }
  return functionOf(source, range, name);
}

/** Whether another file of the package has the name. */
async function isTaken(source: EditSource, name: string): Promise<boolean> {
  const folder = source.view.path.replace(/[^/]*$/, '');
  const others = await source.mentioning(name);
  return others.some(
    ({ view, scopes }) =>
      view.path.replace(/[^/]*$/, '') === folder && scopes.declarations.some((each) => each.scope === 0 && each.name === name),
  );
}

function found(source: EditSource, expression: string | null): Range | Words {
  const { view, selection } = source;
  if (expression !== null) {
    const places = valuesWritten(source, expression, selection ?? { start: 0, end: view.text.length });
    const [first] = places;
    if (!first?.node.span)
      return {
        en: `\`${view.path}\` has no value \`${expression}\`${selection ? ' there' : ''}.`,
        zh: `\`${view.path}\` ${selection ? '的这些行' : ''}中没有值 \`${expression}\`。`,
      };
    if (places.length > 1) {
      const lines = places.map(({ node }) => lineOf(view.text, node.span?.start ?? 0)).join(', ');
      return {
        en: `\`${expression}\` stands in lines ${lines}. Name the line.`,
        zh: `\`${expression}\` 出现在第 ${lines} 行。请指明行号。`,
      };
    }
    return { kind: 'value', value: first.node as never, span: first.node.span, visited: first };
  }
  if (!selection)
    return {
      en: 'Say which lines are meant, or select them in the editor and attach them.',
      zh: '请指明是哪些行，或在编辑器中选中并附加。',
    };
  return (
    rangeIn(source, selection) ?? {
      en: `Lines ${selection.startLine}–${selection.endLine} are not whole statements. Select whole statements, or one value.`,
      zh: `第 ${selection.startLine}–${selection.endLine} 行不是完整的语句。请选中完整的语句，或一个值。`,
    }
  );
}

function functionOf(source: EditSource, range: Range, name: string): EditResult {
  const { view, language, scopes, module } = source;
  const { text } = view;
  const visited = range.kind === 'statements' ? range.list : range.visited;
  const nodes = range.kind === 'statements' ? range.statements : [range.value];
  const flow = flowOf(source, nodes);
  if (flow.refused) return { edits: [], notes: [], refused: flow.refused };
  const owner = functionAround(visited);
  const around = owner?.span
    ? (scopes.scopes.find((each) => each.kind === 'function' && owner.span && contains(owner.span, each))?.id ?? 0)
    : 0;
  const leaves = range.kind === 'statements' && flow.leaves;
  if (leaves && owner === null) return refused('These lines leave the module.', '这些行会离开模块。');
  const variables = variablesOf(
    source,
    range.span,
    around,
    loopAround(visited, owner),
    range.kind === 'statements' ? range.statements : [],
  );
  if (variables.refused) return { edits: [], notes: [], refused: variables.refused };
  const results = leaves || range.kind === 'value' ? [] : variables.results;
  if (results.length > 1 && new Set(results.map(({ isNew }) => isNew)).size > 1)
    return refused(
      `${results.map(({ declaration }) => `\`${declaration.name}\``).join(' and ')} are used afterwards, some new and some not. Extract fewer lines.`,
      `${results.map(({ declaration }) => `\`${declaration.name}\``).join('、')} 之后仍被使用，其中有新有旧。请少选几行。`,
    );
  const mustKnow = language === 'typescript' || language === 'go';
  const parameters = variables.parameters.map((each) => ({
    name: each.name,
    type: language === 'javascript' ? null : typeOfDeclaration(source, each),
  }));
  const given = results.map(({ declaration }) => (language === 'go' ? typeOfDeclaration(source, declaration) : null));
  const valueType = range.kind === 'value' && language === 'go' ? typeOfValue(source, range.value) : null;
  const unknown = mustKnow ? parameters.find(({ type }) => type === null)?.name : undefined;
  const unknownResult =
    language === 'go'
      ? (results.find((_, at) => given[at] === null)?.declaration.name ??
        (range.kind === 'value' && !valueType ? text.slice(range.span.start, range.span.end).slice(0, 40) : undefined))
      : undefined;
  const untyped = unknown ?? unknownResult;
  if (untyped !== undefined)
    return refused(
      `The type of \`${untyped}\` is not written, and the new function needs it. Write its type first.`,
      `没有写明 \`${untyped}\` 的类型，而新函数需要它。请先写明类型。`,
    );
  const inside = new Set(variables.parameters.map(({ id }) => id));
  const typeParameter = scopes.occurrences.find(
    (each) =>
      contains(range.span, each) &&
      each.targets.some(
        (id) =>
          scopes.declarations[id]?.kind === 'typeParameter' &&
          !contains(range.span, scopes.declarations[id]?.span ?? range.span) &&
          !inside.has(id),
      ),
  );
  if (typeParameter)
    return refused(`\`${typeParameter.name}\` is a type of the function around.`, `\`${typeParameter.name}\` 是外层函数的类型参数。`);
  const end = language === 'python' || language === 'go' || !view.style.semicolons ? '' : ';';
  const step = language === 'go' ? '\t' : view.style.indent;
  const names = results.map(({ declaration }) => declaration.name);
  const kept = continued(module, text);
  let body: string;
  if (range.kind === 'value') body = `${step}return ${text.slice(range.span.start, range.span.end)}${end}\n`;
  else {
    body = reindented(text, range.span.start, statementEnd(text, range.span.end), kept, step);
    if (names.length > 0)
      body += `${step}return ${names.length === 1 || language === 'python' || language === 'go' ? names.join(', ') : `{ ${names.join(', ')} }`}${end}\n`;
  }
  const resultText = leaves && language === 'go' ? goResults(owner, text) : undefined;
  const made = functionText(
    {
      name,
      parameters,
      results: range.kind === 'value' ? [valueType] : given,
      ...(resultText !== undefined && { resultText }),
      body,
      async: flow.awaits,
    },
    source,
  );
  const call = `${flow.awaits ? 'await ' : ''}${name}(${variables.parameters.map((each) => each.name).join(', ')})`;
  const replaced =
    range.kind === 'value' ? (flow.awaits && needsBrackets(visited) ? `(${call})` : call) : callText(call, language, results, leaves, end);
  const edits: TextEdit[] = [
    {
      path: view.path,
      start: range.span.start,
      end: range.kind === 'value' ? range.span.end : statementEnd(text, range.span.end),
      text: replaced,
    },
  ];
  const { start: place, before, endsLine } = placeFor(source, range.span, owner === null);
  const gap = language === 'python' ? '\n\n' : '\n';
  edits.push({
    path: view.path,
    start: place,
    end: place,
    text: before ? `${blankLines(text, place)}${made}${gap}` : `${endsLine ? '' : '\n'}${gap}${made}`,
  });
  return { edits, notes: [] };
}

const needsBrackets = ({ role }: Visited): boolean => role === 'object' || role === 'callee';

/** The statement that stands where the lines were. */
function callText(call: string, language: string, results: Variables['results'], leaves: boolean, end: string): string {
  if (leaves) return `return ${call}${end}`;
  const names = results.map(({ declaration }) => declaration.name);
  if (names.length === 0) return `${call}${end}`;
  const isNew = results[0]?.isNew === true;
  if (language === 'python') return `${names.join(', ')} = ${call}`;
  if (language === 'go') return `${names.join(', ')} ${isNew ? ':=' : '='} ${call}`;
  const target = names.length === 1 ? names[0] : `{ ${names.join(', ')} }`;
  if (isNew) return `${results.some(({ changesLater }) => changesLater) ? 'let' : 'const'} ${target} = ${call}${end}`;
  return names.length === 1 ? `${target} = ${call}${end}` : `(${target} = ${call})${end}`;
}

/** The innermost function around a node. */
function functionAround(visited: Visited): AnyNode | null {
  for (let at: Visited | null = visited; at; at = at.parent) if (at.node.kind === 'function' || at.node.kind === 'lambda') return at.node;
  return null;
}

function loopAround(visited: Visited, owner: AnyNode | null): Span | null {
  let loop: Span | null = null;
  for (let at: Visited | null = visited; at && at.node !== owner; at = at.parent)
    if (/^(?:each|count|for|loop|repeat)$/.test(at.node.kind ?? '') && at.node.span) loop = at.node.span;
  return loop;
}

/** Behind the semicolon that ends a statement, where its node does not hold it. */
const statementEnd = (text: string, end: number): number => end + (/^[ \t]*;/.exec(text.slice(end, end + 20))?.[0].length ?? 0);

/** Starts of lines that a text or a template goes on over. */
function continued(module: object, text: string): Set<number> {
  const found = new Set<number>();
  for (const { node } of walk(module)) {
    if ((node.kind !== 'string' && node.kind !== 'template') || !node.span) continue;
    for (let at = text.indexOf('\n', node.span.start); at >= 0 && at < node.span.end; at = text.indexOf('\n', at + 1)) found.add(at + 1);
  }
  return found;
}

const goResults = (owner: AnyNode | null, text: string): string => {
  const { result } = owner as unknown as FunctionNode;
  return result?.span ? ` ${text.slice(result.span.start, result.span.end)}` : '';
};

/** Two empty lines in front of a function of Python, less those that are there. */
const blankLines = (text: string, at: number): string =>
  text.slice(0, at).trim() === '' ? '' : '\n'.repeat(Math.max(0, 3 - (/\n*$/.exec(text.slice(0, at))?.[0].length ?? 0)));

/** Where the new function goes: behind the declaration of the top that holds the lines; in front of code of the module, which runs in order. */
function placeFor(
  { module, view, language }: EditSource,
  span: Span,
  isTop: boolean,
): { start: number; before: boolean; endsLine: boolean } {
  const { text } = view;
  let outer: Span = span;
  for (const { node, parent } of walk(module)) {
    const top = parent?.parent === null || (parent?.parent?.parent === null && parent.node.kind === 'statements');
    if (top && node.span && contains(node.span, span)) outer = node.span;
  }
  if (isTop && language === 'python') {
    const start = text.lastIndexOf('\n', outer.start - 1) + 1;
    return { start, before: true, endsLine: true };
  }
  const line = text.indexOf('\n', Math.max(outer.start, outer.end - 1));
  const start = line < 0 ? text.length : line + 1;
  return { start, before: false, endsLine: line >= 0 };
}
