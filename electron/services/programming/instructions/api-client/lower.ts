import { call, callNamed, member, name, nothing, text } from '#domain/ir/build';
import { distinct, fieldName, typeName, valueName } from '#domain/ir/names';
import type { ClassMember, Declaration, Expression, Parameter } from '#domain/ir/nodes';
import { type IrType, named, optional, stringType, unknownType } from '#domain/ir/types';
import { durationWords, goDuration } from '../../slots/durations.ts';
import type { Endpoint } from '../../slots/endpoints.ts';
import type { Holes } from '../../templates/holes.ts';
import { freeName, ownName } from '../../templates/own-name.ts';
import type { Templates } from '../../templates/templates.ts';
import { segmentsOf } from '../http-handler/names.ts';
import type { Change, Target } from '../instruction.ts';
import type { Paging } from './paging.ts';
import { clientTemplate, operationTemplate } from './templates.ts';

export interface ClientPlan {
  name: string;
  base: string;
  endpoints: readonly Endpoint[];
  timeout: number;
  attempts: number;
  paging: Paging;
}

const carries = (method: string): boolean => method === 'POST' || method === 'PUT' || method === 'PATCH';

/** "GET /users/:id" is "get users by id". */
const operationWords = ({ method, route }: Endpoint): string => {
  const parts = segmentsOf(route).map((part) => ('literal' in part ? part.literal : `by ${part.parameter}`));
  return [method.toLowerCase(), ...parts.filter((part) => /[A-Za-z0-9\u4e00-\u9fff]/.test(part))].join(' ');
};

/** The path with its parameters, each as one segment whatever it holds. */
function pathOf(route: string, parameters: ReadonlyMap<string, string>, language: Target['language']): Expression {
  const escape = (variable: string): Expression => {
    const value = name(variable);
    if (language === 'go') return call('url.PathEscape', value);
    return language === 'python' ? callNamed('quote', [value], { safe: text('') }) : call('encodeURIComponent', value);
  };
  const parts: (string | Expression)[] = [];
  for (const part of segmentsOf(route)) {
    const before = parts.at(-1);
    const piece = 'literal' in part ? `/${encodeURI(part.literal)}` : '/';
    if (typeof before === 'string') parts[parts.length - 1] = before + piece;
    else parts.push(piece);
    if ('parameter' in part) parts.push(escape(parameters.get(part.parameter) ?? 'value'));
  }
  const [only] = parts;
  if (parts.length === 0) return text('/');
  if (parts.length === 1 && typeof only === 'string') return text(only);
  if (language !== 'go') return { kind: 'template', parts };
  return parts
    .map((part) => (typeof part === 'string' ? text(part) : part))
    .reduce((left, right) => ({ kind: 'binary', operator: '+', left, right }));
}

function operationHoles(endpoint: Endpoint, operation: string, language: Target['language']): Holes {
  const own = segmentsOf(endpoint.route).flatMap((part) => ('parameter' in part ? [part.parameter] : []));
  const variables = distinct([
    'ctx',
    'query',
    'body',
    'response',
    'content',
    'self',
    'url',
    ...own.map((each) => valueName(each, language)),
  ]).slice(7);
  const path = pathOf(endpoint.route, new Map(own.map((each, at) => [each, variables[at] ?? 'value'])), language);
  const method = text(endpoint.method);
  const takesBody = carries(endpoint.method);
  const strings: Parameter[] = variables.map((variable) => ({ name: variable, type: stringType }));
  const texts: IrType = { kind: 'map', value: stringType };
  if (language === 'go') {
    const last: Parameter = takesBody ? { name: 'body', type: { kind: 'any' } } : { name: 'query', type: named('url.Values') };
    const verb = member(name('http'), `Method${endpoint.method.charAt(0)}${endpoint.method.slice(1).toLowerCase()}`);
    return {
      parameters: { parameters: [{ name: 'ctx', type: named('context.Context') }, ...strings, last] },
      operation,
      call: {
        expression: call('c.Request', name('ctx'), verb, path, takesBody ? nothing : name('query'), takesBody ? name('body') : nothing),
      },
    };
  }
  const python = language === 'python';
  const none: Expression = python ? nothing : name('undefined');
  const body: Parameter = { name: 'body', type: python ? { kind: 'any' } : unknownType };
  const query: Parameter = python
    ? { name: 'query', type: optional(texts), default: nothing }
    : { name: 'query', type: texts, default: { kind: 'dictionary', entries: [] } };
  return {
    parameters: { parameters: [...strings, takesBody ? body : query] },
    operation,
    call: {
      expression: call(
        python ? 'self.request' : 'this.request',
        method,
        path,
        takesBody ? none : name('query'),
        ...(takesBody ? [name('body')] : []),
      ),
    },
  };
}

/** A class, or a struct with methods, that has a method for each endpoint. */
export async function lowerClient(plan: ClientPlan, target: Target, templates: Templates): Promise<Change> {
  const { language } = target;
  const template = clientTemplate(plan.paging);
  const type = ownName(typeName(plan.name, language), template, language);
  const taken = ['request', 'pages', 'Request', 'Pages'];
  const operations = distinct([
    ...taken,
    ...plan.endpoints.map((each) =>
      language === 'go' ? fieldName(operationWords(each), 'go') : valueName(operationWords(each), language),
    ),
  ]).slice(taken.length);
  const members: ClassMember[] = [];
  const functions: Declaration[] = [];
  for (const [at, endpoint] of plan.endpoints.entries()) {
    const operation = operations[at] ?? 'call';
    const holes = { ...operationHoles(endpoint, operation, language), Name: type, method: endpoint.method, route: endpoint.route };
    for (const node of (await templates.fill(operationTemplate, holes, target)).declarations) {
      if (node.kind === 'class') members.push(...node.members);
      else functions.push(node);
    }
  }
  const filled = await templates.fill(
    template,
    {
      Name: type,
      Error: `${type}Error`,
      base: plan.base,
      attempts: plan.attempts,
      timeout: plan.timeout,
      seconds: plan.timeout / 1000,
      duration: { expression: goDuration(plan.timeout) },
      timeoutWords: durationWords(plan.timeout).en,
      pause: freeName(valueName(`${plan.name} retry after`, language), template, language),
      link: freeName(valueName(`${plan.name} next link`, 'go'), template, language),
      operations: { members },
    },
    target,
  );
  return { ...filled, declarations: [...filled.declarations, ...functions], notes: [], fileStem: plan.name };
}
