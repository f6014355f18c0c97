import type { Template } from '../../templates/templates.ts';
import { segmentsOf } from '../http-handler/names.ts';
import { expressServer } from './express-server.ts';
import { fastapiServer } from './fastapi-server.ts';
import { fastifyServer } from './fastify-server.ts';
import { flaskServer } from './flask-server.ts';
import { ginServer } from './gin-server.ts';
import { honoServer } from './hono-server.ts';

export const serviceFrameworks = ['express', 'fastify', 'hono', 'fastapi', 'flask', 'gin'] as const;
export type ServiceFramework = (typeof serviceFrameworks)[number];

interface Described {
  language: 'typescript' | 'python' | 'go';
  server(readsBodies: boolean): string;
  literal(text: string): string;
  parameter(name: string): string;
}

const asItIs = (text: string): string => text;
const colon = (name: string): string => `:${name}`;
const described: Readonly<Record<ServiceFramework, Described>> = {
  // Express compares with the escaped path, and some characters have a meaning of their own in its routes.
  express: {
    language: 'typescript',
    server: expressServer,
    literal: (text) => encodeURI(text).replace(/[!$]/g, '\\$&'),
    parameter: colon,
  },
  fastify: { language: 'typescript', server: fastifyServer, literal: asItIs, parameter: colon },
  hono: { language: 'typescript', server: honoServer, literal: asItIs, parameter: colon },
  fastapi: { language: 'python', server: fastapiServer, literal: asItIs, parameter: (name) => `{${name}}` },
  flask: { language: 'python', server: flaskServer, literal: asItIs, parameter: (name) => `<${name}>` },
  gin: { language: 'go', server: ginServer, literal: asItIs, parameter: colon },
};

export const isServiceFramework = (framework: string | null): framework is ServiceFramework =>
  framework !== null && Object.hasOwn(described, framework);

export const languageOfFramework = (framework: ServiceFramework): Described['language'] => described[framework].language;

export function frameworkServer(framework: ServiceFramework, readsBodies: boolean): Template {
  const { language, server } = described[framework];
  return { typescript: '', python: '', go: 'package main\n', [language]: server(readsBodies) };
}

/** A route as the framework writes it. */
export function frameworkPath(framework: ServiceFramework, route: string): string {
  const { literal, parameter } = described[framework];
  return `/${segmentsOf(route)
    .map((part) => ('literal' in part ? literal(part.literal) : parameter(part.parameter)))
    .join('/')}`;
}

/** Whether each path of the second route is one of the first. */
export function covers(general: string, special: string): boolean {
  const [wide, narrow] = [segmentsOf(general), segmentsOf(special)];
  return (
    wide.length === narrow.length &&
    wide.every((part, at) => {
      const other = narrow[at];
      return 'parameter' in part || (other !== undefined && 'literal' in other && other.literal === part.literal);
    })
  );
}

/** Whether two routes call the same part of a path differently. */
const renames = (left: string, right: string): boolean => {
  const [one, other] = [segmentsOf(left), segmentsOf(right)];
  for (const [at, part] of one.entries()) {
    const counterpart = other[at];
    if (counterpart === undefined) return false;
    if ('parameter' in part && 'parameter' in counterpart) {
      if (part.parameter !== counterpart.parameter) return true;
    } else if ('parameter' in part || 'parameter' in counterpart || part.literal !== counterpart.literal) return false;
  }
  return false;
};

/** Whether the framework answers these routes as the standard library's server would. */
export function canServe(framework: ServiceFramework, routes: readonly { method: string; route: string }[]): boolean {
  if (framework === 'hono') return routes.every(({ method }) => method !== 'HEAD');
  if (framework === 'gin') return routes.every((one) => routes.every((other) => !renames(one.route, other.route)));
  if (framework !== 'flask') return true;
  return routes.every((one) => routes.every((other) => one.route === other.route || !covers(one.route, other.route)));
}
