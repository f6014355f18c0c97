import { normaliseRoute } from '../instructions/http-handler/reading.ts';
import { methods, routeSchema } from '../instructions/http-handler/schema.ts';

type Document = Record<string, unknown>;
const isDocument = (value: unknown): value is Document => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The endpoints of an OpenAPI document, in its order and with the path as it stands there, and the address of its first server. */
export function serviceOf(document: Document): {
  base: string | null;
  endpoints: { method: (typeof methods)[number]; route: string; path: string }[];
} {
  const endpoints = [];
  const seen = new Set<string>();
  for (const [path, item] of Object.entries(isDocument(document['paths']) ? document['paths'] : {})) {
    const route = normaliseRoute(path)?.route;
    if (route === undefined || !routeSchema.safeParse(route).success || !isDocument(item)) continue;
    for (const method of methods) {
      const entry = `${method} ${route}`;
      if (!Object.hasOwn(item, method.toLowerCase()) || seen.has(entry)) continue;
      seen.add(entry);
      endpoints.push({ method, route, path });
    }
  }
  return { base: baseOf(document), endpoints };
}

function baseOf(document: Document): string | null {
  const [server] = Array.isArray(document['servers']) ? document['servers'] : [];
  const url = isDocument(server) ? server['url'] : undefined;
  if (typeof url === 'string' && /^https?:\/\//i.test(url) && URL.canParse(url)) return url;
  // Swagger 2 gives the parts.
  const host = document['host'];
  if (typeof host !== 'string') return null;
  const schemes = Array.isArray(document['schemes']) ? document['schemes'] : [];
  const built = `${schemes.includes('https') || schemes.length === 0 ? 'https' : 'http'}://${host}${typeof document['basePath'] === 'string' ? document['basePath'] : ''}`;
  return URL.canParse(built) ? built : null;
}
