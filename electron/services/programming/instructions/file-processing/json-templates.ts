import type { Template } from '../../templates/templates.ts';

/** The objects of a file with one on each line. */
export const objectsTemplate: Template = {
  typescript: `
/** The objects of a file with one on each line, and the lines. Throws where a line is something else; blank ones are none. */
async function* _records_(path: string): AsyncGenerator<{ line: string; record: Record<string, unknown> }> {
  let number = 0;
  for await (const line of _lines_(path)) {
    number += 1;
    if (line.trim() === "") {
      continue;
    }
    let value: unknown = null;
    try {
      value = JSON.parse(line);
    } catch (error) {
      throw new Error(\`Line \${number} of \${path} is no JSON.\`, { cause: error });
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new Error(\`Line \${number} of \${path} is no object.\`);
    }
    yield { line, record: value as Record<string, unknown> };
  }
}
`,
  python: `
import json
from typing import Any, Dict, Iterator, Tuple


def _records_(path: str) -> Iterator[Tuple[str, Dict[str, Any]]]:
    """The lines of a file and the objects that they are; blank ones are none. Raises ValueError where a line is something else, and OSError."""
    for number, line in enumerate(_lines_(path), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(f"line {number} of {path} is no JSON") from error
        if not isinstance(record, dict):
            raise ValueError(f"line {number} of {path} is no object")
        yield line, record
`,
  go: `
package main

import (
	"encoding/json"
	"fmt"
	"strings"
)

// _records_ calls each with the lines of a file and the objects that they are; blank ones are none.
func _records_(path string, each func(line string, record map[string]json.RawMessage) error) error {
	number := 0
	return _lines_(path, func(line string) error {
		number++
		if strings.TrimSpace(line) == "" {
			return nil
		}
		var record map[string]json.RawMessage
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			return fmt.Errorf("line %d of %s: %w", number, path, err)
		}
		if record == nil {
			return fmt.Errorf("line %d of %s is no object", number, path)
		}
		return each(line, record)
	})
}
`,
};

export const jsonNumberTemplate: Template = {
  typescript: `
/** A value that is a number. Throws where it is none. */
function _number_(value: unknown): number {
  if (typeof value !== "number") {
    throw new Error(\`\${JSON.stringify(value) ?? "What is missing"} is no number.\`);
  }
  return value;
}
`,
  python: `
from typing import Any


def _number_(value: Any) -> float:
    """A value that is a number. Raises ValueError where it is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(f"{value!r} is no number")
    return value
`,
  go: `
package main

import (
	"encoding/json"
	"fmt"
)

// _number_ is a value that is a number.
func _number_(value json.RawMessage) (float64, error) {
	var number *float64
	if err := json.Unmarshal(value, &number); err != nil || number == nil {
		return 0, fmt.Errorf("%q is no number", value)
	}
	return *number, nil
}
`,
};

export const jsonTextTemplate: Template = {
  typescript: `
/** A value that is a text; everything else is an empty one. */
function _text_(value: unknown): string {
  return typeof value === "string" ? value : "";
}
`,
  python: `
from typing import Any


def _text_(value: Any) -> str:
    """A value that is a text; everything else is an empty one."""
    return value if isinstance(value, str) else ""
`,
  go: `
package main

import "encoding/json"

// _text_ is a value that is a text; everything else is an empty one.
func _text_(value json.RawMessage) string {
	var text string
	if err := json.Unmarshal(value, &text); err != nil {
		return ""
	}
	return text
}
`,
};

export const jsonWriteTemplate: Template = {
  typescript: `
async function* _results_(input: string): AsyncGenerator<string> {
  for await (const { line, record } of _records_(input)) {
    if (_filters_) {
      if (!(_condition_)) {
        continue;
      }
    }
    if (_picks_) {
      const names = _picked_.filter((name) => Object.hasOwn(record, name));
      yield \`\${JSON.stringify(Object.fromEntries(names.map((name) => [name, record[name]])))}\\n\`;
    } else {
      yield \`\${line}\\n\`;
    }
  }
}

/** Reads the objects of \`input\`, one on each line, and writes the result to \`output\`, which may be the same file. */
export async function _name_(input: string, output: string): Promise<void> {
  await _replace_(output, _results_(input));
}
`,
  python: `
import json


def _name_(input_path: str, output_path: str) -> None:
    """Reads the objects of a file, one on each line, and writes the result to another one, which may be the same."""
    with _replace_(output_path) as output:
        for line, record in _records_(input_path):
            if _filters_:
                if not (_condition_):
                    continue
            if _picks_:
                picked = {name: record[name] for name in _picked_ if name in record}
                output.write(json.dumps(picked) + "\\n")
            else:
                output.write(line + "\\n")
`,
  go: `
package main

import (
	"encoding/json"
	"io"
	"strings"
)

// _name_ reads the objects of input, one on each line, and writes the result to output, which may be the same file.
func _name_(input, output string) error {
	return _replace_(output, func(target io.Writer) error {
		return _records_(input, func(line string, record map[string]json.RawMessage) error {
			_checks_
			if _picks_ {
				picked := map[string]json.RawMessage{}
				for _, name := range _picked_ {
					if value, ok := record[name]; ok {
						picked[name] = value
					}
				}
				return json.NewEncoder(target).Encode(picked)
			} else {
				_, err := io.WriteString(target, line+"\\n")
				return err
			}
		})
	})
}
`,
};

export const jsonTotalTemplate: Template = {
  typescript: `
/** Reads the objects of \`input\`, one on each line. */
export async function _name_(input: string): Promise<number> {
  let total = 0;
  for await (const { record } of _records_(input)) {
    if (_filters_) {
      if (!(_condition_)) {
        continue;
      }
    }
    total += _amount_;
  }
  return total;
}
`,
  python: `
def _name_(input_path: str) -> _Total_:
    """Reads the objects of a file, one on each line."""
    total: _Total_ = 0
    for _, record in _records_(input_path):
        if _filters_:
            if not (_condition_):
                continue
        total += _amount_
    return total
`,
  go: `
package main

import (
	"encoding/json"
	"strings"
)

// _name_ reads the objects of input, one on each line.
func _name_(input string) (_Total_, error) {
	var total _Total_
	err := _records_(input, func(_ string, record map[string]json.RawMessage) error {
		_checks_
		total += _amount_
		return nil
	})
	return total, err
}
`,
};
