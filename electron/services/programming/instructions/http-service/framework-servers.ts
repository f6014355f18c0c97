import type { Template } from '../../templates/templates.ts';

/** Servers of frameworks: each route hands what came to its handler, and what no route answers is refused as JSON. */
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

export const fastapiServer = (readsBodies: boolean): string => `
from typing import Awaitable, Callable
from urllib.parse import parse_qs

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool


def to_response(answer: Answer) -> Response:
    return Response(answer.content, answer.status, answer.headers)


${
  readsBodies
    ? `async def read_body(request: Request) -> Dict[str, Any]:
    """Reads a body to its end also where it is too large, so that the client hears so."""
    content = bytearray()
    too_large = False
    async for chunk in request.stream():
        too_large = too_large or len(content) + len(chunk) > BODY_LIMIT
        if not too_large:
            content += chunk
    if too_large:
        raise RequestError(413, "the body must be at most 1 MiB")
    return parse_body(bytes(content))


`
    : ''
}def answered(handle: Callable[[Input], Answer]${readsBodies ? ', reads_body: bool = False' : ''}) -> Callable[[Request], Awaitable[Response]]:
    """Lets a handler answer, also where it raises."""

    async def respond(request: Request) -> Response:
        try:
            path = {name: str(value) for name, value in request.path_params.items()}
            query = parse_qs(request.url.query, keep_blank_values=True)
            body: Dict[str, Any] = ${readsBodies ? 'await read_body(request) if reads_body else ' : ''}{}
            return to_response(await run_in_threadpool(handle, Input(path, query, body)))
        except Exception as error:
            return to_response(failure(error))

    return respond


def refused(allow: str) -> Callable[[Request], Awaitable[Response]]:
    """Answers methods that a path does not have."""

    def refuse(_request: Input) -> Answer:
        raise RequestError(405, "method not allowed", {"Allow": allow})

    return answered(refuse)


METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def create_app() -> FastAPI:
    """The service with its routes."""
    app = FastAPI(redirect_slashes=False)

    @app.exception_handler(404)
    async def not_found(_request: Request, _error: Exception) -> Response:
        return to_response(failure(RequestError(404, "not found")))

    for route in _routes_:
        if _readsBody_:
            app.add_api_route("_path_", answered(_handler_, reads_body=True), methods=["_method_"], name="_handlerName_")
        else:
            app.add_api_route("_path_", answered(_handler_), methods=["_method_"], name="_handlerName_")
    for path in _paths_:
        app.add_api_route("_path_", refused("_allow_"), methods=METHODS, include_in_schema=False)
    return app


app = create_app()
`;

const none = 'package main\n';
export const frameworkServer = (framework: 'express' | 'fastapi', readsBodies: boolean): Template => ({
  typescript: framework === 'express' ? expressServer(readsBodies) : '',
  python: framework === 'fastapi' ? fastapiServer(readsBodies) : '',
  go: none,
});
