import { binary, bind, boolean, call, comment, give, member, name, nothing, number, run, text, when } from '#domain/ir/build';
import { valueName } from '#domain/ir/names';
import type { Expression, FunctionNode, Statement } from '#domain/ir/nodes';
import { booleanType, integerType, named } from '#domain/ir/types';
import { type Clock, matchTest } from './match.ts';
import { type Made, type Parts, phrase } from './parts.ts';

export function lowerGo(parts: Parts): Made {
  const { task, due, start, fields } = parts;
  const clock: Clock = {
    minute: call('now.Minute'),
    hour: call('now.Hour'),
    day: call('now.Day'),
    month: call('int', call('now.Month')),
    weekday: call('int', call('now.Weekday')),
  };
  const within = valueName(`${phrase(parts.plan.name.value)} within`, 'go');
  let usesList = false;
  const test = matchTest(fields, clock, (value, values) => {
    usesList = true;
    return call(within, value, ...values.map(number));
  });
  const fails: Statement[] = [give(call('errors.New', text(`${task} is not written yet`)))];
  const body: Statement[] = parts.plan.message ? [run(printed(parts.plan.message.value)), give(nothing)] : fails;
  const functions: FunctionNode[] = [
    ...(parts.existing ? [] : [{ kind: 'function' as const, name: task, parameters: [], result: named('error'), body }]),
    { kind: 'function', name: due, parameters: [{ name: 'now', type: named('time.Time') }], result: booleanType, body: [give(test)] },
    {
      kind: 'function',
      name: start,
      doc: `${start} starts a goroutine that runs ${task} at "${parts.plan.schedule.value}" (minute, hour, day, month, weekday; local time).`,
      parameters: [],
      body: [
        {
          kind: 'spawn',
          call: call({
            kind: 'lambda',
            parameters: [],
            body: [
              {
                kind: 'loop',
                body: [
                  bind('now', call('time.Now')),
                  bind('next', call(member(call('now.Truncate', name('time.Minute')), 'Add'), name('time.Minute'))),
                  run(call('time.Sleep', call('next.Sub', name('now')))),
                  when(
                    call(due, name('next')),
                    parts.existing
                      ? [run(call(task))]
                      : [
                          {
                            kind: 'if',
                            before: bind('err', call(task)),
                            condition: binary(name('err'), '!=', nothing),
                            then: [run(call('log.Printf', text(`${task} failed: %v`), name('err')))],
                          },
                        ],
                  ),
                ],
              },
            ],
          }),
        },
      ],
    },
    ...(usesList
      ? [
          {
            kind: 'function' as const,
            name: within,
            parameters: [
              { name: 'value', type: integerType },
              { name: 'values', type: named('...int') },
            ],
            result: booleanType,
            body: [
              {
                kind: 'each' as const,
                name: 'each',
                source: name('values'),
                body: [when(binary(name('each'), '==', name('value')), [give(boolean(true))])],
              },
              give(boolean(false)),
            ],
          },
        ]
      : []),
  ];
  const modules = ['time', ...(parts.existing ? [] : ['log', ...(parts.plan.message ? ['fmt'] : ['errors'])])].sort();
  return {
    imports: modules.map((module) => ({ module, names: [] })),
    declarations: functions,
    entry: [run(call(start)), comment('The goroutine does the work; main only stays.'), { kind: 'forever' }],
  };
}

/** `go vet` takes a percent sign or a line break at the end of what `Println` is given for a mistake, and `go test` then fails. */
const printed = (message: string): Expression =>
  /%|\n$/.test(message) ? call('fmt.Printf', text('%s\n'), text(message)) : call('fmt.Println', text(message));
