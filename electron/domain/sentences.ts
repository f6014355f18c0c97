import { z } from 'zod';

/**
 * What the host tells the user about an edit, a file or a failure, in English and with a code: the command line and the API show the
 * sentence, the page says it in its own language by the code. `{name}` stands for a value. A code is never renamed.
 */
export const sentences = {
  'path.none': 'The edit names no file.',
  'path.tooLong': 'The path {path} is too long.',
  'path.invisible': 'The path {path} contains characters that cannot be seen. It was refused.',
  'path.backslash': 'The path {path} contains a backslash. Paths are written with forward slashes.',
  'path.absolute': 'The path {path} is absolute. Only files inside the folder can be changed.',
  'path.tilde': 'The path {path} begins with a tilde, which means the home folder. Only files inside the folder can be changed.',
  'path.folder': 'The path {path} names a folder.',
  'path.outside': 'The path {path} leads out of the folder. Only files inside the folder can be changed.',
  'path.git': "The path {path} is part of git's own data, which is never changed from here.",
  'path.ending': 'The path {path} ends a name with a dot or a space, which Windows reads as another name.',
  'path.colon': 'The path {path} contains a colon, which Windows reads as a drive or a hidden stream.',
  'path.characters': 'The path {path} contains a character that file names cannot have on Windows.',
  'path.device': 'The path {path} is the name of a device on Windows.',
  'path.partTooLong': 'The path {path} has a name that is longer than file systems allow.',
  'path.impossible': 'The name {path} is not possible on this disk.',

  'protected.secrets': 'it may hold secrets',
  'protected.key': 'it may be a key or a password',
  'protected.tool': 'it steers a tool that runs programs',
  'protected.editor': 'the editor or git may run what it says',
  'protected.shell': 'the shell runs it',
  'protected.app': 'it steers this app',
  'protected.pipeline': 'it is part of the build pipeline',

  'edit.nothingToDelete': 'The file to delete does not exist.',
  'edit.nothingToChange': 'The file to change does not exist.',
  'edit.leavesOut':
    'The new text leaves something out ("{line}") and would delete it. Ask for the whole text, or for search/replace blocks.',
  'edit.noLines': 'The edit does not say which lines it replaces.',
  'edit.notFound': 'The lines to replace were not found in the file.',
  'edit.similarOnly': 'The lines to replace were not found. A similar place differs too much to be sure.',
  'edit.ambiguous': 'The lines to replace stand at {count} places in the file, so which one is meant is unclear.',
  'edit.tooMany': 'The answer has more than {limit} edits. What came after them was left out.',
  'edit.tooManyFiles': 'The answer changes more than {limit} files. This one was left out.',
  'edit.badCharacter': 'The new text contains a character that no text file can hold.',
  'edit.tooLarge': 'The file would become larger than 2 MB, the most that can be reviewed.',
  'edit.twin': 'The folder has "{twin}", which differs from "{path}" only in case or in the form of its letters. Name it exactly.',
  'edit.notText': 'The file is not a text in UTF-8, so it cannot be changed here.',

  'block.noEnd': 'This search/replace block has no end. The answer may have been cut off.',
  'block.noDivider': 'This search/replace block has no ======= line between the old and the new text.',
  'block.dividers': 'This search/replace block has more than one ======= line, so where the new text begins is unclear.',
  'block.noPath': 'This search/replace block does not say which file it is for.',
  'fence.another': 'The block of this file has no end: another one begins inside it.',
  'fence.unclear': 'Where this file ends is unclear, because it has fences of its own. Ask for it in a fence of four backticks.',
  'fence.noEnd': 'The block of this file has no end. The answer may have been cut off.',
  'patch.noFile': 'This patch has no file on either side.',
  'patch.noPath': 'This patch does not say which file it is for.',
  'patch.renamesTo': 'This patch renames {from} to {to}. Renaming is not supported; ask for a new file and a deletion.',
  'patch.renames': 'This patch renames or copies a file, which is not supported. Ask for a new file and a deletion.',
  'patch.mode': 'This patch changes the permissions of a file, which is not supported.',
  'patch.binary': 'This patch is for a binary file. Only text files can be changed.',
  'patch.link': 'This patch makes or removes a link. Only plain files can be changed.',
  'patch.noLines': 'This patch changes no lines.',
  'patch.noContext': 'This hunk only adds lines and shows no line around them, so its place is unclear.',

  'stale.made': 'The file was made meanwhile by somebody else. Compare both and reject this one, or move the other file away.',
  'stale.gone': 'The file was deleted or moved meanwhile. Put it back, or reject the change.',
  'stale.deletion': 'The file was changed meanwhile, so it is not deleted unseen. Reject the deletion, or ask again.',
  'stale.notText': 'The file is no text any more.',
  'stale.alreadyThere': 'The change seems to be in the file already.',
  'stale.changed': 'The file was changed at the same place meanwhile. Compare both, edit the file by hand, or ask again.',
  'stale.placeLost': 'The place of these hunks is no longer certain.',

  'file.tooLargeToChange': '{path} is larger than 2 MB, the most that can be changed here.',
  'file.wouldBeTooLarge': '{path} would become larger than 2 MB, the most that can be written here.',
  'file.tooLargeToShow': '{path} is larger than {limit} KB, the most that is shown.',
  'file.grew': 'The file grew while it was read and is too large now.',
  'file.beingWritten': 'A file is being written at this moment. Try again.',
  'file.link': '{path} is a symbolic link. Only plain files inside the folder are changed.',
  'file.isFolder': '{path} is a folder. Only plain files inside the folder are changed.',
  'file.notPlain': '{path} is not a plain file. Only plain files inside the folder are changed.',
  'file.readOnly': '{path} is read-only. Nothing was changed. Make it writable and apply again.',
  'file.unreadable': '{path} cannot be read ({system}). Check its permissions.',
  'file.changedNow': '{path} was changed by another program a moment ago. Nothing was written. Look at the proposal again.',
  'file.gone': '{path} is gone. Look at the proposal again.',
  'file.notText': '{path} is not a text in UTF-8.',
  'file.missing': 'There is no file {path} in this folder.',
  'file.outside': '{path} leads out of the folder. Only files inside it can be read.',
  'file.onlyInside': 'Only files inside the folder can be read.',
  'file.nameOne': 'Name a file, not the folder itself.',

  'folder.link': '{path} is a symbolic link. Files behind links are not changed; name the real path.',
  'folder.isFile': '{path} is a file, not a folder.',
  'folder.moved': 'The folder {path} was moved while it was in use. Open the folder again.',
  'folder.gone': 'The folder is gone. Open it again.',
  'folder.notOpen': 'This folder is not open. Open it again.',
  'folder.notAbsolute': '{path} is not an absolute path. Give the whole path of the folder.',
  'folder.nul': 'The path contains a NUL character.',
  'folder.missing': 'There is no folder {path}.',
  'folder.missingHere': 'There is no folder here any more.',
  'folder.unreadable': 'The folder {path} cannot be read ({system}). Check its permissions.',

  'disk.full': 'The disk is full. Nothing was changed. Make room and apply again.',
  'disk.quota': 'Your quota on this disk is used up. Nothing was changed.',
  'disk.readOnly': 'The disk is read-only. Nothing was changed.',
  'disk.denied': 'The folder may not be written. Nothing was changed. Check its permissions.',
  'disk.failed': 'The files could not be written ({system}). Nothing was changed.',

  'proposal.missing': 'There is no proposal {id}.',
  'proposal.noFile': 'The proposal does not change {path}.',
  'proposal.noHunk': 'The proposal has no hunk {id}. Look at it again: it may have been made anew.',
  'proposal.changed': 'The proposal was changed by another window or the command line. Look at it again.',
  'proposal.movedOn':
    'The proposal was changed since it was read (it is at revision {revision}, you decided on {expected}). Nothing was decided. Look at it again.',
  'proposal.busy': 'Another window or the command line is writing changes in this folder at this moment. Try again.',
  'proposal.stale': 'Nothing was written, because these files were changed meanwhile: {paths}. Look at the proposal again.',
  'proposal.protectedLeft': 'Only protected files are left ({paths}). Accept their hunks by name to apply them.',
  'proposal.noneFound': 'None of the edits found its place, so there is nothing to apply.',
  'proposal.noneAccepted': 'No hunk is accepted yet. Accept some, or apply all.',
  'proposal.nothingLeft': 'There is nothing left to apply: every hunk is on disk or rejected.',
  'proposal.nothingToUndo': 'There is nothing to undo: no change of this proposal is on disk.',
  'proposal.changedSince':
    'Nothing was undone, because files were changed since: {paths}. Undo those changes first, or take the lines back by hand.',
  'hunk.onDisk': 'This hunk is on disk already. Undo it first, or change the file in your editor.',
  'hunk.detached': 'The file was changed where this hunk stood, so it cannot be edited any more.',
  'hunk.deletesFile': 'This hunk deletes the whole file, so there is no text to edit. Reject it to keep the file.',
  'hunk.badCharacter': 'The text contains a character that no text file can hold.',

  'change.takenBack': 'The app ended while it was writing a change. The files are as they were before; the proposal can be applied again.',
  'change.partlyTakenBack':
    'The app ended while it was writing a change. These files were changed by somebody else since and were left as they are: {paths}.',
  'change.lost': 'The app ended while it was writing a change in {path}, and that folder is gone.',

  'store.upgraded': 'The store was upgraded. A copy of it as it was lies at {path}.',
  'store.recoveredWhole':
    'The store was damaged. {rows} rows were recovered into a new one. Every row could be read. The damaged file was kept at {path}.',
  'store.recoveredPart':
    'The store was damaged. {rows} rows were recovered into a new one. {gaps} places could not be read. The damaged file was kept at {path}.',
  'store.recoveredLess':
    'The store was damaged. {rows} rows were recovered into a new one. {gaps} places could not be read, and nothing of: {lost}. The damaged file was kept at {path}.',
  'store.networkDrive':
    'The data folder {path} seems to be on a network drive, where SQLite cannot lock files reliably. Choose a local folder with --data.',
  'answers.interrupted': 'An answer was cut off when the app ended. What had come of it was kept.',

  'chat.noConversation': 'This conversation does not exist any more.',
  'chat.noMessage': 'This message does not exist any more.',
  'chat.notInConversation': 'This message is not part of the conversation.',
  'chat.noParent': 'The message to continue from is not part of this conversation.',
  'chat.notAnAnswer': 'This is a request, not an answer.',
  'chat.noRequest': 'The request of this answer does not exist any more.',
  'chat.onlyRequests': 'Only a request can be edited and sent again.',
  'chat.noPrompt': 'This answer ended before a prompt was made.',
  'chat.attachNeedsFolder': 'Files can be attached only while a folder is open.',
  'chat.attachedUnreadable': 'The attached file {path} cannot be read. Take it off the request or restore it.',
  'plan.none': 'This answer was not made from a plan.',
  'plan.noKind': 'There is no kind of plan called "{kind}".',
  'plan.tooDeep': 'The plan is nested more than {limit} levels deep, which no code is written for.',
  'plan.notValid': 'The plan is not valid at {place}: {fault}',
  'context.tooLong':
    "The request has about {needed} tokens, but the model's context has room for {room} beside the answer. Shorten it or raise the context size in the settings.",
  'context.doesNotFit': 'does not fit the context',
  'context.older': 'older than what fits the context',

  'check.untrusted': 'The folder is not trusted, so nothing of it is compiled or run.',
  'check.noSandbox': 'Programs cannot be confined on this machine. {why}',
  'check.noTool': 'The tool {tool} is not installed, so this was not checked.',
  'check.noParser': 'There is no parser for this kind of file.',
  'check.doesNotParse': 'Not looked at, because the code does not parse.',
  'check.noParserFor': 'There is no parser for {names}.',
  'check.onlyDeleted': 'The change only deletes files of this kind, so there is nothing to look at.',
  'check.didNotParse': 'These files did not parse before the change either: {names}.',
  'check.otherLayout': 'These files were laid out in another way before the change: {names}.',
  'check.leftOut': 'Whether {tool} looks at these files depends on the machine, because of their name or a build constraint: {names}.',
  'check.jsx': 'Node cannot read JSX, so these files were only parsed: {names}.',
  'check.dependencyMissing': 'Packages that the code uses are not installed: {names}.',
  'check.toolTooOld': 'The installed {tool} is too old for this folder: {said}',
  'check.configuration': 'The tool {tool} cannot work with the configuration of this folder: {said}',
  'check.brokenBefore': 'The files had errors before the change, which adds none.',
  'check.timeout': 'The check took longer than {seconds} seconds and was ended.',
  'check.memory': 'The check needed more than {megabytes} MB of memory and was ended.',
  'check.noResult': 'The tool {tool} ended without a result: {said}',
  'check.doesNotCompile': 'Not run, because the code does not compile.',
  'check.noServer': 'No file of the change starts a server by itself, so there is nothing to send requests to.',
  'check.noCases': 'The endpoint has a path that servers change before they look at it, so it was not tried.',
  'check.framework': 'Requests are tried on servers of the standard library only; this one is made with {name}.',
  'check.notStarted': 'The server did not start in the sandbox: {said}',
  'check.contract': '{request} should give {expected}, but gave {found}.',
  'check.noFunction': 'No file of the change declares the function {name}, so it was not tried.',
  'check.notLoaded': 'The file of the function could not be loaded in the sandbox: {said}',
  'check.example': 'The call {call} is to give {expected} by its example, and gave {found}.',
  'check.exampleFailed': 'The call {call} is to give {expected} by its example, and failed: {said}',
} as const;

export type SentenceCode = keyof typeof sentences;
type ValueNames<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | ValueNames<Rest> : never;
export type SentenceValues<Code extends SentenceCode> = Record<ValueNames<(typeof sentences)[Code]>, string | number>;

/** A sentence by its code, with the values that stand in it. */
export const sentenceSchema = z.object({
  code: z.string().max(80) as unknown as z.ZodType<SentenceCode>,
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Sentence = z.infer<typeof sentenceSchema>;

/** A sentence with its English words. */
export interface Said {
  sentence: Sentence;
  message: string;
}

/** Makes a sentence. The values come last and are wanted exactly where the sentence has some. */
export function say<Code extends SentenceCode>(
  code: Code,
  ...[values]: [ValueNames<(typeof sentences)[Code]>] extends [never] ? [] : [SentenceValues<Code>]
): Said {
  const given: Record<string, string | number> = values ?? {};
  return { sentence: { code, values: given }, message: sentences[code].replace(/\{(\w+)\}/g, (_, name: string) => String(given[name])) };
}

interface Pattern {
  code: SentenceCode;
  names: string[];
  shape: RegExp;
}

/** Those with more fixed words first: "The folder x is gone" must not be taken for a file of that name. */
const patterns: readonly Pattern[] = Object.entries(sentences)
  .map(([code, text]) => {
    const [first = '', ...rest] = text.split(/\{\w+\}/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
    return {
      code: code as SentenceCode,
      names: [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string),
      shape: new RegExp(`^${[first, ...rest].join('([^]+?)')}$`),
      fixed: text.replace(/\{\w+\}/g, '').length,
    };
  })
  .sort((a, b) => b.fixed - a.fixed);

/** Sentences are short; a long text is something else, and is not searched for one. */
const longest = 20_000;

/** The code and the values of a sentence that is only kept in its words (in the store, in an answer's error); null for other words. */
export function readSentence(message: string): Sentence | null {
  if (message.length > longest) return null;
  for (const { code, names, shape } of patterns) {
    const match = shape.exec(message);
    if (match !== null) return { code, values: Object.fromEntries(names.map((name, index) => [name, match[index + 1] as string])) };
  }
  return null;
}
