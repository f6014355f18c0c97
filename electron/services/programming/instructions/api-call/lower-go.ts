import { binary, bind, call, dictionary, give, member, name, nothing, number, text, when } from '#domain/ir/build';
import { fieldName, valueName } from '#domain/ir/names';
import type { Declaration, Expression, FunctionNode, Statement } from '#domain/ir/nodes';
import { named, unknownType } from '#domain/ir/types';
import { besidePackages } from '../../templates/own-name.ts';
import { address, type Inputs, label, type Part, parameters } from './inputs.ts';
import type { ApiCallPlan } from './schema.ts';

export function lowerGo(plan: ApiCallPlan, inputs: Inputs): Part {
  const given = /^[A-Z]/.test(plan.name.value) ? fieldName(plan.name.value, 'go') : valueName(plan.name.value, 'go');
  const own = besidePackages(given, 'go');
  const failed = (format: string, ...values: Expression[]): Statement => give(nothing, call('fmt.Errorf', text(format), ...values));
  const safe = label(plan).replace(/%/g, '%%');
  const check = (statement: Statement, format: string): Statement[] => [
    statement,
    when(binary(name('err'), '!=', nothing), [failed(format, name('err'))]),
  ];
  const url = address(plan, inputs, (input, inQuery) =>
    call(
      inQuery ? 'url.QueryEscape' : 'url.PathEscape',
      input.type.kind === 'string' ? name(input.variable) : call('fmt.Sprint', name(input.variable)),
    ),
  );
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
  const timeout =
    milliseconds % 1000 === 0
      ? binary(number(milliseconds / 1000), '*', name('time.Second'))
      : binary(number(milliseconds), '*', name('time.Millisecond'));
  const node: FunctionNode = {
    kind: 'function',
    name: own,
    parameters: signature,
    result: { kind: 'fallible', inner: unknownType },
    doc: `${own} calls ${label(plan)}. It gives an error when the connection fails or takes longer than ${plan.timeout.value} s, the status is no success, or the answer is no JSON.`,
    body: [
      ...build,
      ...check(
        bind(
          ['request', 'err'],
          call(
            'http.NewRequest',
            name(`http.Method${plan.method.value.charAt(0)}${plan.method.value.slice(1).toLowerCase()}`),
            url,
            content,
          ),
        ),
        `${safe}: %w`,
      ),
      { kind: 'expression', value: call('request.Header.Set', text('Accept'), text('application/json')) },
      ...(inputs.body.length > 0
        ? [{ kind: 'expression' as const, value: call('request.Header.Set', text('Content-Type'), text('application/json')) }]
        : []),
      bind('client', { kind: 'record', type: named('http.Client'), fields: [{ name: 'Timeout', value: timeout }] }),
      ...check(bind(['response', 'err'], call('client.Do', name('request'))), `${safe} failed: %w`),
      { kind: 'defer', call: call('response.Body.Close') },
      when(binary(binary(name('response.StatusCode'), '<', number(200)), 'or', binary(name('response.StatusCode'), '>', number(299))), [
        failed(`${safe} answered with status %d`, name('response.StatusCode')),
      ]),
      when(binary(name('response.StatusCode'), '==', name('http.StatusNoContent')), [give(nothing, nothing)]),
      { kind: 'declare', name: 'result', type: unknownType },
      {
        kind: 'if',
        before: bind(
          'err',
          call(member(call('json.NewDecoder', name('response.Body')), 'Decode'), {
            kind: 'unary',
            operator: 'address',
            operand: name('result'),
          }),
        ),
        condition: binary(name('err'), '!=', nothing),
        then: [failed(`${safe} did not answer with JSON: %w`, name('err'))],
      },
      give(name('result'), nothing),
    ],
  };
  declarations.push(node);
  const modules = [
    'encoding/json',
    'fmt',
    'net/http',
    'time',
    ...(inputs.path.length > 0 ? ['net/url'] : []),
    ...(inputs.body.length > 0 ? ['bytes'] : []),
  ].sort();
  return { imports: modules.map((module) => ({ module, names: [] })), declarations, names };
}
