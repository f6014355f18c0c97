import { z } from 'zod';
import { normaliseRoute } from '../instructions/http-handler/reading.ts';
import { methods, routeSchema } from '../instructions/http-handler/schema.ts';
import { literalClass } from '../reading/literals.ts';
import type { Reader } from '../reading/reader.ts';
import { type Draw, pick } from './sample.ts';
import type { SlotType } from './slot-types.ts';

export interface Endpoint {
  method: (typeof methods)[number];
  /** Parameters in the colon form: `/users/:id`. */
  route: string;
}

const schema = z
  .array(z.object({ method: z.enum(methods), route: routeSchema }))
  .min(1)
  .max(60)
  .refine((all) => new Set(all.map(({ method, route }) => `${method} ${route}`)).size === all.length, 'Two endpoints are the same.');

const endpoint = new RegExp(`\\b(${methods.join('|')})\\s*(?:requests?\\s*)?(?:on|to|at|请求)?\\s*(${literalClass.route})`, 'gi');

/** "GET /users/{id}, POST /users": everything from the first to the last of them. */
function read(reader: Reader): { value: Endpoint[]; start: number; end: number } | null {
  const found: Endpoint[] = [];
  let start = -1;
  let end = 0;
  for (const match of reader.text.matchAll(endpoint)) {
    const literal = reader.literal(match[2] ?? '');
    const normal = literal?.kind === 'route' ? normaliseRoute(literal.value) : null;
    if (!normal) continue;
    found.push({ method: (match[1] ?? 'GET').toUpperCase() as Endpoint['method'], route: normal.route });
    if (start < 0) start = match.index;
    end = match.index + match[0].length;
  }
  return schema.safeParse(found).success ? { value: found, start, end } : null;
}

const samples = ['/', '/users', '/users/:id', '/users/:class/notes/:id', '/a-b', '/用户', '/x/:err'];

export const endpointsSlot: Extract<SlotType, { type: 'custom' }> = {
  type: 'custom',
  schema,
  read,
  sample: (draw: Draw) => {
    const wanted = samples.filter(() => draw.random() < 0.4);
    return (wanted.length > 0 ? wanted : ['/items']).map(
      (route): Endpoint => ({ method: pick(draw, ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const), route }),
    );
  },
};
