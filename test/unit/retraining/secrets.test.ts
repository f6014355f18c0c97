import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSecretFile, redactSecrets, secretSigns, secretSignsInBytes } from '#domain/secrets';

const forty = 'wJalrXUtnFEMIK7MDENGbPxRfiCYzzzzzzzzzKEY';

describe('secrets in texts', () => {
  it.each([
    ['private-key', `-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----`],
    ['private-key', `-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz never ends`],
    ['aws-key', `AKIAIOSFODNN7ABCDEFG`],
    ['github-token', `ghp_${'a1'.repeat(18)}`],
    ['github-token', `github_pat_${'a1_'.repeat(25)}`],
    ['gitlab-token', `glpat-${'a1'.repeat(10)}`],
    ['slack-token', `xoxb-123456789012-abcdefghij`],
    ['slack-webhook', `hooks.slack.com/services/T00000000/B00000000/XXXXXXXX`],
    ['google-key', `AIza${'a'.repeat(35)}`],
    ['stripe-key', `sk_live_${'a1'.repeat(12)}`],
    ['model-service-key', `sk-proj-${'a1'.repeat(20)}`],
    ['npm-token', `npm_${'a1'.repeat(18)}`],
    ['hugging-face-token', `hf_${'aB'.repeat(17)}`],
    ['json-web-token', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P`],
  ])('of kind %s are replaced', (kind, secret) => {
    const { text, found } = redactSecrets(`before ${secret}`);
    expect(found).toEqual([kind]);
    expect(text).toBe(`before REDACTED_${kind.toUpperCase().replaceAll('-', '_')}`);
  });
  it.each([
    [`const password = "hunter2!hunter2";`, `const password = "REDACTED_ASSIGNED_SECRET";`],
    [`{"api_key": 'a9f8e7d6c5b4'}`, `{"api_key": 'REDACTED_ASSIGNED_SECRET'}`],
    [`aws_secret_access_key = '${forty}'`, `aws_secret_access_key = 'REDACTED_ASSIGNED_SECRET'`],
    [`clientSecret: "s3cr3t-value-1"`, `clientSecret: "REDACTED_ASSIGNED_SECRET"`],
    [`A=1\nexport DB_PASSWORD=tr0ub4dor3\nB=2`, `A=1\nexport DB_PASSWORD=REDACTED_ASSIGNED_SECRET\nB=2`],
    [`postgres://app:correcthorse@db/x`, `postgres://app:REDACTED_URL_PASSWORD@db/x`],
  ])('in %s are replaced and the code around stays', (before, after) => {
    expect(redactSecrets(before).text).toBe(after);
  });
  it.each([
    'const password = process.env.PASSWORD;',
    `password: "\${DB_PASSWORD}"`,
    'token = "<your token here>"',
    'api_key = "your-api-key"',
    'password = "changeme123"',
    'if (token === "string") return;',
    'TOKEN=$(cat token)',
    'const tokens = tokenize("hello world");',
    'the secret of good code',
    'https://example.org/path@2x.png',
    'git@github.com:owner/repo.git',
    'eyJ is how a token begins',
    '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----',
    'sk-learn is short for scikit-learn',
    'key: "value1234"',
  ])('are not seen in %j', (text) => {
    expect(redactSecrets(text)).toEqual({ text, found: [] });
  });
  it('are found among any text around them', () => {
    const around = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '"', '=', ':', '数', '-', '{') });
    fc.assert(
      fc.property(around, around, (before, after) => {
        expect(redactSecrets(`${before} xoxb-123456789012-abcdefghij ${after}`).text).not.toContain('123456789012');
      }),
    );
  });
  it.each(['-----BEGIN PRIVATE KEY-----', 'eyJ-', 'eyJa.', 'password="', '://a:', 'sk-', 'A_TOKEN=', 'export ', 'secret '])(
    'cost time in proportion to a text of %j a hundred thousand times over',
    (part) => {
      // Quadratic time would need minutes here and run into the test's limit.
      expect(redactSecrets(part.repeat(100_000)).text.length).toBeGreaterThan(0);
    },
  );
});

describe('the signs of secrets', () => {
  /** All signs at once: every pattern runs. */
  const all = -1;
  const cased = (text: string) => fc.constantFrom(text, text.toUpperCase(), `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`);
  const name = fc.constantFrom(
    ...['password', 'passwd', 'passphrase', 'secret', 'token', 'credential', 'credentials'],
    ...['api', 'access', 'private', 'client_'].flatMap((word) => ['', '_', '-', '_-'].map((joint) => `${word}${joint}key`)),
    ...['key', 'pass', 'client-secret', 'ſecret'],
  );
  const word = fc.string({ unit: fc.constantFrom('a', 'B', '7', '_', '-'), minLength: 0, maxLength: 60 });
  const prefix = fc.constantFrom(
    ...['AKIA', 'ASIA', 'ABIA', 'ACCA', 'ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_', 'glpat-', 'AIza', 'sk_live_', 'rk_live_'],
    ...['xoxa-', 'xoxb-', 'xoxe-', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-', 'sk-', 'npm_', 'hf_', 'eyJ', 'hooks.slack.com/services/'],
  );
  const piece = fc.oneof(
    fc.tuple(prefix, word).map(([start, rest]) => start + rest),
    fc.tuple(prefix, fc.constantFrom('A', 'b3', 'Z9')).map(([start, rest]) => start + rest.repeat(40).slice(0, 40)),
    fc.constantFrom(16, 35, 36).chain((length) => prefix.map((start) => start + 'A'.repeat(length))),
    fc.constantFrom('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P', '://app:correcthorse@db/x', '://'),
    fc.constantFrom('-----BEGIN RSA PRIVATE KEY-----', '-----END RSA PRIVATE KEY-----', '-----BEGIN PRIVATE KEY BLOCK-----'),
    fc.constantFrom(' ', '\n', '\t', ' = ', '=', ': ', ':= ', '=>', '"', "'", '`', '@', '数', 'export '),
    name.chain(cased),
    fc
      .tuple(name.chain(cased), fc.constantFrom(' = "', ": '", '=', '_x":"', ':=`'), word)
      .map(([key, between, value]) => key + between + value),
  );
  const texts = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''));

  it('spare no text the patterns that would find something in it', () => {
    let found = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const full = redactSecrets(text, all);
        found += full.found.length;
        expect(redactSecrets(text)).toEqual(full);
      }),
      { numRuns: 20_000 },
    );
    expect(found).toBeGreaterThan(5_000);
  });
  it('are all there in the bytes of a text that was written as JSON', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: 'binary' })), (text) => {
        const bytes = Buffer.from(JSON.stringify({ prompt: text }));
        const signs = secretSigns(text);
        expect(secretSignsInBytes(bytes, 0, bytes.length) & signs).toBe(signs);
      }),
      { numRuns: 5_000 },
    );
  });
  it('are none in ordinary text', () => {
    expect(secretSigns('Add a route before app.listen, and keep the keys of the map: { a = 1 }.')).toBe(0);
  });
});

describe('files that hold secrets by their name', () => {
  it.each([
    '.env',
    'a/.env.production',
    'x\\.env',
    'server.pem',
    'a/b/tls.KEY',
    'secrets.yml',
    'config/secrets.yaml',
    '.npmrc',
    'home/.ssh/id_ed25519',
    'release.keystore',
  ])('%s', (file) => {
    expect(isSecretFile(file)).toBe(true);
  });
  it.each(['env.ts', '.env.example', 'keyboard.ts', 'src/monkey', 'secrets.ts', 'pem.md', '.environment', ''])('not %s', (file) => {
    expect(isSecretFile(file)).toBe(false);
  });
});
