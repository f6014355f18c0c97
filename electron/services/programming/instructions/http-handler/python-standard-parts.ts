import { errorText } from '#domain/http-contract';
import {
  binary,
  bind,
  call,
  dictionary,
  give,
  index,
  list,
  member,
  name,
  not,
  nothing,
  number,
  raise,
  run,
  text,
  when,
} from '#domain/ir/build';
import type { Expression, FunctionNode, Statement } from '#domain/ir/nodes';
import { fault, type Input, type Inputs, segmentsOf } from './names.ts';
import { bodyReads } from './python-parts.ts';
import type { HttpHandlerPlan } from './schema.ts';

type Fail = (message: string, status?: number) => Statement[];

const truths = dictionary({ true: { kind: 'boolean', value: true }, false: { kind: 'boolean', value: false } });

/** One variable from a text, and its check. */
function convert(input: Input, raw: Expression, complain: Statement[]): Statement[] {
  if (input.type === 'boolean')
    return [bind(input.variable, call(member(truths, 'get'), raw)), when(binary(name(input.variable), '==', nothing), complain)];
  if (input.type !== 'integer' && input.type !== 'number') return [bind(input.variable, raw)];
  const parser = input.type === 'integer' ? 'parse_integer' : 'parse_number';
  return [
    {
      kind: 'try',
      body: [bind(input.variable, call(parser, raw))],
      catches: [{ types: ['ValueError'], name: null, body: complain }],
    },
  ];
}

/** The inputs of a request to the standard library's server, where `parts` and `query` are what its address consists of. */
export function pythonReads(
  plan: HttpHandlerPlan,
  inputs: Inputs,
  fail: Fail,
): { path: Statement[]; query: Statement[]; body: Statement[] } {
  const path = segmentsOf(plan.route.value).flatMap((part, at) => {
    const input = 'parameter' in part ? inputs.path.find((each) => each.key === part.parameter) : undefined;
    return input ? convert(input, call('unquote', index(name('parts'), number(at + 1))), fail(fault(input, 'path'))) : [];
  });
  const query = inputs.query.flatMap((input): Statement[] => {
    // What is empty is left out of the query.
    const first = (fallback: Expression): Expression => index(call('query.get', text(input.key), list([fallback])), number(0));
    const complain = fail(fault(input, 'query'));
    const isText = input.type !== 'integer' && input.type !== 'number' && input.type !== 'boolean';
    if (input.default !== null) return convert(input, first(text(String(input.default))), complain);
    if (!input.optional) {
      const read = convert(input, first(text('')), complain);
      return isText ? [...read, when(not(name(input.variable)), complain)] : read;
    }
    if (isText) return [bind(input.variable, first(nothing))];
    if (input.type === 'boolean') return convert(input, first(text('false')), complain);
    const isThere: Expression = { kind: 'binary', operator: 'in', left: text(input.key), right: name('query') };
    const given = convert(input, index(index(name('query'), text(input.key)), number(0)), complain);
    return [bind(input.variable, nothing), when(isThere, given)];
  });
  return { path, query, body: inputs.body.length > 0 ? bodyOf(inputs.body, fail) : [] };
}

function bodyOf(inputs: Input[], fail: Fail): Statement[] {
  const most = binary(number(1), '<<', number(20));
  return [
    {
      kind: 'try',
      body: [
        bind('length', call('int', call('self.headers.get', text('Content-Length'), text('0')))),
        bind('content', call('self.rfile.read', call('max', number(0), call('min', name('length'), binary(most, '+', number(1)))))),
        when(binary(call('len', name('content')), '>', most), fail(errorText.bodyTooLarge, 413)),
        bind('body', call('json.loads', name('content'))),
      ],
      catches: [{ types: ['ValueError'], name: null, body: fail(errorText.bodyNotJson) }],
    },
    when(not(call('isinstance', name('body'), name('dict'))), fail(errorText.bodyNotObject)),
    ...bodyReads(inputs, fail),
  ];
}

/** Functions that read a text as a number that JSON holds; both raise ValueError. */
export function parsersOf(inputs: Inputs): FunctionNode[] {
  const parser = (method: string, reads: string, isWrong: Expression, doc: string): FunctionNode => ({
    kind: 'function',
    name: method,
    doc,
    parameters: [{ name: 'text' }],
    body: [bind('value', call(reads, name('text'))), when(isWrong, [raise(name('text'), 'ValueError')]), give(name('value'))],
  });
  const fromText = [...inputs.path, ...inputs.query];
  const integer = parser(
    'parse_integer',
    'int',
    binary(call('abs', name('value')), '>=', binary(number(1), '<<', number(53))),
    'Read an integer that every reader of JSON holds exactly.',
  );
  const decimal = parser('parse_number', 'float', not(call('isfinite', name('value'))), 'Read a number that JSON can hold.');
  return [
    ...(fromText.some(({ type }) => type === 'integer') ? [integer] : []),
    ...(fromText.some(({ type }) => type === 'number') ? [decimal] : []),
  ];
}

function reply(method: string, type: string, encode: Expression): FunctionNode {
  const each: Statement = {
    kind: 'each',
    name: 'header',
    source: call('headers.items'),
    body: [run({ kind: 'call', callee: name('self.send_header'), args: [{ kind: 'spread', operand: name('header'), form: 'list' }] })],
  };
  return {
    kind: 'function',
    name: method,
    receiver: { name: 'self' },
    parameters: [{ name: 'status' }, { name: 'value' }, { name: 'headers', variadic: 'map' }],
    body: [
      bind('content', encode),
      run(call('self.send_response', name('status'))),
      run(call('self.send_header', text('Content-Type'), text(type))),
      run(call('self.send_header', text('Content-Length'), call('str', call('len', name('content'))))),
      each,
      run(call('self.end_headers')),
      when(binary(name('self.command'), '!=', text('HEAD')), [run(call('self.wfile.write', name('content')))]),
    ],
  };
}

export const jsonReply = reply('send_json', 'application/json', call(member(call('json.dumps', name('value')), 'encode')));
export const textReply: FunctionNode = (() => {
  const { parameters, body, ...rest } = reply('send_text', 'text/plain; charset=utf-8', call('value.encode'));
  return { ...rest, parameters: parameters.slice(0, 2), body: body.filter((statement) => statement.kind !== 'each') };
})();
