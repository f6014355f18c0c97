import type { BehaviourCase } from './case.ts';

const rows = '\ufeffid,"note, long",amount\r\n1,"a ""b""\nc",250.5\r\n\r\n2,plain,99\r\n3,"",1e3\r\n中,x, 100.25 ';
// As an escape, because Go takes no mark inside of a source.
const content = JSON.stringify(rows).replace('\ufeff', '\\ufeff');
const many = 'line of a log with ERROR in it\r\n';

/** Quotes and line ends inside of values, a mark in front, blank lines; what fails leaves the output as it was and no file beside it. */
export const csvFile: BehaviourCase = {
  name: 'csvfile',
  request:
    'Read a CSV file row by row, keep rows where amount > 100, pick the columns "note, long" and id and write them to a new file, called keepLarge',
  javascript: `
const { mkdtempSync, readFileSync, readdirSync, writeFileSync } = await import('node:fs');
const folder = mkdtempSync('csv-');
const input = folder + '/in.csv';
const output = folder + '/out.csv';
const attempt = async (content) => {
  writeFileSync(input, content);
  try {
    await subject.keepLarge(input, output);
    show(readFileSync(output, 'utf8'));
  } catch {
    show(['failed', readdirSync(folder).sort(), readFileSync(output, 'utf8').endsWith('x,中\\r\\n')]);
  }
};
await attempt(${content});
await attempt('id,amount\\n1,200\\n');
await attempt('id,"note, long",amount\\n1,a\\n');
await attempt('id,"note, long",amount\\n1,a,many\\n');
await attempt('id,"note, long",amount\\n1,"a,200\\n');
await attempt(Buffer.from([0x69, 0x64, 0xff, 0x0a]));
try {
  await subject.keepLarge(folder + '/none.csv', output);
} catch {
  show(readdirSync(folder).sort());
}`,
  python: `
import os
import tempfile
folder = tempfile.mkdtemp(dir=".")
source = folder + "/in.csv"
target = folder + "/out.csv"
def read():
    with open(target, encoding="utf-8", newline="") as file:
        return file.read()
def attempt(content):
    with open(source, "wb") as file:
        file.write(content)
    try:
        subject.keep_large(source, target)
        show(read())
    except Exception:
        show(["failed", sorted(os.listdir(folder)), read().endswith('x,中\\r\\n')])
attempt(${content}.encode())
attempt(b"id,amount\\n1,200\\n")
attempt(b'id,"note, long",amount\\n1,a\\n')
attempt(b'id,"note, long",amount\\n1,a,many\\n')
attempt(b'id,"note, long",amount\\n1,"a,200\\n')
attempt(bytes([0x69, 0x64, 0xff, 0x0a]))
try:
    subject.keep_large(folder + "/none.csv", target)
except FileNotFoundError:
    show(sorted(os.listdir(folder)))`,
  go: `
import (
	"os"
	"strings"
)

func Drive(show func(any)) {
	folder, err := os.MkdirTemp(".", "csv-")
	if err != nil {
		panic(err)
	}
	list := func() []string {
		names := []string{}
		entries, _ := os.ReadDir(folder)
		for _, entry := range entries {
			names = append(names, entry.Name())
		}
		return names
	}
	input, output := folder+"/in.csv", folder+"/out.csv"
	attempt := func(content string) {
		if err := os.WriteFile(input, []byte(content), 0o600); err != nil {
			panic(err)
		}
		err := keepLarge(input, output)
		written, _ := os.ReadFile(output)
		if err != nil {
			show([]any{"failed", list(), strings.HasSuffix(string(written), "x,中\\r\\n")})
			return
		}
		show(string(written))
	}
	attempt(${content})
	attempt("id,amount\\n1,200\\n")
	attempt("id,\\"note, long\\",amount\\n1,a\\n")
	attempt("id,\\"note, long\\",amount\\n1,a,many\\n")
	attempt("id,\\"note, long\\",amount\\n1,\\"a,200\\n")
	attempt("id\\xff\\n")
	if keepLarge(folder+"/none.csv", output) != nil {
		show(list())
	}
}`,
  expected: [
    '"note, long",id\r\n"a ""b""\nc",1\r\n,3\r\nx,中\r\n',
    ...Array.from({ length: 5 }, () => ['failed', ['in.csv', 'out.csv'], true]),
    ['in.csv', 'out.csv'],
  ],
};

/** A file of more than ten megabytes, in place of itself, and characters that mean something to a careless replacement. */
export const textFile: BehaviourCase = {
  name: 'textfile',
  request: 'Stream a text file, keep lines containing "ERROR", replace "log" by "$&" and write the result, called redact',
  javascript: `
const { mkdtempSync, readFileSync, writeFileSync } = await import('node:fs');
const path = mkdtempSync('text-') + '/app.log';
writeFileSync(path, ${JSON.stringify(many)}.repeat(400000) + 'fine\\nlog ERROR é');
await subject.redact(path, path);
const text = readFileSync(path, 'utf8');
show([text.split('\\n').length, text.slice(0, 31), text.slice(-12)]);`,
  python: `
import tempfile
path = tempfile.mkdtemp(dir=".") + "/app.log"
with open(path, "w", encoding="utf-8", newline="") as file:
    file.write(${JSON.stringify(many)} * 400000 + "fine\\nlog ERROR é")
import tracemalloc
tracemalloc.start()
subject.redact(path, path)
assert tracemalloc.get_traced_memory()[1] < 1000000
tracemalloc.stop()
with open(path, encoding="utf-8", newline="") as file:
    text = file.read()
show([len(text.split("\\n")), text[:31], text[-12:]])`,
  go: `
import (
	"os"
	"strings"
)

func Drive(show func(any)) {
	folder, err := os.MkdirTemp(".", "text-")
	if err != nil {
		panic(err)
	}
	path := folder + "/app.log"
	if err := os.WriteFile(path, []byte(strings.Repeat(${JSON.stringify(many)}, 400000)+"fine\\nlog ERROR é"), 0o600); err != nil {
		panic(err)
	}
	if err := redact(path, path); err != nil {
		panic(err)
	}
	content, _ := os.ReadFile(path)
	text := []rune(string(content))
	show([]any{strings.Count(string(content), "\\n") + 1, string(text[:31]), string(text[len(text)-12:])})
}`,
  expected: [[400_002, 'line of a $& with ERROR in it\nl', '\n$& ERROR é\n']],
};

/** Fields that are missing are left out; numbers are numbers and true is none; what is no object is refused. */
export const jsonLines: BehaviourCase = {
  name: 'jsonlines',
  request:
    'Read JSON lines, keep records where level is "warn" and code >= 400, pick fields id and user, write JSON lines, called warnings',
  javascript: `
const { mkdtempSync, readFileSync, writeFileSync } = await import('node:fs');
const path = mkdtempSync('json-') + '/a.jsonl';
for (const last of ['', '{"level": "warn", "code": true}', '[1]', '{"a"']) {
  writeFileSync(path, '{"level": "warn", "code": 404.5, "id": 7, "user": {"n": "é\\\\n"}}\\n\\n{"level": "info", "code": 500}\\r\\n{"level": "warn", "code": 400}\\n{"level": "warn", "code": 3, "id": 1}\\n' + last);
  try {
    await subject.warnings(path, path + '.out');
    show(readFileSync(path + '.out', 'utf8').trim().split('\\n').map((line) => JSON.parse(line)));
  } catch {
    show('failed');
  }
}`,
  python: `
import json
import tempfile
path = tempfile.mkdtemp(dir=".") + "/a.jsonl"
for last in ["", '{"level": "warn", "code": true}', "[1]", '{"a"']:
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write('{"level": "warn", "code": 404.5, "id": 7, "user": {"n": "é\\\\n"}}\\n\\n{"level": "info", "code": 500}\\r\\n{"level": "warn", "code": 400}\\n{"level": "warn", "code": 3, "id": 1}\\n' + last)
    try:
        subject.warnings(path, path + ".out")
        with open(path + ".out", encoding="utf-8") as file:
            show([json.loads(line) for line in file])
    except ValueError:
        show("failed")`,
  go: `
import (
	"encoding/json"
	"os"
	"strings"
)

func Drive(show func(any)) {
	folder, err := os.MkdirTemp(".", "json-")
	if err != nil {
		panic(err)
	}
	path := folder + "/a.jsonl"
	for _, last := range []string{"", "{\\"level\\": \\"warn\\", \\"code\\": true}", "[1]", "{\\"a\\""} {
		content := "{\\"level\\": \\"warn\\", \\"code\\": 404.5, \\"id\\": 7, \\"user\\": {\\"n\\": \\"é\\\\n\\"}}\\n\\n{\\"level\\": \\"info\\", \\"code\\": 500}\\r\\n{\\"level\\": \\"warn\\", \\"code\\": 400}\\n{\\"level\\": \\"warn\\", \\"code\\": 3, \\"id\\": 1}\\n" + last
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			panic(err)
		}
		if err := warnings(path, path+".out"); err != nil {
			show("failed")
			continue
		}
		written, _ := os.ReadFile(path + ".out")
		found := []any{}
		for _, line := range strings.Split(strings.TrimSpace(string(written)), "\\n") {
			var value any
			if err := json.Unmarshal([]byte(line), &value); err != nil {
				panic(err)
			}
			found = append(found, value)
		}
		show(found)
	}
}`,
  expected: [[{ id: 7, user: { n: 'é\n' } }, {}], 'failed', 'failed', 'failed'],
};
