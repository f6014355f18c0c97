import type { Template } from '../../templates/templates.ts';

/** A number in a text. */
export const csvNumberTemplate: Template = {
  typescript: `
/** The number that a text is. Throws where it is none. */
function _number_(text: string): number {
  if (!/^\\s*[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?\\s*$/.test(text)) {
    throw new Error(\`\${JSON.stringify(text)} is no number.\`);
  }
  return Number(text);
}
`,
  python: `
import re


def _number_(text: str) -> float:
    """The number that a text is. Raises ValueError where it is none."""
    if not re.fullmatch(r"\\s*[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?\\s*", text):
        raise ValueError(f"{text!r} is no number")
    return float(text)
`,
  go: `
package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var _numberPattern_ = regexp.MustCompile(\`^[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?$\`)

// _number_ is the number that a text is.
func _number_(text string) (float64, error) {
	text = strings.TrimSpace(text)
	if !_numberPattern_.MatchString(text) {
		return 0, fmt.Errorf("%q is no number", text)
	}
	return strconv.ParseFloat(text, 64)
}
`,
};

export const csvWriteTemplate: Template = {
  typescript: `
/** A row of a CSV file: values that need it are quoted. */
function _line_(row: string[]): string {
  const quoted = row.map((value) => (/[",\\r\\n]/.test(value) ? \`"\${value.replaceAll('"', '""')}"\` : value));
  return row.length === 1 && row[0] === "" ? '""\\r\\n' : \`\${quoted.join(",")}\\r\\n\`;
}

async function* _results_(input: string): AsyncGenerator<string> {
  for await (const { columns, row } of _records_(input, _needed_)) {
    if (row === null) {
      yield _line_(_header_);
      continue;
    }
    if (_keyed_) {
      const record = Object.fromEntries(columns.map((name, at) => [name, row[at] ?? ""]));
    }
    if (_filters_) {
      if (!(_condition_)) {
        continue;
      }
    }
    yield _line_(_made_);
  }
}

/** Reads the CSV file \`input\` row by row and writes the result to \`output\`, which may be the same file. */
export async function _name_(input: string, output: string): Promise<void> {
  await _replace_(output, _results_(input));
}
`,
  python: `
import csv


def _name_(input_path: str, output_path: str) -> None:
    """Reads a CSV file row by row and writes the result to another one, which may be the same."""
    with _replace_(output_path) as output:
        writer = csv.writer(output)
        for columns, row in _records_(input_path, _needed_):
            if row is None:
                writer.writerow(_header_)
                continue
            if _keyed_:
                record = dict(zip(columns, row))
            if _filters_:
                if not (_condition_):
                    continue
            writer.writerow(_made_)
`,
  go: `
package main

import (
	"io"
	"strings"
)

// _line_ is a row of a CSV file: values that need it are quoted.
func _line_(row []string) string {
	quoted := make([]string, len(row))
	for at, value := range row {
		quoted[at] = value
		if strings.ContainsAny(value, "\\",\\r\\n") || len(row) == 1 && value == "" {
			quoted[at] = "\\"" + strings.ReplaceAll(value, "\\"", "\\"\\"") + "\\""
		}
	}
	return strings.Join(quoted, ",") + "\\r\\n"
}

// _name_ reads the CSV file input row by row and writes the result to output, which may be the same file.
func _name_(input, output string) error {
	return _replace_(output, func(target io.Writer) error {
		return _records_(input, _needed_, func(columns, row []string) error {
			if row == nil {
				_, err := io.WriteString(target, _line_(_header_))
				return err
			}
			if _keyed_ {
				record := map[string]string{}
				for at, name := range columns {
					record[name] = row[at]
				}
			}
			_checks_
			if _, err := io.WriteString(target, _line_(_made_)); err != nil {
				return err
			}
			return nil
		})
	})
}
`,
};

export const csvTotalTemplate: Template = {
  typescript: `
/** Reads the CSV file \`input\` row by row. */
export async function _name_(input: string): Promise<number> {
  let total = 0;
  for await (const { columns, row } of _records_(input, _needed_)) {
    if (row === null) {
      continue;
    }
    if (_keyed_) {
      const record = Object.fromEntries(columns.map((name, at) => [name, row[at] ?? ""]));
    }
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
    """Reads a CSV file row by row."""
    total: _Total_ = 0
    for columns, row in _records_(input_path, _needed_):
        if row is None:
            continue
        if _keyed_:
            record = dict(zip(columns, row))
        if _filters_:
            if not (_condition_):
                continue
        total += _amount_
    return total
`,
  go: `
package main

import "strings"

// _name_ reads the CSV file input row by row.
func _name_(input string) (_Total_, error) {
	var total _Total_
	err := _records_(input, _needed_, func(columns, row []string) error {
		if row == nil {
			return nil
		}
		if _keyed_ {
			record := map[string]string{}
			for at, name := range columns {
				record[name] = row[at]
			}
		}
		_checks_
		total += _amount_
		return nil
	})
	return total, err
}
`,
};
