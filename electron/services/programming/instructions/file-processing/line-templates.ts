import type { Template } from '../../templates/templates.ts';

/** Reads a file line by line; what is not UTF-8 is refused. */
export const linesTemplate: Template = {
  typescript: `
import { createReadStream } from "node:fs";

/** The lines of a file without their ends. Throws where the file is missing or no UTF-8. */
async function* _lines_(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  for await (const chunk of createReadStream(path)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      yield line.endsWith("\\r") ? line.slice(0, -1) : line;
    }
  }
  rest += decoder.decode();
  if (rest !== "") {
    yield rest;
  }
}
`,
  python: `
from typing import Iterator


def _lines_(path: str) -> Iterator[str]:
    """The lines of a file without their ends. Raises OSError and UnicodeDecodeError."""
    with open(path, encoding="utf-8-sig", newline="\\n") as file:
        for line in file:
            if line.endswith("\\r\\n"):
                yield line[:-2]
            else:
                yield line[:-1] if line.endswith("\\n") else line
`,
  go: `
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

// _lines_ calls each with the lines of a file, without their ends. Lines that are no UTF-8 are an error.
func _lines_(path string, each func(line string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	reader := bufio.NewReader(file)
	for number := 1; ; number++ {
		line, err := reader.ReadString('\\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if !utf8.ValidString(line) {
			return fmt.Errorf("line %d of %s is no UTF-8", number, path)
		}
		if number == 1 {
			line = strings.TrimPrefix(line, "\\ufeff")
		}
		if line != "" {
			if text := strings.TrimSuffix(line, "\\n"); text != line {
				line = strings.TrimSuffix(text, "\\r")
			}
			if err := each(line); err != nil {
				return err
			}
		}
		if err != nil {
			return nil
		}
	}
}
`,
};

/** Puts a file in its place when it is whole. */
export const replacingTemplate: Template = {
  typescript: `
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

/** Gives a file its new content in one step; where that fails the file stays as it was. */
async function _replace_(path: string, chunks: AsyncIterable<string>): Promise<void> {
  const temporary = \`\${path}.\${process.pid}.tmp\`;
  try {
    await pipeline(chunks, createWriteStream(temporary));
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
`,
  python: `
import os
from contextlib import contextmanager, suppress
from typing import Iterator, TextIO


@contextmanager
def _replace_(path: str) -> Iterator[TextIO]:
    """Gives a file its new content in one step; where that fails the file stays as it was."""
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        with open(temporary, "w", encoding="utf-8", newline="") as file:
            yield file
        os.replace(temporary, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.remove(temporary)
        raise
`,
  go: `
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
)

// _replace_ gives a file its new content in one step; where write fails the file stays as it was.
func _replace_(path string, write func(target io.Writer) error) error {
	temporary := fmt.Sprintf("%s.%d.tmp", path, os.Getpid())
	file, err := os.Create(temporary)
	if err != nil {
		return err
	}
	defer os.Remove(temporary)
	buffered := bufio.NewWriter(file)
	err = write(buffered)
	if err == nil {
		err = buffered.Flush()
	}
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return os.Rename(temporary, path)
}
`,
};

export const textWriteTemplate: Template = {
  typescript: `
async function* _results_(input: string): AsyncGenerator<string> {
  for await (const line of _lines_(input)) {
    if (_filters_) {
      if (_condition_) {
        yield _made_ + "\\n";
      }
    } else {
      yield _made_ + "\\n";
    }
  }
}

/** Reads \`input\` line by line and writes the result to \`output\`, which may be the same file. */
export async function _name_(input: string, output: string): Promise<void> {
  await _replace_(output, _results_(input));
}
`,
  python: `
def _name_(input_path: str, output_path: str) -> None:
    """Reads a file line by line and writes the result to another one, which may be the same."""
    with _replace_(output_path) as output:
        for line in _lines_(input_path):
            if _filters_:
                if _condition_:
                    output.write(_made_ + "\\n")
            else:
                output.write(_made_ + "\\n")
`,
  go: `
package main

import (
	"io"
	"strings"
)

// _name_ reads input line by line and writes the result to output, which may be the same file.
func _name_(input, output string) error {
	return _replace_(output, func(target io.Writer) error {
		return _lines_(input, func(line string) error {
			if _filters_ {
				if !(_condition_) {
					return nil
				}
			}
			_, err := io.WriteString(target, _made_+"\\n")
			return err
		})
	})
}
`,
};

export const textCountTemplate: Template = {
  typescript: `
/** Reads \`input\` line by line and counts. */
export async function _name_(input: string): Promise<number> {
  let count = 0;
  for await (const line of _lines_(input)) {
    if (_filters_) {
      if (_condition_) {
        count += _amount_;
      }
    } else {
      count += _amount_;
    }
  }
  return count;
}
`,
  python: `
def _name_(input_path: str) -> int:
    """Reads a file line by line and counts."""
    count = 0
    for line in _lines_(input_path):
        if _filters_:
            if _condition_:
                count += _amount_
        else:
            count += _amount_
    return count
`,
  go: `
package main

import "strings"

// _name_ reads input line by line and counts.
func _name_(input string) (int, error) {
	count := 0
	err := _lines_(input, func(line string) error {
		if _filters_ {
			if _condition_ {
				count += _amount_
			}
		} else {
			count += _amount_
		}
		return nil
	})
	return count, err
}
`,
};
