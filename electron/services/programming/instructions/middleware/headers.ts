import type { Template } from '../../templates/templates.ts';
import { goHead, type Place, scriptTypes } from './places.ts';

const corsScript: Record<string, string> = {
  express: `
/** Lets pages of _whom_ use the API, and answers the question that browsers ask before. */
export function _name_(request: Request, response: Response, next: NextFunction): void {
  response.set(_headers_);
  if (request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined) {
    response.status(204).end();
    return;
  }
  next();
}
`,
  fastify: `
/** Lets pages of _whom_ use the API, and answers the question that browsers ask before. Add it as a hook of "onRequest". */
export async function _name_(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers(_headers_);
  if (request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined) {
    await reply.code(204).send();
  }
}
`,
  'node:http': `
/** Lets pages of _whom_ use the API, and answers the question that browsers ask before. */
export function _name_(next: RequestListener): RequestListener {
  return (request, response) => {
    for (const [name, value] of Object.entries(_headers_)) {
      response.setHeader(name, value);
    }
    if (request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined) {
      response.writeHead(204);
      response.end();
      return;
    }
    next(request, response);
  };
}
`,
};
const headersScript = `
const _headers_ = {
  "Access-Control-Allow-Origin": "_origin_",
  "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
  "Access-Control-Allow-Headers": "Authorization, Content-Type",
  "Access-Control-Max-Age": "600",
  Vary: "Origin",
};
`;

const pythonImports = `
import logging
import re
import time
import uuid
from functools import wraps
from http.server import BaseHTTPRequestHandler
from typing import Any, Awaitable, Callable, Optional

from fastapi import Request, Response
from flask import Flask, Response, g, request

`;
const fastapiImports = pythonImports.replace(/from flask.*\n/, '');
const flaskImports = pythonImports.replace(/from fastapi.*\n/, '');
export const importsFor: Record<string, string> = {
  fastapi: fastapiImports,
  flask: flaskImports,
  'http.server': pythonImports.replace(/from f(?:lask|astapi).*\n/g, ''),
};

const headersPython = `
_headers_ = {
    "Access-Control-Allow-Origin": "_origin_",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "600",
    "Vary": "Origin",
}

`;
const corsPython: Record<string, string> = {
  fastapi: `
async def _name_(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Lets pages of _whom_ use the API, and answers the question that browsers ask before."""
    if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
        return Response(status_code=204, headers=_headers_)
    response = await call_next(request)
    response.headers.update(_headers_)
    return response
`,
  flask: `
def _name_(app: Flask) -> None:
    """Lets pages of _whom_ use the API, and answers the question that browsers ask before."""

    @app.before_request
    def answer_preflight() -> Optional[Response]:
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return Response(status=204)
        return None

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(_headers_)
        return response
`,
  'http.server': `
class _Name_(BaseHTTPRequestHandler):
    """A base class of handlers: lets pages of _whom_ use the API, and answers the question that browsers ask before."""

    def end_headers(self) -> None:
        for name, value in _headers_.items():
            self.send_header(name, value)
        super().end_headers()

    def do_OPTIONS(self) -> None:
        self.send_response(204)
        self.end_headers()
`,
};

const corsGo = `${goHead(['net/http'])}
// _name_ lets pages of _whom_ use the API, and answers the question that browsers ask before.
func _name_(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Access-Control-Allow-Origin", "_origin_")
		header.Set("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE")
		header.Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
		header.Set("Access-Control-Max-Age", "600")
		header.Add("Vary", "Origin")
		if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}
`;

export const corsTemplate = ({ script, python }: Place): Template => ({
  typescript: `${scriptTypes[script]}\n${headersScript}${corsScript[script]}`,
  python: (importsFor[python] ?? '') + headersPython + corsPython[python],
  go: corsGo,
});
