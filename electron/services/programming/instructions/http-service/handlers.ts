import type { HttpEndpoint } from '#domain/http-contract';
import { binary, call, fromJson, give, name, number, run, text, when } from '#domain/ir/build';
import { distinct, valueName } from '#domain/ir/names';
import type { Expression, FunctionNode, Statement } from '#domain/ir/nodes';
import { named } from '#domain/ir/types';
import type { TargetLanguage } from '#domain/programming';
import { segmentsOf } from '../http-handler/names.ts';
import { objectOf } from './objects.ts';
import { pieceName, pieces } from './pieces.ts';
import { type Reading, readField } from './reads.ts';
import { fieldsOf, type Route } from './service.ts';

/** Names that the code around the handlers has. */
const around: Record<'script' | 'python' | 'go', string> = {
  script:
    'RequestError Input Answer Route json failure answer split match decode readBody routes server bodyLimit datetime createServer IncomingMessage request response Map Set Array Object Number String JSON Error Date send answered refused failed app rawBody express createApp Fastify FastifyInstance FastifyReply FastifyRequest RouteHandlerMethod Hono Handler MiddlewareHandler limited limit respond refusedHead serve Express ErrorRequestHandler RequestHandler Response URLSearchParams TextDecoder Uint8Array Buffer console process undefined',
  python:
    'to_response read_body answered refused app create_app received dispatched Flask RequestEntityTooLarge not_found METHODS FastAPI Request Response Awaitable run_in_threadpool RequestError Input Answer Route ROUTES Handler to_json failure match refuse_constant request json logging math os re Value DATETIME BODY_LIMIT Any Callable Dict List NamedTuple Optional TypeVar BaseHTTPRequestHandler ThreadingHTTPServer parse_qs unquote monthrange int str float bool isinstance replace dataclass threading Protocol Tuple len abs set sorted zip enumerate dict list Exception ValueError',
  go: 'requestError input answer route routes toJSON failure serve respond match gin send answered refuse newRouter main sync bodyLimit datetime numeric in err http json log os url sort strings errors io bytes utf8 regexp math fmt time any string error map nil true false byte int64 float64 bool append len make int',
};

export const reservedNames = (language: TargetLanguage): string[] => [
  ...around[language === 'python' || language === 'go' ? language : 'script'].split(' '),
  ...pieces.map((piece) => pieceName(piece, language)),
];

/** "GET /users/:id" is "get users by id". */
function handlerWords(method: string, route: string): string {
  const parts = segmentsOf(route)
    .map((part) => ('literal' in part ? part.literal : `by ${part.parameter}`))
    .filter((part) => /[A-Za-z0-9\u4e00-\u9fff]/.test(part));
  return [method.toLowerCase(), ...(parts.length > 0 ? parts : ['root'])].join(' ');
}

const goStatus: Record<number, string> = { 200: 'StatusOK', 201: 'StatusCreated', 202: 'StatusAccepted', 204: 'StatusNoContent' };

export const statusExpression = (status: number, language: TargetLanguage): Expression =>
  language === 'go' && goStatus[status] ? name(`http.${goStatus[status]}`) : number(status);

export const jsonFunction = (language: TargetLanguage): string =>
  ({ typescript: 'json', javascript: 'json', python: 'to_json', go: 'toJSON' })[language];

/** A function that takes a request and gives its answer. */
export function handlerFunction(
  handler: string,
  doc: string,
  body: Statement[],
  { language, async = false }: { language: TargetLanguage; async?: boolean },
): FunctionNode {
  if (language === 'go')
    return {
      kind: 'function',
      name: handler,
      doc: `${handler} answers ${doc}.`,
      parameters: [{ name: JSON.stringify(body).includes('"name":"in"') ? 'in' : '_', type: named('input') }],
      result: { kind: 'fallible', inner: named('answer') },
      body,
    };
  const unused = language !== 'python' && !JSON.stringify(body).includes('"name":"request"');
  return {
    kind: 'function',
    name: handler,
    doc,
    parameters: unused ? [] : [{ name: JSON.stringify(body).includes('"name":"request"') ? 'request' : '_request', type: named('Input') }],
    result: named('Answer'),
    body,
    ...(async ? { async } : {}),
  };
}

/** The error of the reads before it leaves a handler of Go. */
export const reads = (statements: readonly Statement[], language: TargetLanguage): Statement[] =>
  language !== 'go' || statements.length === 0
    ? [...statements]
    : [
        { kind: 'declare', name: 'err', type: named('error') },
        ...statements,
        when(binary(name('err'), '!=', name('nil')), [give({ kind: 'composite', type: named('answer'), items: [] }, name('err'))]),
      ];

function answerExpression({ success }: HttpEndpoint, inputs: [string, Expression][], reading: Reading): Expression {
  const { language } = reading;
  const status = statusExpression(success.status, language);
  const { body } = success;
  if (body.form === 'none') return call(reading.needs('empty'), status);
  if (body.form === 'text') return call(reading.needs('plainText'), status, text(body.value));
  return call(jsonFunction(language), status, body.form === 'json' ? fromJson(body.value as never) : objectOf(inputs));
}

/** A function for each endpoint, which checks the inputs and answers as the endpoint says. */
export function endpointHandlers(
  endpoints: readonly HttpEndpoint[],
  reading: Reading,
  taken: readonly string[] = [],
): { routes: Route[]; handlers: FunctionNode[] } {
  const { language } = reading;
  const reserved = [...reservedNames(language), ...taken];
  const names = distinct([...reserved, ...endpoints.map(({ method, route }) => valueName(handlerWords(method, route), language))]).slice(
    reserved.length,
  );
  const handlers = endpoints.map((endpoint, at) => {
    const inputs = fieldsOf(endpoint);
    const variables = distinct([...reserved, ...names, ...inputs.map(({ field }) => valueName(field.name, language))]).slice(
      reserved.length + names.length,
    );
    const shown = endpoint.success.body.form === 'inputs';
    const statements = inputs.flatMap(({ field, source }, position): Statement[] => {
      // A text of the path is always right.
      if (!shown && source === 'path' && field.type === 'string') return [];
      const value = readField(field, source, reading);
      return [shown ? { kind: 'let', names: [variables[position] ?? 'value'], value } : run(value)];
    });
    const shownInputs = inputs.map(({ field }, position): [string, Expression] => [field.name, name(variables[position] ?? 'value')]);
    const body = [...reads(statements, language), give(answerExpression(endpoint, shownInputs, reading))];
    return handlerFunction(names[at] ?? 'handle', `${endpoint.method} ${endpoint.route}`, body, { language });
  });
  const routes = endpoints.map(({ method, route, body }, at) => ({
    method,
    route,
    handler: names[at] ?? 'handle',
    readsBody: body.length > 0,
  }));
  return { routes, handlers };
}
