import type { Template } from '../../templates/templates.ts';

/** Servers of the standard libraries: they look the route up, read the body and write what the handler answers. */
export const standardServer = (readsBodies: boolean): Template => ({
  typescript: `
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";

interface Route {
  method: string;
  /** A segment that starts with a colon is a parameter. */
  path: string;
  handle: (input: Input) => Answer | Promise<Answer>;
${readsBodies ? '  readsBody: boolean;\n' : ''}}

/** The first one that fits a request answers it. */
const routes: readonly Route[] = _routes_;

export const server = createServer((request, response) => {
  void serve(request, response);
});

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, headers, content } = await answer(request).catch(failure);
  response.writeHead(status, headers).end(content);
}

async function answer(request: IncomingMessage): Promise<Answer> {
  const [path, query] = split(request.url ?? "/");
  const methods = new Set<string>();
  for (const route of routes) {
    const parameters = match(route.path, path);
    if (parameters === null) {
      continue;
    }
    if (route.method === request.method) {
      const body = ${readsBodies ? 'route.readsBody ? await readBody(request) : ' : ''}new Map<string, unknown>();
      return route.handle({ path: parameters, query: new URLSearchParams(query), body });
    }
    methods.add(route.method);
  }
  if (methods.size === 0) {
    throw new RequestError(404, "not found");
  }
  throw new RequestError(405, "method not allowed", { Allow: [...methods].sort().join(", ") });
}

/** The path and the query of a request's target. */
function split(target: string): [string, string] {
  const mark = target.indexOf("?");
  return mark < 0 ? [target, ""] : [target.slice(0, mark), target.slice(mark + 1)];
}

/** The parameters of a path that fits a route; null where it does not. */
function match(route: string, path: string): Map<string, string> | null {
  const parts = route.split("/");
  const segments = path.split("/").map(decode);
  const parameters = new Map<string, string>();
  for (const [at, part] of parts.entries()) {
    const segment = segments[at] ?? "";
    if (part.startsWith(":") && segment !== "") {
      parameters.set(part.slice(1), segment);
    } else if (part !== segment) {
      return null;
    }
  }
  return parts.length === segments.length ? parameters : null;
}

/** A segment as text; one whose escapes are not well-formed stays as it is. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

`,
  python: `
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Callable, Dict, NamedTuple, Optional
from urllib.parse import parse_qs, unquote


class Route(NamedTuple):
    method: str
    # A segment that starts with a colon is a parameter.
    path: str
    handle: Callable[[Input], Answer]
${readsBodies ? '    reads_body: bool\n' : ''}

# The first one that fits a request answers it.
ROUTES = _routes_


def match(route: str, path: str) -> Optional[Dict[str, str]]:
    """The parameters of a path that fits a route; None where it does not."""
    parts = route.split("/")
    segments = [unquote(segment) for segment in path.split("/")]
    if len(parts) != len(segments):
        return None
    parameters = {}
    for part, segment in zip(parts, segments):
        if part.startswith(":") and segment != "":
            parameters[part[1:]] = segment
        elif part != segment:
            return None
    return parameters


class Handler(BaseHTTPRequestHandler):
    def answer(self) -> Answer:
        path, _, query = self.path.partition("?")
        methods = set()
        for route in ROUTES:
            parameters = match(route.path, path)
            if parameters is None:
                continue
            if route.method == self.command:
                body: Dict[str, Any] = ${readsBodies ? 'self.read_body() if route.reads_body else ' : ''}{}
                return route.handle(Input(parameters, parse_qs(query, keep_blank_values=True), body))
            methods.add(route.method)
        if not methods:
            raise RequestError(404, "not found")
        raise RequestError(405, "method not allowed", {"Allow": ", ".join(sorted(methods))})

    _readBody_: None

    def reply(self) -> None:
        try:
            status, headers, content = self.answer()
        except Exception as error:
            status, headers, content = failure(error)
        body = content.encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = reply
    do_HEAD = reply
    do_POST = reply
    do_PUT = reply
    do_PATCH = reply
    do_DELETE = reply
    do_OPTIONS = reply
`,
  go: `
package main

import (
	"log"
	"net/http"
	"net/url"
	"sort"
	"strings"
)

type route struct {
	method string
	// path has a colon in front of each segment that is a parameter.
	path   string
	handle func(input) (answer, error)
${readsBodies ? '\treadsBody bool\n' : ''}}

// The first one of the routes that fits a request answers it.
var routes = _routes_

// serve answers a request.
func serve(w http.ResponseWriter, r *http.Request) {
	reply, err := respond(w, r)
	if err != nil {
		reply = failure(err)
	}
	if reply.contentType != "" {
		w.Header().Set("Content-Type", reply.contentType)
	}
	w.WriteHeader(reply.status)
	if _, err := w.Write(reply.content); err != nil && err != http.ErrBodyNotAllowed {
		log.Print(err)
	}
}

func respond(w http.ResponseWriter, r *http.Request) (answer, error) {
	methods := map[string]bool{}
	for _, each := range routes {
		parameters, ok := match(each.path, r.URL.EscapedPath())
		if !ok {
			continue
		}
		if each.method == r.Method {
${
  readsBodies
    ? `			received := input{path: parameters, query: r.URL.Query()}
			if each.readsBody {
				body, err := parseBody(r.Body)
				if err != nil {
					return answer{}, err
				}
				received.body = body
			}
			return each.handle(received)
`
    : `			return each.handle(input{path: parameters, query: r.URL.Query()})
`
}		}
		methods[each.method] = true
	}
	if len(methods) == 0 {
		return answer{}, &requestError{http.StatusNotFound, "not found"}
	}
	allowed := make([]string, 0, len(methods))
	for method := range methods {
		allowed = append(allowed, method)
	}
	sort.Strings(allowed)
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	return answer{}, &requestError{http.StatusMethodNotAllowed, "method not allowed"}
}

// match gives the parameters of a path that fits a route, and whether it does.
func match(route, path string) (map[string]string, bool) {
	parts, segments := strings.Split(route, "/"), strings.Split(path, "/")
	if len(parts) != len(segments) {
		return nil, false
	}
	parameters := map[string]string{}
	for at, part := range parts {
		segment, err := url.PathUnescape(segments[at])
		if err != nil {
			segment = segments[at]
		}
		if strings.HasPrefix(part, ":") && segment != "" {
			parameters[part[1:]] = segment
		} else if part != segment {
			return nil, false
		}
	}
	return parameters, true
}
`,
});

/** How the standard server gets at the body of a request. */
export const standardBody: Template = {
  typescript: `
import type { IncomingMessage } from "node:http";

/** Reads a body to its end also where it is too large, so that the client hears so. */
async function readBody(request: IncomingMessage): Promise<ReadonlyMap<string, unknown>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= bodyLimit) {
      chunks.push(chunk);
    }
  }
  if (size > bodyLimit) {
    throw new RequestError(413, "the body must be at most 1 MiB");
  }
  return parseBody(Buffer.concat(chunks));
}
`,
  python: `
class Handler:
    def read_body(self) -> Dict[str, Any]:
        """Reads a body to its end also where it is too large, so that the client hears so."""
        length = self.headers.get("Content-Length", "0")
        left = int(length) if length.isdecimal() else 0
        if left > BODY_LIMIT:
            while left > 0:
                left -= len(self.rfile.read(min(left, BODY_LIMIT))) or left
            raise RequestError(413, "the body must be at most 1 MiB")
        return parse_body(self.rfile.read(left))
`,
  go: 'package main\n',
};
