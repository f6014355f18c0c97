import {
  all,
  binary,
  bind,
  call,
  dictionary,
  fromJson,
  give,
  member,
  name,
  not,
  nothing,
  number,
  property,
  run,
  text,
  when,
} from '#domain/ir/build';
import type { Expression, Statement } from '#domain/ir/nodes';
import { named, unknownType } from '#domain/ir/types';
import { fault, type Input, type Inputs } from './names.ts';
import type { HttpHandlerPlan } from './schema.ts';
import { wrongType } from './script-types.ts';

type Script = 'express' | 'fastify' | 'hono' | 'node:http';

export const isScript = (framework: string | null | undefined): framework is Script =>
  framework === 'express' || framework === 'fastify' || framework === 'hono' || framework === 'node:http';

/** How a framework is spoken to: where inputs come from and how an answer is given. */
export interface Frame {
  path(input: Input): Expression;
  query(input: Input): Expression;
  body: Expression;
  fail(status: number, message: string): Statement[];
  answer(status: number, value: Expression | null, form: 'json' | 'text'): Statement[];
}

const success = (status: number): boolean => status === 200;

export function expressFrame(request: string, response: string): Frame {
  const res = name(response);
  const withStatus = (status: number): Expression => (success(status) ? res : call(member(res, 'status'), number(status)));
  return {
    path: (input) => property(name(`${request}.params`), input.key),
    query: (input) => property(name(`${request}.query`), input.key),
    body: name(`${request}.body`),
    fail: (status, message) => [
      run(call(member(call(`${response}.status`, number(status)), 'json'), dictionary({ error: text(message) }))),
      give(),
    ],
    answer: (status, value, form) => [
      run(
        value
          ? call(member(withStatus(status), form === 'json' ? 'json' : 'send'), value)
          : call(member(call(`${response}.status`, number(status)), 'end')),
      ),
    ],
  };
}

export function fastifyFrame(request: string, reply: string): Frame {
  const coded = (status: number): Expression => call(`${reply}.code`, number(status));
  const record = (part: string): Expression => ({
    kind: 'cast',
    operand: name(`${request}.${part}`),
    type: { kind: 'map', value: part === 'body' ? unknownType : named('string') },
  });
  return {
    path: (input) => property(record('params'), input.key),
    query: (input) => property(record('query'), input.key),
    body: record('body'),
    fail: (status, message) => [give(call(member(coded(status), 'send'), dictionary({ error: text(message) })))],
    answer: (status, value) => [
      give(value === null ? call(member(coded(status), 'send')) : success(status) ? value : call(member(coded(status), 'send'), value)),
    ],
  };
}

/** A parameter of the path that is text; numbers have nothing that would be escaped. */
export const isDecoded = (input: Input): boolean => !['integer', 'number', 'boolean'].includes(input.type);
/** The function that a file of node:http gets for them. */
export const segmentDecoder = 'decodeSegment';

/** `match` and `url` are the variables that hold the path's match and the request's URL. */
export function plainFrame(response: string, captures: string[], { match, url } = { match: 'match', url: 'url' }): Frame {
  const reply = (status: number, value: Expression | null, form: 'json' | 'text'): Statement[] =>
    value === null
      ? [run(call(member(call(`${response}.writeHead`, number(status)), 'end')))]
      : [
          run(
            call(
              `${response}.writeHead`,
              number(status),
              dictionary([['content-type', text(form === 'json' ? 'application/json' : 'text/plain; charset=utf-8')]]),
            ),
          ),
          run(call(`${response}.end`, form === 'json' ? call('JSON.stringify', value) : value)),
        ];
  return {
    path: (input) => {
      const segment = binary({ kind: 'index', object: name(match), index: number(captures.indexOf(input.key) + 1) }, 'coalesce', text(''));
      return isDecoded(input) ? call(segmentDecoder, segment) : segment;
    },
    query: (input) => call(`${url}.searchParams.get`, text(input.key)),
    body: name('body'),
    fail: (status, message) => [...reply(status, dictionary({ error: text(message) }), 'json'), give()],
    answer: reply,
  };
}

const or = (left: Expression, right: Expression): Expression => binary(left, 'or', right);
const isNumeric = (input: Input): boolean => input.type === 'integer' || input.type === 'number';
const isBadNumber = (input: Input): Expression =>
  not(call(input.type === 'integer' ? 'Number.isSafeInteger' : 'Number.isFinite', name(input.variable)));

/** A text that is true or false; `fallback` stands for one that is missing. */
function booleanRead(input: Input, source: Expression, fallback: boolean | null, complain: Statement[]): Statement[] {
  const given = fallback === null ? source : or(source, text(String(fallback)));
  return [
    bind(input.variable, binary(fallback ? given : source, '==', text('true'))),
    when(all(not(name(input.variable)), binary(given, '!=', text('false'))), complain),
  ];
}

/** A parameter of the route is always there, so only its form is checked. */
function fromPath(input: Input, source: Expression, frame: Frame): Statement[] {
  const complain = frame.fail(400, fault(input, 'path'));
  if (input.type === 'boolean') return booleanRead(input, source, null, complain);
  if (!isNumeric(input)) return [bind(input.variable, source)];
  return [bind(input.variable, call('Number', source)), when(isBadNumber(input), complain)];
}

/** One variable and its check for an input that arrives as text; an empty one is a missing one. */
function fromText(input: Input, source: Expression, frame: Frame): Statement[] {
  const { default: fallback, variable, optional } = input;
  const it = name(variable);
  const complain = frame.fail(400, fault(input, 'query'));
  if (input.type === 'boolean') {
    const missing = fallback !== null ? fallback === true || fallback === 'true' : optional ? false : null;
    return booleanRead(input, source, missing, complain);
  }
  if (isNumeric(input)) {
    if (fallback !== null || !optional)
      return [
        bind(variable, call('Number', or(source, fallback === null ? name('NaN') : fromJson(fallback)))),
        when(isBadNumber(input), complain),
      ];
    return [
      bind(variable, { kind: 'conditional', condition: source, yes: call('Number', source), no: nothing }),
      when(all(binary(it, '!=', nothing), isBadNumber(input)), complain),
    ];
  }
  if (fallback !== null) return [bind(variable, call('String', or(source, text(String(fallback)))))];
  if (optional) return [bind(variable, or(source, nothing))];
  return [bind(variable, call('String', binary(source, 'coalesce', text('')))), when(binary(it, '==', text('')), complain)];
}

/** Every object has a `toString`; only its own is what was sent. */
function ownProperty(object: Expression, key: string): Expression {
  const value = property(object, key);
  return key in Object.prototype
    ? { kind: 'conditional', condition: call('Object.hasOwn', object, text(key)), yes: value, no: nothing }
    : value;
}

function fromBody(inputs: Input[], frame: Frame): Statement[] {
  if (inputs.length === 0) return [];
  const isChecked = frame.body.kind === 'name' && frame.body.name === 'body';
  const from = isChecked ? frame.body : name('payload');
  const reads: Statement[] = isChecked ? [] : [bind('payload', binary(frame.body, 'coalesce', dictionary({})))];
  for (const input of inputs) {
    const value = ownProperty(from, input.key);
    const mayBeNull = input.optional || input.type === 'unknown';
    reads.push(bind(input.variable, input.default !== null || mayBeNull ? binary(value, 'coalesce', fromJson(input.default)) : value));
    const wrong = wrongType(input);
    if (wrong) reads.push(when(wrong, frame.fail(400, fault(input, 'body'))));
  }
  return reads;
}

export function handlerBody(plan: HttpHandlerPlan, inputs: Inputs, frame: Frame): Statement[] {
  const response = plan.response.value;
  const silent = plan.status.value === 204 || plan.status.value === 304 || response.form === 'none';
  const value = silent
    ? null
    : response.form === 'text'
      ? text(response.value)
      : response.form === 'json'
        ? fromJson(response.value)
        : dictionary(inputs.all.map((input): [string, Expression] => [input.key, name(input.variable)]));
  return [
    ...inputs.path.flatMap((input) => fromPath(input, frame.path(input), frame)),
    ...inputs.query.flatMap((input) => fromText(input, frame.query(input), frame)),
    ...fromBody(inputs.body, frame),
    ...frame.answer(plan.status.value, value, response.form === 'text' ? 'text' : 'json'),
  ];
}
