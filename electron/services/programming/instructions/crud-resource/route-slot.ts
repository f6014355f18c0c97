import { literalClass } from '../../reading/literals.ts';
import type { Reader } from '../../reading/reader.ts';
import { pick } from '../../slots/sample.ts';
import type { SlotType } from '../../slots/slot-types.ts';
import { normaliseRoute } from '../http-handler/reading.ts';
import { routeSchema } from '../http-handler/schema.ts';

/** Where the resource is found: a path without parameters that does not end in a slash. */
const schema = routeSchema
  .refine((route) => !route.includes('/:') && !route.endsWith('/'), 'A resource has a path without parameters.')
  .meta({ writable: '(/[A-Za-z0-9_.-]{1,24}){1,4}' });

function read(reader: Reader): { value: string; start: number; end: number } | null {
  const match = reader.see(new RegExp(`(?:\\b(?:at|under|on|path|route)\\s+|在|路径为?\\s*)?(${literalClass.route})(?:\\s*下)?`, 'i'));
  const literal = match?.[1] ? reader.literal(match[1]) : undefined;
  const route = literal?.kind === 'route' ? normaliseRoute(literal.value)?.route.replace(/\/:id$/, '') : undefined;
  if (!match || route === undefined || !schema.safeParse(route).success) return null;
  return { value: route, start: match.index, end: match.index + match[0].length };
}

export const routeSlot: Extract<SlotType, { type: 'custom' }> = {
  type: 'custom',
  schema,
  read,
  sample: (draw) => pick(draw, ['/products', '/api/v1/order-items', '/a"b', '/用户']),
};
