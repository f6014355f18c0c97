import type { ImportNode } from '#domain/ir/nodes';
import type { EditResult, EditSource, TextEdit } from '../../editing/edit-source.ts';
import { awaited } from '../../rewriting/awaiting.ts';
import { lineOf } from '../../rewriting/lines.ts';
import { isScript, maskOf, moduleName, refuse, type Subject, subjectOf } from '../../rewriting/rewrite.ts';
import { type AnyNode, dottedName, type FunctionPlace, functionsOf, isFunction, visit } from '../../rewriting/visit.ts';
import type { Words } from '../instruction.ts';
import { withoutBlocking } from './blocking.ts';
import { declarationsOf, methodUsesOf, type Use, usesOf } from './callers.ts';
import { asyncHead, cannotBeAsync } from './head.ts';
import { importedAs } from './imported.ts';

interface Work {
  edits: Map<string, TextEdit>;
  imports: ImportNode[];
  notes: Words[];
  done: Set<unknown>;
  first: EditSource;
  count: number;
}

/** The most functions that become async together: beyond that nobody can look the change through. */
const most = 60;

/** Makes a function async, and all that call it, in the file and in the folder. */
export async function makeAsync(source: EditSource, place: FunctionPlace): Promise<EditResult> {
  if (source.language === 'go')
    return refuse(
      'Go has no async functions: every function can run beside others. Start it with `go` and take the result from a channel.',
      'Go 没有 async 函数：任何函数都可以并发执行。请用 `go` 启动它，并通过 channel 取得结果。',
    );
  if (place.node.async) return { edits: [], notes: [], exists: { en: `\`${place.name}\` is async`, zh: `\`${place.name}\` 已经是 async` } };
  const work: Work = { edits: new Map(), imports: [], notes: [], done: new Set(), first: source, count: 0 };
  const refusal = await change(work, source, place);
  if (refusal) return { edits: [], notes: [], refused: refusal };
  return { edits: [...work.edits.values()], imports: distinctNodes(work.imports), notes: distinctNodes(work.notes) };
}

const distinctNodes = <Node>(nodes: readonly Node[]): Node[] => [...new Map(nodes.map((each) => [JSON.stringify(each), each])).values()];

const add = ({ edits }: Work, made: readonly TextEdit[]): void => {
  for (const edit of made) edits.set(`${edit.path}:${edit.start}:${edit.end}:${edit.text}`, edit);
};

/** One function and, after it, those that call it. The reason where one of them cannot be async. */
async function change(work: Work, source: EditSource, place: FunctionPlace): Promise<Words | null> {
  if (work.done.has(place.node)) return null;
  work.done.add(place.node);
  work.count += 1;
  if (work.count > most)
    return {
      en: `More than ${most} functions would have to become async. Make the change in smaller steps.`,
      zh: `需要改为 async 的函数超过 ${most} 个。请分步修改。`,
    };
  const subject = subjectOf(source, place, maskOf(source));
  const reason = subject
    ? cannotBeAsync(subject)
    : { en: `\`${place.name}\` is written in a way that cannot be changed safely.`, zh: `无法安全地修改 \`${place.name}\` 的写法。` };
  if (!subject || reason) return reason;
  if (!place.node.async) {
    add(work, asyncHead(subject));
    add(work, knownAwaits(subject));
    const { edits, imports, replaced } = withoutBlocking(subject);
    if (source === work.first || imports.length === 0) {
      add(work, edits);
      work.imports.push(...imports);
      if (replaced.length > 0) work.notes.push(blocking(replaced));
    }
  }
  for (const [other, uses] of await usesEverywhere(work, source, place)) {
    const wrong = await changeUses(work, other, place, uses);
    if (wrong) return wrong;
  }
  return null;
}

const blocking = (names: string[]): Words => {
  const list = [...new Set(names)].map((each) => `\`${each}\``);
  return {
    en: `${list.join(', ')} would keep everything else waiting, so the version that does not is called`,
    zh: `${list.join('、')} 会阻塞，已换成异步版本`,
  };
};

const again = (name: string, path: string): Words => ({
  en: `\`${path}\` exports \`${name}\` again: look after what imports it from there`,
  zh: `\`${path}\` 再次导出了 \`${name}\`：请检查从那里导入它的代码`,
});

/** Whether others import it under a name of their own. */
function isDefaultExport({ module, view }: EditSource, { node, span, name }: FunctionPlace): boolean {
  if (node.kind === 'function' && node.modifiers?.includes('default')) return true;
  if (/\bexport\s+default\s*$/.test(view.text.slice(Math.max(0, span.start - 40), span.start))) return true;
  return module.declarations.some(
    (each) =>
      (each.kind === 'exportDefault' && (each.value === node || (each.value.kind === 'name' && each.value.name === name))) ||
      (each.kind === 'export' && each.module === undefined && each.names.some((one) => one.name === name && one.as === 'default')),
  );
}

async function usesEverywhere(work: Work, source: EditSource, place: FunctionPlace): Promise<[EditSource, Use[]][]> {
  const found: [EditSource, Use[]][] = [];
  const isMethod = place.owner !== null;
  found.push([source, isMethod ? methodUsesOf(source, place) : usesOf(source, declarationsOf(source, place), [], place.name)]);
  if (!place.top) return found;
  const isDefault = isDefaultExport(source, place);
  const others = new Map((await source.mentioning(place.name)).map((each) => [each.view.path, each]));
  // Under a name of their own only the name of the file is left.
  const file = source.view.path.replace(/^.*\//, '').replace(/\.\w+$/, '');
  if (isDefault) for (const each of await source.mentioning(file)) others.set(each.view.path, each);
  for (const other of others.values()) {
    if (isMethod) {
      const uses = methodUsesOf(other, place).filter(({ parents, sure }) => sure || parents.length > 0);
      if (uses.length > 0) found.push([other, uses]);
      continue;
    }
    const { ids, modules, passesOn } = importedAs(other, source.view.path, place.name, isDefault);
    if (passesOn) work.notes.push(again(place.name, other.view.path));
    const uses = usesOf(other, ids, modules, place.name);
    if (uses.length > 0) found.push([other, uses]);
  }
  return found;
}

const together = /^(?:Promise\.(?:all|allSettled|any|race)|asyncio\.(?:gather|create_task|ensure_future|wait_for|run|shield))$/;

/** What is waited for together with others, or gets its own continuation. */
function isHandled({ call, parents }: Use): boolean {
  const parent = parents.at(-1);
  if (parent?.kind === 'member' && /^(?:then|catch|finally)$/.test(String(parent['name'])) && parent['object'] === call) return true;
  const outer = parent?.kind === 'list' ? parents.at(-2) : parent;
  return outer?.kind === 'call' && together.test(dottedName(outer['callee'] as never) ?? '');
}

async function changeUses(work: Work, source: EditSource, place: FunctionPlace, uses: readonly Use[]): Promise<Words | null> {
  const { view, language } = source;
  for (const use of uses) {
    const line = lineOf(view.text, use.span.start);
    const where = { en: `\`${view.path}\`, line ${line}`, zh: `\`${view.path}\` 第 ${line} 行` };
    if (!use.call) {
      work.notes.push({
        en: `\`${place.name}\` is passed on as a value in ${where.en}: what calls it there gets a promise now`,
        zh: `${where.zh}将 \`${place.name}\` 作为值传递：那里的调用者现在得到的是 Promise`,
      });
      continue;
    }
    if (!use.sure) {
      work.notes.push({
        en: `${where.en} calls \`${place.name}\` of something whose type is not known: add \`await\` there where it is this one`,
        zh: `${where.zh}调用了类型未知的对象的 \`${place.name}\`：如果是这个方法，请在那里加 \`await\``,
      });
      continue;
    }
    if (isHandled(use) || use.parents.at(-1)?.kind === 'await') continue;
    const { inside } = use;
    if (inside === null) {
      const wrong = await atTop(work, source, use, where);
      if (wrong) return wrong;
      continue;
    }
    if (inside === 'unnamed' || inside === 'class' || inside === 'parameter') {
      const what =
        inside === 'unnamed'
          ? ['a callback', '回调函数']
          : inside === 'class'
            ? ['a class body', '类体']
            : ['the default of a parameter', '参数默认值'];
      return {
        en: `\`${place.name}\` is called in ${what[0]} (${where.en}), which cannot wait for it. Change that place first.`,
        zh: `${where.zh}在${what[1]}中调用了 \`${place.name}\`，那里无法等待。请先修改该处。`,
      };
    }
    if (use.parents.some((each) => each.kind === 'comprehension' && each['form'] === 'generator'))
      return {
        en: `\`${place.name}\` is called in a generator expression (${where.en}), which cannot wait for it. Make a list of it first.`,
        zh: `${where.zh}在生成器表达式中调用了 \`${place.name}\`，无法等待。请先改为列表。`,
      };
    add(work, awaited(view.path, use.call, use.parents, language));
    if (inside.node === place.node || inside.node.async) continue;
    work.notes.push({ en: `\`${inside.name}\` calls it and is async now as well`, zh: `\`${inside.name}\` 调用了它，也已改为 async` });
    const wrong = await change(work, source, inside);
    if (wrong) return wrong;
  }
  return null;
}

/** A call outside of any function: waited for where the module can, run to its end in Python. */
async function atTop(work: Work, source: EditSource, { call, parents }: Use, where: Words): Promise<Words | null> {
  const { view, language } = source;
  if (!call?.span) return null;
  if (isScript(language)) {
    const isModule = /\.m[jt]s$/.test(view.path) || (view.form === 'module' && (await declaresModules(source)));
    if (isModule) {
      add(work, awaited(view.path, call, parents, language));
      return null;
    }
    return {
      en: `It is called at the top of ${where.en}, where this kind of module cannot wait. Put that call into an async function first.`,
      zh: `${where.zh}在顶层调用了它，这种模块不支持顶层 await。请先把该调用放进 async 函数。`,
    };
  }
  if (source !== work.first && !view.imports.some(({ module, names }) => module === 'asyncio' && names.length === 0))
    return {
      en: `It is called at the top of ${where.en}. Import asyncio there first.`,
      zh: `${where.zh}在顶层调用了它。请先在该文件导入 asyncio。`,
    };
  const { name, imports } = moduleName(source as unknown as Subject, 'asyncio');
  work.imports.push(...imports);
  add(work, [
    { path: view.path, start: call.span.start, end: call.span.start, text: `${name}.run(` },
    { path: view.path, start: call.span.end, end: call.span.end, text: ')' },
  ]);
  return null;
}

/** Whether package.json says that its scripts are modules. */
async function declaresModules(source: EditSource): Promise<boolean> {
  const parts = source.view.path.split('/');
  for (let depth = parts.length - 1; depth >= 0; depth -= 1) {
    const text = await source.read([...parts.slice(0, depth), 'package.json'].join('/'));
    if (text !== null) return /"type"\s*:\s*"module"/.test(text);
  }
  return false;
}

/** Calls in the body of functions of the file that are async already. */
function knownAwaits(subject: Subject): TextEdit[] {
  const { module, view, language, node: own, scopes } = subject;
  const known = functionsOf(module).filter(({ node }) => node.async && !node.generator);
  const plain = new Set(known.filter(({ owner }) => owner === null).map(({ name }) => name));
  const methods = new Set(known.filter((each) => each.owner !== null && each.owner === subject.owner).map(({ name }) => name));
  const edits: TextEdit[] = [];
  visit(own.body, (node, parents) => {
    if (isFunction(node)) return false;
    if (node.kind !== 'call' || !node.span) return true;
    const dotted = dottedName(node['callee'] as never) ?? '';
    const isMethod = /^(?:this|self)\./.test(dotted) && methods.has(dotted.split('.')[1] ?? '') && dotted.split('.').length === 2;
    const isPlain =
      plain.has(dotted) && !scopes.declarations.some((each) => each.name === dotted && each.scope !== 0 && each.kind !== 'function');
    const use: Use = { call: node, span: node.span, parents: parents as AnyNode[], inside: null, sure: true };
    if ((isMethod || isPlain) && !isHandled(use)) edits.push(...awaited(view.path, node, parents, language));
    return true;
  });
  return edits;
}
