import { binary, bind, call, callNamed, dictionary, fromJson, give, index, list, member, name, not, nothing, number, run, text, when } from '#domain/ir/build';
import { isReserved, typeName, valueName } from '#domain/ir/names';
import type { Declaration, Expression, FunctionNode, ImportNode, Statement } from '#domain/ir/nodes';
import { optional } from '#domain/ir/types';
import { toIrType } from '../../reading/type-words.ts';
import type { Change, Target } from '../instruction.ts';
import { handlerWords, type Input, type Inputs, inputsOf, segmentsOf, typePhrase } from './names.ts';
import type { HttpHandlerPlan } from './schema.ts';

const frameNames = ['app', 'request', 'jsonify', 'json', 'body', 'url', 'parts', 'query', 'self', 'Flask', 'FastAPI', 'urlsplit', 'parse_qs', 'unquote', 'length', 'str', 'int', 'isinstance'];

export function lowerPython(plan: HttpHandlerPlan, target: Target): Change {
  const { view } = target;
  const framework = [view?.server?.framework, plan.framework.value, target.framework].find((each) => each === 'flask' || each === 'fastapi' || each === 'http.server') ?? 'http.server';
  const inputs = framework === 'fastapi' ? wireNames(inputsOf(plan, 'python', frameNames)) : inputsOf(plan, 'python', frameNames);
  const made = framework === 'flask' ? flask(plan, target, inputs) : framework === 'fastapi' ? fastapi(plan, target, inputs) : standard(plan, inputs);
  return { notes: [], names: [], fileStem: framework === 'flask' || framework === 'fastapi' ? 'app' : 'server', imports: [], declarations: [], ...made };
}

/** FastAPI reads the names of variables as the names on the wire: what the user wrote stays where Python can write it. */
function wireNames(inputs: Inputs): Inputs {
  const rename = (input: Input): Input => (/^[A-Za-z]\w*$/.test(input.key) && !isReserved(input.key, 'python') && !frameNames.includes(input.key) ? { ...input, variable: input.key } : input);
  const [path, query, body] = [inputs.path.map(rename), inputs.query.map(rename), inputs.body.map(rename)];
  return { path, query, body, all: [...path, ...query, ...body] };
}

const silent = (plan: HttpHandlerPlan): boolean => plan.status.value === 204 || plan.status.value === 304 || plan.response.value.form === 'none';

function payload(plan: HttpHandlerPlan, inputs: Inputs): Expression {
  const response = plan.response.value;
  if (response.form === 'text') return text(response.value);
  if (response.form === 'json') return fromJson(response.value);
  return dictionary(inputs.all.map((input): [string, Expression] => [input.key, name(input.variable)]));
}

const pythonTypes: Record<string, Expression> = { integer: name('int'), boolean: name('bool'), map: name('dict'), string: name('str'), datetime: name('str') };

/** Reads the fields of a JSON object and checks their types; `fail` answers with a message. */
function bodyReads(inputs: Input[], fail: (message: string) => Statement[]): Statement[] {
  return inputs.flatMap((input): Statement[] => {
    const it = name(input.variable);
    const read = bind(input.variable, call('body.get', text(input.key), ...(input.default === null ? [] : [fromJson(input.default)])));
    if (input.type === 'unknown') return input.optional ? [read] : [read, when(binary(it, '==', nothing), fail(`${input.key} is required`))];
    const expected: Expression = input.type === 'number' ? { kind: 'name', name: '(int, float)' } : (pythonTypes[input.type] ?? name('list'));
    const wrong = not(call('isinstance', it, expected));
    return [read, when(input.optional ? binary(binary(it, '!=', nothing), 'and', wrong) : wrong, fail(`${input.key} must be ${typePhrase(input.type)}`))];
  });
}

function flask(plan: HttpHandlerPlan, target: Target, inputs: Inputs): Partial<Change> {
  const server = target.view?.server;
  const app = server?.variable ?? 'app';
  const fail = (message: string): Statement[] => [give(dictionary({ error: text(message) }), number(400))];
  const converters: Record<string, string> = { integer: 'int:', number: 'float:' };
  const route = `/${segmentsOf(plan.route.value)
    .map((part) => {
      if ('literal' in part) return part.literal;
      const input = inputs.path.find((each) => each.key === part.parameter);
      return `<${converters[input?.type ?? ''] ?? ''}${input?.variable ?? part.parameter}>`;
    })
    .join('/')}`;
  const query = inputs.query.flatMap((input): Statement[] => {
    const keywords: Record<string, Expression> = {};
    if (input.default !== null) keywords['default'] = fromJson(input.default);
    if (input.type === 'integer') keywords['type'] = name('int');
    if (input.type === 'number') keywords['type'] = name('float');
    const read =
      input.type === 'boolean'
        ? bind(input.variable, binary(call('request.args.get', text(input.key), text(input.default === true ? 'true' : 'false')), '==', text('true')))
        : bind(input.variable, callNamed('request.args.get', [text(input.key)], keywords));
    const required = !input.optional && input.default === null && input.type !== 'boolean';
    return required ? [read, when(binary(name(input.variable), '==', nothing), fail(input.type === 'string' ? `${input.key} is required` : `${input.key} must be ${typePhrase(input.type)}`))] : [read];
  });
  const body: Statement[] =
    inputs.body.length > 0
      ? [
          bind('body', callNamed('request.get_json', [], { silent: fromJson(true) })),
          when(not(call('isinstance', name('body'), name('dict'))), fail('the body must be a JSON object')),
          ...bodyReads(inputs.body, fail),
        ]
      : [];
  const value = silent(plan) ? text('') : listSafe(plan, payload(plan, inputs));
  const answer = plan.status.value === 200 ? give(value) : give(value, number(plan.status.value));
  const method = plan.method.value;
  const decorator =
    server?.usesRoute || method === 'HEAD' || method === 'OPTIONS'
      ? callNamed(`${app}.route`, [text(route)], method === 'GET' ? {} : { methods: list([text(method)]) })
      : call(`${app}.${method.toLowerCase()}`, text(route));
  const handler = valueName(handlerWords(plan), 'python');
  const node: FunctionNode = { kind: 'function', name: handler, decorators: [decorator], parameters: inputs.path.map((input) => ({ name: input.variable })), body: [...query, ...body, answer] };
  const names = [...(target.view ? [] : ['Flask']), ...(isList(plan) ? ['jsonify'] : []), ...(query.length + body.length > 0 ? ['request'] : [])];
  const imports: ImportNode[] = names.length > 0 ? [{ module: 'flask', names }] : [];
  if (server) return placed(server, node, imports, handler);
  return {
    imports: [{ module: 'flask', names: ['Flask', ...names.filter((each) => each !== 'Flask')] }],
    declarations: [{ kind: 'statements', body: [bind('app', call('Flask', name('__name__')))] }, node],
    entry: [run(callNamed('app.run', [], { port: number(5000) }))],
    names: ['app', handler],
  };
}

const isList = (plan: HttpHandlerPlan): boolean => plan.response.value.form === 'json' && (typeof plan.response.value.value !== 'object' || Array.isArray(plan.response.value.value) || plan.response.value.value === null);
/** Flask turns dicts into JSON by itself; other JSON values need `jsonify`. */
const listSafe = (plan: HttpHandlerPlan, value: Expression): Expression => (isList(plan) ? call('jsonify', value) : value);

/** A handler at the top level is a declaration of the file; in a factory function it stands among its statements. */
function placed(server: { at: number; depth: number }, node: FunctionNode, imports: ImportNode[], handler: string, before: Declaration[] = []): Partial<Change> {
  if (server.depth === 0) return { imports, declarations: [...before, node], declarationsAt: server.at, names: [handler] };
  return { imports, declarations: before, names: [], inside: { at: server.at, depth: server.depth, body: [{ kind: 'define', function: node }], blank: 'before' } };
}

function fastapi(plan: HttpHandlerPlan, target: Target, inputs: Inputs): Partial<Change> {
  const server = target.view?.server;
  const app = server?.variable ?? 'app';
  const handler = valueName(handlerWords(plan), 'python');
  const route = `/${segmentsOf(plan.route.value)
    .map((part) => ('literal' in part ? part.literal : `{${inputs.path.find((each) => each.key === part.parameter)?.variable ?? part.parameter}}`))
    .join('/')}`;
  const keywords: Record<string, Expression> = {};
  if (plan.status.value !== 200) keywords['status_code'] = number(plan.status.value);
  const isText = plan.response.value.form === 'text' && !silent(plan);
  if (isText) keywords['response_class'] = name('PlainTextResponse');
  const model = typeName(`${handlerWords(plan)} body`, 'python');
  const declaration: Declaration[] =
    inputs.body.length > 0
      ? [{ kind: 'record', form: 'model', name: model, fields: inputs.body.map((input) => ({ name: input.variable, key: input.key, type: toIrType(input.type === 'datetime' ? 'string' : input.type), optional: input.optional || input.default !== null })) }]
      : [];
  const queries = [...inputs.query].sort((left, right) => Number(left.optional || left.default !== null) - Number(right.optional || right.default !== null));
  const parameters = [
    ...inputs.path.map((input) => ({ name: input.variable, type: toIrType(input.type) })),
    ...(inputs.body.length > 0 ? [{ name: 'body', type: { kind: 'named' as const, name: model } }] : []),
    ...queries.map((input) => ({
      name: input.variable,
      type: input.optional && input.default === null ? optional(toIrType(input.type)) : toIrType(input.type),
      default: input.default !== null ? fromJson(input.default) : input.optional ? nothing : undefined,
    })),
  ];
  const unpacked = plan.response.value.form === 'inputs' ? inputs.body.map((input) => bind(input.variable, name(`body.${input.variable}`))) : [];
  const answer = silent(plan) ? give(nothing) : give(payload(plan, inputs));
  const node: FunctionNode = {
    kind: 'function',
    name: handler,
    decorators: [callNamed(`${app}.${plan.method.value.toLowerCase()}`, [text(route)], keywords)],
    parameters,
    body: [...unpacked, answer],
  };
  const needsOptional = [...inputs.query, ...inputs.body].some((input) => input.optional || (input.default !== null && inputs.body.includes(input)));
  const needsAny = inputs.all.some((input) => /unknown|map/.test(input.type));
  const typing = [...(needsAny ? ['Any'] : []), ...(needsOptional ? ['Optional'] : [])];
  const imports: ImportNode[] = [
    ...(inputs.path.concat(inputs.query).some((input) => input.type === 'datetime') ? [{ module: 'datetime', names: ['datetime'] }] : []),
    ...(typing.length > 0 ? [{ module: 'typing', names: typing }] : []),
    ...(target.view ? [] : [{ module: 'fastapi', names: ['FastAPI'] }]),
    ...(isText ? [{ module: 'fastapi.responses', names: ['PlainTextResponse'] }] : []),
    ...(inputs.body.length > 0 ? [{ module: 'pydantic', names: ['BaseModel'] }] : []),
  ];
  if (server) return placed(server, node, imports, handler, declaration);
  return { imports, declarations: [{ kind: 'statements', body: [bind('app', call('FastAPI'))] }, ...declaration, node], names: ['app', handler] };
}

/** The standard library's server: one class with a method for each HTTP method. */
function standard(plan: HttpHandlerPlan, inputs: Inputs): Partial<Change> {
  const send = (status: Expression, value: Expression): Statement => run(call('self.send_json', status, value));
  const fail = (message: string): Statement[] => [send(number(400), dictionary({ error: text(message) })), give()];
  const parts = segmentsOf(plan.route.value);
  const hasParameters = parts.some((part) => 'parameter' in part);
  const isPath = hasParameters
    ? parts.reduce<Expression>(
        (condition, part, at) => ('literal' in part ? binary(condition, 'and', binary(index(name('parts'), number(at + 1)), '==', text(part.literal))) : condition),
        binary(call('len', name('parts')), '==', number(parts.length + 1)),
      )
    : binary(call('unquote', name('url.path')), '==', text(plan.route.value));
  const convert = (input: Input, raw: Expression): Statement[] => {
    if (input.type !== 'integer' && input.type !== 'number') return [bind(input.variable, raw)];
    return [{ kind: 'try', body: [bind(input.variable, call(input.type === 'integer' ? 'int' : 'float', raw))], catches: [{ types: ['ValueError'], name: null, body: fail(`${input.key} must be ${typePhrase(input.type)}`) }] }];
  };
  const path = parts.flatMap((part, at) => {
    const input = 'parameter' in part ? inputs.path.find((each) => each.key === part.parameter) : undefined;
    return input ? convert(input, call('unquote', index(name('parts'), number(at + 1)))) : [];
  });
  const query = inputs.query.flatMap((input): Statement[] => {
    const first = (fallback: Expression): Expression => index(call('query.get', text(input.key), list([fallback])), number(0));
    if (input.type === 'boolean') return [bind(input.variable, binary(first(text(input.default === true ? 'true' : 'false')), '==', text('true')))];
    if (input.default !== null) return convert(input, first(text(String(input.default))));
    if (!input.optional) return [when(not({ kind: 'binary', operator: 'in', left: text(input.key), right: name('query') }), fail(`${input.key} is required`)), ...convert(input, index(index(name('query'), text(input.key)), number(0)))];
    if (input.type === 'integer' || input.type === 'number') return [when({ kind: 'binary', operator: 'in', left: text(input.key), right: name('query') }, convert(input, index(index(name('query'), text(input.key)), number(0))), [bind(input.variable, nothing)])];
    return [bind(input.variable, first(nothing))];
  });
  const body: Statement[] =
    inputs.body.length > 0
      ? [
          {
            kind: 'try',
            body: [bind('length', call('int', call('self.headers.get', text('Content-Length'), text('0')))), bind('body', call('json.loads', call('self.rfile.read', name('length'))))],
            catches: [{ types: ['ValueError'], name: null, body: fail('the body must be JSON') }],
          },
          when(not(call('isinstance', name('body'), name('dict'))), fail('the body must be a JSON object')),
          ...bodyReads(inputs.body, fail),
        ]
      : [];
  const isText = plan.response.value.form === 'text';
  const answer = silent(plan)
    ? [run(call('self.send_response', number(plan.status.value))), run(call('self.end_headers')), give()]
    : [run(call(isText ? 'self.send_text' : 'self.send_json', number(plan.status.value), payload(plan, inputs))), give()];
  const reply = (method: string, type: string, encode: Expression): FunctionNode => ({
    kind: 'function',
    name: method,
    receiver: { name: 'self' },
    parameters: [{ name: 'status' }, { name: 'value' }],
    body: [
      bind('content', encode),
      run(call('self.send_response', name('status'))),
      run(call('self.send_header', text('Content-Type'), text(type))),
      run(call('self.send_header', text('Content-Length'), call('str', call('len', name('content'))))),
      run(call('self.end_headers')),
      run(call('self.wfile.write', name('content'))),
    ],
  });
  const needsQuery = inputs.query.length > 0;
  return {
    imports: [
      { module: 'json', names: [] },
      { module: 'http.server', names: ['BaseHTTPRequestHandler', 'ThreadingHTTPServer'] },
      { module: 'urllib.parse', names: [...(needsQuery ? ['parse_qs'] : []), ...(hasParameters && path.length === 0 ? [] : ['unquote']), 'urlsplit'] },
    ],
    declarations: [
      {
        kind: 'class',
        name: 'Handler',
        bases: [name('BaseHTTPRequestHandler')],
        methods: [
          {
            kind: 'function',
            name: `do_${plan.method.value}`,
            receiver: { name: 'self' },
            parameters: [],
            body: [
              bind('url', call('urlsplit', name('self.path'))),
              ...(hasParameters ? [bind('parts', call('url.path.split', text('/')))] : []),
              ...(needsQuery ? [bind('query', call('parse_qs', name('url.query')))] : []),
              when(isPath, [...path, ...query, ...body, ...answer]),
              send(number(404), dictionary({ error: text('not found') })),
            ],
          },
          reply('send_json', 'application/json', call(member(call('json.dumps', name('value')), 'encode'))),
          ...(isText ? [reply('send_text', 'text/plain; charset=utf-8', call('value.encode'))] : []),
        ],
      },
    ],
    entry: [run(call(member(call('ThreadingHTTPServer', { kind: 'tupleLiteral', items: [text('127.0.0.1'), number(8000)] }, name('Handler')), 'serve_forever')))],
    names: ['Handler'],
  };
}
