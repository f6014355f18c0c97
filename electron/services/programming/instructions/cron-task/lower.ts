import {
  all,
  assign,
  binary,
  bind,
  call,
  callNamed,
  comment,
  fromJson,
  give,
  lambda,
  list,
  member,
  name,
  number,
  raise,
  run,
  text,
  variable,
  when,
} from '#domain/ir/build';
import { valueName } from '#domain/ir/names';
import type { Declaration, Expression, FunctionNode, Statement } from '#domain/ir/nodes';
import { booleanType, named, voidType } from '#domain/ir/types';
import { besidePackages } from '../../templates/own-name.ts';
import type { Change, Target } from '../instruction.ts';
import { lowerGo } from './lower-go.ts';
import { type Clock, matchTest } from './match.ts';
import { type Made, type Parts, phrase } from './parts.ts';
import { parseCron } from './schedule.ts';
import type { CronTaskPlan } from './schema.ts';

export function lowerCronTask(plan: CronTaskPlan, target: Target): Change {
  const language = target.language;
  const task = besidePackages(valueName(plan.name.value, language), language);
  const existing = target.view?.declared.includes(task) ?? false;
  const parts: Parts = {
    plan,
    fields: parseCron(plan.schedule.value) ?? [],
    task,
    due: valueName(`is ${phrase(plan.name.value)} due`, language),
    start: valueName(`schedule ${phrase(plan.name.value)}`, language),
    existing,
  };
  const change = language === 'go' ? lowerGo(parts) : language === 'python' ? lowerPython(parts) : lowerScript(parts);
  const names = [...(existing ? [] : [task]), parts.due, parts.start];
  const notes = [
    {
      en: 'Times are local times of the computer. A run that is missed while the program is not running is not made up for.',
      zh: '时间为本机的本地时间；程序未运行时错过的任务不会补跑。',
    },
    ...(existing || plan.message
      ? []
      : [
          {
            en: `What \`${task}\` does is not in the words: until it is written, each run reports an error.`,
            zh: `请求没有说明 \`${task}\` 做什么：在补写之前，每次运行都会报告错误。`,
          },
        ]),
    ...(target.view && language !== 'typescript' && language !== 'javascript'
      ? [{ en: `Call \`${parts.start}()\` where the program starts.`, zh: `请在程序启动处调用 \`${parts.start}()\`。` }]
      : []),
  ];
  return { notes, names, fileStem: `${phrase(plan.name.value)} task`, ...change };
}

function taskBody({ plan, task }: Parts, print: string): Statement[] {
  return plan.message ? [run(call(print, text(plan.message.value)))] : [raise(`${task} is not written yet`, undefined)];
}

function lowerScript(parts: Parts): Made {
  const { task, due, start, fields } = parts;
  const typed = (type: string) => ({ type: named(type) });
  const now = (method: string): Expression => call(`now.${method}`);
  const clock: Clock = {
    minute: now('getMinutes'),
    hour: now('getHours'),
    day: now('getDate'),
    month: binary(now('getMonth'), '+', number(1)),
    weekday: now('getDay'),
  };
  const test = matchTest(fields, clock, (value, values) => call(member(list(values.map(number)), 'includes'), value));
  const usesNow = JSON.stringify(test).includes('"now"');
  const functions: FunctionNode[] = [
    ...(parts.existing
      ? []
      : [{ kind: 'function' as const, name: task, parameters: [], result: voidType, body: taskBody(parts, 'console.log') }]),
    {
      kind: 'function',
      name: due,
      parameters: [{ name: usesNow ? 'now' : '_now', ...typed('Date') }],
      result: booleanType,
      body: [give(test)],
    },
    {
      kind: 'function',
      name: start,
      parameters: [],
      result: voidType,
      body: [
        comment(`Schedule: ${parts.plan.schedule.value} (minute, hour, day, month, weekday; local time).`),
        variable('lastMinute', call('Math.floor', binary(call('Date.now'), '/', number(60000)))),
        bind(
          'tick',
          lambda(
            [],
            [
              bind('minute', call('Math.floor', binary(call('Date.now'), '/', number(60000)))),
              comment('A timer may fire a little early; the same minute is never run twice.'),
              when(all(binary(name('minute'), '!=', name('lastMinute')), call(due, { kind: 'new', callee: name('Date'), args: [] })), [
                {
                  kind: 'try',
                  body: [run(call(task))],
                  catches: [{ types: [], name: 'error', body: [run(call('console.error', text(`${task} failed:`), name('error')))] }],
                },
              ]),
              assign('lastMinute', name('minute')),
              run(call('setTimeout', name('tick'), binary(number(60000), '-', binary(call('Date.now'), '%', number(60000))))),
            ],
            { result: voidType },
          ),
        ),
        run(call('setTimeout', name('tick'), binary(number(60000), '-', binary(call('Date.now'), '%', number(60000))))),
      ],
    },
  ];
  const started: Declaration = { kind: 'statements', body: [run(call(start))] };
  return { imports: [], declarations: [...functions, started] };
}

function lowerPython(parts: Parts): Made {
  const { task, due, start, fields } = parts;
  const clock: Clock = {
    minute: name('now.minute'),
    hour: name('now.hour'),
    day: name('now.day'),
    month: name('now.month'),
    weekday: binary(call('now.isoweekday'), '%', number(7)),
  };
  const test = matchTest(fields, clock, (value, values) => binary(value, 'in', { kind: 'tupleLiteral', items: values.map(number) }));
  const body: Statement[] = parts.plan.message
    ? [run(call('print', text(parts.plan.message.value)))]
    : [raise(`${task} is not written yet`, 'NotImplementedError')];
  const functions: FunctionNode[] = [
    ...(parts.existing ? [] : [{ kind: 'function' as const, name: task, parameters: [], result: voidType, body }]),
    { kind: 'function', name: due, parameters: [{ name: 'now', type: named('datetime') }], result: booleanType, body: [give(test)] },
    {
      kind: 'function',
      name: `run_${start}`,
      parameters: [],
      result: voidType,
      body: [
        {
          kind: 'loop',
          body: [
            bind('now', call('datetime.now')),
            run(
              call(
                'time.sleep',
                binary(binary(number(60), '-', name('now.second')), '-', binary(name('now.microsecond'), '/', number(1_000_000))),
              ),
            ),
            comment('Sleeping may end a little early; half a second more lands in the new minute.'),
            when(call(due, binary(call('datetime.now'), '+', callNamed('timedelta', [], { milliseconds: number(500) }))), [
              {
                kind: 'try',
                body: [run(call(task))],
                catches: [{ types: ['Exception'], name: null, body: [run(call('logging.exception', text(`${task} failed`)))] }],
              },
            ]),
            run(call('time.sleep', number(1))),
          ],
        },
      ],
    },
    {
      kind: 'function',
      name: start,
      doc: `Starts a thread that runs ${task} at "${parts.plan.schedule.value}" (minute, hour, day, month, weekday; local time).`,
      parameters: [],
      result: named('Thread'),
      body: [
        bind('thread', callNamed('Thread', [], { target: name(`run_${start}`), daemon: fromJson(true) })),
        run(call('thread.start')),
        give(name('thread')),
      ],
    },
  ];
  return {
    imports: [
      { module: 'logging', names: [] },
      { module: 'time', names: [] },
      { module: 'datetime', names: ['datetime', 'timedelta'] },
      { module: 'threading', names: ['Thread'] },
    ],
    declarations: functions,
    entry: [run(call(member(call(start), 'join')))],
  };
}
