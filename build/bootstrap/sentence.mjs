/**
 * A failure that the user can do something about: its message is a whole sentence and is printed without a stack trace.
 * Everything else that is thrown is a defect of ours and keeps its stack.
 */
export class Sentence extends Error {
  /** @override */
  name = 'Sentence';

  /** What an interrupted command reports to its shell; 1 for everything else. */
  exitCode = 1;
}

/**
 * Runs the body of a command; its result becomes the exit code.
 * @param {() => Promise<number>} command
 */
export async function runCommand(command) {
  try {
    process.exitCode = await command();
  } catch (error) {
    console.error(error instanceof Sentence ? error.message : error);
    process.exitCode = error instanceof Sentence ? error.exitCode : 1;
  }
}
