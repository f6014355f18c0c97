import type { Finding } from '#domain/checks';
import { type Example, isSame, type Value } from '#domain/operators/term';
import type { FunctionPromise } from '#domain/promises';
import { say } from '#domain/sentences';
import { concluded, gist, notChecked } from '../outcome.ts';
import type { Checking, Outcome } from '../ports.ts';
import { callGo } from './call-go.ts';
import { callPython } from './call-python.ts';
import { callScript } from './call-script.ts';

/** The file whose function is called, and with what. */
export interface Call {
  path: string;
  text: string;
  name: string;
  inputs: readonly (readonly Value[])[];
}

/** What a call gave as JSON, how a value that is none is shown, or the error that it ended with. */
export type Given = { value: unknown } | { shown: string } | { failure: string };

/** Calls the function of a changed file in the sandbox with the inputs of every example. */
export async function tryFunction(checking: Checking, { name, examples }: FunctionPromise): Promise<Outcome> {
  const declares = new RegExp(`(?:^|[^\\p{L}\\p{N}_.])(?:function|def|func|const|let)\\s+${name}(?![\\p{L}\\p{N}_])`, 'u');
  const found = [...checking.files].find(([, text]) => text !== null && declares.test(text));
  if (!found) return notChecked('tests', say('check.noFunction', { name }));
  const [path, text] = found as [string, string];
  const call = path.endsWith('.go') ? callGo : path.endsWith('.py') ? callPython : callScript;
  const called = await call(checking, { path, text, name, inputs: examples.map(({ inputs }) => inputs) });
  if ('reason' in called) return notChecked('tests', called.reason, called.tool);
  const line = text.split('\n').findIndex((each) => declares.test(each)) + 1;
  const findings = examples.flatMap((each, at): Finding[] => {
    const given = called.answers[at] ?? { failure: '?' };
    return keeps(each, given) ? [] : [{ path, line, column: null, message: differenceOf(name, each, given) }];
  });
  return concluded('tests', findings, called.tool);
}

const isValue = (value: unknown): value is Value =>
  Array.isArray(value) ? value.every(isValue) : ['number', 'string', 'boolean'].includes(typeof value);

const keeps = ({ output }: Example, given: Given): boolean => 'value' in given && isValue(given.value) && isSame(given.value, output);

const longest = 200;
const short = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

function differenceOf(name: string, { inputs, output }: Example, given: Given): string {
  const call = short(`${name}(${inputs.map((each) => JSON.stringify(each)).join(', ')})`);
  const expected = short(JSON.stringify(output));
  if ('failure' in given) return say('check.exampleFailed', { call, expected, said: gist(given.failure) }).message;
  return say('check.example', { call, expected, found: short('shown' in given ? given.shown : JSON.stringify(given.value)) }).message;
}
