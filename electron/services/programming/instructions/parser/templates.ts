import type { Template } from '../../templates/templates.ts';
import { goScanner } from './go-template.ts';

/** Methods of the scanner that no field needs are left out. A text ends where the literal behind it first occurs, so nothing is looked at twice. */
export const parserTemplate: Template = {
  typescript: `
/** Thrown where a line is not of the form. The offset counts code points from the start of the line. */
export class _Failure_ extends Error {
  readonly offset: number;

  constructor(expected: string, offset: number) {
    super(\`Expected \${expected} at offset \${offset}.\`);
    this.name = "_Failure_";
    this.offset = offset;
  }
}

/** Reads a line from its start; each method reads a value and the literal text behind it. */
class _Scanner_ {
  readonly #line: string;
  #at = 0;

  constructor(line: string) {
    this.#line = line;
  }

  literal(text: string): void {
    if (!this.#line.startsWith(text, this.#at)) {
      throw this.#failure(\`"\${text}"\`);
    }
    this.#at += text.length;
  }

  text(name: string, end: string): string {
    const start = this.#at;
    const found = end === "" ? -1 : this.#line.indexOf(end, start);
    const stop = found === -1 ? this.#line.length : found;
    if (stop === start) {
      throw this.#failure(name);
    }
    this.#at = stop;
    this.literal(end);
    return this.#line.slice(start, stop);
  }

  integer(name: string, end: string): number {
    const text = this.#match(/-?[0-9]+/y, name);
    const value = Number(text);
    if (!Number.isSafeInteger(value)) {
      throw this.#failure(name);
    }
    this.#at += text.length;
    this.literal(end);
    return value;
  }

  decimal(name: string, end: string): number {
    const text = this.#match(/-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y, name);
    const value = Number(text);
    if (!Number.isFinite(value)) {
      throw this.#failure(name);
    }
    this.#at += text.length;
    this.literal(end);
    return value;
  }

  flag(name: string, end: string): boolean {
    const text = this.#match(/true|false/y, name);
    this.#at += text.length;
    this.literal(end);
    return text === "true";
  }

  end(): void {
    if (this.#at < this.#line.length) {
      throw this.#failure("the end of the line");
    }
  }

  #match(pattern: RegExp, name: string): string {
    pattern.lastIndex = this.#at;
    const text = pattern.exec(this.#line)?.[0];
    if (text === undefined) {
      throw this.#failure(name);
    }
    return text;
  }

  #failure(expected: string): _Failure_ {
    return new _Failure_(expected, Array.from(this.#line.slice(0, this.#at)).length);
  }
}

export interface _Name_ {
  _fields_: string;
}

/** Parses a line without its line break. Throws _Failure_ where it is not of the form. */
export function _parse_(line: string): _Name_ {
  const scanner = new _Scanner_(line);
  _read_;
}
`,
  python: `
import math
import re
from dataclasses import dataclass


class _Failure_(ValueError):
    """Raised where a line is not of the form. The offset counts code points from the start of the line."""

    def __init__(self, expected: str, offset: int) -> None:
        super().__init__(f"Expected {expected} at offset {offset}.")
        self.offset = offset


class _Scanner_:
    """Reads a line from its start; each method reads a value and the literal text behind it."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._at = 0

    def literal(self, text: str) -> None:
        if not self._line.startswith(text, self._at):
            raise self._failure(f'"{text}"')
        self._at += len(text)

    def text(self, name: str, end: str) -> str:
        start = self._at
        found = self._line.find(end, start) if end else -1
        stop = len(self._line) if found == -1 else found
        if stop == start:
            raise self._failure(name)
        self._at = stop
        self.literal(end)
        return self._line[start:stop]

    def integer(self, name: str, end: str) -> int:
        text = self._match(r"-?[0-9]+", name)
        try:
            value = int(text)
        except ValueError:
            raise self._failure(name) from None
        self._at += len(text)
        self.literal(end)
        return value

    def decimal(self, name: str, end: str) -> float:
        text = self._match(r"-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", name)
        value = float(text)
        if not math.isfinite(value):
            raise self._failure(name)
        self._at += len(text)
        self.literal(end)
        return value

    def flag(self, name: str, end: str) -> bool:
        text = self._match(r"true|false", name)
        self._at += len(text)
        self.literal(end)
        return text == "true"

    def end(self) -> None:
        if self._at < len(self._line):
            raise self._failure("the end of the line")

    def _match(self, pattern: str, name: str) -> str:
        found = re.compile(pattern).match(self._line, self._at)
        if found is None:
            raise self._failure(name)
        return found.group()

    def _failure(self, expected: str) -> _Failure_:
        return _Failure_(expected, self._at)


@dataclass(frozen=True)
class _Name_:
    _fields_: str


def _parse_(line: str) -> _Name_:
    """Parses a line without its line break. Raises _Failure_ where it is not of the form."""
    scanner = _Scanner_(line)
    _read_
`,
  go: goScanner,
};
