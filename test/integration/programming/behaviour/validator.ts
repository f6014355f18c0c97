import type { BehaviourCase } from './case.ts';

/** Inputs as JSON, valid and not; the verdict of each is the paths with their codes. */
const table: readonly (readonly [input: unknown, verdict: readonly string[]])[] = [
  [{ email: 'a@b.co', age: 18, name: '😀', role: 'admin' }, []],
  [{ email: "o'k+tag@sub.example.org", age: 120, name: 'x'.repeat(50), role: 'member', tags: ['a'], born: '2024-02-29' }, []],
  [{ email: 'a@b.co', age: 18.0, name: 'n', role: 'admin', tags: null, site: 'https://a.b:8/c?d#e', rate: 0.5, ok: false }, []],
  [{ email: 'a@b', age: 17, name: '', role: 'root' }, ['email format', 'age too_small', 'name too_short', 'role not_allowed']],
  [
    { email: 'a@b.co\n', age: 121, name: '😀'.repeat(51), role: 'admin ' },
    ['email format', 'age too_large', 'name too_long', 'role not_allowed'],
  ],
  [{ email: 7, age: '18', name: ['n'], role: {} }, ['email type', 'age type', 'name type', 'role type']],
  [{ email: null, age: true }, ['email required', 'age type', 'name required', 'role required']],
  [{ email: 'a@b.co', age: 18.5, name: 'n', role: 'admin' }, ['age type']],
  [{ email: 'a@b.co', age: 1e300, name: 'n', role: 'admin' }, ['age type']],
  [{ email: 'a@b.co', age: 20, name: 'n', role: 'admin', tags: ['a', 1, null, 'b'] }, ['tags[1] type', 'tags[2] type', 'tags too_long']],
  [{ email: 'a@b.co', age: 20, name: 'n', role: 'admin', tags: {}, born: '2023-02-29' }, ['tags type', 'born format']],
  [{ email: 'a@b.co', age: 20, name: 'n', role: 'admin', born: '0000-01-01', at: '2024-01-01T24:00:00Z' }, ['born format', 'at format']],
  [
    { email: 'a@b.co', age: 20, name: 'n', role: 'admin', born: '٢٠٢٤-01-01', at: '2024-02-30T10:00:00+02:00' },
    ['born format', 'at format'],
  ],
  [
    { email: 'a@b.co', age: 20, name: 'n', role: 'admin', at: '2024-02-28T10:00:00.5+02:00', key: 'A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11' },
    [],
  ],
  [
    { email: 'a@b.co', age: 20, name: 'n', role: 'admin', site: 'ftp://x', key: 'x', rate: '1', ok: 1 },
    ['site format', 'key format', 'rate type', 'ok type'],
  ],
  [{ email: 'a@b.co', age: 20, name: 'n', role: 'admin', zeta: 1, constructor: 2 }, ['constructor unknown', 'zeta unknown']],
  [{}, ['email required', 'age required', 'name required', 'role required']],
  [[], [' type']],
  ['text', [' type']],
  [null, [' type']],
];
const inputs = table.map(([input]) => JSON.stringify(input));

export const validator: BehaviourCase = {
  name: 'validator',
  request:
    'Write a validator for User with email (email), age between 18 and 120, name 1 to 50 characters, role one of admin, member, tags: list of strings optional at most 3 items, born date optional, at datetime optional, site url optional, key uuid optional, rate number optional, ok boolean optional, reject unknown keys',
  javascript: `
for (const text of ${JSON.stringify(inputs)}) {
  const result = subject.validateUser(JSON.parse(text));
  show(result.valid ? [] : result.problems.map(({ path, code }) => path + ' ' + code));
}
show(subject.validateUser({ email: 'a@b.co', age: 20, name: 'n', role: 'admin', tags: ['x'] }).value.tags);
show(subject.validateUser({ age: 1, name: '' }).problems.map(({ message }) => message));`,
  python: `
import json
for text in ${JSON.stringify(inputs)}:
    try:
        subject.validate_user(json.loads(text))
        show([])
    except subject.InvalidUser as error:
        show([f"{each.path} {each.code}" for each in error.problems])
show(subject.validate_user({"email": "a@b.co", "age": 20, "name": "n", "role": "admin", "tags": ["x"]}).tags)
try:
    subject.validate_user({"age": 1, "name": ""})
except subject.InvalidUser as error:
    show([each.message for each in error.problems])`,
  go: `
import (
	"encoding/json"
	"errors"
)

func problems(text string, of func(UserProblem) string) ([]string, User) {
	var input any
	if err := json.Unmarshal([]byte(text), &input); err != nil {
		panic(err)
	}
	shown := []string{}
	user, err := validateUser(input)
	var failure *UserError
	if errors.As(err, &failure) {
		for _, each := range failure.Problems {
			shown = append(shown, of(each))
		}
	}
	return shown, user
}

func Drive(show func(any)) {
	for _, text := range []string{${inputs.map((each) => JSON.stringify(each)).join(', ')}} {
		codes, _ := problems(text, func(each UserProblem) string { return each.Path + " " + each.Code })
		show(codes)
	}
	_, user := problems(\`{"email": "a@b.co", "age": 20, "name": "n", "role": "admin", "tags": ["x"]}\`, nil)
	show(user.Tags)
	messages, _ := problems(\`{"age": 1, "name": ""}\`, func(each UserProblem) string { return each.Message })
	show(messages)
}`,
  expected: [
    ...table.map(([, verdict]) => verdict),
    ['x'],
    ['is required', 'must be at least 18', 'length must be at least 1', 'is required'],
  ],
};
