/** Express: each route hands what came to its handler, and what no route answers is refused as JSON. */
export const expressServer = (readsBodies: boolean): string => `
import express from "express";
import type { ErrorRequestHandler, Express, RequestHandler, Response } from "express";

function send(response: Response, answer: Answer): void {
  response.writeHead(answer.status, answer.headers).end(answer.content);
}

/** Lets a handler answer, also where it throws. */
function answered(handle: (input: Input) => Answer | Promise<Answer>${readsBodies ? ', readsBody = false' : ''}): RequestHandler {
  return async (request, response) => {
    try {
      const path = new Map(Object.entries(request.params).map(([name, value]): [string, string] => [name, String(value)]));
      const query = new URLSearchParams(request.url.replace(/^[^?]*/, ""));
${
  readsBodies
    ? `      const content = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      const body = readsBody ? parseBody(content) : new Map<string, unknown>();
`
    : `      const body = new Map<string, unknown>();
`
}      send(response, await handle({ path, query, body }));
    } catch (error) {
      send(response, failure(error));
    }
  };
}

/** Answers methods that a path does not have. */
function refused(allow: string): RequestHandler {
  return answered(() => {
    throw new RequestError(405, "method not allowed", { Allow: allow });
  });
}

const failed: ErrorRequestHandler = (error, _request, response, _next) => {
  send(response, failure(${readsBodies ? 'error.status === 413 ? new RequestError(413, "the body must be at most 1 MiB") : ' : ''}error));
};

/** The service with its routes. */
export function createApp(): Express {
  const app = express();
  app.enable("strict routing");
  app.enable("case sensitive routing");
${readsBodies ? '  const rawBody = express.raw({ type: () => true, limit: bodyLimit });\n' : ''}
  for (const path of _heads_) {
    app.head("_path_", refused("_allow_"));
  }
  for (const route of _routes_) {
    if (_readsBody_) {
      app._method_("_path_", rawBody, answered(_handler_, true));
    } else {
      app._method_("_path_", answered(_handler_));
    }
  }
  for (const path of _paths_) {
    app.all("_path_", refused("_allow_"));
  }
  app.use((_request, response) => send(response, failure(new RequestError(404, "not found"))));
  app.use(failed);
  return app;
}
`;
