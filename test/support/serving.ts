import { type ChildProcess, spawn } from 'node:child_process';
import { request } from 'node:http';
import { join } from 'node:path';
import type { TargetLanguage } from '#domain/programming';
import { write } from './compiling.ts';

/** Servers of one language in one process: the port of each. */
export interface Serving {
  ports: number[];
  close(): void;
}

export interface Exchange {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export interface Reply {
  status: number;
  type: string | null;
  allow: string | null;
  /** The JSON with its keys in order, or the text. */
  body: string;
}

/** Imports modules that start a server each. */
function scripts(folder: string, services: readonly string[], extension: 'mjs' | 'mts'): [string, string[]] {
  for (const [at, content] of services.entries()) write(folder, `s${at}.${extension}`, content);
  const main = `import net from 'node:net';

process.env.PORT = '0';
console.error = () => {};
const servers = [];
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (...args) {
  servers.push(this);
  return listen.apply(this, args);
};
for (let at = 0; at < ${services.length}; at += 1) await import('./s' + at + '.${extension}');
for (const server of servers) if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
console.log(JSON.stringify(servers.map((server) => server.address().port)));
`;
  write(folder, 'main.mjs', main);
  return [process.execPath, ['--no-warnings', 'main.mjs']];
}

const runner: Record<TargetLanguage, (folder: string, services: readonly string[]) => [string, string[]]> = {
  typescript: (folder, services) => scripts(folder, services, 'mts'),
  javascript: (folder, services) => scripts(folder, services, 'mjs'),
  python(folder, services) {
    for (const [at, content] of services.entries()) write(folder, `s${at}.py`, content);
    const main = `import importlib, json, logging, threading
from http.server import ThreadingHTTPServer

logging.disable(logging.CRITICAL)
ports = []
for at in range(${services.length}):
    handler = importlib.import_module("s%d" % at).Handler
    handler.log_message = lambda *_: None
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ports.append(server.server_port)
print(json.dumps(ports), flush=True)
threading.Event().wait()
`;
    write(folder, 'main.py', main);
    return ['python3', ['main.py']];
  },
  go(folder, services) {
    write(folder, 'go.mod', 'module example.com/services\n\ngo 1.19\n');
    for (const [at, content] of services.entries()) {
      const own = content.replace(/^package main$/m, `package s${at}`);
      const handler = /^func serve\(/m.test(own)
        ? `${own}\nvar Handler = http.HandlerFunc(serve)\n`
        : own
            .replace('func main() {', 'var Handler = routes()\n\nfunc routes() http.Handler {')
            .replace(/log\.Fatal\(http\.ListenAndServe\(".*", mux\)\)/, 'log.Prefix()\n\treturn mux');
      write(folder, `s${at}/service.go`, handler);
    }
    const main = `package main

import (
	"encoding/json"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"

${services.map((_, at) => `\t"example.com/services/s${at}"`).join('\n')}
)

func main() {
	log.SetOutput(io.Discard)
	ports := []int{}
	for _, handler := range []http.Handler{${services.map((_, at) => `s${at}.Handler`).join(', ')}} {
		ports = append(ports, httptest.NewServer(handler).Listener.Addr().(*net.TCPAddr).Port)
	}
	if err := json.NewEncoder(os.Stdout).Encode(ports); err != nil {
		panic(err)
	}
	select {}
}
`;
    write(folder, 'main.go', main);
    return ['go', ['run', '.']];
  },
};

/** Starts the services, all of them in one process. Rejects with what the process said where it ends. */
export function startServing(language: TargetLanguage, services: readonly string[], folder: string): Promise<Serving> {
  const own = join(folder, language);
  const [command, args] = runner[language](own, services);
  const env = { ...process.env, GOFLAGS: '-mod=mod', GOPROXY: 'off', GOTOOLCHAIN: 'local' };
  const child: ChildProcess = spawn(command, args, { cwd: own, env, detached: true });
  const close = (): void => {
    // `go run` has the program as a child of its own.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      const ports = /^\[[\d,\s]*\]$/m.exec(said)?.[0];
      if (ports) resolve({ ports: JSON.parse(ports) as number[], close });
    });
    child.on('error', reject);
    child.on('close', () => reject(new Error(said)));
  });
}

/** Sends one request and waits for the whole answer. */
export function exchange(port: number, { method, path, headers = {}, body }: Exchange): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = request({ host: '127.0.0.1', port, method, path, headers: { ...length, ...headers }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const content = Buffer.concat(chunks).toString();
        const type = response.headers['content-type'] ?? null;
        const isJson = type === 'application/json' && content !== '';
        resolve({
          status: response.statusCode ?? 0,
          type,
          allow: response.headers.allow ?? null,
          body: isJson ? canonical(JSON.parse(content)) : content,
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** JSON with its keys in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([left], [right]) => (left < right ? -1 : 1)))
      : each,
  );
}
