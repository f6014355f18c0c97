import { name } from '#domain/ir/build';
import { nameWords } from '#domain/ir/names';
import type { Expression } from '#domain/ir/nodes';
import type { EditResult } from '../../editing/edit-source.ts';
import { frameOf } from '../../rewriting/frames.ts';
import { awaitedReturns } from '../../rewriting/own-calls.ts';
import { framed, isScript, moduleName, ownNameIn, refuse, type Subject } from '../../rewriting/rewrite.ts';
import { ownNodes, visit } from '../../rewriting/visit.ts';
import type { Templates } from '../../templates/templates.ts';
import { handledFrame } from './templates.ts';

export type Handling = 'rethrow' | 'log' | 'default';
export type DefaultValue = 'nothing' | 'list' | 'map' | 'zero' | 'false' | 'text';

const values: Record<DefaultValue, Expression> = {
  nothing: { kind: 'null' },
  list: { kind: 'list', items: [] },
  map: { kind: 'dictionary', entries: [] },
  zero: { kind: 'number', value: 0 },
  false: { kind: 'boolean', value: false },
  text: { kind: 'string', value: '' },
};

/** The body of a function of a script or of Python in a `try`, with what was asked for in its handler. */
export async function handleExceptions(
  subject: Subject,
  { handling, value }: { handling: Handling; value: DefaultValue | null },
  templates: Templates,
): Promise<EditResult> {
  const { node, language, parts } = subject;
  if (handling === 'default' && value === null)
    return refuse(
      'Say which value is returned on an error, for example `null` or an empty list.',
      '请说明出错时返回什么值，例如 null 或空列表。',
    );
  const first = node.body.filter(({ kind }) => kind !== 'comment' && kind !== 'blank');
  if (first.length === 1 && first[0]?.kind === 'try')
    return { edits: [], notes: [], exists: { en: `the error handling of \`${subject.name}\``, zh: `\`${subject.name}\` 的错误处理` } };
  if (first.length === 0) return refuse(`\`${subject.name}\` does nothing that could fail.`, `\`${subject.name}\` 没有可能出错的代码。`);
  if (subject.name === 'constructor' && subject.class && subject.class.bases.length > 0)
    return refuse(
      'A constructor that calls `super` cannot be wrapped: handle the error where the object is made.',
      '调用 super 的构造函数不能包装：请在创建对象处处理错误。',
    );
  if (language === 'python' && (parts.body === null || node.kind === 'lambda'))
    return refuse(
      'A function that is written on one line cannot be wrapped: give it a body of its own lines first.',
      '单行函数无法包装：请先将函数体写成多行。',
    );
  const result = node.result;
  const isNothing = result === undefined || ['void', 'any', 'unknown', 'nothing'].includes(result.kind) || result.kind === 'optional';
  if (handling === 'log' && !isNothing)
    return refuse(
      `\`${subject.name}\` has to return something also after an error was logged. Say which value is returned then.`,
      `\`${subject.name}\` 记录错误后仍需返回值。请说明此时返回什么。`,
    );
  const gives = ownNodes(node.body, 'return').some((each) => (each['values'] as unknown[]).length > 0) || parts.expression !== null;
  const promise = isScript(language) && !node.async && result?.kind === 'named' && result.name === 'Promise';
  if (promise)
    return refuse(
      `\`${subject.name}\` returns a promise without being async: an error of the promise would not be seen. Make it async first.`,
      `\`${subject.name}\` 返回 Promise 但不是 async 函数，捕获不到 Promise 的错误。请先将其改为 async。`,
    );
  const logger = loggerOf(subject);
  const message = `${nameWords(subject.name).join(' ').toLowerCase()} failed`;
  const frame = await frameOf(subject, templates, handledFrame, {
    error: ownNameIn(subject, 'error'),
    message,
    rethrows: handling === 'rethrow',
    logs: handling === 'log',
    defaults: handling === 'default',
    logger: { expression: name(logger.name) },
    value: { expression: values[value ?? 'nothing'] },
  });
  if (handling === 'default')
    for (const each of frame.statements) if (each.kind === 'try') for (const handler of each.catches) handler.name = null;
  const edits = framed(subject, frame.statements);
  if (!edits) return refuse('The function has no body.', '该函数没有函数体。');
  const loses = handling === 'log' && gives;
  const nothing = language === 'python' ? 'None' : 'undefined';
  return {
    edits: [...edits, ...(isScript(language) && node.async ? awaitedReturns(subject) : [])],
    imports: handling === 'log' && language === 'python' ? logger.imports : [],
    notes: loses
      ? [{ en: `After an error was logged, \`${subject.name}\` gives ${nothing}`, zh: `记录错误后，\`${subject.name}\` 返回 ${nothing}` }]
      : [],
  };
}

/** The logger that the file has, else the module itself. */
function loggerOf(subject: Subject): ReturnType<typeof moduleName> {
  const logging = moduleName(subject, 'logging');
  let found: string | null = null;
  visit(subject.module.declarations, (node) => {
    const target = node['target'] as { kind?: string; name?: string } | undefined;
    const value = node['value'] as { kind?: string; callee?: { name?: string } } | undefined;
    if (node.kind === 'assign' && target?.kind === 'name' && value?.kind === 'call' && value.callee?.name === 'getLogger')
      found = target.name ?? null;
    return node.kind !== 'function' && node.kind !== 'class';
  });
  return found === null ? logging : { name: found, imports: [] };
}
