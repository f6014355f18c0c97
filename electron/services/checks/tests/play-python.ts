import { say } from '#domain/sentences';
import { runTool } from '../outcome.ts';
import type { Checking } from '../ports.ts';
import { mark, mostSeconds, patience, readPlayed, toldCases } from './driver.ts';
import type { Play, Played } from './service.ts';

/** Runs a file as a program, waits until a server of the standard library serves, and asks it. What the program prints goes to stderr. */
const script = `
import http.client, json, os, runpy, socketserver, sys, threading

asked = json.load(sys.stdin)
told = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
begun = threading.Event()
seen = {}
serve = socketserver.BaseServer.serve_forever

def serve_forever(self, poll_interval=0.5):
    seen.setdefault("address", self.server_address)
    begun.set()
    serve(self, 0.01)

socketserver.BaseServer.serve_forever = serve_forever

def run():
    try:
        runpy.run_path(asked["path"], run_name="__main__")
        seen["failure"] = "the program ended"
    except ModuleNotFoundError as error:
        seen["missing"] = error.name or str(error)
    except BaseException as error:
        seen["failure"] = type(error).__name__ + ": " + str(error)
    begun.set()

def answer(case):
    connection = http.client.HTTPConnection(*seen["address"][:2], timeout=${patience})
    body = None if case["body"] is None else case["body"].encode() + b" " * case["padding"]
    try:
        try:
            connection.request(case["method"], case["path"], body)
        except (BrokenPipeError, ConnectionResetError):
            pass
        response = connection.getresponse()
        return {"status": response.status, "body": response.read().decode("utf-8", "replace")}
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()

sys.path.insert(0, os.path.dirname(asked["path"]))
sys.argv = [asked["path"]]
threading.Thread(target=run, daemon=True).start()
begun.wait(${patience})
if "address" in seen:
    found = [answer(case) for case in asked["cases"]]
else:
    found = {"missing": seen.get("missing"), "failure": seen.get("failure", "no server was started")}
told.write("${mark}" + json.dumps(found) + "\\n")
told.flush()
os._exit(0)
`;

export async function playPython(checking: Checking, { path, cases }: Play): Promise<Played> {
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
      input: JSON.stringify({ path: `${sandbox.seenAt(folder.root, '')}/${path}`, cases: toldCases(cases) }),
    },
    mostSeconds,
  );
  return readPlayed(ran, tool);
}
