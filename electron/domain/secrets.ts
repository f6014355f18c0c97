import type { Literal } from './literals.ts';
import { createLiteralSearch } from './literals.ts';

/**
 * Finds what must not get into a dataset. Few patterns with a fixed shape, so that hardly anything harmless is hit; every one begins
 * at a place its own characters cannot precede, or is bounded, so that a hostile text costs no more than time in its length.
 * Each says which literals it cannot match without: where none of them is, it need not run.
 */
const shapes: readonly { kind: string; literals: readonly string[]; pattern: RegExp }[] = [
  {
    kind: 'aws-key',
    literals: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    pattern: /(?<![A-Z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])/g,
  },
  {
    kind: 'github-token',
    literals: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    pattern: /(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{50,255})/g,
  },
  { kind: 'gitlab-token', literals: ['glpat-'], pattern: /(?<![A-Za-z0-9_-])glpat-[A-Za-z0-9_-]{20,100}/g },
  {
    kind: 'slack-token',
    literals: ['xoxa-', 'xoxb-', 'xoxe-', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-'],
    pattern: /(?<![A-Za-z0-9-])xox[abeoprs]-[A-Za-z0-9-]{10,250}/g,
  },
  { kind: 'slack-webhook', literals: ['hooks.slack.com/services/'], pattern: /hooks\.slack\.com\/services\/[A-Za-z0-9/]{20,100}/g },
  { kind: 'google-key', literals: ['AIza'], pattern: /(?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g },
  { kind: 'stripe-key', literals: ['sk_live_', 'rk_live_'], pattern: /(?<![A-Za-z0-9_])[rs]k_live_[A-Za-z0-9]{20,250}/g },
  { kind: 'model-service-key', literals: ['sk-'], pattern: /(?<![A-Za-z0-9_-])sk-[A-Za-z0-9_-]{32,250}/g },
  { kind: 'npm-token', literals: ['npm_'], pattern: /(?<![A-Za-z0-9_])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g },
  { kind: 'hugging-face-token', literals: ['hf_'], pattern: /(?<![A-Za-z0-9_])hf_[A-Za-z0-9]{30,100}/g },
  {
    kind: 'json-web-token',
    literals: ['eyJ'],
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{16,}/g,
  },
];
const inUrl = /(:\/\/[^\s:/@'"`]{1,100}:)([^\s@/'"`]{3,200})(?=@)/g;
const names = '(?:password|passwd|passphrase|secret|token|api_?-?key|access_?-?key|private_?-?key|client_?-?secret|credentials?)';
const quoted = new RegExp(`(${names}\\w{0,30}["'\`]?[ \\t]{0,20}(?::=|=>|[:=])[ \\t]{0,20}["'\`])([^"'\`\\s]{8,300})(?=["'\`])`, 'gi');
const inEnvironment = new RegExp(
  `^([ \\t]{0,20}(?:export[ \\t]+)?[A-Z0-9_]{0,60}${names.toUpperCase()}[A-Z0-9_]{0,30}=)([^\\s"'\`()$<>{}]{8,300})[ \\t]*$`,
  'gm',
);
/** `names` without its choices: what `quoted` and `inEnvironment` cannot match without, in any case of letters. */
const nameLiterals = [
  ...['password', 'passwd', 'passphrase', 'secret', 'token', 'credential'],
  ...['api', 'access', 'private'].flatMap((name) => ['key', '_key', '-key', '_-key'].map((key) => name + key)),
];

/** The bit of each pattern in the signs of a text. */
const privateKeySign = 1 << shapes.length;
const inUrlSign = privateKeySign << 1;
const assignedSign = inUrlSign << 1;
const everySign = (assignedSign << 1) - 1;
const search = createLiteralSearch([
  ...shapes.flatMap(({ literals }, at) => literals.map((text): Literal => ({ text, ignoreCase: false, sign: 1 << at }))),
  { text: 'PRIVATE KEY', ignoreCase: false, sign: privateKeySign },
  { text: '://', ignoreCase: false, sign: inUrlSign },
  ...nameLiterals.map((text): Literal => ({ text, ignoreCase: true, sign: assignedSign })),
]);

/** Values that stand for a secret without being one. */
const placeholder =
  /^(?:.*\$\{.*|.*\{\{.*|<.*>|%.*%|\*+|x+|\.+|your[-_ ].*|.*(?:example|placeholder|changeme|change-me|dummy|redacted).*|password\d?|passw0rd|secret|token|undefined|null|none)$/i;

export interface Scrubbed {
  text: string;
  /** Kinds found, one entry per place. */
  found: string[];
}

/**
 * Which secrets a text might hold: a bit for each pattern that could match, 0 when for certain none does. Much cheaper than looking for
 * the secrets themselves.
 */
export const secretSigns = (text: string): number => search.inText(text);

/** The signs of UTF-8 from `from` up to `end`. Of a text written as JSON they are those of the text and perhaps more. */
export const secretSignsInBytes = (bytes: Uint8Array, from: number, end: number): number => search.inBytes(bytes, from, end);

/**
 * The text with every obvious secret replaced by `REDACTED_<KIND>`, which keeps quoted code well-formed. `signs` may be given by who
 * knows them, or knows those of more than this text.
 */
export function redactSecrets(text: string, signs = secretSigns(text)): Scrubbed {
  if (signs === 0) return { text, found: [] };
  const found: string[] = [];
  const mark = (kind: string): string => {
    found.push(kind);
    return `REDACTED_${kind.toUpperCase().replaceAll('-', '_')}`;
  };
  // What was put in for a secret can be a sign itself: "REDACTED_PRIVATE_KEY" is a name.
  const may = (sign: number): boolean => ((found.length > 0 ? everySign : signs) & sign) !== 0;
  let clean = may(privateKeySign) ? redactPrivateKeys(text, mark) : text;
  for (const [at, { kind, pattern }] of shapes.entries()) if (may(1 << at)) clean = clean.replace(pattern, () => mark(kind));
  const assigned = (kind: string) => (whole: string, before: string, value: string) =>
    placeholder.test(value) || value.startsWith('REDACTED_') ? whole : before + mark(kind);
  if (may(inUrlSign)) clean = clean.replace(inUrl, assigned('url-password'));
  if (may(assignedSign)) clean = clean.replace(quoted, assigned('assigned-secret')).replace(inEnvironment, assigned('assigned-secret'));
  return { text: clean, found };
}

/** By hand: a pattern for "from BEGIN to END" would read to the end once per BEGIN. */
function redactPrivateKeys(text: string, mark: (kind: string) => string): string {
  const begin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
  const end = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
  let clean = '';
  let at = 0;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    end.lastIndex = begin.lastIndex;
    const closing = end.exec(text);
    clean += text.slice(at, match.index) + mark('private-key');
    at = closing === null ? text.length : end.lastIndex;
    if (closing === null) break;
    begin.lastIndex = at;
  }
  return clean + text.slice(at);
}

const secretFile =
  /(?:^|[\\/])(?:\.env(?:\.[^\\/]*)?|\.netrc|\.npmrc|\.pypirc|\.htpasswd|credentials|id_(?:rsa|dsa|ecdsa|ed25519)|secrets?\.(?:ya?ml|json|toml|env)|[^\\/]+\.(?:pem|key|cert|crt|p12|pfx|jks|keystore|kdbx))$/i;
/** The sample files that projects publish on purpose. */
const sampleFile = /\.env\.(?:example|sample|template|dist)$/i;

/** Whether a file holds secrets by its name: its content gets into no dataset. */
export function isSecretFile(path: string): boolean {
  return secretFile.test(path) && !sampleFile.test(path);
}
