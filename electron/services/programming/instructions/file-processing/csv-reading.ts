import type { Template } from '../../templates/templates.ts';

/** Rows of a CSV file with their columns; blank lines are none. */
export const rowsTemplate: Template = {
  typescript: `
import { createReadStream } from "node:fs";

/** The rows of a CSV file as RFC 4180 has it. Throws where quotes are wrong and where the file is missing or no UTF-8. */
async function* _rows_(path: string): AsyncGenerator<string[]> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let row: string[] = [];
  let value = "";
  let state: "start" | "plain" | "quoted" | "closed" = "start";
  for await (const chunk of createReadStream(path)) {
    for (const character of decoder.decode(chunk, { stream: true })) {
      if (state === "quoted") {
        if (character === '"') {
          state = "closed";
        } else {
          value += character;
        }
      } else if (character === "," || character === "\\n") {
        const last = character === "\\n";
        row.push(last && state === "plain" && value.endsWith("\\r") ? value.slice(0, -1) : value);
        if (last) {
          if (row.length > 1 || row[0] !== "" || state === "closed") {
            yield row;
          }
          row = [];
        }
        value = "";
        state = "start";
      } else if (character === '"' && state !== "plain") {
        value += state === "closed" ? '"' : "";
        state = "quoted";
      } else if (character === '"' || (state === "closed" && character !== "\\r")) {
        throw new Error(\`A quote in \${path} stands in the middle of a value.\`);
      } else if (state !== "closed") {
        value += character;
        state = "plain";
      }
    }
  }
  decoder.decode();
  if (state === "quoted") {
    throw new Error(\`A quote in \${path} is never closed.\`);
  }
  if (state !== "start" || row.length > 0) {
    yield [...row, value];
  }
}

/** The rows of a CSV file below its first one, which names the columns. Throws where a row is longer or shorter, and where a needed column is missing. */
async function* _records_(path: string, needed: string[]): AsyncGenerator<{ columns: string[]; row: string[] | null }> {
  let columns: string[] | undefined;
  let number = 0;
  for await (const row of _rows_(path)) {
    number += 1;
    if (columns === undefined) {
      const missing = needed.filter((name) => !row.includes(name));
      if (missing.length > 0) {
        throw new Error(\`\${path} has no column \${missing.join(", ")}.\`);
      }
      columns = row;
      yield { columns, row: null };
    } else if (row.length === columns.length) {
      yield { columns, row };
    } else {
      throw new Error(\`Row \${number} of \${path} has \${row.length} values instead of \${columns.length}.\`);
    }
  }
}
`,
  python: `
import csv
from typing import Iterator, List, Optional, Tuple


def _records_(path: str, needed: List[str]) -> Iterator[Tuple[List[str], Optional[List[str]]]]:
    """The columns of a CSV file with each of its rows; first without a row. Raises ValueError, csv.Error, OSError and UnicodeDecodeError."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        columns: Optional[List[str]] = None
        for number, row in enumerate(filter(None, csv.reader(file, strict=True)), start=1):
            if columns is None:
                missing = [name for name in needed if name not in row]
                if missing:
                    raise ValueError(f"{path} has no column {', '.join(missing)}")
                columns = row
                yield columns, None
            elif len(row) == len(columns):
                yield columns, row
            else:
                raise ValueError(f"row {number} of {path} has {len(row)} values instead of {len(columns)}")
`,
  go: `
package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

// _records_ calls each with the columns of a CSV file and each of its rows; first without a row. What is no UTF-8 is an error, and so is a
// row that is longer or shorter than the columns, or a column of needed that is missing.
func _records_(path string, needed []string, each func(columns, row []string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	buffered := bufio.NewReader(file)
	if mark, _ := buffered.Peek(3); string(mark) == "\\ufeff" {
		if _, err := buffered.Discard(3); err != nil {
			return err
		}
	}
	reader := csv.NewReader(buffered)
	var columns []string
	for {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if !utf8.ValidString(strings.Join(row, "")) {
			line, _ := reader.FieldPos(0)
			return fmt.Errorf("line %d of %s is no UTF-8", line, path)
		}
		if columns != nil {
			if err := each(columns, row); err != nil {
				return err
			}
			continue
		}
		columns = row
		for _, name := range needed {
			found := false
			for _, column := range columns {
				found = found || column == name
			}
			if !found {
				return fmt.Errorf("%s has no column %s", path, name)
			}
		}
		if err := each(columns, nil); err != nil {
			return err
		}
	}
}
`,
};
