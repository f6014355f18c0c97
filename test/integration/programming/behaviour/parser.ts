import type { BehaviourCase } from './case.ts';

const form = '[<ip>] <user>: "<request>" <ok: boolean> <status: integer>,<time: number>ms';

/** Each line, and its values or the offset at which it is not of the form. */
const lines: readonly (readonly [line: string, outcome: readonly unknown[] | number])[] = [
  ['[::1] 李雷😀: "GET /" true 200,1.5ms', ['::1', '李雷😀', 'GET /', true, 200, 1.5]],
  ['[a] b: "c" false -7,-2e3ms', ['a', 'b', 'c', false, -7, -2000]],
  ['[a] b: "c" false 007,0ms', ['a', 'b', 'c', false, 7, 0]],
  ['[a b] c  d: ""x" true 1,1ms', ['a b', 'c  d', '"x', true, 1, 1]],
  ['[a] b: "\\n\'`${x}" true 1,1ms', ['a', 'b', "\\n'`${x}", true, 1, 1]],
  ['[a] b: "c" true 9007199254740991,1ms', ['a', 'b', 'c', true, 9007199254740991, 1]],
  ['', 0],
  ['a', 0],
  ['[', 1],
  ['[] b: "c" true 1,1ms', 1],
  ['[a', 2],
  ['[a] 😀😀', 6],
  ['[a] 😀: "c" yes 1,1ms', 11],
  ['[a] b: "c" true1,1ms', 15],
  ['[a] b: "c" true ,1ms', 16],
  ['[a] b: "c" true -,1ms', 16],
  ['[a] b: "c" true +1,1ms', 16],
  ['[a] b: "c" true 1.5,1ms', 17],
  ['[a] b: "c" true ١,1ms', 16],
  ['[a] b: "c" true 1,ms', 18],
  ['[a] b: "c" true 1,.5ms', 18],
  ['[a] b: "c" true 1,1.ms', 19],
  ['[a] b: "c" true 1,1e999ms', 18],
  ['[a] b: "c" true 1,NaNms', 18],
  ['[a] b: "c" true 1,1m', 19],
  ['[a] b: "c" true 1,1ms ', 21],
  ['[a] b: "c" true 1,1ms\n', 21],
];
const input = JSON.stringify(JSON.stringify(lines.map(([line]) => line)));

/** Takes a line apart, or tells where it is not of the form. */
export const parser: BehaviourCase = {
  name: 'parser',
  request: `Write a parser called parseAccess for lines of the form \`${form}\``,
  javascript: `
for (const line of JSON.parse(${input})) {
  try {
    const { ip, user, request, ok, status, time } = subject.parseAccess(line);
    show([ip, user, request, ok, status, time]);
  } catch (error) {
    show(error instanceof subject.AccessParseError ? error.offset : String(error));
  }
}`,
  python: `
import json
for line in json.loads(${input}):
    try:
        access = subject.parse_access(line)
        time = int(access.time) if access.time.is_integer() else access.time
        show([access.ip, access.user, access.request, access.ok, access.status, time])
    except subject.AccessParseError as error:
        show(error.offset)`,
  go: `
import (
	"encoding/json"
	"errors"
)

func Drive(show func(any)) {
	var lines []string
	if err := json.Unmarshal([]byte(${input}), &lines); err != nil {
		panic(err)
	}
	for _, line := range lines {
		access, err := parseAccess(line)
		var failure *AccessParseError
		if errors.As(err, &failure) {
			show(failure.Offset)
		} else {
			show([]any{access.IP, access.User, access.Request, access.Ok, access.Status, access.Time})
		}
	}
}`,
  expected: lines.map(([, outcome]) => outcome),
};
