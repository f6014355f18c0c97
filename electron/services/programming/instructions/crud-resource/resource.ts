import type { HttpContract, HttpEndpoint } from '#domain/http-contract';
import { kebabCase, typeName } from '#domain/ir/names';
import { singular } from '../../documents/naming.ts';
import type { TypedName } from '../../plan.ts';
import { endpointContract, type ServiceEndpoint } from '../http-service/endpoints.ts';
import { fieldOf } from '../http-service/fields.ts';

/** The most items that a list may be asked for. */
export const mostItems = 100;

/** What a plan says of a resource. */
export interface Resource {
  /** As it was given: one of many, or many. */
  name: string;
  /** Without the id, which the store gives. */
  fields: readonly TypedName[];
  pageSize: number;
  /** Null where it follows from the name. */
  route: string | null;
  /** Endpoints beside the six. */
  more: readonly ServiceEndpoint[];
}

/** Many of one: a category is among the categories. Words of other scripts have no plural. */
export function plural(word: string): string {
  if (!/[A-Za-z]$/.test(word)) return word;
  if (/[^aeiou]y$/i.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/i.test(word) ? `${word}es` : `${word}s`;
}

export const oneName = ({ name }: Resource): string => singular(name);
export const routeOf = (resource: Resource): string =>
  resource.route ?? `/${kebabCase(plural(typeName(oneName(resource), 'typescript'))) || 'items'}`;
export const ownFields = ({ fields }: Resource): TypedName[] => fields.filter(({ name }) => name !== 'id');

/** What the six endpoints promise. */
export function resourceContract(resource: Resource): HttpContract {
  const route = routeOf(resource);
  const one = `${route}/:id`;
  const body = ownFields(resource).map(fieldOf);
  const id = { name: 'id', type: 'integer', optional: false, default: null };
  const page = (name: string, value: number) => ({ name, type: 'integer', optional: true, default: value });
  const none = { path: [], query: [], body: [] };
  const stored = (status: number) => ({ status, body: { form: 'stored' as const } });
  const six: HttpEndpoint[] = [
    { ...none, method: 'GET', route, query: [page('limit', resource.pageSize), page('offset', 0)], success: stored(200) },
    { ...none, method: 'POST', route, body, success: stored(201) },
    { ...none, method: 'GET', route: one, path: [id], success: stored(200) },
    { ...none, method: 'PUT', route: one, path: [id], body, success: stored(200) },
    { ...none, method: 'PATCH', route: one, path: [id], body: body.map((field) => ({ ...field, optional: true })), success: stored(200) },
    { ...none, method: 'DELETE', route: one, path: [id], success: { status: 204, body: { form: 'none' } } },
  ];
  const known = new Set(six.map(callOf));
  return { endpoints: [...six, ...resource.more.map(endpointContract).filter((each) => !known.has(callOf(each)))] };
}

const callOf = ({ method, route }: HttpEndpoint): string => `${method} ${route.replace(/:\w+/g, ':')}`;
