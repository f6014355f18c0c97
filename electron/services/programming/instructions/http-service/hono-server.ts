/** Hono answers HEAD as GET: a path that has no HEAD refuses it first. */
export const honoServer = (readsBodies: boolean): string => `
import { Hono } from "hono";
import type { Handler, MiddlewareHandler } from "hono";
${readsBodies ? 'import { bodyLimit as limited } from "hono/body-limit";\n' : ''}
function respond(answer: Answer): Response {
  return new Response(answer.content || null, { status: answer.status, headers: answer.headers });
}

/** Lets a handler answer, also where it throws. */
function answered(handle: (input: Input) => Answer | Promise<Answer>${readsBodies ? ', readsBody = false' : ''}): Handler {
  return async (context) => {
    try {
      const path = new Map(Object.entries<string>(context.req.param()));
      const query = new URL(context.req.url).searchParams;
      const body = ${readsBodies ? 'readsBody ? parseBody(new Uint8Array(await context.req.arrayBuffer())) : ' : ''}new Map<string, unknown>();
      return respond(await handle({ path, query, body }));
    } catch (error) {
      return respond(failure(error));
    }
  };
}

/** Answers methods that a path does not have. */
function refused(allow: string): Handler {
  return answered(() => {
    throw new RequestError(405, "method not allowed", { Allow: allow });
  });
}

function refusedHead(allow: string): MiddlewareHandler {
  const refuse = refused(allow);
  return async (context, next) => (context.req.method === "HEAD" ? refuse(context, next) : next());
}

/** The service with its routes. */
export function createApp(): Hono {
  const app = new Hono();
${
  readsBodies
    ? `  const limit = limited({
    maxSize: bodyLimit,
    onError: () => respond(failure(new RequestError(413, "the body must be at most 1 MiB"))),
  });
`
    : ''
}  for (const path of _heads_) {
    app.use("_path_", refusedHead("_allow_"));
  }
  for (const route of _routes_) {
    if (_readsBody_) {
      app.on("_verb_", "_path_", limit, answered(_handler_, true));
    } else {
      app.on("_verb_", "_path_", answered(_handler_));
    }
  }
  for (const path of _paths_) {
    app.all("_path_", refused("_allow_"));
  }
  app.notFound(() => respond(failure(new RequestError(404, "not found"))));
  return app;
}
`;
