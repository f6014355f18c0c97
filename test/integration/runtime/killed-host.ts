import { nodeLauncher } from '#native-models/runtime/launch-node';
import { createModelEngine } from '#native-models/runtime/supervise';
import { endless } from '../../support/tiny-model.ts';

/** A host that writes the worker's process id once an endless answer runs, and then waits to be killed. */
const launch = nodeLauncher();
let pid: number | undefined;
const engine = createModelEngine({
  launch: () => {
    const worker = launch();
    pid = worker.pid;
    return worker;
  },
  unloadAfterMs: () => 0,
  threads: 1,
});
const model = { id: 'mdl_test', path: process.argv[2] as string, contextSize: 2048 };
const request = {
  messages: [{ role: 'user' as const, content: 'go' }],
  temperature: 0.8,
  topP: 0.95,
  maxTokens: 100_000,
  seed: 1,
  grammar: endless,
  model,
};
let told = false;
while (true) {
  for await (const _ of engine.generate(request, new AbortController().signal).chunks) {
    if (!told) process.stdout.write(`${pid}\n`);
    told = true;
  }
}
