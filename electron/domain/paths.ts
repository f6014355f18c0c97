import type { UnplacedEdit } from './review.ts';
import { utf8Bytes } from './utf8.ts';

export type PathCheck = { ok: true; path: string; parts: string[] } | { ok: false; reason: UnplacedEdit['reason']; message: string };

const refuse = (reason: UnplacedEdit['reason'], message: string): PathCheck => ({ ok: false, reason, message });
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
/** Marks that a file system ignores or a screen does not show: with them two names look alike, or `.git` hides in another name. */
const invisible =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]|[\u{e0000}-\u{e0fff}]/u;
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * Decides from its text alone whether a path that a model (or a patch) named may be meant as a file inside the workspace. The same
 * rules hold on every system, so that an answer which is safe on one is safe on all. `./` and doubled slashes are tidied; anything
 * that some file system would read as another place is refused. The disk is asked again before every read and write.
 */
export function checkPath(raw: string): PathCheck {
  if (raw.trim() === '') return refuse('malformed', 'The edit names no file.');
  const shown = JSON.stringify(raw.length > 200 ? `${raw.slice(0, 200)}…` : raw);
  if (raw.length > 4096) return refuse('malformed', `The path ${shown} is too long.`);
  if (control.test(raw) || invisible.test(raw) || loneSurrogate.test(raw))
    return refuse('outside-workspace', `The path ${shown} contains characters that cannot be seen. It was refused.`);
  if (raw.includes('\\'))
    return refuse('outside-workspace', `The path ${shown} contains a backslash. Paths are written with forward slashes.`);
  if (raw.startsWith('/') || /^[a-z]:/i.test(raw))
    return refuse('outside-workspace', `The path ${shown} is absolute. Only files inside the folder can be changed.`);
  // After the tidying: `./~/x` would be `~/x`.
  if (/^[./]*~/.test(raw))
    return refuse(
      'outside-workspace',
      `The path ${shown} begins with a tilde, which means the home folder. Only files inside the folder can be changed.`,
    );
  if (raw.endsWith('/')) return refuse('malformed', `The path ${shown} names a folder.`);
  const parts = raw.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.length === 0) return refuse('malformed', 'The edit names no file.');
  for (const part of parts) {
    const problem = checkPart(part);
    if (problem !== null) return refuse(problem.reason, `The path ${shown} ${problem.message}`);
  }
  return { ok: true, path: parts.join('/'), parts };
}

/**
 * The same for reading, where odd names do no harm: everything that stays inside by its text and is not git's own data. `''` is the
 * root. Null when it may not be read.
 */
export function readablePath(raw: string): string[] | null {
  if (raw.length > 4096 || raw.includes('\0') || raw.includes('\\') || raw.startsWith('/') || /^[a-z]:/i.test(raw)) return null;
  const parts = raw.split('/').filter((part) => part !== '' && part !== '.');
  return parts.some((part) => part === '..' || isGitFolder(part)) ? null : parts;
}

function checkPart(part: string): { reason: UnplacedEdit['reason']; message: string } | null {
  if (part === '..')
    return { reason: 'outside-workspace', message: 'leads out of the folder. Only files inside the folder can be changed.' };
  if (isGitFolder(part)) return { reason: 'protected', message: "is part of git's own data, which is never changed from here." };
  if (/[. ]$/.test(part))
    return { reason: 'outside-workspace', message: 'ends a name with a dot or a space, which Windows reads as another name.' };
  if (part.includes(':'))
    return { reason: 'outside-workspace', message: 'contains a colon, which Windows reads as a drive or a hidden stream.' };
  if (/[<>"|?*]/.test(part)) return { reason: 'malformed', message: 'contains a character that file names cannot have on Windows.' };
  if (deviceName.test(part)) return { reason: 'outside-workspace', message: 'is the name of a device on Windows.' };
  if (utf8Bytes(part).length > 255) return { reason: 'malformed', message: 'has a name that is longer than file systems allow.' };
  return null;
}

/** `.git` in any of the ways in which some file system would take a name for it: case, short name, trailing marks, streams, width. */
function isGitFolder(part: string): boolean {
  const name = foldName(part)
    .replace(/:.*$/s, '')
    .replace(/[. ]+$/, '');
  return name === '.git' || name === 'git~1';
}

/** What a name becomes on a file system that ignores case and Unicode form: two names with one fold may be one file. */
export function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase().normalize('NFKC');
}

const protectedRules: { test: RegExp; why: string }[] = [
  { test: /(?:^|\/)\.env(?!\.(?:example|sample|template|dist)$)(?:[._-][^/]*)?$/, why: 'it may hold secrets' },
  {
    test: /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)[^/]*|[^/]*\.(?:pem|key|p12|pfx|jks|keystore|kdbx)|\.netrc|\.pgpass|\.git-credentials|\.htpasswd)$/,
    why: 'it may be a key or a password',
  },
  { test: /(?:^|\/)\.(?:ssh|aws|gnupg|kube|docker)\//, why: 'it may be a key or a password' },
  { test: /(?:^|\/)\.(?:npmrc|yarnrc(?:\.yml)?|pypirc|gitconfig|gitmodules|gitattributes)$/, why: 'it steers a tool that runs programs' },
  { test: /(?:^|\/)(?:\.vscode|\.idea|\.devcontainer|\.cursor|\.zed|\.husky|\.githooks)\//, why: 'the editor or git may run what it says' },
  {
    test: /(?:^|\/)(?:[^/]*\.code-workspace|\.mcp\.json|\.pre-commit-config\.ya?ml|lefthook\.ya?ml|\.cursorrules)$/,
    why: 'the editor or git may run what it says',
  },
  { test: /(?:^|\/)\.(?:envrc|bashrc|bash_profile|zshrc|profile)$/, why: 'the shell runs it' },
  { test: /^(?:\.autoglm(?:\/|$)|\.autoglmignore$)/, why: 'it steers this app' },
  {
    test: /^(?:\.github\/(?:workflows|actions)\/|\.gitlab\/|\.circleci\/|\.buildkite\/|\.ci\/|\.teamcity\/|\.forgejo\/|\.gitea\/)/,
    why: 'it is part of the build pipeline',
  },
  {
    test: /^(?:\.gitlab-ci\.ya?ml|jenkinsfile|azure-pipelines\.ya?ml|\.travis\.yml|\.drone\.ya?ml|bitbucket-pipelines\.yml|appveyor\.yml)$/,
    why: 'it is part of the build pipeline',
  },
];

/**
 * Why a file is protected, null for an ordinary one. A protected file can be proposed and shown, but "accept all" and "apply all"
 * leave it out: its hunks are applied only when they, or the file, are named. What is never writable (git's own data) is not here but
 * refused by `checkPath`. Compared without regard to case and Unicode form, as some file systems do.
 */
export function protection(path: string): string | null {
  const folded = foldName(path);
  return protectedRules.find((rule) => rule.test.test(folded))?.why ?? null;
}
