import { all, assign, binary, bind, call, dictionary, fromJson, give, lambda, member, name, not, nothing, number, property, run, text, variable, when } from '#domain/ir/build';
import { valueName } from '#domain/ir/names';
import type { Expression, FunctionNode, ImportNode, Statement } from '#domain/ir/nodes';
import { named, unknownType, voidType } from '#domain/ir/types';
import type { Change, Target } from '../instruction.ts';
import { handlerWords, type Input, type Inputs, inputsOf, segmentsOf, typePhrase } from './names.ts';
import type { HttpHandlerPlan } from './schema.ts';

type Script = 'express' | 'fastify' | 'node:http';
const isScript = (framework: string | null | undefined): framework is Script => framework === 'express' || framework === 'fastify' || framework === 'node:http';

/** How a framework is spoken to: where inputs come from and how an answer is given. */
interface Frame {
  path(input: Input): Expression;
  query(input: Input): Expression;
  body: Expression;
  fail(status: number, message: string): Statement[];
  answer(status: number, value: Expression | null, form: 'json' | 'text'): Statement[];
}

const success = (status: number): boolean => status === 200;

function expressFrame(request: string, response: string): Frame {
  const res = name(response);
  const withStatus = (status: number): Expression => (success(status) ? res : call(member(res, 'status'), number(status)));
  return {
    path: (input) => property(name(`${request}.params`), input.key),
    query: (input) => property(name(`${request}.query`), input.key),
    body: name(`${request}.body`),
    fail: (status, message) => [run(call(member(call(`${response}.status`, number(status)), 'json'), dictionary({ error: text(message) }))), give()],
    answer: (status, value, form) => [run(value ? call(member(withStatus(status), form === 'json' ? 'json' : 'send'), value) : call(member(call(`${response}.status`, number(status)), 'end')))],
  };
}

function fastifyFrame(request: string, reply: string): Frame {
  const coded = (status: number): Expression => call(`${reply}.code`, number(status));
  const record = (part: string): Expression => ({ kind: 'cast', operand: name(`${request}.${part}`), type: { kind: 'map', value: part === 'body' ? unknownType : named('string') } });
  return {
    path: (input) => property(record('params'), input.key),
    query: (input) => property(record('query'), input.key),
    body: record('body'),
    fail: (status, message) => [give(call(member(coded(status), 'send'), dictionary({ error: text(message) })))],
    answer: (status, value) => [give(value === null ? call(member(coded(status), 'send')) : success(status) ? value : call(member(coded(status), 'send'), value))],
  };
}

function plainFrame(response: string, captures: string[]): Frame {
  const reply = (status: number, value: Expression | null, form: 'json' | 'text'): Statement[] =>
    value === null
      ? [run(call(member(call(`${response}.writeHead`, number(status)), 'end')))]
      : [
          run(call(`${response}.writeHead`, number(status), dictionary([['content-type', text(form === 'json' ? 'application/json' : 'text/plain; charset=utf-8')]]))),
          run(call(`${response}.end`, form === 'json' ? call('JSON.stringify', value) : value)),
        ];
  return {
    path: (input) => call('decodeURIComponent', binary({ kind: 'index', object: name('match'), index: number(captures.indexOf(input.key) + 1) }, 'coalesce', text(''))),
    query: (input) => call('url.searchParams.get', text(input.key)),
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
    if (fallback !== null) return [bind(input.variable, call('Number', binary(source, 'coalesce', fromJson(fallback)))), when(test, complain)];
    if (required) return [bind(input.variable, call('Number', binary(source, 'coalesce', name('NaN')))), when(test, complain)];
    const absentNull: Expression = binary(source, 'coalesce', nothing);
    return [
      bind(input.variable, { kind: 'conditional', condition: binary(absentNull, '==', nothing), yes: name('undefined'), no: call('Number', source) }),
      when(all(binary(it, '!=', name('undefined')), test), complain),
    ];
  }
  if (input.type === 'boolean') return [bind(input.variable, binary(fallback === true ? binary(source, 'coalesce', text('true')) : source, '==', text('true')))];
  if (fallback !== null) return [bind(input.variable, call('String', binary(source, 'coalesce', text(String(fallback)))))];
  if (!required) return [bind(input.variable, source)];
  return [bind(input.variable, call('String', binary(source, 'coalesce', text('')))), when(binary(it, '==', text('')), frame.fail(400, `${input.key} is required`))];
}

function wrongType(input: Input): Expression | null {
  const it = name(input.variable);
  const isType = (type: string): Expression => binary(name(`typeof ${input.variable}`), '!=', text(type));
  const wrong =
    input.type === 'unknown'
      ? input.optional ? null : binary(it, '==', name('undefined'))
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

function handlerBody(plan: HttpHandlerPlan, inputs: Inputs, frame: Frame): Statement[] {
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

const routeText = (plan: HttpHandlerPlan): string =>
  `/${segmentsOf(plan.route.value)
    .map((part) => ('literal' in part ? encodeURI(part.literal) : `:${part.parameter}`))
    .join('/')}`;

/** Names that the code around a handler uses. */
const frameNames = ['app', 'req', 'res', 'request', 'reply', 'response', 'payload', 'body', 'url', 'match', 'raw', 'chunk', 'server', 'express', 'fastify'];

export function lowerScript(plan: HttpHandlerPlan, target: Target): Change {
  const { view } = target;
  const framework = [view?.server?.framework, plan.framework.value, target.framework].find(isScript) ?? 'node:http';
  const inputs = inputsOf(plan, target.language, frameNames);
  const base = { notes: [], names: [], fileStem: 'server', declarations: [], imports: [] };
  if (framework === 'node:http') return { ...base, ...lowerPlain(plan, target, inputs) };

  const variableName = view?.server?.variable ?? 'app';
  const [request, response] = framework === 'express' ? ['req', 'res'] : ['request', 'reply'];
  const frame = framework === 'express' ? expressFrame(request, response) : fastifyFrame(request, response);
  const body = handlerBody(plan, inputs, frame);
  const unused = inputs.all.length === 0 && target.language === 'typescript';
  const parameters = [{ name: unused ? `_${request}` : request }, { name: response }];
  const silentReply = framework === 'fastify' && inputs.all.length === 0 && !JSON.stringify(body).includes('"reply"');
  const handler = lambda(silentReply ? [] : parameters, body, { async: framework === 'fastify' });
  const parsesJson = /\bexpress\.json\(|\bbodyParser\b|\bjson\(\)/.test(view?.text ?? '');
  const importsExpress = !view || view.imports.some((known) => known.module === 'express' && known.alias === 'express');
  const middleware = framework === 'express' && plan.body.length > 0 && view && !parsesJson && importsExpress ? [call('express.json')] : [];
  const route = run(call(`${variableName}.${plan.method.value.toLowerCase()}`, text(routeText(plan)), ...middleware, handler));

  if (view?.server) return { ...base, inside: { at: view.server.at, depth: view.server.depth, body: [route], blank: 'before' } };
  if (framework === 'express') {
    return {
      ...base,
      imports: [{ module: 'express', names: [], default: 'express' }],
      declarations: [
        { kind: 'statements', body: [bind('app', call('express')), ...(plan.body.length > 0 ? [run(call('app.use', call('express.json')))] : [])] },
        { kind: 'statements', body: [route] },
        { kind: 'statements', body: [run(call('app.listen', portExpression))] },
      ],
      names: ['app'],
    };
  }
  return {
    ...base,
    imports: [{ module: 'fastify', names: [], default: 'Fastify' }],
    declarations: [
      { kind: 'statements', body: [bind('app', call('Fastify', dictionary({ logger: fromJson(true) })))] },
      { kind: 'statements', body: [route] },
      { kind: 'statements', body: [run({ kind: 'await', operand: call('app.listen', dictionary({ port: portExpression })) })] },
    ],
    names: ['app'],
  };
}

const portExpression = call('Number', binary(name('process.env.PORT'), 'coalesce', number(3000)));

/** node:http has one function for everything: the route is an `if` at its start. */
function lowerPlain(plan: HttpHandlerPlan, target: Target, inputs: Inputs): Partial<Change> {
  const server = target.view?.server;
  const request = server?.request ?? 'request';
  const response = server?.response ?? 'response';
  const parts = segmentsOf(plan.route.value);
  const captures = parts.flatMap((part) => ('parameter' in part ? [part.parameter] : []));
  const frame = plainFrame(response, captures);
  const url: Expression = { kind: 'new', callee: name('URL'), args: [binary(name(`${request}.url`), 'coalesce', text('/')), text('http://localhost')] };
  const pathname = server && plan.query.length === 0 && captures.length === 0 ? member(url, 'pathname') : name('url.pathname');
  const isMethod = binary(name(`${request}.method`), '==', text(plan.method.value));
  const pieces = parts.flatMap((part): ({ literal: string } | { capture: 'segment' })[] => [{ literal: '/' }, 'literal' in part ? { literal: encodeURI(part.literal) } : { capture: 'segment' }]);
  const isPath: Expression = captures.length > 0 ? binary(name('match'), '!=', nothing) : binary(pathname, '==', text(routeText(plan)));
  const reads: Statement[] = [
    ...(server && (plan.query.length > 0 || captures.length > 0) ? [bind('url', url)] : []),
    ...(captures.length > 0 ? [bind('match', call(member({ kind: 'pathPattern', pieces: pieces.length > 0 ? pieces : [{ literal: '/' }] }, 'exec'), name('url.pathname')))] : []),
  ];
  const typed = target.language === 'typescript';
  const helper: FunctionNode[] = [];
  let inner = [...handlerBody(plan, inputs, frame), give()];
  const imports: ImportNode[] = [];
  if (plan.body.length > 0) {
    const handler = valueName(`handle ${handlerWords(plan)}`, target.language);
    const passed = [...(captures.length > 0 ? ['match'] : []), ...(plan.query.length > 0 ? ['url'] : [])];
    imports.push({ module: 'node:http', names: ['IncomingMessage', 'ServerResponse'], typeOnly: true });
    helper.push({
      kind: 'function',
      name: handler,
      async: true,
      parameters: [
        { name: request, type: named('IncomingMessage') },
        { name: response, type: named('ServerResponse') },
        ...passed.map((each) => ({ name: each, type: named(each === 'url' ? 'URL' : 'RegExpExecArray') })),
      ],
      result: voidType,
      body: [
        variable('raw', text('')),
        { kind: 'each', awaits: true, name: 'chunk', source: name(request), body: [assign('raw', name('chunk'), '+')] },
        { kind: 'let', names: ['body'], mutable: true, type: named('Record<string, unknown>'), value: dictionary({}) },
        {
          kind: 'try',
          body: [assign('body', call('JSON.parse', name('raw')))],
          catches: [{ types: [], name: null, body: frame.fail(400, 'the body must be JSON') }],
        },
        ...handlerBody(plan, inputs, frame),
      ],
    });
    const started = call(handler, name(request), name(response), ...passed.map((each) => name(each)));
    inner = [run(call(member(started, 'catch'), lambda([{ name: 'error', ...(typed ? { type: unknownType } : {}) }], [run(call('console.error', name('error'))), run(call(`${response}.destroy`))]))), give()];
  }
  const block: Statement[] = [...reads, when(all(isMethod, isPath), inner)];
  if (server && target.view) return { imports: typed ? imports : [], declarations: helper, names: helper.map((node) => node.name), inside: { at: server.at, depth: server.depth, body: block, blank: 'after' } };
  const callback = lambda(
    [{ name: request }, { name: response }],
    [bind('url', url), ...block, ...frame.answer(404, dictionary({ error: text('not found') }), 'json')],
  );
  return {
    imports: [{ module: 'node:http', names: ['createServer'] }, ...(typed ? imports : [])],
    declarations: [
      ...helper,
      { kind: 'statements', body: [bind('server', call('createServer', callback))] },
      { kind: 'statements', body: [run(call('server.listen', portExpression))] },
    ],
    names: ['server', ...helper.map((node) => node.name)],
  };
}
