/** Flask answers HEAD as GET, and OPTIONS by itself: both are refused where a path does not have them. */
export const flaskServer = (readsBodies: boolean): string => `
from typing import Any, Callable, Dict

from flask import Flask, Response, request as received
${readsBodies ? 'from werkzeug.exceptions import RequestEntityTooLarge\n' : ''}

def to_response(answer: Answer) -> Response:
    response = Response(answer.content, answer.status)
    response.headers.remove("Content-Type")
    response.headers.update(answer.headers)
    return response


${
  readsBodies
    ? `def read_body() -> Dict[str, Any]:
    try:
        return parse_body(received.get_data())
    except RequestEntityTooLarge:
        raise RequestError(413, "the body must be at most 1 MiB") from None


`
    : ''
}def answered(handle: Callable[[Input], Answer]${readsBodies ? ', reads_body: bool = False' : ''}) -> Callable[..., Response]:
    """Lets a handler answer, also where it raises."""

    def respond(**path: str) -> Response:
        try:
            body: Dict[str, Any] = ${readsBodies ? 'read_body() if reads_body else ' : ''}{}
            return to_response(handle(Input(path, received.args.to_dict(flat=False), body)))
        except Exception as error:
            return to_response(failure(error))

    return respond


def refused(allow: str) -> Callable[..., Response]:
    """Answers methods that a path does not have."""

    def refuse(_request: Input) -> Answer:
        raise RequestError(405, "method not allowed", {"Allow": allow})

    return answered(refuse)


def dispatched(allow: str, **views: Callable[..., Response]) -> Callable[..., Response]:
    """One view for a path, which hands over to that of the method."""
    otherwise = refused(allow)

    def respond(**path: str) -> Response:
        return views.get(received.method, otherwise)(**path)

    return respond


METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def create_app() -> Flask:
    """The service with its routes."""
    app = Flask(__name__)
    app.url_map.merge_slashes = False
${readsBodies ? '    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT\n' : ''}
    @app.errorhandler(404)
    def not_found(_error: Exception) -> Response:
        return to_response(failure(RequestError(404, "not found")))

    for path in _paths_:
        app.add_url_rule("_path_", "_path_", _views_, methods=METHODS, provide_automatic_options=False)
    return app


app = create_app()
`;
