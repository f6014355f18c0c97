import type { Template } from '../../templates/templates.ts';
import { clientGo } from './go-template.ts';
import { type Paging, pagesGo, pagesPython, pagesScript } from './paging.ts';

const script = (pages: string): string => `
/** An answer whose status is no success. */
export class _Error_ extends Error {
  readonly status: number;
  readonly body: string;

  constructor(status: number, body: string) {
    super(\`The server answered with status \${status}.\`);
    this.name = "_Error_";
    this.status = status;
    this.body = body;
  }
}

/** Calls _base_. Requests that may be repeated without harm are tried up to _attempts_ times. */
export class _Name_ {
  readonly #base: string;
  readonly #headers: Readonly<Record<string, string>>;

  /** \`headers\` go along with each request, such as \`{ Authorization: "Bearer …" }\`. */
  constructor(headers: Readonly<Record<string, string>> = {}, base = "_base_") {
    this.#base = base.replace(/\\/$/, "");
    this.#headers = headers;
  }

  _operations_;
${pages}
  /** Throws _Error_ where the status is no success, and the error of \`fetch\` where there is no answer within _timeoutWords_. */
  async request(method: string, path: string, query: Readonly<Record<string, string>> = {}, body?: unknown): Promise<Response> {
    const url = new URL(path.startsWith("/") ? this.#base + path : path);
    for (const [key, value] of Object.entries(query)) {
      url.searchParams.set(key, value);
    }
    const repeatable = method !== "POST" && method !== "PATCH";
    for (let attempt = 1; ; attempt += 1) {
      const last = attempt >= _attempts_;
      let wait = 250 * 2 ** (attempt - 1);
      try {
        const response = await fetch(url, {
          method,
          headers: body === undefined ? this.#headers : { "Content-Type": "application/json", ...this.#headers },
          signal: AbortSignal.timeout(_timeout_),
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        if (response.ok) {
          return response;
        }
        const text = await response.text();
        if (last || !(response.status === 429 || (repeatable && response.status >= 500))) {
          throw new _Error_(response.status, text);
        }
        wait = _pause_(response.headers.get("Retry-After")) ?? wait;
      } catch (error) {
        if (last || !repeatable || error instanceof _Error_) {
          throw error;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** Milliseconds that a server asks to wait, as a number of seconds or a date; a minute at most. */
function _pause_(header: string | null): number | null {
  if (header === null) {
    return null;
  }
  const milliseconds = /^\\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(milliseconds) ? null : Math.min(Math.max(0, milliseconds), 60000);
}
`;

const python = (pages: string): string => `
import json
import re
import time
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from http.client import HTTPResponse
from typing import Any, Dict, Iterator, Mapping, Optional
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urljoin, urlsplit
from urllib.request import Request, urlopen


class _Error_(Exception):
    """An answer whose status is no success."""

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__(f"the server answered with status {status}")
        self.status = status
        self.body = body


class _Name_:
    """Calls _base_. Requests that may be repeated without harm are tried up to _attempts_ times."""

    def __init__(self, headers: Optional[Mapping[str, str]] = None, base: str = "_base_") -> None:
        """\`headers\` go along with each request, such as {"Authorization": "Bearer …"}."""
        self._base = base.rstrip("/")
        self._headers: Dict[str, str] = dict(headers or {})

    _operations_: None
${pages}
    def request(self, method: str, path: str, query: Optional[Mapping[str, str]] = None, body: Any = None) -> HTTPResponse:
        """Raises _Error_ where the status is no success, URLError or TimeoutError where there is no answer within _timeoutWords_."""
        url = self._base + path if path.startswith("/") else path
        if query:
            url += ("&" if "?" in url else "?") + urlencode(query)
        headers = dict(self._headers)
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        repeatable = method not in ("POST", "PATCH")
        attempt = 1
        while True:
            last = attempt >= _attempts_
            pause = 0.25 * 2 ** (attempt - 1)
            try:
                return urlopen(Request(url, data=data, headers=headers, method=method), timeout=_seconds_)
            except HTTPError as error:
                if last or not (error.code == 429 or (repeatable and error.code >= 500)):
                    raise _Error_(error.code, error.read()) from error
                asked = _pause_(error.headers.get("Retry-After"))
                error.close()
                if asked is not None:
                    pause = asked
            except (URLError, TimeoutError):
                if last or not repeatable:
                    raise
            time.sleep(pause)
            attempt += 1


def _pause_(header: Optional[str]) -> Optional[float]:
    """Seconds that a server asks to wait, as a number or a date; a minute at most."""
    if header is None:
        return None
    if header.isdigit():
        return min(float(header), 60.0)
    try:
        seconds = (parsedate_to_datetime(header) - datetime.now(timezone.utc)).total_seconds()
    except (TypeError, ValueError):
        return None
    return min(max(0.0, seconds), 60.0)
`;

export const clientTemplate = (paging: Paging): Template => ({
  typescript: script(pagesScript[paging]),
  python: python(pagesPython[paging]),
  go: clientGo(pagesGo[paging]),
});

/** One method for each endpoint. */
export const operationTemplate: Template = {
  typescript: `
class Client {
  /** _method_ _route_ */
  async _operation_(_parameters_: string): Promise<unknown> {
    const response = await _call_;
    return response.status === 204 ? undefined : response.json();
  }
}
`,
  python: `
class Client:
    def _operation_(self, _parameters_: str) -> Any:
        """_method_ _route_"""
        with _call_ as response:
            content = response.read()
        return json.loads(content) if content else None
`,
  go: `
package main

// _operation_ calls _method_ _route_.
func (c *_Name_) _operation_(_parameters_ any) ([]byte, error) {
	return _call_
}
`,
};
