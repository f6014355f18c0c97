import { say } from '#domain/sentences';
import { foldersAbove, joined } from '../changed-files.ts';
import { goEnvironment, moduleOf } from '../go.ts';
import { readGoOutput } from '../go-output.ts';
import { runTool, titleOf } from '../outcome.ts';
import type { Checking } from '../ports.ts';
import { mark, patience, readPlayed, toldCases } from './driver.ts';
import type { Play, Played } from './service.ts';

const testName = 'autoglm_contract_test.go';

/** Starts the program beside itself, waits until it listens, and asks it. */
const test = (port: string, cases: string): string => `package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

type autoglmCase struct {
	Method, Path string
	Body         *string
	Padding      int
}

type autoglmAnswer struct {
	Status int    \`json:"status"\`
	Body   string \`json:"body"\`
}

func autoglmAsk(client *http.Client, each autoglmCase) *autoglmAnswer {
	var body io.Reader
	if each.Body != nil {
		body = bytes.NewReader(append([]byte(*each.Body), strings.Repeat(" ", each.Padding)...))
	}
	request, err := http.NewRequest(each.Method, "http://127.0.0.1:${port}"+each.Path, body)
	if err != nil {
		return nil
	}
	request.Header.Set("Connection", "close")
	response, err := client.Do(request)
	if err != nil {
		return nil
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		return nil
	}
	return &autoglmAnswer{response.StatusCode, string(content)}
}

func TestAutoglmContract(t *testing.T) {
	text, err := os.ReadFile("${cases}")
	if err != nil {
		t.Fatal(err)
	}
	var cases []autoglmCase
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	os.Setenv("PORT", "${port}")
	go main()
	for end := time.Now().Add(${patience} * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if connection, err := net.Dial("tcp", "127.0.0.1:${port}"); err == nil {
			connection.Close()
			break
		}
	}
	client := &http.Client{
		Timeout:       ${patience} * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	found := make([]*autoglmAnswer, len(cases))
	for at, each := range cases {
		found[at] = autoglmAsk(client, each)
	}
	told, err := json.Marshal(found)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Printf("\\n${mark}%s\\n", told)
}
`;

export async function playGo(checking: Checking, { path, text, cases }: Play): Promise<Played> {
  const { sandbox, folder, changed, toolchains } = checking;
  const tool = await toolchains.find('go', folder.root);
  if (tool === null) return { reason: say('check.noTool', { tool: 'go' }), tool: null };
  // The network of the sandbox is its own, so the port that the program wants is free.
  const written = /\bListenAndServe\("(?:127\.0\.0\.1|localhost|0\.0\.0\.0)?:(\d+)"/.exec(text)?.[1];
  const port = written ?? (/\bGetenv\("PORT"\)/.test(text) ? '8080' : null);
  if (port === null || !/^package main$/m.test(text) || !/^func main\(\)/m.test(text))
    return { reason: say('check.noServer'), tool: titleOf(tool) };
  const here = foldersAbove(path)[0] ?? '';
  const module = await moduleOf(path, checking);
  const cwd = module ?? '';
  const inside = here.slice(cwd.length).replace(/^\//, '');
  const ran = await runTool(checking, tool, {
    args: [
      ...['test', '-buildvcs=false', '-vet=off', '-count=1', '-v', '-run', '^TestAutoglmContract$'],
      // Without a module the files of a program are named one by one.
      ...(module === null ? [`./${path}`, `./${joined(here, testName)}`] : [`./${inside}`]),
    ],
    folder: { root: folder.root, trusted: folder.trusted },
    files: new Map([...changed, [joined(here, testName), test(port, `${sandbox.besideAt}/cases.json`)]]),
    beside: new Map([['cases.json', JSON.stringify(toldCases(cases))]]),
    cwd,
    ...goEnvironment(checking, tool),
  });
  if (!('reason' in ran)) {
    const { missing } = readGoOutput(ran.text, (each) => each, false);
    if (missing.length > 0)
      return { reason: say('check.dependencyMissing', { names: missing.slice(0, 5).join(', ') }), tool: titleOf(tool) };
  }
  return readPlayed(ran, tool);
}
