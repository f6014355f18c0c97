import type { Template } from '../../templates/templates.ts';
import { importsFor } from './headers.ts';
import { goHead, type Place, scriptTypes } from './places.ts';

/** Identifiers of clients are taken over only where they are harmless in logs and headers. */
const idScriptCore = `
function _identify_(given: string | string[] | undefined): string {
  return typeof given === "string" && /^[\\w.-]{1,128}$/.test(given) ? given : randomUUID();
}
`;
const idScript: Record<string, string> = {
  express: `
/** Gives each request an identifier, which the answer carries too; that of a client or proxy is kept. */
export function _name_(request: Request, response: Response, next: NextFunction): void {
  const id = _identify_(request.headers["_lower_"]);
  request.headers["_lower_"] = id;
  response.set("_header_", id);
  next();
}
`,
  fastify: `
/** Gives each request an identifier, which the answer carries too; that of a client or proxy is kept. Add it as a hook of "onRequest". */
export async function _name_(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const id = _identify_(request.headers["_lower_"]);
  request.headers["_lower_"] = id;
  reply.header("_header_", id);
}
`,
  'node:http': `
/** Gives each request an identifier, which the answer carries too; that of a client or proxy is kept. */
export function _name_(next: RequestListener): RequestListener {
  return (request, response) => {
    const id = _identify_(request.headers["_lower_"]);
    request.headers["_lower_"] = id;
    response.setHeader("_header_", id);
    next(request, response);
  };
}
`,
};
const idPythonCore = `
def _identify_(given: Optional[str]) -> str:
    return given if given and re.fullmatch(r"[\\w.-]{1,128}", given, re.ASCII) else str(uuid.uuid4())

`;
const idPython: Record<string, string> = {
  fastapi: `
async def _name_(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Gives each request an identifier (\`request.state.request_id\`), which the answer carries too; that of a client is kept."""
    request.state.request_id = _identify_(request.headers.get("_header_"))
    response = await call_next(request)
    response.headers["_header_"] = request.state.request_id
    return response
`,
  flask: `
def _name_(app: Flask) -> None:
    """Gives each request an identifier (\`g.request_id\`), which the answer carries too; that of a client is kept."""

    @app.before_request
    def identify() -> None:
        g.request_id = _identify_(request.headers.get("_header_"))

    @app.after_request
    def add_header(response: Response) -> Response:
        response.headers["_header_"] = g.request_id
        return response
`,
  'http.server': `
class _Name_(BaseHTTPRequestHandler):
    """A base class of handlers: each request has an identifier, which the answer carries too; that of a client is kept."""

    @property
    def request_id(self) -> str:
        known = getattr(self, "_known", None)
        if known is None or known[0] is not self.headers:
            known = (self.headers, _identify_(self.headers.get("_header_")))
            self._known = known
        return known[1]

    def end_headers(self) -> None:
        self.send_header("_header_", self.request_id)
        super().end_headers()
`,
};
const idGo = `${goHead(['context', 'crypto/rand', 'encoding/hex', 'net/http', 'regexp'])}
type _key_ struct{}

var _pattern_ = regexp.MustCompile("^[A-Za-z0-9_.-]{1,128}$")

// _name_ gives each request an identifier, which the answer carries too; that of a client or proxy is kept.
func _name_(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get("_header_")
		if !_pattern_.MatchString(id) {
			random := make([]byte, 16)
			if _, err := rand.Read(random); err != nil {
				http.Error(w, "Internal Server Error", http.StatusInternalServerError)
				return
			}
			id = hex.EncodeToString(random)
		}
		w.Header().Set("_header_", id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), _key_{}, id)))
	})
}

// _identify_ is the identifier of the request of a context; empty where there is none.
func _identify_(ctx context.Context) string {
	id, _ := ctx.Value(_key_{}).(string)
	return id
}
`;

export const requestIdTemplate = ({ script, python }: Place): Template => ({
  typescript: `import { randomUUID } from "node:crypto";\n${scriptTypes[script]}\n${idScript[script]}${idScriptCore}`,
  python: (importsFor[python] ?? '') + idPythonCore + idPython[python],
  go: idGo,
});

const logScript: Record<string, string> = {
  express: `
/** Writes a line of JSON for each answer: method, path without the query, status and milliseconds. */
export function _name_(request: Request, response: Response, next: NextFunction): void {
  const started = performance.now();
  const path = request.path;
  response.on("finish", () => {
    const milliseconds = Math.round(performance.now() - started);
    console.log(JSON.stringify({ method: request.method, path, status: response.statusCode, milliseconds }));
  });
  next();
}
`,
  fastify: `
/** Writes a line of JSON for each answer: method, path without the query, status and milliseconds. Add it as a hook of "onResponse". */
export async function _name_(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const milliseconds = Math.round(reply.elapsedTime);
  const path = request.url.replace(/\\?.*$/s, "");
  console.log(JSON.stringify({ method: request.method, path, status: reply.statusCode, milliseconds }));
}
`,
  'node:http': `
/** Writes a line of JSON for each answer: method, path without the query, status and milliseconds. */
export function _name_(next: RequestListener): RequestListener {
  return (request, response) => {
    const started = performance.now();
    const path = request.url?.replace(/\\?.*$/s, "");
    response.on("finish", () => {
      const milliseconds = Math.round(performance.now() - started);
      console.log(JSON.stringify({ method: request.method, path, status: response.statusCode, milliseconds }));
    });
    next(request, response);
  };
}
`,
};
const logPython: Record<string, string> = {
  fastapi: `
async def _name_(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Logs method, path without the query, status and milliseconds of each answer."""
    started = time.perf_counter()
    response = await call_next(request)
    milliseconds = (time.perf_counter() - started) * 1000
    logging.getLogger(__name__).info("%s %s %d %.0f ms", request.method, request.url.path, response.status_code, milliseconds)
    return response
`,
  flask: `
def _name_(app: Flask) -> None:
    """Logs method, path without the query, status and milliseconds of each answer."""

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def log(response: Response) -> Response:
        milliseconds = (time.perf_counter() - g.started) * 1000
        logging.getLogger(__name__).info("%s %s %d %.0f ms", request.method, request.path, response.status_code, milliseconds)
        return response
`,
  'http.server': `
class _Name_(BaseHTTPRequestHandler):
    """A base class of handlers: logs method, path without the query and status of each answer."""

    def log_request(self, code: Any = "-", size: Any = "-") -> None:
        path = self.path.split("?", 1)[0]
        logging.getLogger(__name__).info("%s %r %s", self.command, path, int(code))
`,
};
const logGo = `${goHead(['log', 'net/http', 'time'])}
// _writer_ remembers the status that was answered.
type _writer_ struct {
	http.ResponseWriter
	status int
}

func (w *_writer_) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach what the writer around this one can do.
func (w *_writer_) Unwrap() http.ResponseWriter {
	return w.ResponseWriter
}

// _name_ logs method, path without the query, status and time of each answer.
func _name_(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		writer := &_writer_{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(writer, r)
		log.Printf("%s %q %d %s", r.Method, r.URL.Path, writer.status, time.Since(started).Round(time.Millisecond))
	})
}
`;

export const loggingTemplate = ({ script, python }: Place): Template => ({
  typescript: `${scriptTypes[script]}\n${logScript[script]}`,
  python: (importsFor[python] ?? '') + logPython[python],
  go: logGo,
});
