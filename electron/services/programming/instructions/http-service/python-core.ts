/** What all services of Python have, whatever serves them. */
export const pythonCore = `
import json
import logging
from typing import Any, Dict, List, NamedTuple, Optional


class RequestError(Exception):
    """A request that cannot be answered: the status and the reason."""

    def __init__(self, status: int, message: str, headers: Optional[Dict[str, str]] = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}


class Input(NamedTuple):
    """What came with a request."""

    path: Dict[str, str]
    query: Dict[str, List[str]]
    body: Dict[str, Any]


class Answer(NamedTuple):
    status: int
    headers: Dict[str, str]
    content: str


def to_json(status: int, value: Any) -> Answer:
    return Answer(status, {"Content-Type": "application/json"}, json.dumps(value))


def failure(error: Exception) -> Answer:
    """The answer to a request that failed. What nobody expected is logged and not shown."""
    if isinstance(error, RequestError):
        answer = to_json(error.status, {"error": str(error)})
        return Answer(answer.status, {**answer.headers, **error.headers}, answer.content)
    logging.error("a request failed", exc_info=error)
    return to_json(500, {"error": "internal error"})
`;

/** Functions that only some services need, by the name that they have in a script. */
export const pythonPieces = {
  plainText: `
def plain_text(status: int, content: str) -> Answer:
    return Answer(status, {"Content-Type": "text/plain; charset=utf-8"}, content)
`,
  empty: `
def empty(status: int) -> Answer:
    return Answer(status, {}, "")
`,
  parseBody: `
import json
from typing import Any, Dict

BODY_LIMIT = 1024 * 1024


def refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def parse_body(content: bytes) -> Dict[str, Any]:
    """The fields of a body. Raises RequestError where it is no JSON object."""
    try:
        value = json.loads(content.decode(), parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        raise RequestError(400, "the body must be JSON") from None
    if not isinstance(value, dict):
        raise RequestError(400, "the body must be a JSON object")
    return value
`,
  required: `
from typing import Any, Callable, Optional, TypeVar

Value = TypeVar("Value")


def required(value: Any, check: Callable[[Any], Optional[Value]], error: str) -> Value:
    """The value as \`check\` gives it. Raises RequestError where it gives none."""
    checked = check(value)
    if checked is None:
        raise RequestError(400, error)
    return checked
`,
  optional: `
from typing import Any, Callable, Optional, TypeVar

Value = TypeVar("Value")


def optional(value: Any, check: Callable[[Any], Optional[Value]], error: str) -> Optional[Value]:
    """The same for a value that may be missing."""
    return None if value is None else required(value, check, error)
`,
  valueOr: `
from typing import Optional, TypeVar

Value = TypeVar("Value")


def value_or(value: Optional[Value], fallback: Value) -> Value:
    return fallback if value is None else value
`,
  fromText: `
import re
from typing import Any, Optional


def from_text(text: Optional[str]) -> Any:
    """The value that a text in a path or a query stands for: a number or a truth value where it is written like one."""
    if text in ("true", "false"):
        return text == "true"
    return float(text) if text and re.fullmatch(r"-?[0-9]+(?:\\.[0-9]+)?", text) else text
`,
  textOf: `
from typing import Dict, List, Optional


def text_of(query: Dict[str, List[str]], name: str) -> Optional[str]:
    """The first value of a name in a query; None where it is empty or missing."""
    return query.get(name, [""])[0] or None
`,
  asString: `
from typing import Any, Optional


def as_string(value: Any) -> Optional[str]:
    return value if isinstance(value, str) else None
`,
  asInteger: `
from typing import Any, Optional


def as_integer(value: Any) -> Optional[int]:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < 2**53:
        return None
    return int(value) if value == int(value) else None
`,
  asNumber: `
import sys
from typing import Any, Optional


def as_number(value: Any) -> Optional[float]:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value if abs(value) <= sys.float_info.max else None
`,
  asBoolean: `
from typing import Any, Optional


def as_boolean(value: Any) -> Optional[bool]:
    return value if isinstance(value, bool) else None
`,
  asObject: `
from typing import Any, Dict, Optional


def as_object(value: Any) -> Optional[Dict[str, Any]]:
    return value if isinstance(value, dict) else None
`,
  asAny: `
from typing import Any


def as_any(value: Any) -> Any:
    return value
`,
  asList: `
from typing import Any, List, Optional


def as_list(value: Any) -> Optional[List[Any]]:
    return value if isinstance(value, list) else None
`,
  listOf: `
from typing import Any, Callable, List, Optional, TypeVar

Value = TypeVar("Value")


def list_of(check: Callable[[Any], Optional[Value]]) -> Callable[[Any], Optional[List[Value]]]:
    """Checks a list and each of its items."""

    def checked(value: Any) -> Optional[List[Value]]:
        if not isinstance(value, list):
            return None
        items = [check(each) for each in value]
        found = [each for each in items if each is not None]
        return found if len(found) == len(items) else None

    return checked
`,
} as const;
