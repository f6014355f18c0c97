import { name } from '#domain/ir/build';
import type { Declaration, Statement } from '#domain/ir/nodes';
import { printDeclaration } from '#domain/ir/print';
import { canEnd } from '../../rewriting/endings.ts';
import { frameOf } from '../../rewriting/frames.ts';
import { awaitedReturns, callsItself } from '../../rewriting/own-calls.ts';
import { framed, ownNameAtTop, ownNameIn, type Rewrite, refuse, type Subject } from '../../rewriting/rewrite.ts';
import { openingBracket } from '../../rewriting/source-mask.ts';
import { besideStart } from '../../rewriting/statement-start.ts';
import { durationWords } from '../../slots/durations.ts';
import { lockFrame, retryFrame, timeoutFrame } from './templates.ts';
import { goesOn, repeats, type WrapRequest } from './wrapping.ts';

const notWrapped = refuse(
  'Constructors, accessors and generators cannot be wrapped: wrap the function that calls them.',
  '构造函数、访问器和生成器不能包装：请包装调用它的函数。',
);

/** TypeScript and JavaScript. */
export async function wrapScript(request: WrapRequest): Promise<Rewrite> {
  const { node, name: own } = request.subject;
  if (node.generator || own === 'constructor' || (node.kind === 'function' && node.accessor)) return notWrapped;
  switch (request.wrapping.form) {
    case 'retry':
      return retry(request);
    case 'timeout':
      return timeout(request);
    case 'lock':
      return lock(request);
  }
}

/** A timer's function by a name that the file does not hide. */
const global = ({ scopes }: Subject, known: string) => ({
  expression: name(scopes.declarations.some((each) => each.name === known) ? `globalThis.${known}` : known),
});

const isVoid = ({ node }: Subject): boolean => node.result?.kind === 'void';

/** The end of the body leaves the function. */
function leaving({ node, parts }: Subject): Statement[] {
  const falls =
    parts.expression === null &&
    canEnd(node.body) &&
    (node.result === undefined || /^(?:void|any|unknown|union|optional|nothing)$/.test(node.result.kind));
  return falls ? [{ kind: 'return', values: [] }] : [];
}

async function retry({ subject, wrapping, templates }: WrapRequest): Promise<Rewrite> {
  const { attempts, delay, growth } = wrapping;
  const isAsync = subject.node.async === true;
  const frame = await frameOf(subject, templates, retryFrame, {
    attempt: ownNameIn(subject, 'attempt'),
    error: ownNameIn(subject, 'error'),
    attempts,
    waits: isAsync,
    grows: growth === 'exponential',
    delay,
    setTimeout: global(subject, 'setTimeout'),
  });
  const edits = framed(subject, frame.statements, leaving(subject));
  if (!edits) return notWrapped;
  const promise = subject.node.result?.kind === 'named' && subject.node.result.name === 'Promise';
  if (!isAsync && promise)
    return refuse(
      `\`${subject.name}\` returns a promise without being async: an error of the promise would not be seen. Make it async first.`,
      `\`${subject.name}\` 返回 Promise 但不是 async 函数，捕获不到 Promise 的错误。请先将其改为 async。`,
    );
  const unwaited = {
    en: 'The function is synchronous, so the attempts follow each other without a wait.',
    zh: '该函数是同步的，各次尝试之间没有等待。',
  };
  return { edits: [...edits, ...(isAsync ? awaitedReturns(subject) : [])], notes: [repeats, ...(isAsync ? [] : [unwaited])] };
}

async function timeout({ subject, wrapping, templates }: WrapRequest): Promise<Rewrite> {
  if (!subject.node.async)
    return refuse(
      `\`${subject.name}\` is synchronous: nothing can end it while it runs. Make it async first, then add the timeout.`,
      `\`${subject.name}\` 是同步函数，运行期间无法中断。请先改为 async，再加超时。`,
    );
  const frame = await frameOf(subject, templates, timeoutFrame, {
    run: ownNameIn(subject, 'run'),
    timer: ownNameIn(subject, 'timer'),
    timeout: ownNameIn(subject, 'timeout'),
    message: `${subject.name} took longer than ${durationWords(wrapping.limit).en}`,
    limit: wrapping.limit,
    gives: !isVoid(subject),
    setTimeout: global(subject, 'setTimeout'),
    clearTimeout: global(subject, 'clearTimeout'),
  });
  const edits = framed(subject, frame.statements);
  return edits ? { edits, notes: [goesOn] } : notWrapped;
}

async function lock({ subject, templates }: WrapRequest): Promise<Rewrite> {
  if (!subject.node.async)
    return refuse(
      `\`${subject.name}\` is synchronous, and nothing else runs in the meantime: a lock would be pointless.`,
      `\`${subject.name}\` 是同步函数，执行期间不会有其他代码运行，加锁没有意义。`,
    );
  if (callsItself(subject))
    return refuse(
      `\`${subject.name}\` calls itself: it would wait for its own lock for ever. Put the lock around the call from outside.`,
      `\`${subject.name}\` 会调用自身，加锁后会永远等待自己。请在外层调用处加锁。`,
    );
  const { language, view, class: owner, node } = subject;
  const wish = `${subject.name}Queue`;
  const isStatic = node.kind === 'function' && node.modifiers?.includes('static');
  const inClass = owner !== null && node.kind === 'function' && !isStatic;
  const privately = language === 'javascript' || owner?.members.some((each) => each.kind === 'field' && each.name.startsWith('#'));
  const queue = inClass ? `${privately ? '#' : ''}${ownNameIn(subject, wish)}` : ownNameAtTop(subject, wish);
  const frame = await frameOf(subject, templates, lockFrame, {
    result: ownNameIn(subject, 'result', new Set([queue])),
    queue: { expression: name(inClass ? `this.${queue}` : queue) },
  });
  const edits = framed(subject, frame.statements);
  if (!edits) return notWrapped;
  const end = view.style.semicolons ? ';' : '';
  const type = language === 'typescript' ? ': Promise<unknown>' : '';
  if (inClass && owner.span) {
    const brace = openingBracket(subject.mask.code, owner.span.end - 1);
    const field = `${privately ? '' : 'private '}${queue}${type} = Promise.resolve()${end}`;
    return {
      edits: [...edits, { path: view.path, start: brace + 1, end: brace + 1, text: `\n${subject.parts.indent}${field}` }],
      notes: [],
    };
  }
  const declared: Declaration = {
    kind: 'statements',
    body: [
      {
        kind: 'let',
        names: [queue],
        mutable: true,
        value: { kind: 'call', callee: name('Promise.resolve'), args: [] },
        ...(language === 'typescript' ? { type: { kind: 'named', name: 'Promise', args: [{ kind: 'unknown' }] } } : {}),
      },
    ],
  };
  const at = besideStart(subject);
  return {
    edits: [{ path: view.path, start: at, end: at, text: `${printDeclaration(declared, language, view.style)}\n` }, ...edits],
    notes: [],
  };
}
