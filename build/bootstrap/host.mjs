import { ensureInstalled, nodeBinary } from '../install.mjs';
import { buildBundle, page, shell } from './bundles.mjs';
import { downloadElectron, electronBinary, reasonAgainstWindow } from './electron-binary.mjs';
import { inRoot, root } from './paths.mjs';
import { runProgram } from './run-program.mjs';
import { Sentence } from './sentence.mjs';

/**
 * Installs and builds what is missing, then runs the host: in a window where Electron can open one, else as a page for the browser.
 * @param {string[]} args `--desktop` downloads Electron first; all others go to the host
 * @returns {Promise<number>} the host's exit code
 * @throws {Sentence}
 */
export async function start(args) {
  const wantsDesktop = args.includes('--desktop');
  const hostArgs = args.filter((argument) => argument !== '--desktop');
  await ensureInstalled();
  await buildBundle(page);
  if (wantsDesktop) await obtainElectron();
  const binary = electronBinary();
  const reason = reasonAgainstWindow({ binary });
  if (binary !== undefined && reason === '') {
    await buildBundle(shell);
    return runProgram(binary, [root, ...hostArgs]);
  }
  console.error(`${reason} Serving the page in a browser instead.`);
  return runProgram(nodeBinary(), [inRoot('electron', 'server', 'main.ts'), ...hostArgs]);
}

/** A failed download is no reason not to start: the page does the same work. */
async function obtainElectron() {
  if (electronBinary() !== undefined) return;
  console.error("Downloading Electron's binary (about 100 MB) …");
  try {
    await downloadElectron();
  } catch (error) {
    if (!(error instanceof Sentence)) throw error;
    console.error(error.message);
  }
}
