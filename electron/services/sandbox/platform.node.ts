import { bubblewrap } from './bubblewrap.node.ts';
import type { Confinement } from './ports.ts';

/** How programs are confined on this operating system. `hidden` are folders of the app that no program may see. */
export function platformConfinement(options: { hidden: readonly string[] }): Confinement {
  if (process.platform === 'linux') return bubblewrap(options);
  return none(
    process.platform === 'darwin'
      ? 'On macOS programs cannot be confined by this version yet, so nothing of a folder is run. Use Linux or a Linux container for that.'
      : 'On this system programs can be confined only by native code, which this version does not have, so nothing of a folder is run. Use WSL 2 or another Linux for that.',
  );
}

/** A system without a sandbox: everything is refused, with the reason. */
function none(why: string): Confinement {
  return {
    workspaceAt: () => '/workspace',
    cacheAt: () => '/cache',
    besideAt: '/beside',
    probe: async () => ({ available: false, why }),
    run: async () => {
      throw new Error(why);
    },
  };
}
