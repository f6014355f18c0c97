import { z } from 'zod';
import type { HttpEndpoint } from '#domain/http-contract';
import { slotSourceSchema } from '#domain/programming';
import { type TypedName, typedNameSchema } from '../../plan.ts';
import { type Draw, pick, sampleSlot } from '../../slots/sample.ts';
import { segmentsOf } from '../http-handler/names.ts';
import { methods, responseSchema, routeSchema } from '../http-handler/schema.ts';
import { fieldOf, pathField } from './fields.ts';

export const parametersOf = (route: string): string[] => segmentsOf(route).flatMap((part) => ('parameter' in part ? [part.parameter] : []));
const shapeOf = (route: string): string =>
  segmentsOf(route)
    .map((part) => ('literal' in part ? part.literal : ':'))
    .join('/');

const isDistinct = (names: readonly string[]): boolean => new Set(names).size === names.length;

const endpointSchema = z
  .object({
    method: z.enum(methods),
    route: routeSchema,
    /** Types of the route's parameters, by name; one that is not here is a text. */
    path: z.array(typedNameSchema).max(20),
    query: z.array(typedNameSchema).max(30),
    body: z.array(typedNameSchema).max(60),
    status: z.number().int().min(200).max(599),
    /** Whether the status stood in the words or is the usual one of the method. */
    statusSource: slotSourceSchema,
    response: responseSchema,
    responseSource: slotSourceSchema,
  })
  .refine(
    ({ route, query, body }) => isDistinct([...parametersOf(route), ...[...query, ...body].map(({ name }) => name)]),
    'Two inputs of an endpoint have the same name.',
  );
export type ServiceEndpoint = z.infer<typeof endpointSchema>;

export const endpointsSchema = z
  .array(endpointSchema)
  .min(1)
  .max(60)
  .refine((all) => isDistinct(all.map(({ method, route }) => `${method} ${shapeOf(route)}`)), 'Two endpoints are the same.');

/** What an endpoint promises. */
export function endpointContract({ method, route, path, query, body, status, response }: ServiceEndpoint): HttpEndpoint {
  const silent = status === 204 || status === 205 || status === 304;
  return {
    method,
    route,
    path: parametersOf(route).map((name) => pathField(name, path)),
    query: query.map(fieldOf),
    body: body.map(fieldOf),
    success: { status, body: silent ? { form: 'none' } : response },
  };
}

const samples = ['/', '/users', '/users/:id', '/users/me', '/users/:class/notes/:id', '/a-b', '/a"b', '/用户', '/x/:err', '/json/:request'];
const answers = [
  { form: 'json', value: { ok: true } },
  { form: 'json', value: [1, 'a"b', null] },
  { form: 'text', value: 'pong' },
  { form: 'inputs' },
  { form: 'inputs' },
  { form: 'none' },
] as const;

export function sampleEndpoints(draw: Draw): ServiceEndpoint[] {
  const wanted = samples.filter(() => draw.random() < 0.3);
  return (wanted.length > 0 ? wanted : ['/items']).map((route): ServiceEndpoint => {
    const taken = new Set(parametersOf(route));
    const fresh = (): TypedName[] =>
      (sampleSlot({ type: 'fields', least: 0 }, draw) as TypedName[]).filter(({ name }) => !taken.has(name) && taken.add(name));
    const method = pick(draw, ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'] as const);
    const carries = method === 'POST' || method === 'PUT' || method === 'PATCH';
    return {
      method,
      route,
      path: parametersOf(route).map((name) => ({
        name,
        type: pick(draw, ['string', 'integer', 'number', 'boolean', 'datetime']),
        optional: false,
        typeSource: 'words',
        default: null,
      })),
      query: draw.random() < 0.4 ? fresh() : [],
      body: carries
        ? fresh().map((field): TypedName => (field.type === 'integer' && draw.random() < 0.4 ? { ...field, default: 7 } : field))
        : [],
      status: pick(draw, [200, 201, 204, 418]),
      statusSource: 'words',
      response: pick(draw, answers) as ServiceEndpoint['response'],
      responseSource: 'words',
    };
  });
}
