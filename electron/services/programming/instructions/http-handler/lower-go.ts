import { assign, binary, bind, call, dictionary, fromJson, give, index, member, name, number, run, text, when } from '#domain/ir/build';
import { distinct, fieldName, valueName } from '#domain/ir/names';
import type { Declaration, Expression, FunctionNode, ImportNode, Statement } from '#domain/ir/nodes';
import { named, pointerTo } from '#domain/ir/types';
import { toIrType } from '../../reading/type-words.ts';
import { besidePackages } from '../../templates/own-name.ts';
import type { Change, Target } from '../instruction.ts';
import { dispatch, goMethod } from './dispatch-go.ts';
import { handlerWords, type Input, inputsOf, segmentsOf, typePhrase } from './names.ts';
import type { HttpHandlerPlan } from './schema.ts';

const statusNames: Record<number, string> = {
  200: 'StatusOK',
  201: 'StatusCreated',
  202: 'StatusAccepted',
  204: 'StatusNoContent',
  400: 'StatusBadRequest',
  404: 'StatusNotFound',
};
const statusOf = (status: number): Expression => (statusNames[status] ? name(`http.${statusNames[status]}`) : number(status));
const frameNames = [
  'w',
  'r',
  'err',
  'parts',
  'body',
  'query',
  'mux',
  'http',
  'json',
  'log',
  'strconv',
  'strings',
  'fmt',
  'raw',
  'parsed',
  'handler',
];

const fail = (message: string): Statement[] => [run(call('http.Error', name('w'), text(message), name('http.StatusBadRequest'))), give()];

/** Parses text into a number; the message of the library says less than ours. */
function parse(input: Input, raw: Expression, target: string, define: boolean): Statement[] {
  const parser = input.type === 'integer' ? call('strconv.Atoi', raw) : call('strconv.ParseFloat', raw, number(64));
  const names = define ? [target, 'err'] : ['parsed', 'err'];
  const check = when(binary(name('err'), '!=', name('nil')), fail(`${input.key} must be ${typePhrase(input.type)}`));
  return [bind(names, parser), check, ...(define ? [] : [assign(target, name('parsed'))])];
}

const isNumeric = (input: Input): boolean => input.type === 'integer' || input.type === 'number';

function queryReads(inputs: Input[]): Statement[] {
  return inputs.flatMap((input): Statement[] => {
    const raw = call('query.Get', text(input.key));
    const fallback = input.default;
    if (input.type === 'boolean')
      return [bind(input.variable, fallback === true ? binary(raw, '!=', text('false')) : binary(raw, '==', text('true')))];
    if (isNumeric(input)) {
      if (!input.optional && fallback === null) return parse(input, raw, input.variable, true);
      const zero = typeof fallback === 'number' ? fallback : 0;
      const start: Statement =
        input.type === 'number' || !Number.isInteger(zero)
          ? { kind: 'let', names: [input.variable], value: number(zero), type: toIrType(input.type) }
          : bind(input.variable, number(zero));
      return [
        start,
        {
          kind: 'if',
          before: bind('raw', raw),
          condition: binary(name('raw'), '!=', text('')),
          then: parse(input, name('raw'), input.variable, false),
        },
      ];
    }
    const read = bind(input.variable, raw);
    if (fallback !== null)
      return [read, when(binary(name(input.variable), '==', text('')), [assign(input.variable, text(String(fallback)))])];
    return input.optional ? [read] : [read, when(binary(name(input.variable), '==', text('')), fail(`${input.key} is required`))];
  });
}

export function lowerGo(plan: HttpHandlerPlan, target: Target): Change {
  const { view } = target;
  const wanted = valueName(plan.name ? plan.name.value : `handle ${handlerWords(plan)}`, 'go');
  const handler = besidePackages(wanted, 'go');
  const inputs = inputsOf(plan, 'go', [...frameNames, handler]);
  const parts = segmentsOf(plan.route.value);
  const firstParameter = parts.findIndex((part) => 'parameter' in part);
  const prefix =
    firstParameter < 0
      ? plan.route.value
      : `/${parts
          .slice(0, firstParameter)
          .map((part) => ('literal' in part ? `${part.literal}/` : ''))
          .join('')}`;
  // Go 1.22 writes the method into the pattern; a file that does so gets its new route in the same form.
  const modern = view?.routes.some((route) => route.method !== '*') ?? false;
  const pattern = modern
    ? `${plan.method.value} /${parts.map((part) => ('literal' in part ? part.literal : `{${valueName(part.parameter, 'go')}}`)).join('/')}`
    : prefix;
  const taken = modern ? undefined : view?.routes.find((route) => route.path === prefix);
  const packages = new Set<string>(['net/http']);

  const reads: Statement[] = [];
  const shown = plan.response.value.form === 'inputs' && plan.status.value !== 204 && plan.status.value !== 304;
  if (!modern) {
    reads.push(
      when(binary(name('r.Method'), '!=', name(goMethod(plan.method.value))), [
        run(call(member(call('w.Header'), 'Set'), text('Allow'), name(goMethod(plan.method.value)))),
        run(call('http.Error', name('w'), text('method not allowed'), name('http.StatusMethodNotAllowed'))),
        give(),
      ]),
    );
    if (firstParameter >= 0) {
      packages.add('strings');
      const wrong = parts.flatMap((part, at) =>
        'literal' in part
          ? [binary(index(name('parts'), number(at)), '!=', text(part.literal))]
          : [binary(index(name('parts'), number(at)), '==', text(''))],
      );
      reads.push(
        bind('parts', call('strings.Split', call('strings.TrimPrefix', name('r.URL.Path'), text('/')), text('/'))),
        when(
          [binary(call('len', name('parts')), '!=', number(parts.length)), ...wrong].reduce((left, right) => binary(left, 'or', right)),
          [run(call('http.NotFound', name('w'), name('r'))), give()],
        ),
      );
    } else if (prefix.endsWith('/')) {
      reads.push(when(binary(name('r.URL.Path'), '!=', text(prefix)), [run(call('http.NotFound', name('w'), name('r'))), give()]));
    }
  }
  for (const [at, part] of parts.entries()) {
    const input = 'parameter' in part ? inputs.path.find((each) => each.key === part.parameter) : undefined;
    if (!input || !('parameter' in part)) continue;
    const raw = modern ? call('r.PathValue', text(valueName(part.parameter, 'go'))) : index(name('parts'), number(at));
    if (!isNumeric(input) && !shown) continue;
    reads.push(
      ...(isNumeric(input)
        ? parse(input, raw, input.variable, true)
        : [bind(input.variable, input.type === 'boolean' ? binary(raw, '==', text('true')) : raw)]),
    );
  }
  if (inputs.query.length > 0) reads.push(bind('query', call('r.URL.Query')), ...queryReads(inputs.query));
  if (inputs.all.some((input) => isNumeric(input) && !inputs.body.includes(input))) packages.add('strconv');

  const declarations: Declaration[] = [];
  const recordName =
    distinct([...inputs.all.map((input) => input.variable), valueName(`${handlerWords(plan)} request`, 'go')]).at(-1) ?? 'request';
  const fields = distinct(inputs.body.map((input) => fieldName(input.key, 'go')));
  if (inputs.body.length > 0) {
    packages.add('encoding/json');
    if (inputs.body.some((input) => input.type.startsWith('datetime'))) packages.add('time');
    declarations.push({
      kind: 'record',
      form: 'class',
      name: recordName,
      fields: inputs.body.map((input, at) => ({
        name: fields[at] ?? 'Value',
        key: input.key,
        type: toIrType(input.type),
        optional: input.optional || input.default !== null,
      })),
    });
    reads.push(
      { kind: 'declare', name: 'body', type: named(recordName) },
      {
        kind: 'if',
        before: bind(
          'err',
          call(member(call('json.NewDecoder', name('r.Body')), 'Decode'), { kind: 'unary', operator: 'address', operand: name('body') }),
        ),
        condition: binary(name('err'), '!=', name('nil')),
        then: fail('the body must be JSON'),
      },
    );
    for (const [at, input] of inputs.body.entries()) {
      const field = member(name('body'), fields[at] ?? 'Value');
      if (input.type === 'string' && !input.optional && input.default === null)
        reads.push(when(binary(field, '==', text('')), fail(`${input.key} is required`)));
    }
  }
  const answers = answer(
    plan,
    inputs.all.map((input): [string, Expression] => [
      input.key,
      inputs.body.includes(input) ? member(name('body'), fields[inputs.body.indexOf(input)] ?? 'Value') : name(input.variable),
    ]),
    packages,
  );
  // Go refuses variables that nobody reads.
  const ignored = shown ? [] : [...inputs.path.filter(isNumeric), ...inputs.query].map((input) => assign('_', name(input.variable)));
  const node: FunctionNode = {
    kind: 'function',
    name: handler,
    parameters: [
      { name: 'w', type: named('http.ResponseWriter') },
      { name: 'r', type: pointerTo(named('http.Request')) },
    ],
    body: [...reads, ...ignored, ...answers],
  };
  declarations.push(node);
  const imports = (): ImportNode[] => [...packages].sort().map((module) => ({ module, names: [] }));
  const register = (on: string): Statement => run(call(`${on}.HandleFunc`, text(pattern), name(handler)));
  const base = { declarations, notes: [], names: [handler, ...(inputs.body.length > 0 ? [recordName] : [])], fileStem: 'server' };
  if (taken?.handler && !view?.declared.includes('path')) {
    const handed = dispatch(plan, handler, taken.handler, [...packages]);
    if (handed) return { ...base, ...handed };
  }
  if (view?.server) {
    return {
      ...base,
      imports: imports(),
      inside: { at: view.server.at, depth: view.server.depth, body: [register(view.server.variable)], blank: 'none' },
      ...(taken
        ? {
            exists: {
              en: `\`${prefix}\` is already registered in \`${view.path}\`, and Go's ServeMux takes one handler for a pattern.`,
              zh: `\`${view.path}\` 中已经注册了 \`${prefix}\`，而 Go 的 ServeMux 一个路径只能有一个处理函数。`,
            },
          }
        : {}),
    };
  }
  packages.add('log');
  return {
    ...base,
    imports: imports(),
    entry: [
      bind('mux', call('http.NewServeMux')),
      register('mux'),
      run(call('log.Fatal', call('http.ListenAndServe', text(':8080'), name('mux')))),
    ],
  };
}

function answer(plan: HttpHandlerPlan, inputs: [string, Expression][], packages: Set<string>): Statement[] {
  const response = plan.response.value;
  const status = plan.status.value;
  if (response.form === 'none' || status === 204 || status === 304) return [run(call('w.WriteHeader', statusOf(status)))];
  const header = (type: string): Statement => run(call(member(call('w.Header'), 'Set'), text('Content-Type'), text(type)));
  const coded = status === 200 ? [] : [run(call('w.WriteHeader', statusOf(status)))];
  const logged: Statement[] = [run(call('log.Print', name('err')))];
  packages.add('log');
  if (response.form === 'text') {
    const write = call('w.Write', call({ kind: 'name', name: '[]byte' }, text(response.value)));
    return [
      header('text/plain; charset=utf-8'),
      ...coded,
      { kind: 'if', before: bind(['_', 'err'], write), condition: binary(name('err'), '!=', name('nil')), then: logged },
    ];
  }
  packages.add('encoding/json');
  const value = response.form === 'json' ? fromJson(response.value) : dictionary(inputs);
  const encode = call(member(call('json.NewEncoder', name('w')), 'Encode'), value);
  return [
    header('application/json'),
    ...coded,
    { kind: 'if', before: bind('err', encode), condition: binary(name('err'), '!=', name('nil')), then: logged },
  ];
}
