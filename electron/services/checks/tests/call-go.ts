import { say } from '#domain/sentences';
import { foldersAbove, joined } from '../changed-files.ts';
import { goEnvironment, moduleOf } from '../go.ts';
import { readGoOutput } from '../go-output.ts';
import { runTool, titleOf } from '../outcome.ts';
import type { Checking } from '../ports.ts';
import { mark, readPlayed } from './driver.ts';
import type { Call, Given } from './function.ts';
import type { Played } from './service.ts';

const testName = 'autoglm_examples_test.go';

/** Calls the function beside itself, with inputs of the types that it takes. */
const test = (packageName: string, subject: string, cases: string): string => `package ${packageName}

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"testing"
)

type autoglmGiven map[string]any

func autoglmCall(subject reflect.Value, texts []json.RawMessage) (given autoglmGiven) {
	defer func() {
		if problem := recover(); problem != nil {
			given = autoglmGiven{"failure": fmt.Sprint("panic: ", problem)}
		}
	}()
	inputs := make([]reflect.Value, len(texts))
	for at, text := range texts {
		input := reflect.New(subject.Type().In(at))
		if err := json.Unmarshal(text, input.Interface()); err != nil {
			return autoglmGiven{"failure": err.Error()}
		}
		inputs[at] = input.Elem()
	}
	results := subject.Call(inputs)
	if len(results) == 0 {
		return autoglmGiven{"shown": "nothing"}
	}
	if err, fails := results[len(results)-1].Interface().(error); fails && err != nil {
		return autoglmGiven{"failure": err.Error()}
	}
	value := results[0]
	if value.Kind() == reflect.Slice && value.IsNil() {
		return autoglmGiven{"value": []any{}}
	}
	if _, err := json.Marshal(value.Interface()); err != nil {
		return autoglmGiven{"shown": fmt.Sprint(value.Interface())}
	}
	return autoglmGiven{"value": value.Interface()}
}

func TestAutoglmExamples(t *testing.T) {
	text, err := os.ReadFile("${cases}")
	if err != nil {
		t.Fatal(err)
	}
	var cases [][]json.RawMessage
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	found := make([]autoglmGiven, len(cases))
	for at, each := range cases {
		found[at] = autoglmCall(reflect.ValueOf(${subject}), each)
	}
	told, err := json.Marshal(found)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Printf("\\n${mark}%s\\n", told)
}
`;

export async function callGo(checking: Checking, { path, text, name, inputs }: Call): Promise<Played<Given>> {
  const { sandbox, folder, changed, toolchains } = checking;
  const tool = await toolchains.find('go', folder.root);
  if (tool === null) return { reason: say('check.noTool', { tool: 'go' }), tool: null };
  const here = foldersAbove(path)[0] ?? '';
  const module = await moduleOf(path, checking);
  const cwd = module ?? '';
  const inside = here.slice(cwd.length).replace(/^\//, '');
  const packageName = /^package ([\p{L}_][\p{L}\p{N}_]*)/mu.exec(text)?.[1] ?? 'main';
  const ran = await runTool(checking, tool, {
    args: [
      ...['test', '-buildvcs=false', '-vet=off', '-count=1', '-v', '-run', '^TestAutoglmExamples$'],
      // Without a module the files of a package are named one by one.
      ...(module === null ? [`./${path}`, `./${joined(here, testName)}`] : [`./${inside}`]),
    ],
    folder: { root: folder.root, trusted: folder.trusted },
    files: new Map([...changed, [joined(here, testName), test(packageName, name, `${sandbox.besideAt}/cases.json`)]]),
    beside: new Map([['cases.json', JSON.stringify(inputs)]]),
    cwd,
    ...goEnvironment(checking, tool),
  });
  if (!('reason' in ran)) {
    const { missing } = readGoOutput(ran.text, (each) => each, false);
    if (missing.length > 0)
      return { reason: say('check.dependencyMissing', { names: missing.slice(0, 5).join(', ') }), tool: titleOf(tool) };
  }
  return readPlayed<Given>(ran, tool, (said) => say('check.notLoaded', { said }));
}
