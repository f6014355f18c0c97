import { name } from '#domain/ir/build';
import type { Expression, Statement } from '#domain/ir/nodes';
import type { IrType } from '#domain/ir/types';
import { frameOf } from '../../rewriting/frames.ts';
import { isError, resultTypes } from '../../rewriting/go-results.ts';
import { zeroValue } from '../../rewriting/go-zero.ts';
import { callsItself } from '../../rewriting/own-calls.ts';
import { framed, moduleName, ownNameAtTop, ownNameIn, type Rewrite, refuse, type Subject } from '../../rewriting/rewrite.ts';
import { openingBracket } from '../../rewriting/source-mask.ts';
import { besideStart } from '../../rewriting/statement-start.ts';
import { allNodes, dottedName, visit } from '../../rewriting/visit.ts';
import { durationWords, goDuration } from '../../slots/durations.ts';
import { lockFrame, retryFrame, timeoutFrame } from './templates.ts';
import { goesOn, repeats, type WrapRequest } from './wrapping.ts';

/** Go. */
export async function wrapGo(request: WrapRequest): Promise<Rewrite> {
  switch (request.wrapping.form) {
    case 'retry':
      return retry(request);
    case 'timeout':
      return timeout(request);
    case 'lock':
      return lock(request);
  }
}

const noError = (subject: Subject): Rewrite =>
  refuse(
    `\`${subject.name}\` gives no error, so nothing could tell that it failed. Let it return an error first.`,
    `\`${subject.name}\` 没有返回 error，无法得知是否失败。请先让它返回 error。`,
  );

/** The parameter that says when it is too late. */
function contextOf({ node }: Subject): string | null {
  const found = node.parameters.find(({ type }) => type?.kind === 'named' && type.name === 'context.Context');
  return found && found.name !== '' && found.name !== '_' ? found.name : null;
}

/** The time package by the name that the file gives it. */
const timed = (node: Expression, module: string): Expression => {
  if (node.kind === 'binary') return { ...node, left: timed(node.left, module), right: timed(node.right, module) };
  return node.kind === 'member' ? name(`${module}.${node.name}`) : node;
};

interface Outcome {
  /** Names for each of the results, the error last. */
  names: string[];
  error: string;
  zeros: Expression[];
  unknown: Statement[];
}

/** Names of the function itself. What is declared behind the old body may be called like something inside of it. */
function ownNames({ node }: Subject): string[] {
  const results = node.result?.kind === 'results' ? node.result.items.map((each) => each.name ?? '') : [];
  return [...node.parameters.map((each) => each.name), ...results, node.kind === 'function' ? (node.receiver?.name ?? '') : ''];
}

function outcomeOf(subject: Subject, inUse: readonly string[]): Outcome {
  const values = resultTypes(subject).slice(0, -1);
  const taken = new Set([...ownNames(subject), ...inUse]);
  const own = (wish: string): string => {
    let free = wish;
    for (let count = 2; taken.has(free); count += 1) free = `${wish}${count}`;
    taken.add(free);
    return free;
  };
  const names = values.map((_, at) => own(values.length === 1 ? 'value' : `value${at + 1}`));
  const error = own('err');
  const unknown: Statement[] = [];
  const zeros = values.map((type, at): Expression => {
    const known = zeroValue(type, subject.module);
    if (known) return known;
    const none = own(values.length === 1 ? 'none' : `none${at + 1}`);
    unknown.push({ kind: 'declare', name: none, type });
    return name(none);
  });
  return { names: [...names, error], error, zeros, unknown };
}

const give = (values: Expression[]): Statement => ({ kind: 'return', values });

async function retry({ subject, wrapping, templates }: WrapRequest): Promise<Rewrite> {
  if (!isError(resultTypes(subject).at(-1))) return noError(subject);
  const time = moduleName(subject, 'time');
  const run = ownNameIn(subject, 'run');
  const delay = ownNameIn(subject, 'delay');
  const { names, error, zeros, unknown } = outcomeOf(subject, [run, delay, time.name]);
  const context = contextOf(subject);
  const duration = timed(goDuration(wrapping.delay), time.name);
  const grows = wrapping.growth === 'exponential';
  const frame = await frameOf(subject, templates, retryFrame, {
    run,
    delay,
    attempt: ownNameIn(subject, 'attempt'),
    attempts: wrapping.attempts,
    err: error,
    time: time.name,
    ctx: context ?? 'ctx',
    hasContext: context !== null,
    grows,
    duration: { expression: duration },
    wait: { expression: grows ? name(delay) : duration },
    call: { statements: [{ kind: 'let', names, value: { kind: 'call', callee: name(run), args: [] } }] },
    giveBack: { statements: [give(names.map((each) => name(each)))] },
    giveUp: { statements: [...unknown, give([...zeros, { kind: 'call', callee: name(`${context}.Err`), args: [] }])] },
  });
  const edits = framed(subject, frame.statements);
  return edits ? { edits, imports: time.imports, notes: [repeats] } : noError(subject);
}

async function timeout({ subject, wrapping, templates }: WrapRequest): Promise<Rewrite> {
  const time = moduleName(subject, 'time');
  const context = contextOf(subject);
  const usesContext =
    context !== null && allNodes<Extract<Expression, { kind: 'name' }>>(subject.node.body, 'name').some((each) => each.name === context);
  if (!usesContext && !isError(resultTypes(subject).at(-1))) return noError(subject);
  const known = moduleName(subject, 'context');
  const fmt = moduleName(subject, 'fmt');
  const run = ownNameIn(subject, 'run');
  const { names, zeros, unknown } = usesContext
    ? { names: ['err'], zeros: [], unknown: [] }
    : outcomeOf(subject, [run, time.name, fmt.name]);
  const types = resultTypes(subject);
  const message: Expression = {
    kind: 'call',
    callee: name(`${fmt.name}.Errorf`),
    args: [{ kind: 'string', value: `${subject.name}: no result after ${durationWords(wrapping.limit).en}` }],
  };
  const frame = await frameOf(subject, templates, timeoutFrame, {
    run,
    ctx: context ?? 'ctx',
    cancel: ownNameIn(subject, 'cancel'),
    done: ownNameIn(subject, 'done'),
    timer: ownNameIn(subject, 'timer'),
    context: known.name,
    time: time.name,
    hasContext: usesContext,
    duration: { expression: timed(goDuration(wrapping.limit), time.name) },
    declared: { statements: names.map((each, at): Statement => ({ kind: 'declare', name: each, type: types[at] as IrType })) },
    call: { statements: [assignAll(names, { kind: 'call', callee: name(run), args: [] })] },
    giveBack: { statements: [give(names.map((each) => name(each)))] },
    giveUp: { statements: [...unknown, give([...zeros, message])] },
  });
  const edits = framed(subject, frame.statements);
  const imports = usesContext ? [...known.imports, ...time.imports] : [...fmt.imports, ...time.imports];
  return edits ? { edits, imports, notes: usesContext ? [] : [goesOn] } : noError(subject);
}

function assignAll(names: readonly string[], value: Expression): Statement {
  if (names.length === 1) return { kind: 'assign', target: name(names[0] as string), value };
  return { kind: 'assign', target: { kind: 'tuple', items: names.map((each) => name(each)) }, value };
}

async function lock({ subject, templates }: WrapRequest): Promise<Rewrite> {
  const { node, owner, view, text } = subject;
  if (callsItself(subject))
    return refuse(
      `\`${subject.name}\` calls itself: it would wait for its own lock for ever. Put the lock around the call from outside.`,
      `\`${subject.name}\` 会调用自身，加锁后会永远等待自己。请在外层调用处加锁。`,
    );
  const sync = moduleName(subject, 'sync');
  const receiver = node.kind === 'function' ? node.receiver : undefined;
  const insert = (at: number, put: string) => ({ path: view.path, start: at, end: at, text: put });
  if (!receiver || !owner || receiver.name === '' || receiver.name === '_') {
    const mutex = ownNameAtTop(subject, `${subject.name.charAt(0).toLowerCase()}${subject.name.slice(1)}Mu`);
    const frame = await frameOf(subject, templates, lockFrame, { lock: { expression: name(mutex) } });
    const edits = framed(subject, frame.statements);
    if (!edits) return noError(subject);
    return { edits: [insert(besideStart(subject), `var ${mutex} ${sync.name}.Mutex\n\n`), ...edits], imports: sync.imports, notes: [] };
  }
  if (receiver.type?.kind !== 'pointer')
    return refuse(
      `\`${owner}\` is passed by value to \`${subject.name}\`, so each call would lock a copy. Give the method a pointer as its receiver first.`,
      `\`${subject.name}\` 的接收者 \`${owner}\` 按值传递，每次调用锁住的都是副本。请先改为指针接收者。`,
    );
  const struct = structOf(subject, owner);
  if (!struct)
    return refuse(
      `The struct \`${owner}\` is not in this file. Name the lock there, or move the method beside it.`,
      `结构体 \`${owner}\` 不在此文件中。请在那里加锁字段，或把方法移到同一文件。`,
    );
  const field = struct.mutex ?? ownNameIn(subject, 'mu', new Set(struct.names));
  const locked = struct.mutex === null ? null : lockedCall(subject, `${receiver.name}.${struct.mutex}`, owner);
  if (locked) return locked;
  if (struct.mutex === null && struct.unkeyed)
    return refuse(
      `Values of \`${owner}\` are made without the names of their fields, which one field more would break. Name the fields first.`,
      `有代码不写字段名就创建 \`${owner}\`，增加字段会使其出错。请先写出字段名。`,
    );
  const frame = await frameOf(subject, templates, lockFrame, { lock: { expression: name(`${receiver.name}.${field}`) } });
  const edits = framed(subject, frame.statements);
  if (!edits) return noError(subject);
  if (struct.mutex !== null) return { edits, notes: [] };
  const inner = text.slice(struct.open + 1, struct.close);
  const isOneLine = !inner.includes('\n');
  const added = isOneLine
    ? {
        path: view.path,
        start: struct.open,
        end: struct.close,
        text: `${/\s/.test(text.charAt(struct.open - 1)) ? '' : ' '}{\n\t${field} ${sync.name}.Mutex\n${inner.trim() === '' ? '' : `\n\t${inner.trim()}\n`}`,
      }
    : insert(struct.open + 1, `\n\t${field} ${sync.name}.Mutex\n`);
  return { edits: [added, ...edits], imports: sync.imports, notes: [] };
}

/** The struct of a type with the mutex that it has. */
function structOf({ module, mask }: Subject, owner: string) {
  const declared = module.declarations.find((each) => (each.kind === 'record' || each.kind === 'type') && each.name === owner);
  if (!declared?.span || (declared.kind !== 'record' && declared.kind !== 'type')) return null;
  const fields: { name: string; type: IrType | null }[] =
    declared.kind === 'record'
      ? declared.fields
      : declared.type.kind === 'shape' && declared.type.form === 'struct'
        ? declared.type.members.flatMap((each) => (each.kind === 'property' ? [{ name: each.name, type: each.type }] : []))
        : [];
  if (declared.kind === 'type' && !(declared.type.kind === 'shape' && declared.type.form === 'struct')) return null;
  const close = declared.span.end - 1;
  const open = openingBracket(mask.code, close);
  if (mask.code.charAt(close) !== '}' || open < 0) return null;
  const mutex = fields.find(({ type }) => type?.kind === 'named' && /^sync\.(?:RW)?Mutex$/.test(type.name))?.name ?? null;
  let unkeyed = false;
  visit(module, (node) => {
    const type = node['type'] as IrType | undefined;
    const items = node['items'] as { key?: unknown }[] | undefined;
    if (node.kind === 'composite' && type?.kind === 'named' && type.name === owner && items?.some(({ key }) => key === undefined))
      unkeyed = true;
  });
  return { open, close, mutex, names: fields.map((each) => each.name), unkeyed };
}

/** What stands against taking a lock that is there: the body takes it already, or calls a method that does. */
function lockedCall(subject: Subject, lockName: string, owner: string): Rewrite | null {
  const { node, module, name: own } = subject;
  const calls = (body: unknown): string[] =>
    allNodes<Extract<Expression, { kind: 'call' }>>(body, 'call').map(({ callee }) => dottedName(callee) ?? '');
  const inside = calls(node.body);
  if (inside.includes(`${lockName}.Lock`) || inside.includes(`${lockName}.RLock`))
    return {
      edits: [],
      notes: [],
      exists: { en: `\`${own}\` takes the lock \`${lockName}\``, zh: `\`${own}\` 已经使用锁 \`${lockName}\`` },
    };
  const receiver = lockName.split('.')[0];
  const field = lockName.split('.')[1];
  for (const each of module.declarations) {
    if (each.kind !== 'function' || !each.receiver || each.name === own) continue;
    const type = each.receiver.type?.kind === 'pointer' ? each.receiver.type.inner : each.receiver.type;
    if (type?.kind !== 'named' || type.name !== owner || !inside.includes(`${receiver}.${each.name}`)) continue;
    if (
      calls(each.body).some((call) => call === `${each.receiver?.name}.${field}.Lock` || call === `${each.receiver?.name}.${field}.RLock`)
    )
      return refuse(
        `\`${own}\` calls \`${each.name}\`, which takes the same lock: it would wait for itself for ever.`,
        `\`${own}\` 调用了会获取同一把锁的 \`${each.name}\`，会造成死锁。`,
      );
  }
  return null;
}
