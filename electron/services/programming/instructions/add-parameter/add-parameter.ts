import type { Parameter } from '#domain/ir/nodes';
import { isInside } from '#domain/symbols/scopes';
import { type EditResult, type EditSource, type FoundDeclaration, refused, type TextEdit } from '../../editing/edit-source.ts';
import { lineOf } from '../../editing/find-declaration.ts';
import { expressionText, itemInserted, parameterBrackets, typeText } from '../../editing/fragments.ts';
import { fitsType, importsOfType, literalOf, nameIn, typeOf } from '../../editing/typed-name.ts';
import { argumentsOf, type Use, usesOf } from '../../editing/uses.ts';
import type { TypedName } from '../../plan.ts';
import type { Words } from '../instruction.ts';

/** Another parameter behind the others, and the calls with the value that they need. */
export async function addParameter(source: EditSource, wanted: readonly TypedName[]): Promise<EditResult> {
  const { declaration, language, view } = source;
  const callable = declaration?.callable;
  if (!declaration || !callable) return refused('Name a function.', '请指明一个函数。');
  const names = wanted.map(({ name }) => nameIn(name, language));
  const there = names.find((name) => callable.parameters.some((each) => each.name === name));
  if (there !== undefined)
    return {
      edits: [],
      notes: [],
      exists: {
        en: `\`${declaration.name}\` has a parameter \`${there}\` already.`,
        zh: `\`${declaration.name}\` 已经有参数 \`${there}\`。`,
      },
    };
  const fault = faultOf(source, declaration, names, wanted);
  if (fault) return { edits: [], notes: [], refused: fault };
  const brackets = parameterBrackets(
    view.text,
    callable.kind === 'lambda' ? lambdaStart(view.text, callable.span?.start ?? 0) : declaration.nameSpan.end,
  );
  const bare =
    callable.kind === 'lambda' &&
    callable.parameters.length === 1 &&
    view.text.charAt((callable.parameters[0]?.span?.start ?? 1) - 1) !== '(';
  if (!brackets && !bare)
    return refused('The parameters of the function are written in an unusual form.', '该函数的参数写法特殊，无法修改。');
  const { uses, doubts } = await usesOf(source, declaration);
  if (doubts[0]) return { edits: [], notes: [], refused: doubts[0] };
  const edits: TextEdit[] = [];
  const notes: Words[] = [];
  // `self` stands in the same brackets.
  const self = language === 'python' && callable.kind === 'function' && callable.receiver ? [callable.receiver] : [];
  const items = [...self, ...callable.parameters].map(({ span }) => span).filter((span) => span !== undefined);
  if (items.length < self.length + callable.parameters.length)
    return refused('The parameters of the function are written in an unusual form.', '该函数的参数写法特殊，无法修改。');
  const at = placeOf(callable.parameters, language);
  const path = view.path;
  const annotates =
    language !== 'python' || wanted.some(({ typeSource }) => typeSource === 'words') || callable.parameters.some(({ type }) => type);
  const written = wanted.map((each, index) => {
    const text = parameterText(each, names[index] ?? '', source, annotates);
    // Go writes the type once for neighbours that share it.
    return language === 'go' && wanted[index + 1] && isAlike(each, wanted[index + 1]) ? (names[index] ?? '') : text;
  });
  if (brackets && !bare)
    edits.push(
      ...itemInserted(view.text, { items, ...brackets }, at + self.length, written, language === 'python' ? view.style : undefined).map(
        (edit) => ({
          path,
          ...edit,
        }),
      ),
    );
  else {
    const only = items[0] as { start: number; end: number };
    edits.push({ path, start: only.start, end: only.end, text: `(${view.text.slice(only.start, only.end)}, ${written.join(', ')})` });
  }
  const required = wanted.find((each) => each.default === null && !(each.optional && language !== 'go'));
  const needs = language === 'go' || required !== undefined || at < callable.parameters.length;
  for (const use of uses) {
    const told = needs ? argumentEdits(use, wanted, at, required) : valueFault(use);
    if (Array.isArray(told)) edits.push(...told);
    else if (told) return { edits: [], notes: [], refused: told };
  }
  const calls = uses.filter(({ call }) => call).length;
  if (needs && calls > 0)
    notes.push({ en: `${calls} call${calls === 1 ? ' passes' : 's pass'} the default.`, zh: `${calls} 处调用已传入默认值。` });
  if (declaration.kind === 'method')
    notes.push({ en: 'Calls of the method are as before: they use the default.', zh: '对该方法的调用保持不变，使用默认值。' });
  return { edits, imports: annotates && language !== 'javascript' ? wanted.flatMap((each) => importsOfType(each, language)) : [], notes };
}

const lambdaStart = (text: string, start: number): number =>
  start +
  (/^async\s*/.exec(text.slice(start, start + 20))?.[0].length ?? 0) +
  (/^(?:async\s*)?function\b[^(<]*/.exec(text.slice(start, start + 200))?.[0].length ?? 0);

const isAlike = (left: TypedName, right: TypedName | undefined): boolean => left.type === right?.type && left.optional === right.optional;

/** Where the new ones stand: behind all, in front of what takes the rest. */
function placeOf(parameters: readonly Parameter[], language: string): number {
  const rest = parameters.findIndex(({ variadic }) => (language === 'python' ? variadic === 'map' : variadic !== undefined));
  return rest < 0 ? parameters.length : rest;
}

function parameterText(each: TypedName, name: string, { language, view }: EditSource, annotates: boolean): string {
  if (language === 'go') return `${name} ${typeText(typeOf(each), language, view.style)}`;
  const value = each.default === null ? null : expressionText(literalOf(each.default), language, view.style);
  const plain = { ...each, optional: each.optional && each.default === null };
  if (language === 'python') {
    const type = annotates ? `: ${typeText(typeOf(plain), language, view.style)}` : '';
    const fallback = value ?? (each.optional ? 'None' : null);
    return `${name}${type}${fallback === null ? '' : type === '' ? `=${fallback}` : ` = ${fallback}`}`;
  }
  const type =
    language === 'typescript'
      ? `${plain.optional ? '?' : ''}: ${typeText(typeOf({ ...each, optional: false }), language, view.style)}`
      : '';
  return `${name}${type}${value === null ? '' : ` = ${value}`}`;
}

/** Why the parameters cannot be had, before any use is looked at. */
function faultOf(source: EditSource, declaration: FoundDeclaration, names: readonly string[], wanted: readonly TypedName[]): Words | null {
  const { scopes, view, language, module } = source;
  const { span, name } = declaration;
  const wrong = wanted.find((each) => !fitsType(each));
  if (wrong)
    return { en: `The default of \`${wrong.name}\` is no ${wrong.type}.`, zh: `\`${wrong.name}\` 的默认值不是 ${wrong.type} 类型。` };
  if (new Set(names).size < names.length) return { en: 'Two of the parameters have the same name.', zh: '有两个参数同名。' };
  const inner = scopes.scopes.find((each) => each.kind === 'function' && span.start <= each.start && each.end <= span.end);
  const used =
    inner &&
    names.find(
      (each) =>
        scopes.declarations.some((other) => other.name === each && other.scope === inner.id) ||
        scopes.occurrences.some(
          (place) =>
            place.name === each &&
            isInside(scopes, place.scope, inner.id) &&
            !place.targets.some((id) => isInside(scopes, scopes.declarations[id]?.scope ?? 0, inner.id)),
        ),
    );
  if (used !== undefined)
    return {
      en: `\`${used}\` means something else in \`${name}\` (\`${view.path}\`, line ${lineOf(view.text, span.start)}). Choose another name.`,
      zh: `\`${used}\` 在 \`${name}\` 中已有其他含义（\`${view.path}\` 第 ${lineOf(view.text, span.start)} 行）。请换一个名称。`,
    };
  const overloads = module.declarations.filter((each) => each.kind === 'function' && each.name === name && !each.receiver).length;
  if (overloads > 1 && declaration.kind === 'function')
    return { en: `\`${name}\` has several signatures. Change them by hand.`, zh: `\`${name}\` 有多个签名，请手动修改。` };
  if (declaration.kind !== 'method') return null;
  if (language === 'go')
    return {
      en: `\`${name}\` is a method: types that must have it as it is cannot be known.`,
      zh: `\`${name}\` 是方法：无法确定哪些接口要求它保持原样。`,
    };
  return wanted.every((each) => each.default !== null || each.optional)
    ? null
    : {
        en: `Calls of the method \`${name}\` cannot be known: give the parameter a default.`,
        zh: `无法确定方法 \`${name}\` 的所有调用：请给参数一个默认值。`,
      };
}

const where = ({ source, span }: Use): { path: string; line: number } => ({
  path: source.view.path,
  line: lineOf(source.view.text, span.start),
});

/** A function that is handed to another one may be called with more arguments than it took: these would be taken for the new parameter. */
function valueFault(use: Use): Words | null {
  if (use.call || !/script$/.test(use.source.language) || use.visited?.role !== 'args') return null;
  const { path, line } = where(use);
  return {
    en: `\`${path}\`, line ${line}, hands the function to another one, which may call it with more arguments. Wrap it there first.`,
    zh: `\`${path}\` 第 ${line} 行把该函数传给了别的函数，后者可能传入更多参数。请先在那里包装一层。`,
  };
}

function argumentEdits(use: Use, wanted: readonly TypedName[], at: number, required: TypedName | undefined): TextEdit[] | Words | null {
  const { source, call } = use;
  const { language, view } = source;
  const { path, line } = where(use);
  const place = call ? argumentsOf(view.text, call) : null;
  if (!call || !place) {
    if (language !== 'go' && required === undefined) return valueFault(use);
    return {
      en: `\`${path}\`, line ${line}, uses the function without calling it, which the new parameter would break.`,
      zh: `\`${path}\` 第 ${line} 行没有调用而直接使用该函数，新参数会破坏它。`,
    };
  }
  if (required)
    return {
      en: `\`${path}\`, line ${line}, calls it: what should \`${required.name}\` be there? Give the parameter a default.`,
      zh: `\`${path}\` 第 ${line} 行调用了它，那里的 \`${required.name}\` 应是什么？请给参数一个默认值。`,
    };
  const spread = call.args.some(({ kind }) => kind === 'spread') || (call.kind === 'call' && call.spreadLast === true);
  if (language !== 'go') {
    if (spread || call.args.length > at)
      return {
        en: `\`${path}\`, line ${line}, passes more values, of which one would become the new parameter.`,
        zh: `\`${path}\` 第 ${line} 行传入了更多的值，其中一个会变成新参数。`,
      };
    return [];
  }
  if (call.args.length < at || (call.args.length === 1 && at > 1))
    return {
      en: `\`${path}\`, line ${line}, passes the results of another call. Change it by hand first.`,
      zh: `\`${path}\` 第 ${line} 行直接传入了另一个调用的结果。请先手动修改。`,
    };
  const text = wanted.map((each) => expressionText(literalOf(each.default ?? ''), language, view.style)).join(', ');
  return itemInserted(view.text, place, at, text).map((edit) => ({ path, ...edit }));
}
