/** FastAPI: each route hands what came to its handler, in a thread, and what no route answers is refused as JSON. */
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
            app.add_api_route("_path_", answered(_handler_, reads_body=True), methods=["_verb_"], name="_handlerName_")
        else:
            app.add_api_route("_path_", answered(_handler_), methods=["_verb_"], name="_handlerName_")
    for path in _paths_:
        app.add_api_route("_path_", refused("_allow_"), methods=METHODS, include_in_schema=False)
    return app


app = create_app()
`;
