import type { Expression } from '#domain/ir/nodes';
import type { TextEdit } from '../../editing/edit-source.ts';
import type { Subject } from '../../rewriting/rewrite.ts';
import { dottedName, functionsOf, ownNodes } from '../../rewriting/visit.ts';
import type { Words } from '../instruction.ts';

const keeps =
  /^(?:functools\.)?(?:lru_cache|cache|cached_property|singledispatch(?:method)?|total_ordering)$|^(?:contextlib\.)?contextmanager$/;
const decoratorName = (each: Expression): string => dottedName(each.kind === 'call' ? each.callee : each) ?? '';

/** Why a function cannot be async; null where it can. */
export function cannotBeAsync({ node, name, class: owner, language }: Subject): Words | null {
  const words = (en: string, zh: string): Words => ({ en: `\`${name}\` ${en}`, zh: `\`${name}\` ${zh}` });
  if (language === 'python') {
    if (/^__\w+__$/.test(name))
      return words(
        'is a method that Python itself calls, which cannot be async. Move the work into a method of its own.',
        '由 Python 自动调用，不能是 async。请把这部分工作移到单独的方法里。',
      );
    if (node.kind === 'lambda')
      return words('is a lambda, which cannot be async. Write it as a function first.', '是 lambda，不能是 async。请先改写为函数。');
    if (ownNodes(node.body, 'yield').length > 0)
      return words('is a generator: what reads from it would have to change too.', '是生成器：读取它的代码也需要修改。');
    if (node.kind === 'function' && (node.decorators ?? []).some((each) => keeps.test(decoratorName(each))))
      return words(
        'has a decorator that keeps or reads what it returns, which a coroutine does not bear.',
        '的装饰器会缓存或读取其返回值，不适用于协程。',
      );
    if ((node.kind === 'function' ? (node.decorators ?? []) : []).some((each) => each.kind === 'name' && /property$/.test(each.name)))
      return words('is a property, which cannot be waited for. Make it a method first.', '是属性，无法等待。请先改为方法。');
    return null;
  }
  if (node.generator) return words('is a generator: what reads from it would have to change too.', '是生成器：读取它的代码也需要修改。');
  if (name === 'constructor')
    return words('cannot be async. Use a static method that makes the object.', '不能是 async。请改用静态方法来创建对象。');
  if (node.kind === 'function' && node.accessor)
    return words('is an accessor, which cannot be waited for. Make it a method first.', '是访问器，无法等待。请先改为方法。');
  if (node.result?.kind === 'predicate')
    return words('tells the type of its argument, which an async function cannot.', '是类型谓词函数，async 函数无法这样声明。');
  if (node.kind === 'function' && (node.modifiers?.includes('override') || (owner?.implements ?? []).length > 0))
    return words(
      'has to agree with what its base type declares. Change the base type first.',
      '必须与其基类型的声明一致。请先修改基类型。',
    );
  return null;
}

/** The word `async`, and a promise around the type of the result, also in the overloads of the function. */
export function asyncHead(subject: Subject): TextEdit[] {
  const { node, view, mask, span, name, parts, language, module, owner } = subject;
  const insert = (at: number, text: string): TextEdit => ({ path: view.path, start: at, end: at, text });
  const { code } = mask;
  if (language === 'python') {
    const head = code.slice(span.start, parts.parameters.start);
    const at = head.search(/(?<![\w])def\s+[^\s(]+\s*$/);
    return [insert(span.start + Math.max(at, 0), 'async ')];
  }
  const edits: TextEdit[] = [];
  if (node.kind === 'lambda') edits.push(insert(span.start, 'async '));
  else {
    const head = code.slice(span.start, parts.parameters.start);
    const keyword = head.search(/(?<![\w$.])function(?![\w$])/);
    const own = head.lastIndexOf(name);
    edits.push(insert(span.start + (keyword >= 0 ? keyword : Math.max(own, 0)), 'async '));
  }
  const overloads = functionsOf(module).filter(
    (each) => each.name === name && each.owner === owner && each.node.kind === 'function' && each.node.bodyless,
  );
  for (const { result } of [node, ...overloads.map((each) => each.node)]) {
    if (!result?.span || (result.kind === 'named' && /^Promise(?:Like)?$/.test(result.name))) continue;
    edits.push(insert(result.span.start, 'Promise<'), insert(result.span.end, '>'));
  }
  return edits;
}
