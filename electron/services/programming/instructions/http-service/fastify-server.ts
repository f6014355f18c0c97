/** Fastify reads bodies as bytes, so that all services read JSON alike. */
export const fastifyServer = (readsBodies: boolean): string => `
import Fastify from "fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from "fastify";

function send(reply: FastifyReply, answer: Answer): void {
  reply.hijack();
  reply.raw.writeHead(answer.status, answer.headers).end(answer.content);
}

/** Lets a handler answer, also where it throws. */
function answered(handle: (input: Input) => Answer | Promise<Answer>${readsBodies ? ', readsBody = false' : ''}): RouteHandlerMethod {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    try {
      const path = new Map(Object.entries(request.params as Record<string, string>));
      // Fastify takes an empty segment as a parameter.
      if ([...path.values()].includes("")) {
        throw new RequestError(404, "not found");
      }
      const query = new URLSearchParams(request.url.replace(/^[^?]*/, ""));
${
  readsBodies
    ? `      const content = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      const body = readsBody ? parseBody(content) : new Map<string, unknown>();
`
    : `      const body = new Map<string, unknown>();
`
}      send(reply, await handle({ path, query, body }));
    } catch (error) {
      send(reply, failure(error));
    }
  };
}

/** Answers methods that a path does not have. */
function refused(allow: string): RouteHandlerMethod {
  return answered(() => {
    throw new RequestError(405, "method not allowed", { Allow: allow });
  });
}

/** The service with its routes. */
export function createApp(): FastifyInstance {
  const app = Fastify({ exposeHeadRoutes: false${readsBodies ? ', bodyLimit' : ''} });
${
  readsBodies
    ? `  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
`
    : ''
}  app.setNotFoundHandler((_request, reply) => send(reply, failure(new RequestError(404, "not found"))));
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    send(reply, failure(error.statusCode === 413 ? new RequestError(413, "the body must be at most 1 MiB") : error));
  });
  for (const route of _routes_) {
    if (_readsBody_) {
      app.route({ method: "_verb_", url: "_path_", handler: answered(_handler_, true) });
    } else {
      app.route({ method: "_verb_", url: "_path_", handler: answered(_handler_) });
    }
  }
  for (const path of _paths_) {
    app.route({ method: _others_, url: "_path_", handler: refused("_allow_") });
  }
  return app;
}
`;
