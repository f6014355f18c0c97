import type { Parameter } from '#domain/ir/nodes';
import type { IrType } from '#domain/ir/types';
import type { EditResult, EditSource, TextEdit } from '../../editing/edit-source.ts';
import { lineOf } from '../../rewriting/lines.ts';
import { maskOf, refuse, type Subject, subjectOf } from '../../rewriting/rewrite.ts';
import { aboveComments } from '../../rewriting/statement-start.ts';
import type { FunctionPlace } from '../../rewriting/visit.ts';
import { lineStart } from '../../syntax/source-view.ts';
import type { Words } from '../instruction.ts';
import { type Known, resultType, typeByDefault, typeByUse } from './inferred.ts';
import { type PythonTypes, pythonType, scriptType } from './type-text.ts';

interface Work {
  edits: TextEdit[];
  names: Set<string>;
  left: string[];
  spelling: PythonTypes;
}

/** Types for the functions of a file that lack them: those that follow from defaults, values and uses. What does not follow is left and told. */
export async function addTypes(source: EditSource, places: readonly FunctionPlace[]): Promise<EditResult> {
  const { language } = source;
  if (language === 'go') return refuse('Go has a type everywhere already.', 'Go 代码处处都已有类型。');
  const mask = maskOf(source);
  const work: Work = { edits: [], names: new Set(), left: [], spelling: language === 'python' ? await spellingOf(source) : 'bar' };
  for (const place of places) {
    const subject = subjectOf(source, place, mask);
    if (!subject || (place.node.kind === 'function' && place.node.bodyless)) continue;
    if (language === 'python') annotatePython(subject, work);
    else if (language === 'typescript') annotateTypeScript(subject, work);
    else annotateJavaScript(subject, work);
  }
  const shown = work.left.slice(0, 8);
  const more = work.left.length - shown.length;
  const left: Words[] =
    work.left.length === 0
      ? []
      : [
          {
            en: `What does not follow from the code was left: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
            zh: `无法从代码推断的类型保持不变：${shown.join('、')}${more > 0 ? ` 等 ${work.left.length} 处` : ''}`,
          },
        ];
  if (work.edits.length === 0) {
    if (work.left.length > 0)
      return refuse(
        `No type follows from the code: ${shown.join(', ')}. Write them by hand.`,
        `无法从代码推断类型：${shown.join('、')}。请手动填写。`,
      );
    return { edits: [], notes: [], exists: { en: 'all types', zh: '所有类型' } };
  }
  const typing = [...work.names]
    .filter((name) => !source.view.imports.some((each) => each.module === 'typing' && each.names.includes(name)))
    .sort();
  return { edits: work.edits, imports: typing.length > 0 ? [{ module: 'typing', names: typing }] : [], notes: left };
}

/** The newest spelling that the oldest Python in force can read; that of Python 3.8 where nothing is said. */
async function spellingOf(source: EditSource): Promise<PythonTypes> {
  if (/^from __future__ import .*\bannotations\b/m.test(source.view.text)) return 'bar';
  const project = (await source.read('pyproject.toml')) ?? (await source.read('setup.cfg')) ?? '';
  const minor = Number(/(?:requires-python|python_requires)\s*=\s*"?\s*(?:>=|~=|==|\^)\s*3\.(\d+)/.exec(project)?.[1] ?? 8);
  return minor >= 10 ? 'bar' : minor >= 9 ? 'generic' : 'typing';
}

function knownOf({ node }: FunctionPlace, found: ReadonlyMap<Parameter, IrType>): Known {
  const known = new Map<string, IrType>();
  for (const each of node.parameters) {
    const type = each.type ?? found.get(each);
    if (type && !each.variadic && each.name !== '') known.set(each.name, each.optional ? { kind: 'optional', inner: type } : type);
  }
  return known;
}

const label = (subject: Subject, what: string): string => `\`${subject.name}\`${what} (${lineOf(subject.text, subject.span.start)})`;

/** Parameters without a type, with the type that follows for them. */
function parametersOf(subject: Subject, work: Work, byDefault: boolean): Map<Parameter, IrType> {
  const found = new Map<Parameter, IrType>();
  for (const each of subject.node.parameters) {
    if (each.type || each.variadic || each.pattern || each.name === '' || each.name === 'this') continue;
    if (each.default && !byDefault) continue;
    const type = each.default ? typeByDefault(each.default, subject.language) : typeByUse(each.name, subject, subject.language);
    if (type) found.set(each, type);
    else work.left.push(label(subject, ` ${each.name}`));
  }
  return found;
}

function annotatePython(subject: Subject, work: Work): void {
  const { node, view, parts, text } = subject;
  if (node.kind === 'lambda') return;
  const isMethod =
    subject.class !== null &&
    !node.receiver &&
    !(node.decorators ?? []).some((each) => each.kind === 'name' && each.name === 'staticmethod');
  const own = isMethod ? { ...subject, node: { ...node, parameters: node.parameters.slice(1) } } : subject;
  const found = parametersOf(own, work, true);
  const write = (type: IrType): string => {
    const { text: made, names } = pythonType(type, work.spelling);
    for (const name of names) work.names.add(name);
    return made;
  };
  for (const [parameter, type] of found) {
    const start = parameter.span?.start ?? 0;
    const end = start + parameter.name.length;
    if (text.slice(start, end) !== parameter.name) continue;
    const fallback = parameter.default?.span?.start;
    work.edits.push({
      path: view.path,
      start: end,
      end: fallback ?? end,
      text: fallback === undefined ? `: ${write(type)}` : `: ${write(type)} = `,
    });
  }
  if (node.result) return;
  const result = node.name === '__init__' ? ({ kind: 'void' } as const) : resultType(subject, knownOf(subject, found), 'python');
  if (!result) work.left.push(label(subject, ' →'));
  else work.edits.push({ path: view.path, start: parts.afterParameters, end: parts.afterParameters, text: ` -> ${write(result)}` });
}

function annotateTypeScript(subject: Subject, work: Work): void {
  const { node, view, parts, text, name, mask } = subject;
  const found = parametersOf(subject, work, false);
  const bare = mask.code.charAt(parts.parameters.start) !== '(';
  for (const [parameter, type] of found) {
    const start = parameter.span?.start ?? 0;
    const end = start + parameter.name.length;
    if (text.slice(start, end) !== parameter.name) continue;
    work.edits.push({ path: view.path, start: end, end, text: `: ${scriptType(type)}` });
  }
  if (bare && found.size > 0) work.edits.push({ path: view.path, start: parts.parameters.start, end: parts.parameters.start, text: '(' });
  if (node.result || name === 'constructor' || (node.kind === 'function' && node.accessor === 'set')) {
    if (bare && found.size > 0) work.edits.push({ path: view.path, start: parts.parameters.end, end: parts.parameters.end, text: ')' });
    return;
  }
  const withDefaults = new Map(found);
  for (const each of node.parameters) {
    const type = !each.type && each.default ? typeByDefault(each.default, 'typescript') : null;
    if (type) withDefaults.set(each, type);
  }
  const result = resultType(subject, knownOf(subject, withDefaults), 'typescript');
  const opened = bare && found.size > 0;
  if (!result || (bare && !opened)) {
    if (opened) work.edits.push({ path: view.path, start: parts.parameters.end, end: parts.parameters.end, text: ')' });
    if (!result) work.left.push(label(subject, ' →'));
    return;
  }
  const made = node.async ? `Promise<${scriptType(result)}>` : scriptType(result);
  work.edits.push({ path: view.path, start: parts.afterParameters, end: parts.afterParameters, text: `${opened ? ')' : ''}: ${made}` });
}

/** JSDoc above the function: JavaScript has types in comments alone. */
function annotateJavaScript(subject: Subject, work: Work): void {
  const { node, view, text, mask, span, name } = subject;
  if (!subject.top) return;
  const line = lineStart(text, span.start);
  const above = aboveComments(text, mask.code, line);
  const comment = text.slice(above, line);
  if (/@(?:param|returns?|type)\b/.test(comment)) return;
  const found = parametersOf(subject, work, true);
  const result =
    name === 'constructor' || (node.kind === 'function' && node.accessor)
      ? null
      : resultType(subject, knownOf(subject, found), 'javascript');
  if (!result && name !== 'constructor') work.left.push(label(subject, ' →'));
  const lines = [...found].map(([each, type]) => `@param {${scriptType(type)}} ${each.default ? `[${each.name}]` : each.name}`);
  if (result) lines.push(`@returns {${node.async ? `Promise<${scriptType(result)}>` : scriptType(result)}}`);
  if (lines.length === 0) return;
  const indent = /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
  const doc = /^[ \t]*\/\*\*([\s\S]*?)\*\/[ \t]*\r?\n$/.exec(comment);
  if (doc) {
    const said = (doc[1] ?? '').split(/\r?\n/).map((each) => each.replace(/^[ \t]*\*? ?/, '').trimEnd());
    while (said[0] === '') said.shift();
    while (said.at(-1) === '') said.pop();
    const made = [...said, ...lines].map((each) => `${indent} *${each === '' ? '' : ` ${each}`}\n`).join('');
    work.edits.push({ path: view.path, start: above, end: line, text: `${indent}/**\n${made}${indent} */\n` });
    return;
  }
  const made =
    lines.length === 1
      ? `${indent}/** ${lines[0]} */\n`
      : `${indent}/**\n${lines.map((each) => `${indent} * ${each}\n`).join('')}${indent} */\n`;
  work.edits.push({ path: view.path, start: line, end: line, text: made });
}
