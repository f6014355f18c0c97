import type { Template } from '../../templates/templates.ts';
import { goReader } from './go-template.ts';

/** Methods of the reader that no setting needs are left out. */
export const configurationTemplate: Template = {
  typescript: `
/** Thrown with everything that is wrong with the environment. Values are not told, because they may be secrets. */
export class _Failure_ extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(\`The configuration cannot be used: \${problems.join("; ")}\`);
    this.name = "_Failure_";
    this.problems = problems;
  }
}

interface _Expected_ {
  required?: boolean;
  minimum?: number;
  maximum?: number;
}

/** Reads variables and keeps what is wrong with them. A variable without a text counts as missing. */
class _Reader_ {
  readonly problems: string[] = [];
  readonly #environment: Readonly<Record<string, string | undefined>>;

  constructor(environment: Readonly<Record<string, string | undefined>>) {
    this.#environment = environment;
  }

  text(variable: string, { required = false }: _Expected_ = {}): string | undefined {
    const text = this.#environment[variable];
    if (text !== undefined && text !== "") {
      return text;
    }
    if (required) {
      this.problems.push(\`\${variable} is missing\`);
    }
    return undefined;
  }

  list(variable: string, expected: _Expected_ = {}): string[] | undefined {
    return this.text(variable, expected)?.split(",").map((each) => each.trim()).filter((each) => each !== "");
  }

  choice<Choice extends string>(variable: string, choices: readonly Choice[], expected: _Expected_ = {}): Choice | undefined {
    const text = this.text(variable, expected);
    const choice = choices.find((each) => each === text);
    if (text !== undefined && choice === undefined) {
      this.problems.push(\`\${variable} must be one of \${choices.join(", ")}\`);
    }
    return choice;
  }

  flag(variable: string, expected: _Expected_ = {}): boolean | undefined {
    const text = this.text(variable, expected);
    if (text === undefined) {
      return undefined;
    }
    if (/^(?:true|yes|on|1)$/i.test(text.trim())) {
      return true;
    }
    if (!/^(?:false|no|off|0)$/i.test(text.trim())) {
      this.problems.push(\`\${variable} must be true or false\`);
    }
    return false;
  }

  integer(variable: string, expected: _Expected_ = {}): number | undefined {
    const text = this.text(variable, expected)?.trim();
    if (text === undefined) {
      return undefined;
    }
    if (!/^[+-]?[0-9]+$/.test(text) || !Number.isSafeInteger(Number(text))) {
      this.problems.push(\`\${variable} must be a whole number\`);
      return undefined;
    }
    if (_bounded_) {
      return this.within(variable, Number(text), expected);
    } else {
      return Number(text);
    }
  }

  number(variable: string, expected: _Expected_ = {}): number | undefined {
    const text = this.text(variable, expected)?.trim();
    if (text === undefined) {
      return undefined;
    }
    if (!/^[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(text) || !Number.isFinite(Number(text))) {
      this.problems.push(\`\${variable} must be a number\`);
      return undefined;
    }
    if (_bounded_) {
      return this.within(variable, Number(text), expected);
    } else {
      return Number(text);
    }
  }

  within(variable: string, value: number, { minimum, maximum }: _Expected_): number {
    if (minimum !== undefined && value < minimum) {
      this.problems.push(\`\${variable} must be at least \${minimum}\`);
    }
    if (maximum !== undefined && value > maximum) {
      this.problems.push(\`\${variable} must be at most \${maximum}\`);
    }
    return value;
  }
}

/** Reads the configuration from environment variables. Throws _Failure_, which names every variable that is missing or wrong. */
export function _load_(environment: Readonly<Record<string, string | undefined>> = process.env): _Name_ {
  const reader = new _Reader_(environment);
  _read_;
}
`,
  python: `
import math
import os
import re
from typing import Any, List, Mapping, Optional, Sequence


class _Failure_(Exception):
    """Raised with everything that is wrong with the environment. Values are not told, because they may be secrets."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("The configuration cannot be used: " + "; ".join(problems))
        self.problems = list(problems)


class _Reader_:
    """Reads variables and keeps what is wrong with them. A variable without a text counts as missing."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.problems: List[str] = []

    def text(self, variable: str, default: Any = None, *, required: bool = False) -> Any:
        text = self.environment.get(variable, "")
        if text != "":
            return text
        if required:
            self.problems.append(f"{variable} is missing")
        return default

    def list(self, variable: str, *, required: bool = False) -> Any:
        text = self.text(variable, required=required)
        if text is None:
            return None
        return [each.strip() for each in text.split(",") if each.strip() != ""]

    def choice(self, variable: str, choices: Sequence[str], default: Any = None, *, required: bool = False) -> Any:
        text = self.text(variable, default, required=required)
        if text is not None and text not in choices:
            self.problems.append(f"{variable} must be one of {', '.join(choices)}")
        return text

    def flag(self, variable: str, default: Any = None, *, required: bool = False) -> Any:
        text = self.text(variable, required=required)
        if text is None:
            return default
        word = text.strip().lower()
        if word in ("true", "yes", "on", "1"):
            return True
        if word not in ("false", "no", "off", "0"):
            self.problems.append(f"{variable} must be true or false")
        return False

    def integer(
        self,
        variable: str,
        default: Any = None,
        *,
        required: bool = False,
        minimum: Optional[float] = None,
        maximum: Optional[float] = None,
    ) -> Any:
        text = self.text(variable, required=required)
        if text is None:
            return default
        if not re.fullmatch(r"[+-]?[0-9]{1,19}", text.strip()):
            self.problems.append(f"{variable} must be a whole number")
            return None
        if _bounded_:
            return self.within(variable, int(text), minimum, maximum)
        else:
            return int(text)

    def number(
        self,
        variable: str,
        default: Any = None,
        *,
        required: bool = False,
        minimum: Optional[float] = None,
        maximum: Optional[float] = None,
    ) -> Any:
        text = self.text(variable, required=required)
        if text is None:
            return default
        pattern = r"[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
        if not re.fullmatch(pattern, text.strip()) or not math.isfinite(float(text)):
            self.problems.append(f"{variable} must be a number")
            return None
        if _bounded_:
            return self.within(variable, float(text), minimum, maximum)
        else:
            return float(text)

    def within(self, variable: str, value: Any, minimum: Optional[float], maximum: Optional[float]) -> Any:
        if minimum is not None and value < minimum:
            self.problems.append(f"{variable} must be at least {minimum}")
        if maximum is not None and value > maximum:
            self.problems.append(f"{variable} must be at most {maximum}")
        return value


def _load_(environment: Mapping[str, str] = os.environ) -> _Name_:
    """Reads the configuration from environment variables. Raises _Failure_, which names every variable that is missing or wrong."""
    reader = _Reader_(environment)
    _read_
`,
  go: goReader,
};

/** A text that is not printed by accident. */
export const secretTemplate: Template = {
  typescript: '',
  python: '',
  go: `
package main

// _Secret_ is a text that is left out where the configuration is printed or encoded. string(secret) is the text itself.
type _Secret_ string

func (_Secret_) String() string {
	return "[secret]"
}

// GoString keeps the text out of %#v.
func (s _Secret_) GoString() string {
	return s.String()
}

// MarshalText keeps the text out of JSON.
func (s _Secret_) MarshalText() ([]byte, error) {
	return []byte(s.String()), nil
}
`,
};
