import type { UnplacedEdit } from './review.ts';
import { type Said, type SentenceCode, say, sentences } from './sentences.ts';
import { utf8Bytes } from './utf8.ts';

export type PathCheck = { ok: true; path: string; parts: string[] } | { ok: false; reason: UnplacedEdit['reason']; said: Said };

const refuse = (reason: UnplacedEdit['reason'], said: Said): PathCheck => ({ ok: false, reason, said });
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
  if (raw.trim() === '') return refuse('malformed', say('path.none'));
  const path = JSON.stringify(raw.length > 200 ? `${raw.slice(0, 200)}…` : raw);
  if (raw.length > 4096) return refuse('malformed', say('path.tooLong', { path }));
  if (control.test(raw) || invisible.test(raw) || loneSurrogate.test(raw))
    return refuse('outside-workspace', say('path.invisible', { path }));
  if (raw.includes('\\')) return refuse('outside-workspace', say('path.backslash', { path }));
  if (raw.startsWith('/') || /^[a-z]:/i.test(raw)) return refuse('outside-workspace', say('path.absolute', { path }));
  // After the tidying: `./~/x` would be `~/x`.
  if (/^[./]*~/.test(raw)) return refuse('outside-workspace', say('path.tilde', { path }));
  if (raw.endsWith('/')) return refuse('malformed', say('path.folder', { path }));
  const parts = raw.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.length === 0) return refuse('malformed', say('path.none'));
  for (const part of parts) {
    const problem = checkPart(part);
    if (problem !== null) return refuse(problem.reason, say(problem.code, { path }));
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

type PartProblem = `path.${'outside' | 'git' | 'ending' | 'colon' | 'characters' | 'device' | 'partTooLong'}`;

function checkPart(part: string): { reason: UnplacedEdit['reason']; code: PartProblem } | null {
  if (part === '..') return { reason: 'outside-workspace', code: 'path.outside' };
  if (isGitFolder(part)) return { reason: 'protected', code: 'path.git' };
  if (/[. ]$/.test(part)) return { reason: 'outside-workspace', code: 'path.ending' };
  if (part.includes(':')) return { reason: 'outside-workspace', code: 'path.colon' };
  if (/[<>"|?*]/.test(part)) return { reason: 'malformed', code: 'path.characters' };
  if (deviceName.test(part)) return { reason: 'outside-workspace', code: 'path.device' };
  if (utf8Bytes(part).length > 255) return { reason: 'malformed', code: 'path.partTooLong' };
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

type ProtectionCode = Extract<SentenceCode, `protected.${string}`>;

const protectedRules: { test: RegExp; why: ProtectionCode }[] = [
  { test: /(?:^|\/)\.env(?!\.(?:example|sample|template|dist)$)(?:[._-][^/]*)?$/, why: 'protected.secrets' },
  {
    test: /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)[^/]*|[^/]*\.(?:pem|key|p12|pfx|jks|keystore|kdbx)|\.netrc|\.pgpass|\.git-credentials|\.htpasswd)$/,
    why: 'protected.key',
  },
  { test: /(?:^|\/)\.(?:ssh|aws|gnupg|kube|docker)\//, why: 'protected.key' },
  { test: /(?:^|\/)\.(?:npmrc|yarnrc(?:\.yml)?|pypirc|gitconfig|gitmodules|gitattributes)$/, why: 'protected.tool' },
  { test: /(?:^|\/)(?:\.vscode|\.idea|\.devcontainer|\.cursor|\.zed|\.husky|\.githooks)\//, why: 'protected.editor' },
  {
    test: /(?:^|\/)(?:[^/]*\.code-workspace|\.mcp\.json|\.pre-commit-config\.ya?ml|lefthook\.ya?ml|\.cursorrules)$/,
    why: 'protected.editor',
  },
  { test: /(?:^|\/)\.(?:envrc|bashrc|bash_profile|zshrc|profile)$/, why: 'protected.shell' },
  { test: /^(?:\.autoglm(?:\/|$)|\.autoglmignore$)/, why: 'protected.app' },
  {
    test: /^(?:\.github\/(?:workflows|actions)\/|\.gitlab\/|\.circleci\/|\.buildkite\/|\.ci\/|\.teamcity\/|\.forgejo\/|\.gitea\/)/,
    why: 'protected.pipeline',
  },
  {
    test: /^(?:\.gitlab-ci\.ya?ml|jenkinsfile|azure-pipelines\.ya?ml|\.travis\.yml|\.drone\.ya?ml|bitbucket-pipelines\.yml|appveyor\.yml)$/,
    why: 'protected.pipeline',
  },
];

/**
 * Why a file is protected, null for an ordinary one. A protected file can be proposed and shown, but "accept all" and "apply all"
 * leave it out: its hunks are applied only when they, or the file, are named. What is never writable (git's own data) is not here but
 * refused by `checkPath`. Compared without regard to case and Unicode form, as some file systems do.
 */
export function protection(path: string): string | null {
  const why = protectionCode(path);
  return why === null ? null : sentences[why];
}

/** The same as the code of its sentence. */
export function protectionCode(path: string): ProtectionCode | null {
  const folded = foldName(path);
  return protectedRules.find((rule) => rule.test.test(folded))?.why ?? null;
}
