import { errorText } from '#domain/http-contract';
import {
  binary,
  bind,
  call,
  callNamed,
  dictionary,
  fromJson,
  give,
  list,
  name,
  not,
  nothing,
  number,
  run,
  text,
  when,
} from '#domain/ir/build';
import { isReserved, typeName, valueName } from '#domain/ir/names';
import type { Declaration, Expression, FunctionNode, ImportNode, Statement } from '#domain/ir/nodes';
import { optional } from '#domain/ir/types';
import { toIrType } from '../../reading/type-words.ts';
import type { Change, Target } from '../instruction.ts';
import { standard } from './lower-python-standard.ts';
import { fault, handlerWords, type Input, type Inputs, inputsOf, segmentsOf } from './names.ts';
import { bodyReads, payload, silent } from './python-parts.ts';
import type { HttpHandlerPlan } from './schema.ts';

const frameNames = [
  'app',
  'request',
  'jsonify',
  'json',
  'body',
  'url',
  'parts',
  'query',
  'self',
  'Flask',
  'FastAPI',
  'urlsplit',
  'parse_qs',
  'unquote',
  'length',
  'content',
  'each',
  'parse_integer',
  'parse_number',
  'str',
  'type',
  'any',
  'abs',
  'len',
  'max',
  'min',
  'isfinite',
  'list',
  'dict',
  'bool',
  'float',
  'int',
  'isinstance',
];

export function lowerPython(plan: HttpHandlerPlan, target: Target): Change {
  const { view } = target;
  const framework =
    [view?.server?.framework, plan.framework.value, target.framework].find(
      (each) => each === 'flask' || each === 'fastapi' || each === 'http.server',
    ) ?? 'http.server';
  const inputs = framework === 'fastapi' ? wireNames(inputsOf(plan, 'python', frameNames)) : inputsOf(plan, 'python', frameNames);
  const made =
    framework === 'flask'
      ? flask(plan, target, inputs)
      : framework === 'fastapi'
        ? fastapi(plan, target, inputs)
        : standard(plan, inputs, view);
  return {
    notes: [],
    names: [],
    fileStem: framework === 'flask' || framework === 'fastapi' ? 'app' : 'server',
    imports: [],
    declarations: [],
    ...made,
  };
}

/** FastAPI reads the names of variables as the names on the wire: what the user wrote stays where Python can write it. */
function wireNames(inputs: Inputs): Inputs {
  const rename = (input: Input): Input =>
    /^[A-Za-z]\w*$/.test(input.key) && !isReserved(input.key, 'python') && !frameNames.includes(input.key)
      ? { ...input, variable: input.key }
      : input;
  const [path, query, body] = [inputs.path.map(rename), inputs.query.map(rename), inputs.body.map(rename)];
  return { path, query, body, all: [...path, ...query, ...body] };
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
        ? bind(
            input.variable,
            binary(call('request.args.get', text(input.key), text(input.default === true ? 'true' : 'false')), '==', text('true')),
          )
        : bind(input.variable, callNamed('request.args.get', [text(input.key)], keywords));
    const required = !input.optional && input.default === null && input.type !== 'boolean';
    return required ? [read, when(binary(name(input.variable), '==', nothing), fail(fault(input, 'query')))] : [read];
  });
  const body: Statement[] =
    inputs.body.length > 0
      ? [
          bind('body', callNamed('request.get_json', [], { silent: fromJson(true) })),
          when(not(call('isinstance', name('body'), name('dict'))), fail(errorText.bodyNotObject)),
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
  const node: FunctionNode = {
    kind: 'function',
    name: handler,
    decorators: [decorator],
    parameters: inputs.path.map((input) => ({ name: input.variable })),
    body: [...query, ...body, answer],
  };
  const names = [
    ...(target.view ? [] : ['Flask']),
    ...(isList(plan) ? ['jsonify'] : []),
    ...(query.length + body.length > 0 ? ['request'] : []),
  ];
  const imports: ImportNode[] = names.length > 0 ? [{ module: 'flask', names }] : [];
  if (server) return placed(server, node, imports, handler);
  return {
    imports: [{ module: 'flask', names: ['Flask', ...names.filter((each) => each !== 'Flask')] }],
    declarations: [{ kind: 'statements', body: [bind('app', call('Flask', name('__name__')))] }, node],
    entry: [run(callNamed('app.run', [], { port: number(5000) }))],
    names: ['app', handler],
  };
}

const isList = (plan: HttpHandlerPlan): boolean =>
  plan.response.value.form === 'json' &&
  (typeof plan.response.value.value !== 'object' || Array.isArray(plan.response.value.value) || plan.response.value.value === null);

/** Flask turns dicts into JSON by itself; other JSON values need `jsonify`. */
const listSafe = (plan: HttpHandlerPlan, value: Expression): Expression => (isList(plan) ? call('jsonify', value) : value);

/** A handler at the top level is a declaration of the file; in a factory function it stands among its statements. */
function placed(
  server: { at: number; depth: number },
  node: FunctionNode,
  imports: ImportNode[],
  handler: string,
  before: Declaration[] = [],
): Partial<Change> {
  if (server.depth === 0) return { imports, declarations: [...before, node], declarationsAt: server.at, names: [handler] };
  return {
    imports,
    declarations: before,
    names: [],
    inside: { at: server.at, depth: server.depth, body: [{ kind: 'define', function: node }], blank: 'before' },
  };
}

function fastapi(plan: HttpHandlerPlan, target: Target, inputs: Inputs): Partial<Change> {
  const server = target.view?.server;
  const app = server?.variable ?? 'app';
  const handler = valueName(handlerWords(plan), 'python');
  const route = `/${segmentsOf(plan.route.value)
    .map((part) =>
      'literal' in part ? part.literal : `{${inputs.path.find((each) => each.key === part.parameter)?.variable ?? part.parameter}}`,
    )
    .join('/')}`;
  const keywords: Record<string, Expression> = {};
  if (plan.status.value !== 200) keywords['status_code'] = number(plan.status.value);
  const isText = plan.response.value.form === 'text' && !silent(plan);
  if (isText) keywords['response_class'] = name('PlainTextResponse');
  const model = typeName(`${handlerWords(plan)} body`, 'python');
  const declaration: Declaration[] =
    inputs.body.length > 0
      ? [
          {
            kind: 'record',
            form: 'model',
            name: model,
            fields: inputs.body.map((input) => ({
              name: input.variable,
              key: input.key,
              type: toIrType(input.type === 'datetime' ? 'string' : input.type),
              optional: input.optional || input.default !== null,
            })),
          },
        ]
      : [];
  const queries = [...inputs.query].sort(
    (left, right) => Number(left.optional || left.default !== null) - Number(right.optional || right.default !== null),
  );
  const parameters = [
    ...inputs.path.map((input) => ({ name: input.variable, type: toIrType(input.type) })),
    ...(inputs.body.length > 0 ? [{ name: 'body', type: { kind: 'named' as const, name: model } }] : []),
    ...queries.map((input) => ({
      name: input.variable,
      type: input.optional && input.default === null ? optional(toIrType(input.type)) : toIrType(input.type),
      default: input.default !== null ? fromJson(input.default) : input.optional ? nothing : undefined,
    })),
  ];
  const unpacked =
    plan.response.value.form === 'inputs' ? inputs.body.map((input) => bind(input.variable, name(`body.${input.variable}`))) : [];
  const answer = silent(plan) ? give(nothing) : give(payload(plan, inputs));
  const node: FunctionNode = {
    kind: 'function',
    name: handler,
    decorators: [callNamed(`${app}.${plan.method.value.toLowerCase()}`, [text(route)], keywords)],
    parameters,
    body: [...unpacked, answer],
  };
  const needsOptional = [...inputs.query, ...inputs.body].some(
    (input) => input.optional || (input.default !== null && inputs.body.includes(input)),
  );
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
  return {
    imports,
    declarations: [{ kind: 'statements', body: [bind('app', call('FastAPI'))] }, ...declaration, node],
    names: ['app', handler],
  };
}
