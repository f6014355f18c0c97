/**
 * Finds what must not get into a dataset. Few patterns with a fixed shape, so that hardly anything harmless is hit; every one begins
 * at a place its own characters cannot precede, or is bounded, so that a hostile text costs no more than time in its length.
 */
const shapes: readonly { kind: string; pattern: RegExp }[] = [
  { kind: 'aws-key', pattern: /(?<![A-Z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])/g },
  { kind: 'github-token', pattern: /(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{50,255})/g },
  { kind: 'gitlab-token', pattern: /(?<![A-Za-z0-9_-])glpat-[A-Za-z0-9_-]{20,100}/g },
  { kind: 'slack-token', pattern: /(?<![A-Za-z0-9-])xox[abeoprs]-[A-Za-z0-9-]{10,250}/g },
  { kind: 'slack-webhook', pattern: /hooks\.slack\.com\/services\/[A-Za-z0-9/]{20,100}/g },
  { kind: 'google-key', pattern: /(?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g },
  { kind: 'stripe-key', pattern: /(?<![A-Za-z0-9_])[rs]k_live_[A-Za-z0-9]{20,250}/g },
  { kind: 'model-service-key', pattern: /(?<![A-Za-z0-9_-])sk-[A-Za-z0-9_-]{32,250}/g },
  { kind: 'npm-token', pattern: /(?<![A-Za-z0-9_])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g },
  { kind: 'hugging-face-token', pattern: /(?<![A-Za-z0-9_])hf_[A-Za-z0-9]{30,100}/g },
  { kind: 'json-web-token', pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{16,}/g },
];
const inUrl = /(:\/\/[^\s:/@'"`]{1,100}:)([^\s@/'"`]{3,200})(?=@)/g;
const names = '(?:password|passwd|passphrase|secret|token|api_?-?key|access_?-?key|private_?-?key|client_?-?secret|credentials?)';
const quoted = new RegExp(`(${names}\\w{0,30}["'\`]?[ \\t]{0,20}(?::=|=>|[:=])[ \\t]{0,20}["'\`])([^"'\`\\s]{8,300})(?=["'\`])`, 'gi');
const inEnvironment = new RegExp(
  `^([ \\t]{0,20}(?:export[ \\t]+)?[A-Z0-9_]{0,60}${names.toUpperCase()}[A-Z0-9_]{0,30}=)([^\\s"'\`()$<>{}]{8,300})[ \\t]*$`,
  'gm',
);

/** A cheap look that most texts do not pass, so that the patterns run on few. Two, because ignoring case makes every letter dearer. */
const suspiciousShape =
  /A[KSB]IA|ACCA|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|hooks\.slack|AIza|k_live_|sk-|npm_|hf_|eyJ|:\/\/|PRIVATE KEY/;
const suspiciousName = /passw|passphrase|secret|token|key["'`]?[ \t]*[:=]|key\w{1,30}["'`]?[ \t]*[:=]|credential/i;

/** Values that stand for a secret without being one. */
const placeholder =
  /^(?:.*\$\{.*|.*\{\{.*|<.*>|%.*%|\*+|x+|\.+|your[-_ ].*|.*(?:example|placeholder|changeme|change-me|dummy|redacted).*|password\d?|passw0rd|secret|token|undefined|null|none)$/i;

export interface Scrubbed {
  text: string;
  /** Kinds found, one entry per place. */
  found: string[];
}

/** Whether a text is worth `redactSecrets`: false says for certain that it would find nothing. */
export const mayHoldSecret = (text: string): boolean => suspiciousShape.test(text) || suspiciousName.test(text);

/** The text with every obvious secret replaced by `REDACTED_<KIND>`, which keeps quoted code well-formed. */
export function redactSecrets(text: string): Scrubbed {
  if (!mayHoldSecret(text)) return { text, found: [] };
  const found: string[] = [];
  const mark = (kind: string): string => {
    found.push(kind);
    return `REDACTED_${kind.toUpperCase().replaceAll('-', '_')}`;
  };
  let clean = redactPrivateKeys(text, mark);
  for (const { kind, pattern } of shapes) clean = clean.replace(pattern, () => mark(kind));
  const assigned = (kind: string) => (whole: string, before: string, value: string) =>
    placeholder.test(value) || value.startsWith('REDACTED_') ? whole : before + mark(kind);
  clean = clean
    .replace(inUrl, assigned('url-password'))
    .replace(quoted, assigned('assigned-secret'))
    .replace(inEnvironment, assigned('assigned-secret'));
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
