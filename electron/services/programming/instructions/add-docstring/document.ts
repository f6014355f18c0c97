import { commentText, docLines } from '#domain/ir/literals';
import type { Declaration, FunctionNode } from '#domain/ir/nodes';
import type { EditResult, EditSource, TextEdit } from '../../editing/edit-source.ts';
import { maskOf, refuse, subjectOf } from '../../rewriting/rewrite.ts';
import { closingBracket, type SourceMask } from '../../rewriting/source-mask.ts';
import { aboveComments } from '../../rewriting/statement-start.ts';
import { type FunctionPlace, functionsOf } from '../../rewriting/visit.ts';
import { lineStart, nextLine } from '../../syntax/source-view.ts';
import { factsOf } from './facts.ts';
import { pythonSections, pythonStyleOf } from './python-style.ts';
import { capital, deed, kindOfThing, sentence, whether } from './sentence.ts';

/** Something that can have a comment of its own. */
export interface Documented {
  name: string;
  place: FunctionPlace | null;
  span: { start: number; end: number };
  doc: string | undefined;
}

type Typed = Extract<Declaration, { name: string }>;

/** Everything of a file that can be documented. */
export function documentable({ module }: EditSource): Documented[] {
  const found: Documented[] = functionsOf(module).map((place) => ({
    name: place.name,
    place,
    span: place.span,
    doc: place.node.kind === 'function' ? place.node.doc : undefined,
  }));
  for (const each of module.declarations)
    if ('name' in each && each.kind !== 'function' && each.span)
      found.push({
        name: (each as Typed).name,
        place: null,
        span: each.span,
        doc: 'doc' in each ? (each.doc as string | undefined) : undefined,
      });
  return found;
}

/** Whether others may use it: what a file exports, and the public methods of that. */
export function isPublic({ name, place, span }: Documented, source: EditSource): boolean {
  const { language, module } = source;
  if (place && !place.top) return false;
  if (language === 'go') return /^\p{Lu}/u.test(name) && (place?.owner == null || /^\p{Lu}/u.test(place.owner));
  if (language === 'python') return !name.startsWith('_') && !place?.owner?.startsWith('_');
  if (place?.node.kind === 'function' && (place.node.accessor || place.node.bodyless || name === 'constructor')) return false;
  const holder = module.declarations.find((each) => each.span && each.span.start <= span.start && span.end <= each.span.end);
  const statement = module.declarations
    .flatMap((each) => (each.kind === 'statements' ? each.body : []))
    .find((each) => each.span && each.span.start <= span.start && span.end <= each.span.end);
  const exported = (holder && 'exported' in holder && holder.exported) || (statement && 'exported' in statement && statement.exported);
  const isPrivate =
    place?.node.kind === 'function' && (place.node.modifiers ?? []).some((each) => each === 'private' || each === 'protected');
  return exported === true && !isPrivate && !name.startsWith('#');
}

/** Comments for what was named, in the manner of the language; `text` is used as it was given. */
export async function documented(source: EditSource, wanted: readonly Documented[], text: string | null): Promise<EditResult> {
  const mask = maskOf(source);
  const edits: TextEdit[] = [];
  const silent: string[] = [];
  const there: string[] = [];
  const style = source.language === 'python' ? await pythonStyleOf(source) : 'google';
  for (const each of wanted) {
    if (hasDoc(each, source, mask)) {
      there.push(each.name);
      continue;
    }
    const made = source.language === 'python' ? pythonDoc(each, source, mask, style, text) : lineDoc(each, source, text);
    if (made) edits.push(made);
    else silent.push(each.name);
  }
  const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
  if (edits.length > 0)
    return {
      edits,
      notes:
        silent.length > 0
          ? [
              {
                en: `Nothing was written about ${list(silent)}: the name does not tell what it does`,
                zh: `未为 ${list(silent)} 编写说明：名称未表明其用途`,
              },
            ]
          : [],
    };
  if (silent.length > 0)
    return refuse(
      `The name of ${list(silent)} does not tell what it does, or it stands where no comment fits. Say what it does: "… saying that it …".`,
      `${list(silent)} 的名称未表明其用途，或所在位置不便添加注释。请说明其作用。`,
    );
  return {
    edits: [],
    notes: [],
    exists: {
      en: `documentation of ${there.length > 0 ? list(there) : 'everything that the file exports'}`,
      zh: `${there.length > 0 ? list(there) : '该文件所有导出项'} 的文档`,
    },
  };
}

function hasDoc({ doc, span, place }: Documented, source: EditSource, mask: SourceMask): boolean {
  if (doc !== undefined) return true;
  if (source.language === 'python') return false;
  const line = lineStart(source.view.text, startOf(place, span, source));
  const above = source.view.text.slice(aboveComments(source.view.text, mask.code, line), line);
  return source.language === 'go' ? above.trim() !== '' : /^\s*\/\*\*/.test(above);
}

/** Where a declaration begins: with its decorators, and the statement that holds a lambda. */
function startOf(place: FunctionPlace | null, span: { start: number }, { module }: EditSource): number {
  const decorators = place?.node.kind === 'function' ? ((place.node as FunctionNode).decorators ?? []) : [];
  const first = Math.min(span.start, ...decorators.map((each) => (each.span?.start ?? span.start + 1) - 1));
  if (place?.node.kind !== 'lambda') return first;
  const statements = module.declarations.flatMap((each): { span?: { start: number; end: number } }[] =>
    each.kind === 'statements' ? each.body : each.kind === 'class' ? each.members : [],
  );
  const holder = statements.find((each) => each.span && each.span.start <= first && place.span.end <= each.span.end);
  return holder?.span?.start ?? first;
}

const givesValue = ({ node }: FunctionPlace): boolean => node.result !== undefined && node.result.kind !== 'void';

function lineDoc(each: Documented, source: EditSource, text: string | null): TextEdit | null {
  const { view, language } = source;
  const start = startOf(each.place, each.span, source);
  const line = lineStart(view.text, start);
  const lead = view.text.slice(line, start);
  const indent = (/^\s*/.exec(lead) ?? [''])[0];
  if (!/^\s*(?:export\s+(?:default\s+)?)?$/.test(lead)) return null;
  const { place, name } = each;
  const insert = (made: string): TextEdit => ({ path: view.path, start: line, end: line, text: made });
  if (language === 'go') {
    const done = place ? deed(name, 'third', givesValue(place)) : `is ${kindOfThing(name)}`;
    const told =
      text === null
        ? done === null
          ? null
          : `${name} ${done.replace(/^returns whether/, 'reports whether')}`
        : text.startsWith(name)
          ? text
          : `${name} ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
    if (told === null) return null;
    return insert(`${indent}// ${sentence(commentText(told))}\n`);
  }
  const facts = place ? factsOf(name, place.node, view.text) : null;
  const returns = place ? givesValue(place) || facts?.result != null : false;
  const done = place ? deed(name, 'third', returns) : kindOfThing(name);
  const told = text ?? (done === null ? null : capital(done));
  if (told === null) return null;
  const lines = [sentence(told)];
  const alone = facts?.parameters.length === 0 && facts.errors.length === 0;
  for (const parameter of facts?.parameters ?? []) lines.push(`@param ${parameter.name} ${parameter.text}`);
  if (facts?.result && !(alone && whether(name))) lines.push(`@returns ${facts.result}`);
  for (const { type, when } of facts?.errors ?? []) lines.push(`@throws {${type}}${when === null ? '' : ` If \`${when}\`.`}`);
  return insert(docLines(lines.join('\n'), indent));
}

function pythonDoc(
  each: Documented,
  source: EditSource,
  mask: SourceMask,
  style: Parameters<typeof pythonSections>[1],
  text: string | null,
): TextEdit | null {
  const { view } = source;
  const { place, name } = each;
  const level = view.style.indent;
  const insert = (at: number, made: string): TextEdit => ({ path: view.path, start: at, end: at, text: made });
  if (!place) {
    const at = classBody(each.span, view.text, mask);
    const own = /^[ \t]*/.exec(view.text.slice(lineStart(view.text, each.span.start)))?.[0] ?? '';
    const inner = at === null ? '' : (/^(?:[ \t]*\r?\n)*([ \t]*)/.exec(view.text.slice(at))?.[1] ?? '');
    const pad = inner.length > own.length ? inner : own + level;
    return at === null ? null : insert(at, `${pad}"""${sentence(commentText(text ?? capital(kindOfThing(name))))}"""\n\n`);
  }
  const subject = subjectOf(source, place, mask);
  if (!subject?.parts.body || place.node.kind === 'lambda') return null;
  const facts = factsOf(name, place.node, view.text);
  const done = deed(name, 'imperative', facts.result !== null || givesValue(place));
  const told = text ?? (/^__init__$/.test(name) ? 'Make the object' : done === null ? null : capital(done));
  if (told === null) return null;
  const indent = `${subject.parts.indent}${subject.view.style.indent}`;
  const first = sentence(commentText(told));
  const type = place.node.result?.span ? view.text.slice(place.node.result.span.start, place.node.result.span.end) : null;
  const alone = whether(name) !== null && facts.parameters.length === 0 && facts.errors.length === 0;
  const sections = (alone ? [] : pythonSections(facts, style, type, subject.view.style.indent)).map((line) =>
    /^[ ]*[^ ]/.test(line) ? indent + docstringText(line) : line,
  );
  const made = sections.length === 0 ? `${indent}"""${first}"""\n` : `${indent}"""${first}\n${sections.join('\n')}\n${indent}"""\n`;
  return insert(subject.parts.body.start, made);
}

/** A line of a docstring: nothing in it ends it. */
const docstringText = (line: string): string => line.replace(/"""/g, "'''");

/** The line behind the head of a class; null where its body stands on the same line. */
function classBody(span: { start: number; end: number }, text: string, { code }: SourceMask): number | null {
  let at = span.start + Math.max(0, code.slice(span.start).search(/(?<!\w)class\s/));
  for (; at < span.end; at += 1) {
    if ('([{'.includes(code.charAt(at))) at = Math.max(at, closingBracket(code, at));
    else if (code.charAt(at) === ':') break;
  }
  return code.slice(at + 1, nextLine(code, at)).trim() === '' ? nextLine(text, at) : null;
}
