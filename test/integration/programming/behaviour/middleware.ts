import type { BehaviourCase } from './case.ts';

const headers = ['', 'Bearer wrong', 'Bearer s3cret', 's3cret', 'bearer s3cret'];

/** Only the right token passes a real server. */
export const middleware: BehaviourCase = {
  name: 'middleware',
  request: 'Create a bearer token middleware called guard, environment variable "GUARD_SECRET"',
  javascript: `
const { createServer } = await import('node:http');
const server = createServer(subject.guard((_request, response) => response.end('in'), 's3cret'));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
for (const authorization of ${JSON.stringify(headers)}) {
  const answer = await fetch('http://127.0.0.1:' + server.address().port, { headers: authorization === '' ? {} : { authorization } });
  show([answer.status, answer.headers.get('www-authenticate')]);
}
server.closeAllConnections();
server.close();
try {
  subject.guard(() => {}, '');
} catch {
  show('no secret');
}`,
  python: `
import os
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

os.environ["GUARD_SECRET"] = "s3cret"

class Handler(BaseHTTPRequestHandler):
    @subject.guard
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        pass

server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
for header in ${JSON.stringify(headers)}:
    request = urllib.request.Request("http://127.0.0.1:%d/" % server.server_port, headers={"Authorization": header} if header else {})
    try:
        with urllib.request.urlopen(request) as answer:
            show([answer.status, answer.headers.get("WWW-Authenticate")])
    except urllib.error.HTTPError as error:
        show([error.code, error.headers.get("WWW-Authenticate")])
server.shutdown()
server.server_close()
del os.environ["GUARD_SECRET"]
try:
    subject.guard_allows("x")
except RuntimeError:
    show("no secret")`,
  go: `
import (
	"net/http"
	"net/http/httptest"
)

func Drive(show func(any)) {
	handler := guard("s3cret")(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	for _, header := range []string{${headers.map((each) => JSON.stringify(each)).join(', ')}} {
		request := httptest.NewRequest(http.MethodGet, "/", nil)
		request.Header.Set("Authorization", header)
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, request)
		var challenge any
		if value := recorder.Header().Get("WWW-Authenticate"); value != "" {
			challenge = value
		}
		show([]any{recorder.Code, challenge})
	}
	defer func() {
		if recover() != nil {
			show("no secret")
		}
	}()
	guard("")
}`,
  expected: [[401, 'Bearer'], [401, 'Bearer'], [200, null], [401, 'Bearer'], [200, null], 'no secret'],
};
