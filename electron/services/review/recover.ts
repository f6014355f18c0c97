import { AppError, toAppError } from '#domain/errors';
import { say } from '#domain/sentences';
import type { FileChange, Journal, ReviewPorts } from './ports.ts';
import { storedBytes } from './texts.ts';

/** Something the user should know about the start. */
export interface Notice {
  code: string;
  message: string;
}

/**
 * Takes back every change whose process died while it was being written, and removes kept bytes that nothing needs any more. Safe to
 * call beside other processes: their own changes are left alone.
 */
export async function recover(ports: ReviewPorts): Promise<Notice[]> {
  const notices = await takeBackDead(ports);
  await ports.store.sweep();
  return notices;
}

/** Also called when a dead process's journal is in the way. Returns a notice for each journal that was dealt with. */
export async function takeBackDead(ports: ReviewPorts): Promise<Notice[]> {
  const notices: Notice[] = [];
  for (const journal of await ports.store.journals()) {
    if (ports.owner.alive(journal.owner)) continue;
    if (!(await ports.store.claim(journal, ports.owner.self))) continue;
    notices.push(await takeBack(ports, journal));
  }
  return notices;
}

async function takeBack(ports: ReviewPorts, journal: Journal): Promise<Notice> {
  const bytes = async (hash: string | null) => (hash === null ? null : storedBytes(ports, hash));
  try {
    const changes: FileChange[] = [];
    for (const file of journal.files)
      changes.push({
        path: file.path,
        before: await bytes(file.before),
        after: await bytes(file.after),
        mode: file.mode,
        temporary: file.temporary,
      });
    const left = await ports.files.restore(journal.root, changes, { make: journal.folders, remove: [] });
    await ports.store.abandon(journal.id);
    if (left.length === 0)
      return {
        code: 'CHANGE_TAKEN_BACK',
        message: say('change.takenBack').message,
      };
    return {
      code: 'CHANGE_PARTLY_TAKEN_BACK',
      message: say('change.partlyTakenBack', { paths: left.join(', ') }).message,
    };
  } catch (error) {
    if (error instanceof AppError && error.code === 'WORKSPACE_NOT_FOUND') {
      await ports.store.abandon(journal.id);
      return { code: 'CHANGE_LOST', message: say('change.lost', { path: journal.root }).message };
    }
    // Claimed, but not done: give it up so that the next start, or the next apply, tries again.
    await ports.store.claim(journal, '');
    return {
      code: 'CHANGE_NOT_TAKEN_BACK',
      message: `The app ended while it was writing a change in ${journal.root}, and it could not be taken back: ${toAppError(error).message} The next start tries again.`,
    };
  }
}
