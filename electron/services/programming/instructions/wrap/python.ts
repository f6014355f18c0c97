import { name } from '#domain/ir/build';
import { canEnd } from '../../rewriting/endings.ts';
import { frameOf } from '../../rewriting/frames.ts';
import { callsItself } from '../../rewriting/own-calls.ts';
import {
  framed,
  maskOf,
  moduleName,
  ownNameAtTop,
  ownNameIn,
  type Rewrite,
  refuse,
  type Subject,
  subjectOf,
} from '../../rewriting/rewrite.ts';
import { besideStart } from '../../rewriting/statement-start.ts';
import { functionsOf, ownNodes } from '../../rewriting/visit.ts';
import { lockFrame, retryFrame, timeoutFrame } from './templates.ts';
import { goesOn, repeats, type WrapRequest } from './wrapping.ts';

/** Python. */
export async function wrapPython(request: WrapRequest): Promise<Rewrite> {
  const { subject } = request;
  if (subject.node.kind === 'lambda' || subject.parts.body === null)
    return refuse(
      'A function that is written on one line cannot be wrapped: give it a body of its own lines first.',
      '单行函数无法包装：请先将函数体写成多行。',
    );
  if (ownNodes(subject.node.body, 'yield').length > 0 || subject.node.generator)
    return refuse(`\`${subject.name}\` is a generator: wrap what reads from it.`, `\`${subject.name}\` 是生成器：请包装读取它的代码。`);
  if (/^__(?:init|new|del)__$/.test(subject.name))
    return refuse('Constructors cannot be wrapped: wrap the function that calls them.', '构造函数不能包装：请包装调用它的函数。');
  switch (request.wrapping.form) {
    case 'retry':
      return retry(request);
    case 'timeout':
      return timeout(request);
    case 'lock':
      return lock(request);
  }
}

const written = (edits: Rewrite['edits'] | null, rest: Omit<Rewrite, 'edits'>): Rewrite =>
  edits ? { edits, ...rest } : refuse('The function has no body.', '该函数没有函数体。');

async function retry({ subject, wrapping, templates }: WrapRequest): Promise<Rewrite> {
  const isAsync = subject.node.async === true;
  const { name: module, imports } = moduleName(subject, isAsync ? 'asyncio' : 'time');
  const frame = await frameOf(subject, templates, retryFrame, {
    attempt: ownNameIn(subject, 'attempt'),
    attempts: wrapping.attempts,
    module,
    isAsync,
    seconds: wrapping.delay / 1000,
    grows: wrapping.growth === 'exponential',
  });
  const edits = framed(subject, frame.statements, canEnd(subject.node.body) ? [{ kind: 'return', values: [] }] : []);
  return written(edits, { imports, notes: [repeats] });
}

/** Parameters that the body gives another value: a function inside would make names of its own of them. */
function reboundParameters({ scopes, node, parts }: Subject): string[] {
  const own = new Set(node.parameters.map((each) => each.name));
  const rebound = scopes.occurrences.filter(
    ({ role, targets }) => role !== 'reads' && targets.some((id) => scopes.declarations[id]?.kind === 'parameter'),
  );
  const { body } = parts;
  const inBody = rebound.filter(({ start, name: each }) => own.has(each) && body !== null && start >= body.start && start < body.end);
  return [...new Set(inBody.map((each) => each.name))];
}

async function timeout({ subject, wrapping, templates }: WrapRequest): Promise<Rewrite> {
  const { body } = subject.parts;
  if (body && /\bsuper\s*\(\s*\)|\b__class__\b/.test(subject.mask.code.slice(body.start, body.end)))
    return refuse(
      'The function calls `super()` without arguments, which works in the method itself alone. Move that call into a method of its own first.',
      '该函数调用了无参数的 `super()`，只能直接写在方法中。请先把该调用移到单独的方法里。',
    );
  const isAsync = subject.node.async === true;
  const { name: module, imports } = moduleName(subject, isAsync ? 'asyncio' : 'concurrent.futures', isAsync ? 'asyncio' : 'futures');
  const rebound = reboundParameters(subject);
  const frame = await frameOf(subject, templates, timeoutFrame, {
    run: ownNameIn(subject, 'run'),
    executor: ownNameIn(subject, 'executor'),
    module,
    isAsync,
    seconds: wrapping.limit / 1000,
    rebinds: rebound.length > 0,
    outer: { statements: [{ kind: 'scope', form: 'nonlocal', names: rebound }] },
    gives: subject.node.result?.kind !== 'void' && subject.node.result?.kind !== 'nothing',
  });
  const named =
    isAsync || imports.length === 0
      ? imports
      : [{ module: 'concurrent', names: [module === 'futures' ? 'futures' : `futures as ${module}`] }];
  return written(framed(subject, frame.statements), { imports: named, notes: isAsync ? [] : [goesOn] });
}

async function lock({ subject, templates }: WrapRequest): Promise<Rewrite> {
  const { node, class: owner, view, parts } = subject;
  const isAsync = node.async === true;
  const recursive = callsItself(subject);
  if (isAsync && recursive)
    return refuse(
      `\`${subject.name}\` calls itself: it would wait for its own lock for ever. Put the lock around the call from outside.`,
      `\`${subject.name}\` 会调用自身，加锁后会永远等待自己。请在外层调用处加锁。`,
    );
  const { name: module, imports } = moduleName(subject, isAsync ? 'asyncio' : 'threading');
  const made = `${module}.${recursive ? 'RLock' : 'Lock'}()`;
  const self = selfOf(subject);
  const isMethod = owner !== null && self !== undefined && !isDecorated(subject);
  const wish = owner ? '_lock' : `_${subject.name.replace(/^_+/, '')}_lock`;
  const start =
    owner && isMethod ? functionsOf(subject.module).find((each) => each.class === owner && each.name === '__init__') : undefined;
  const init = start ? subjectOf(subject, start, maskOf(subject)) : null;
  const taken = new Set([...subject.text.matchAll(/\.(_\w*lock\w*)/g)].map((match) => match[1] ?? ''));
  const key = isMethod ? ownNameIn(subject, wish, taken) : ownNameAtTop(subject, wish);
  const frame = await frameOf(subject, templates, lockFrame, { isAsync, lock: { expression: name(isMethod ? `${self}.${key}` : key) } });
  const edits = framed(subject, frame.statements);
  if (!edits) return written(edits, { notes: [] });
  const insert = (at: number, text: string) => ({ path: view.path, start: at, end: at, text });
  const own = init ? selfOf(init) : undefined;
  if (isMethod && init?.parts.body && own !== undefined) {
    const indent = init.parts.indent + view.style.indent;
    return { edits: [insert(init.parts.body.start, `${indent}${own}.${key} = ${made}\n`), ...edits], imports, notes: [] };
  }
  if (isMethod && owner) {
    const shared = {
      en: `\`${owner.name}\` has no \`__init__\`, so all its objects share one lock.`,
      zh: `\`${owner.name}\` 没有 \`__init__\`，因此所有对象共用一把锁。`,
    };
    const first = besideMember(subject);
    return { edits: [insert(first, `${parts.indent}${key} = ${made}\n\n`), ...edits], imports, notes: [shared] };
  }
  return { edits: [insert(besideStart(subject), `${key} = ${made}\n\n\n`), ...edits], imports, notes: [] };
}

/** The name of the object in a method. */
const selfOf = ({ node }: Subject): string | undefined =>
  (node.kind === 'function' ? node.receiver?.name : undefined) ?? node.parameters[0]?.name;

const isDecorated = ({ node }: Subject): boolean =>
  node.kind === 'function' && (node.decorators ?? []).some((each) => each.kind === 'name' && /^(?:static|class)method$/.test(each.name));

/** The start of the line of a method with what stands right above it. */
function besideMember(subject: Subject): number {
  return besideStart({ ...subject, module: { ...subject.module, declarations: [] } });
}
