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
import { type Input, type Inputs, typePhrase } from './names.ts';
import type { HttpHandlerPlan } from './schema.ts';

type Script = 'express' | 'fastify' | 'node:http';

export const isScript = (framework: string | null | undefined): framework is Script =>
  framework === 'express' || framework === 'fastify' || framework === 'node:http';

/** How a framework is spoken to: where inputs come from and how an answer is given. */
interface Frame {
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

/** A parameter of the route is always there, so only its form is checked. */
function fromPath(input: Input, source: Expression, frame: Frame): Statement[] {
  const it = name(input.variable);
  if (input.type === 'boolean') return [bind(input.variable, binary(source, '==', text('true')))];
  if (input.type !== 'integer' && input.type !== 'number') return [bind(input.variable, source)];
  const test = input.type === 'integer' ? not(call('Number.isInteger', it)) : call('Number.isNaN', it);
  return [bind(input.variable, call('Number', source)), when(test, frame.fail(400, `${input.key} must be ${typePhrase(input.type)}`))];
}

/** One variable and its check for an input that arrives as text. */
function fromText(input: Input, source: Expression, required: boolean, frame: Frame): Statement[] {
  const fallback = input.default;
  const it = name(input.variable);
  const complain = frame.fail(400, `${input.key} must be ${typePhrase(input.type)}`);
  if (input.type === 'integer' || input.type === 'number') {
    const test = input.type === 'integer' ? not(call('Number.isInteger', it)) : call('Number.isNaN', it);
    if (fallback !== null)
      return [bind(input.variable, call('Number', binary(source, 'coalesce', fromJson(fallback)))), when(test, complain)];
    if (required) return [bind(input.variable, call('Number', binary(source, 'coalesce', name('NaN')))), when(test, complain)];
    const absentNull: Expression = binary(source, 'coalesce', nothing);
    return [
      bind(input.variable, {
        kind: 'conditional',
        condition: binary(absentNull, '==', nothing),
        yes: name('undefined'),
        no: call('Number', source),
      }),
      when(all(binary(it, '!=', name('undefined')), test), complain),
    ];
  }
  if (input.type === 'boolean')
    return [bind(input.variable, binary(fallback === true ? binary(source, 'coalesce', text('true')) : source, '==', text('true')))];
  if (fallback !== null) return [bind(input.variable, call('String', binary(source, 'coalesce', text(String(fallback)))))];
  if (!required) return [bind(input.variable, source)];
  return [
    bind(input.variable, call('String', binary(source, 'coalesce', text('')))),
    when(binary(it, '==', text('')), frame.fail(400, `${input.key} is required`)),
  ];
}

function wrongType(input: Input): Expression | null {
  const it = name(input.variable);
  const isType = (type: string): Expression => binary(name(`typeof ${input.variable}`), '!=', text(type));
  const wrong =
    input.type === 'unknown'
      ? input.optional
        ? null
        : binary(it, '==', name('undefined'))
      : input.type.endsWith('[]')
        ? not(call('Array.isArray', it))
        : input.type === 'integer'
          ? not(call('Number.isInteger', it))
          : isType(input.type === 'number' || input.type === 'boolean' ? input.type : input.type === 'map' ? 'object' : 'string');
  if (wrong === null || input.type === 'unknown') return wrong;
  return input.optional ? all(binary(it, '!=', name('undefined')), wrong) : wrong;
}

function fromBody(inputs: Input[], source: Expression, frame: Frame): Statement[] {
  if (inputs.length === 0) return [];
  const reads: Statement[] = [bind('payload', binary(source, 'coalesce', dictionary({})))];
  for (const input of inputs) {
    const value = property(name('payload'), input.key);
    const fallback = input.default === null ? value : binary(value, 'coalesce', fromJson(input.default));
    reads.push(bind(input.variable, fallback));
    const wrong = wrongType(input);
    if (wrong) reads.push(when(wrong, frame.fail(400, `${input.key} must be ${typePhrase(input.type)}`)));
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
    ...inputs.query.flatMap((input) => fromText(input, frame.query(input), !input.optional, frame)),
    ...fromBody(inputs.body, frame.body, frame),
    ...frame.answer(plan.status.value, value, response.form === 'text' ? 'text' : 'json'),
  ];
}
