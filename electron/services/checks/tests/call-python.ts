import { say } from '#domain/sentences';
import { runTool } from '../outcome.ts';
import type { Checking } from '../ports.ts';
import { mark, mostSeconds, readPlayed } from './driver.ts';
import type { Call, Given } from './function.ts';
import type { Played } from './service.ts';

/** Loads a file, not as a program, and calls its function. What the file prints goes to stderr. */
const script = `
import json, os, runpy, sys

asked = json.load(sys.stdin)
told = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
sys.path.insert(0, os.path.dirname(asked["path"]))
sys.argv = [asked["path"]]

def call(subject, inputs):
    try:
        value = subject(*inputs)
    except BaseException as error:
        return {"failure": type(error).__name__ + ": " + str(error)}
    try:
        return {"value": json.loads(json.dumps(value, allow_nan=False))}
    except (TypeError, ValueError):
        return {"shown": repr(value)}

try:
    subject = runpy.run_path(asked["path"], run_name="autoglm")[asked["name"]]
    found = [call(subject, inputs) for inputs in asked["inputs"]]
except ModuleNotFoundError as error:
    found = {"missing": error.name or str(error)}
except BaseException as error:
    found = {"failure": type(error).__name__ + ": " + str(error)}
told.write("\\n${mark}" + json.dumps(found) + "\\n")
told.flush()
os._exit(0)
`;

export async function callPython(checking: Checking, { path, name, inputs }: Call): Promise<Played<Given>> {
  const { sandbox, folder, changed, toolchains } = checking;
  const tool = await toolchains.find('python', folder.root);
  if (tool === null) return { reason: say('check.noTool', { tool: 'python3' }), tool: null };
  const ran = await runTool(
    checking,
    tool,
    {
      args: ['-B', '-c', script],
      folder: { root: folder.root, trusted: folder.trusted },
      files: changed,
      input: JSON.stringify({ path: `${sandbox.seenAt(folder.root, '')}/${path}`, name, inputs }),
    },
    mostSeconds,
  );
  return readPlayed<Given>(ran, tool, (said) => say('check.notLoaded', { said }));
}
