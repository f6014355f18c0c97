import { binary, bind, call, callNamed, dictionary, give, member, name, nothing, number, raise, template, text, when } from '#domain/ir/build';
import { distinct, fieldName, valueName } from '#domain/ir/names';
import type { Declaration, Expression, FunctionNode, ImportNode, Parameter, Statement } from '#domain/ir/nodes';
import { named, unknownType } from '#domain/ir/types';
import type { IrType } from '#domain/ir/types';
import { toIrType } from '../../reading/type-words.ts';
import type { Change, Target } from '../instruction.ts';
import type { ApiCallPlan } from './schema.ts';

const frame = ['response', 'error', 'err', 'request', 'body', 'result', 'payload', 'client', 'data', 'json', 'http', 'fetch', 'url', 'content', 'io', 'fmt', 'time', 'quote', 'encoded', 'HTTPError', 'URLError', 'bytes', 'str'];

interface Named {
  key: string;
  variable: string;
  type: IrType;
  optional: boolean;
}

interface Inputs {
  path: Named[];
  body: Named[];
}

function inputsOf(plan: ApiCallPlan, target: Target): Inputs {
  const flat = [...plan.parameters, ...plan.body.map((field) => ({ ...field, type: field.type }))];
  const own = valueName(plan.name.value, target.language);
  const taken = [...frame, own];
  const variables = distinct([...taken, ...flat.map((input) => valueName(input.name, target.language))]).slice(taken.length);
  const all = flat.map((input, at): Named => ({
    key: input.name,
    variable: variables[at] ?? 'value',
    // Dates travel as text in JSON; the caller formats them.
    type: toIrType(input.type.replace('datetime', 'string')),
    optional: input.optional,
  }));
  return { path: all.slice(0, plan.parameters.length), body: all.slice(plan.parameters.length) };
}

/** The pieces of the address: literal text, and each parameter escaped so that it cannot leave its place. */
function address(plan: ApiCallPlan, inputs: Inputs, escape: (input: Named, inQuery: boolean) => Expression): Expression {
  const pieces = plan.url.value.split(/\{([A-Za-z_]\w*)\}/);
  if (pieces.length === 1) return text(plan.url.value);
  const parts = pieces.map((piece, at): string | Expression => {
    const input = at % 2 === 1 ? inputs.path.find((each) => each.key === piece) : undefined;
    return input ? escape(input, pieces.slice(0, at).join('').includes('?')) : piece;
  });
  return template(...parts.filter((part) => part !== ''));
}

const label = (plan: ApiCallPlan): string => `${plan.method.value} ${plan.url.value}`;

export function lowerApiCall(plan: ApiCallPlan, target: Target): Change {
  const inputs = inputsOf(plan, target);
  const base = { notes: [], fileStem: plan.name.value };
  if (target.language === 'go') return { ...base, ...lowerGo(plan, inputs) };
  if (target.language === 'python') return { ...base, ...lowerPython(plan, inputs) };
  return { ...base, ...lowerScript(plan, inputs, target) };
}

type Part = Pick<Change, 'imports' | 'declarations' | 'names'>;
const parameters = (inputs: Inputs): Parameter[] =>
  [...inputs.path, ...inputs.body.filter((input) => !input.optional), ...inputs.body.filter((input) => input.optional)].map((input) => ({
    name: input.variable,
    type: input.optional ? { kind: 'optional', inner: input.type } : input.type,
  }));

function lowerScript(plan: ApiCallPlan, inputs: Inputs, target: Target): Part {
  const own = valueName(plan.name.value, target.language);
  const options: [string, Expression][] = [];
  if (plan.method.value !== 'GET') options.push(['method', text(plan.method.value)]);
  const headers: [string, Expression][] = [['accept', text('application/json')]];
  if (inputs.body.length > 0) headers.push(['content-type', text('application/json')]);
  options.push(['headers', dictionary(headers)]);
  if (inputs.body.length > 0) options.push(['body', call('JSON.stringify', dictionary(inputs.body.map((input): [string, Expression] => [input.key, name(input.variable)])))]);
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
      when({ kind: 'unary', operator: 'not', operand: name('response.ok') }, [raise(template(`${label(plan)} answered with status `, name('response.status')))]),
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
  // The quoting happens before the f-string: expressions in it could not hold quotes before Python 3.12.
  const escapes: Statement[] = inputs.path.map((input) => bind(input.variable, callNamed('quote', [call('str', name(input.variable))], { safe: text('') })));
  const url = address(plan, inputs, (input) => name(input.variable));
  const keywords: Record<string, Expression> = {};
  const headers: [string, Expression][] = [['Accept', text('application/json')]];
  if (inputs.body.length > 0) {
    keywords['data'] = call(member(call('json.dumps', dictionary(inputs.body.map((input): [string, Expression] => [input.key, name(input.variable)]))), 'encode'));
    headers.push(['Content-Type', text('application/json')]);
  }
  keywords['headers'] = dictionary(headers);
  keywords['method'] = text(plan.method.value);
  const typing = [...new Set([...(inputs.body.some((input) => input.optional) ? ['Optional'] : [])])];
  const node: FunctionNode = {
    kind: 'function',
    name: own,
    parameters: parameters(inputs).map((parameter) => (parameter.type?.kind === 'optional' ? { ...parameter, default: nothing } : parameter)),
    result: unknownType,
    doc: `Calls ${label(plan)}. Raises RuntimeError when the connection fails or takes longer than ${plan.timeout.value} s, the status is no success, or the answer is no JSON.`,
    body: [
      ...escapes,
      bind('request', callNamed('Request', [url], keywords)),
      {
        kind: 'try',
        body: [{ kind: 'with', resource: callNamed('urlopen', [name('request')], { timeout: number(plan.timeout.value) }), name: 'response', body: [bind('content', call('response.read'))] }],
        catches: [
          { types: ['HTTPError'], name: 'error', body: [raise(template(`${label(plan)} answered with status `, name('error.code')), 'RuntimeError', name('error'))] },
          { types: ['URLError', 'OSError'], name: 'error', body: [raise(template(`${label(plan)} failed: `, name('error')), 'RuntimeError', name('error'))] },
        ],
      },
      when({ kind: 'unary', operator: 'not', operand: name('content') }, [give(nothing)]),
      {
        kind: 'try',
        body: [give(call('json.loads', name('content')))],
        catches: [{ types: ['ValueError'], name: 'error', body: [raise(text(`${label(plan)} did not answer with JSON`), 'RuntimeError', name('error'))] }],
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

function lowerGo(plan: ApiCallPlan, inputs: Inputs): Part {
  const own = /^[A-Z]/.test(plan.name.value) ? fieldName(plan.name.value, 'go') : valueName(plan.name.value, 'go');
  const failed = (format: string, ...values: Expression[]): Statement => give(nothing, call('fmt.Errorf', text(format), ...values));
  const safe = label(plan).replace(/%/g, '%%');
  const check = (statement: Statement, format: string): Statement[] => [statement, when(binary(name('err'), '!=', nothing), [failed(format, name('err'))])];
  const url = address(plan, inputs, (input, inQuery) => call(inQuery ? 'url.QueryEscape' : 'url.PathEscape', name(input.variable)));
  const declarations: Declaration[] = [];
  const names = [own];
  const signature = parameters(inputs).map((parameter) => ({ ...parameter }));
  const build: Statement[] = [];
  let content: Expression = name('http.NoBody');
  if (inputs.body.length > 0) {
    const entries = inputs.body.map((input): [string, Expression] => [input.key, name(input.variable)]);
    build.push(...check(bind(['payload', 'err'], call('json.Marshal', dictionary(entries))), `${safe}: %w`));
    content = call('bytes.NewReader', name('payload'));
  }
  const milliseconds = Math.max(1, Math.round(plan.timeout.value * 1000));
  const timeout = milliseconds % 1000 === 0 ? binary(number(milliseconds / 1000), '*', name('time.Second')) : binary(number(milliseconds), '*', name('time.Millisecond'));
  const node: FunctionNode = {
    kind: 'function',
    name: own,
    parameters: signature,
    result: { kind: 'fallible', inner: unknownType },
    doc: `${own} calls ${label(plan)}. It gives an error when the connection fails or takes longer than ${plan.timeout.value} s, the status is no success, or the answer is no JSON.`,
    body: [
      ...build,
      ...check(bind(['request', 'err'], call('http.NewRequest', name(`http.Method${plan.method.value.charAt(0)}${plan.method.value.slice(1).toLowerCase()}`), url, content)), `${safe}: %w`),
      { kind: 'expression', value: call('request.Header.Set', text('Accept'), text('application/json')) },
      ...(inputs.body.length > 0 ? [{ kind: 'expression' as const, value: call('request.Header.Set', text('Content-Type'), text('application/json')) }] : []),
      bind('client', { kind: 'record', type: named('http.Client'), fields: [{ name: 'Timeout', value: timeout }] }),
      ...check(bind(['response', 'err'], call('client.Do', name('request'))), `${safe} failed: %w`),
      { kind: 'defer', call: call('response.Body.Close') },
      when(binary(binary(name('response.StatusCode'), '<', number(200)), 'or', binary(name('response.StatusCode'), '>', number(299))), [failed(`${safe} answered with status %d`, name('response.StatusCode'))]),
      when(binary(name('response.StatusCode'), '==', name('http.StatusNoContent')), [give(nothing, nothing)]),
      { kind: 'declare', name: 'result', type: unknownType },
      {
        kind: 'if',
        before: bind('err', call(member(call('json.NewDecoder', name('response.Body')), 'Decode'), { kind: 'unary', operator: 'address', operand: name('result') })),
        condition: binary(name('err'), '!=', nothing),
        then: [failed(`${safe} did not answer with JSON: %w`, name('err'))],
      },
      give(name('result'), nothing),
    ],
  };
  declarations.push(node);
  const modules = ['encoding/json', 'fmt', 'net/http', 'time', ...(inputs.path.length > 0 ? ['net/url'] : []), ...(inputs.body.length > 0 ? ['bytes'] : [])].sort();
  return { imports: modules.map((module) => ({ module, names: [] })), declarations, names };
}
