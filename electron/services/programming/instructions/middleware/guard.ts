import type { Template } from '../../templates/templates.ts';
import { goHead, type Place, scriptTypes } from './places.ts';

/** How the secret stands in the header: the whole value, or a part of it. */
const given = {
  bearer: {
    script: `/^Bearer +(\\S+)$/i.exec(header)?.[1] ?? ""`,
    python: `header[7:].strip() if header[:7].lower() == "bearer " else ""`,
  },
  'api-key': { script: 'header', python: 'header' },
} as const;

const basicScript = `Buffer.from(/^Basic +(\\S+)$/i.exec(header)?.[1] ?? "", "base64").toString()`;

function givenScript(form: string): string {
  return form === 'basic' ? basicScript : given[form as 'bearer'].script;
}

/** Digests have one length, so that the comparison tells nothing of the length of the secret either. */
const scriptCore = (form: string): string => `
/** Compares in a time that tells nothing of the secret. */
function _allows_(header: string | string[] | undefined, secret: string): boolean {
  if (typeof header !== "string") {
    return false;
  }
  const given = ${givenScript(form)};
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

function _required_(secret: string | undefined): string {
  if (!secret) {
    throw new Error("The secret is missing: set _variable_.");
  }
  return secret;
}
`;

const scriptPlaces: Record<string, string> = {
  express: `
/** Lets only requests pass that carry the secret (_variable_) in the header _header_. */
export function _name_(secret = process.env._variable_): (request: Request, response: Response, next: NextFunction) => void {
  const expected = _required_(secret);
  return (request, response, next) => {
    if (_allows_(request.headers["_lower_"], expected)) {
      next();
      return;
    }
    response.status(401).set("WWW-Authenticate", "_challenge_").json({ error: "Unauthorized" });
  };
}
`,
  fastify: `
/** Lets only requests pass that carry the secret (_variable_) in the header _header_. Add it as a hook of "onRequest". */
export function _name_(secret = process.env._variable_): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const expected = _required_(secret);
  return async (request, reply) => {
    if (!_allows_(request.headers["_lower_"], expected)) {
      await reply.code(401).header("WWW-Authenticate", "_challenge_").send({ error: "Unauthorized" });
    }
  };
}
`,
  'node:http': `
/** Lets only requests pass to \`next\` that carry the secret (_variable_) in the header _header_. */
export function _name_(next: RequestListener, secret = process.env._variable_): RequestListener {
  const expected = _required_(secret);
  return (request, response) => {
    if (_allows_(request.headers["_lower_"], expected)) {
      next(request, response);
      return;
    }
    response.writeHead(401, { "WWW-Authenticate": "_challenge_", "Content-Type": "application/json" });
    response.end(JSON.stringify({ error: "Unauthorized" }));
  };
}
`,
};

const basicPython = `
def _given_(header: str) -> str:
    if header[:6].lower() != "basic ":
        return ""
    try:
        return base64.b64decode(header[6:], validate=True).decode()
    except ValueError:
        return ""
`;
const plainPython = (form: string): string => `
def _given_(header: str) -> str:
    return ${given[form as 'bearer'].python}
`;

const pythonCore = (form: string): string => `
import base64
import hmac
import os
from functools import wraps
from http.server import BaseHTTPRequestHandler
from typing import Any, Callable, Optional

from fastapi import HTTPException, Request
from flask import Response, request

${form === 'basic' ? basicPython : plainPython(form)}

def _allows_(header: Optional[str]) -> bool:
    """Compares in a time that tells nothing of the secret. Raises RuntimeError when it is not set."""
    secret = os.environ.get("_variable_")
    if not secret:
        raise RuntimeError("the secret is missing: set _variable_")
    return hmac.compare_digest(_given_(header or "").encode(), secret.encode())
`;

const pythonPlaces: Record<string, string> = {
  fastapi: `

async def _name_(request: Request) -> None:
    """Lets only requests pass that carry the secret (_variable_) in the header _header_."""
    if not _allows_(request.headers.get("_header_")):
        raise HTTPException(401, "Unauthorized", headers={"WWW-Authenticate": "_challenge_"})
`,
  flask: `

def _name_() -> Optional[Response]:
    """Lets only requests pass that carry the secret (_variable_) in the header _header_."""
    if _allows_(request.headers.get("_header_")):
        return None
    return Response("Unauthorized", status=401, headers={"WWW-Authenticate": "_challenge_"})
`,
  'http.server': `

def _name_(method: Callable[[Any], None]) -> Callable[[Any], None]:
    """Lets only requests pass to a \`do_…\` method that carry the secret (_variable_) in the header _header_."""

    @wraps(method)
    def guarded(handler: BaseHTTPRequestHandler) -> None:
        if _allows_(handler.headers.get("_header_")):
            method(handler)
            return
        handler.send_response(401, "Unauthorized")
        handler.send_header("WWW-Authenticate", "_challenge_")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return guarded
`,
};

const goGiven = (form: string): string =>
  form === 'basic'
    ? `
	user, password, ok := r.BasicAuth()
	if !ok {
		return false
	}
	given := sha256.Sum256([]byte(user + ":" + password))`
    : form === 'bearer'
      ? `
	scheme, token, _ := strings.Cut(r.Header.Get("_header_"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return false
	}
	given := sha256.Sum256([]byte(strings.TrimSpace(token)))`
      : `
	given := sha256.Sum256([]byte(r.Header.Get("_header_")))`;

const go = (form: string): string => `${goHead(['crypto/sha256', 'crypto/subtle', 'net/http', 'strings'])}
// _name_ lets only requests pass that carry the secret in the header _header_. It panics when the secret is empty.
func _name_(secret string) func(http.Handler) http.Handler {
	if secret == "" {
		panic("the secret is empty")
	}
	expected := sha256.Sum256([]byte(secret))
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !_allows_(r, expected) {
				w.Header().Set("WWW-Authenticate", "_challenge_")
				http.Error(w, "Unauthorized", http.StatusUnauthorized)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// _allows_ compares in a time that tells nothing of the secret.
func _allows_(r *http.Request, expected [sha256.Size]byte) bool {${goGiven(form)}
	return subtle.ConstantTimeCompare(given[:], expected[:]) == 1
}
`;

export function guardTemplate(form: string, { script, python }: Place): Template {
  return {
    typescript: `import { createHash, timingSafeEqual } from "node:crypto";\n${scriptTypes[script]}\n${scriptPlaces[script]}${scriptCore(form)}`,
    python: pythonCore(form) + pythonPlaces[python],
    go: go(form),
  };
}
