import type { BehaviourCase } from './case.ts';

/** Tries again after 503 and 429, gives up at 404, does not repeat a POST that failed, escapes what stands in a path, and walks along cursors. */
export const apiClient: BehaviourCase = {
  name: 'apiclient',
  request: 'Create an API client class called Shop for http://localhost:1 with GET /users/{id} and POST /orders, 3 attempts, cursor paging',
  javascript: `
const { createServer } = await import('node:http');
const seen = [];
const server = createServer((request, response) => {
  seen.push(request.method + ' ' + request.url);
  const count = seen.filter((each) => each === seen.at(-1)).length;
  if (request.url === '/users/busy' && count < 3) return response.writeHead(count === 1 ? 503 : 429, { 'Retry-After': '0' }).end();
  if (request.url === '/users/none') return response.writeHead(404).end('nobody');
  if (request.method === 'POST') return response.writeHead(500).end();
  if (request.url.startsWith('/list')) return response.end(JSON.stringify(request.url.includes('cursor=') ? { items: [2] } : { items: [1], next_cursor: 'b&c' }));
  response.end(JSON.stringify({ path: request.url, key: request.headers['x-key'] }));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const client = new subject.Shop({ 'X-Key': 'k' }, 'http://127.0.0.1:' + server.address().port + '/');
show(await client.getUsersById('a/b?c'));
show((await client.getUsersById('busy')).path);
show(await client.getUsersById('none').catch((error) => [error.status, error.body]));
show(await client.postOrders({ a: 1 }).catch((error) => error.status));
for await (const page of client.pages('/list')) show(page.items);
show(seen);
server.closeAllConnections();
server.close();`,
  python: `
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

seen = []
class Handler(BaseHTTPRequestHandler):
    def answer(self, status, body=b"", retry=None):
        self.send_response(status)
        if retry is not None:
            self.send_header("Retry-After", retry)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        seen.append(self.command + " " + self.path)
        count = seen.count(seen[-1])
        if self.path == "/users/busy" and count < 3:
            self.answer(503 if count == 1 else 429, retry="0")
        elif self.path == "/users/none":
            self.answer(404, b"nobody")
        elif self.path.startswith("/list"):
            self.answer(200, json.dumps({"items": [2]} if "cursor=" in self.path else {"items": [1], "next_cursor": "b&c"}).encode())
        else:
            self.answer(200, json.dumps({"path": self.path, "key": self.headers["X-Key"]}).encode())

    def do_POST(self):
        seen.append(self.command + " " + self.path)
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(500)

    def log_message(self, *args):
        pass

server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = subject.Shop({"X-Key": "k"}, "http://127.0.0.1:%d/" % server.server_port)
show(client.get_users_by_id("a/b?c"))
show(client.get_users_by_id("busy")["path"])
try:
    client.get_users_by_id("none")
except subject.ShopError as error:
    show([error.status, error.body.decode()])
try:
    client.post_orders({"a": 1})
except subject.ShopError as error:
    show(error.status)
for page in client.pages("/list"):
    show(page["items"])
show(seen)
server.shutdown()
server.server_close()`,
  go: `
import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
)

func Drive(show func(any)) {
	seen := []string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		request := r.Method + " " + r.RequestURI
		seen = append(seen, request)
		count := 0
		for _, each := range seen {
			if each == request {
				count++
			}
		}
		switch {
		case r.RequestURI == "/users/busy" && count < 3:
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(map[int]int{1: 503, 2: 429}[count])
		case r.RequestURI == "/users/none":
			w.WriteHeader(404)
			_, _ = w.Write([]byte("nobody"))
		case r.Method == http.MethodPost:
			w.WriteHeader(500)
		case strings.HasPrefix(r.RequestURI, "/list") && r.URL.Query().Get("cursor") != "":
			_, _ = w.Write([]byte("{\\"items\\":[2]}"))
		case strings.HasPrefix(r.RequestURI, "/list"):
			_, _ = w.Write([]byte("{\\"items\\":[1],\\"next_cursor\\":\\"b&c\\"}"))
		default:
			_ = json.NewEncoder(w).Encode(map[string]string{"path": r.RequestURI, "key": r.Header.Get("X-Key")})
		}
	}))
	defer server.Close()
	client := NewShop(http.Header{"X-Key": {"k"}})
	client.base = server.URL
	ctx := context.Background()
	decode := func(content []byte) map[string]any {
		value := map[string]any{}
		_ = json.Unmarshal(content, &value)
		return value
	}
	content, _ := client.GetUsersByID(ctx, "a/b?c", nil)
	show(decode(content))
	content, _ = client.GetUsersByID(ctx, "busy", nil)
	show(decode(content)["path"])
	var failed *ShopError
	if _, err := client.GetUsersByID(ctx, "none", nil); errors.As(err, &failed) {
		show([]any{failed.Status, string(failed.Body)})
	}
	if _, err := client.PostOrders(ctx, map[string]int{"a": 1}); errors.As(err, &failed) {
		show(failed.Status)
	}
	if err := client.Pages(ctx, "/list", nil, "next_cursor", "cursor", func(page []byte) error {
		show(decode(page)["items"])
		return nil
	}); err != nil {
		panic(err)
	}
	show(seen)
}`,
  expected: [
    { path: '/users/a%2Fb%3Fc', key: 'k' },
    '/users/busy',
    [404, 'nobody'],
    500,
    [1],
    [2],
    [
      'GET /users/a%2Fb%3Fc',
      'GET /users/busy',
      'GET /users/busy',
      'GET /users/busy',
      'GET /users/none',
      'POST /orders',
      'GET /list',
      'GET /list?cursor=b%26c',
    ],
  ],
};
