/**
 * The one check that must work on any Node that can load an ES module: this file keeps to old syntax and imports nothing, and its
 * callers load everything else only after it has passed.
 */

/** The lowest Node that runs the bootstrap. The program itself runs on the Node that the bootstrap installs. */
export const oldestNode = 20;

/**
 * A sentence for whoever runs a Node below `oldestNode`; empty when the version will do.
 * @param {string} version as `process.version`
 */
export function complaintAboutNode(version) {
  const number = version.replace(/^v/, '');
  if (parseInt(number, 10) >= oldestNode) return '';
  return `Open-AutoGLM needs Node ${oldestNode} or newer to start, and this is Node ${number}. Install a current Node (from nodejs.org or your package manager) and run the command again.`;
}

/**
 * Ends the process with exit code 1 and that sentence when the running Node is too old.
 * @param {string} version as `process.version`
 */
export function refuseOldNode(version) {
  const complaint = complaintAboutNode(version);
  if (complaint === '') return;
  console.error(complaint);
  process.exit(1);
}
