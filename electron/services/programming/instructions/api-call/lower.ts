import {
  binary,
  bind,
  call,
  callNamed,
  dictionary,
  give,
  member,
  name,
  nothing,
  number,
  raise,
  template,
  text,
  when,
} from '#domain/ir/build';
import { distinct, valueName } from '#domain/ir/names';
import type { Expression, FunctionNode, ImportNode, Statement } from '#domain/ir/nodes';
import { named, unknownType } from '#domain/ir/types';
import type { Change, Target } from '../instruction.ts';
import { address, type Inputs, inputsOf, label, type Part, parameters } from './inputs.ts';
import { lowerGo } from './lower-go.ts';
import type { ApiCallPlan } from './schema.ts';

export function lowerApiCall(plan: ApiCallPlan, target: Target): Change {
  const inputs = inputsOf(plan, target);
  const base = { notes: [], fileStem: plan.name.value };
  if (target.language === 'go') return { ...base, ...lowerGo(plan, inputs) };
  if (target.language === 'python') return { ...base, ...lowerPython(plan, inputs) };
  return { ...base, ...lowerScript(plan, inputs, target) };
}

function lowerScript(plan: ApiCallPlan, inputs: Inputs, target: Target): Part {
  const own = valueName(plan.name.value, target.language);
  const options: [string, Expression][] = [];
  if (plan.method.value !== 'GET') options.push(['method', text(plan.method.value)]);
  const headers: [string, Expression][] = [['accept', text('application/json')]];
  if (inputs.body.length > 0) headers.push(['content-type', text('application/json')]);
  options.push(['headers', dictionary(headers)]);
  if (inputs.body.length > 0)
    options.push([
      'body',
      call('JSON.stringify', dictionary(inputs.body.map((input): [string, Expression] => [input.key, name(input.variable)]))),
    ]);
  options.push(['signal', call('AbortSignal.timeout', number(Math.max(1, Math.round(plan.timeout.value * 1000))))]);
  const url = address(plan, inputs, (input) => call('encodeURIComponent', name(input.variable)));
  const node: FunctionNode = {
    kind: 'function',
    name: own,
    async: true,
    exported: target.view?.form !== 'require',
    parameters: parameters(inputs),
    result: unknownType,
    doc: `Calls ${label(plan)}. Throws when the connection fails or takes longer than ${plan.timeout.value} s, the status is no success, or the answer is no JSON.`,
    body: [
      { kind: 'declare', name: 'response', type: named('Response') },
      {
        kind: 'try',
        body: [{ kind: 'assign', target: name('response'), value: { kind: 'await', operand: call('fetch', url, dictionary(options)) } }],
        catches: [{ types: [], name: 'error', body: [raise(text(`${label(plan)} failed`), undefined, name('error'))] }],
      },
      when({ kind: 'unary', operator: 'not', operand: name('response.ok') }, [
        raise(template(`${label(plan)} answered with status `, name('response.status'))),
      ]),
      when(binary(name('response.status'), '==', number(204)), [give(nothing)]),
      {
        kind: 'try',
        body: [give({ kind: 'await', operand: call('response.json') })],
        catches: [{ types: [], name: 'error', body: [raise(text(`${label(plan)} did not answer with JSON`), undefined, name('error'))] }],
      },
    ],
  };
  return { imports: [], declarations: [node], names: [own] };
}

function lowerPython(plan: ApiCallPlan, inputs: Inputs): Part {
  const own = valueName(plan.name.value, 'python');
  // A parameter that is no text keeps its type; its text has a name of its own.
  const all = [...inputs.path, ...inputs.body].map(({ variable }) => variable);
  const quoted = (input: { variable: string; type: { kind: string } }): string =>
    input.type.kind === 'string' ? input.variable : (distinct([...all, `${input.variable}_text`]).at(-1) ?? input.variable);
  // The quoting happens before the f-string: expressions in it could not hold quotes before Python 3.12.
  const escapes: Statement[] = inputs.path.map((input) =>
    bind(quoted(input), callNamed('quote', [call('str', name(input.variable))], { safe: text('') })),
  );
  const url = address(plan, inputs, (input) => name(quoted(input)));
  const keywords: Record<string, Expression> = {};
  const headers: [string, Expression][] = [['Accept', text('application/json')]];
  if (inputs.body.length > 0) {
    keywords['data'] = call(
      member(call('json.dumps', dictionary(inputs.body.map((input): [string, Expression] => [input.key, name(input.variable)]))), 'encode'),
    );
    headers.push(['Content-Type', text('application/json')]);
  }
  keywords['headers'] = dictionary(headers);
  keywords['method'] = text(plan.method.value);
  const typing = [...new Set([...(inputs.body.some((input) => input.optional) ? ['Optional'] : [])])];
  const node: FunctionNode = {
    kind: 'function',
    name: own,
    parameters: parameters(inputs).map((parameter) =>
      parameter.type?.kind === 'optional' ? { ...parameter, default: nothing } : parameter,
    ),
    result: unknownType,
    doc: `Calls ${label(plan)}. Raises RuntimeError when the connection fails or takes longer than ${plan.timeout.value} s, the status is no success, or the answer is no JSON.`,
    body: [
      ...escapes,
      bind('request', callNamed('Request', [url], keywords)),
      {
        kind: 'try',
        body: [
          {
            kind: 'with',
            resource: callNamed('urlopen', [name('request')], { timeout: number(plan.timeout.value) }),
            name: 'response',
            body: [bind('content', call('response.read'))],
          },
        ],
        catches: [
          {
            types: ['HTTPError'],
            name: 'error',
            body: [raise(template(`${label(plan)} answered with status `, name('error.code')), 'RuntimeError', name('error'))],
          },
          {
            types: ['URLError', 'OSError'],
            name: 'error',
            body: [raise(template(`${label(plan)} failed: `, name('error')), 'RuntimeError', name('error'))],
          },
        ],
      },
      when({ kind: 'unary', operator: 'not', operand: name('content') }, [give(nothing)]),
      {
        kind: 'try',
        body: [give(call('json.loads', name('content')))],
        catches: [
          {
            types: ['ValueError'],
            name: 'error',
            body: [raise(text(`${label(plan)} did not answer with JSON`), 'RuntimeError', name('error'))],
          },
        ],
      },
    ],
  };
  const imports: ImportNode[] = [
    { module: 'json', names: [] },
    { module: 'typing', names: ['Any', ...typing] },
    { module: 'urllib.error', names: ['HTTPError', 'URLError'] },
    ...(inputs.path.length > 0 ? [{ module: 'urllib.parse', names: ['quote'] }] : []),
    { module: 'urllib.request', names: ['Request', 'urlopen'] },
  ];
  return { imports, declarations: [node], names: [own] };
}
