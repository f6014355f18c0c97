import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { FeedbackBody } from '#domain/feedback';
import type { MessageId } from '#domain/ids';
import type { SeedAnswer } from '../../support/feedback-app.ts';
import { openFeedbackApp, removeFolder, seedAnswers, temporaryFolder } from '../../support/feedback-app.ts';

const secrets = [
  'AKIAIOSFODNN7ABCDEFG',
  `ghp_${'a1'.repeat(18)}`,
  '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----: "hunter2!hunter2"',
  'const password = "hunter2!hunter2";',
  'A=1\nexport DB_PASSWORD=tr0ub4dor3\nB=2',
  'postgres://app:correcthorse@db/x',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P',
];
const odd = [
  'tab\tand "quotes" \\ and \u0000\u001f\u007f',
  '数据库连接',
  'emoji \u{1f600}',
  'half \ud83d of one',
  'a\r\nb\u2028c',
  'é'.repeat(300),
];

/** Every kind of answer there is, the same ones each time. */
function answers(): (SeedAnswer & { said: FeedbackBody[] })[] {
  const stars = (count: number): FeedbackBody => ({ kind: 'stars', stars: count });
  const correction = (text: string): FeedbackBody => ({ kind: 'correction', text });
  const plain = Array.from({ length: 30 }, (_, at) => ({
    id: `plain${at}`,
    prompt: at % 7 === 6 ? null : `prompt ${at} ${odd[at % odd.length]}`,
    text: `text ${at} ${odd[(at * 5) % odd.length]}`,
    said: [stars(1 + (at % 5)), ...(at % 3 === 0 ? [correction(`better ${at} ${odd[at % odd.length]}`)] : [])],
  }));
  const secret = secrets.flatMap((text, at) => [
    { id: `secret${at}`, prompt: `use ${text}`, text: `done ${at}`, said: [stars(1), correction(`const x = 1;\n${text}`)] },
    { id: `unscored${at}`, prompt: 'ask', text: `I use ${text}`, said: [correction(`use none ${at}`)] },
    { id: `reported${at}`, prompt: 'ask', text: `I say ${text}`, said: [stars(5), { kind: 'report' as const, reason: '' }] },
  ]);
  const siblings = [5, 1, 3, 1, 4].map((count, at) => ({
    id: `sibling${at}`,
    requestId: 'siblings',
    prompt: at === 3 ? 'another prompt' : 'one prompt',
    text: at === 1 ? `worst ${secrets[1]}` : `sibling ${at}`,
    ...(at === 4 ? { engine: 'programming' as const, proposalId: 'prp_sibling' } : {}),
    said: [stars(count)],
  }));
  const built = ['prp_plain', 'prp_secret', 'prp_env', 'prp_gone'].map((proposalId, at) => ({
    id: proposalId,
    prompt: `build ${at}`,
    text: 'Added a route.',
    engine: 'programming' as const,
    proposalId,
    said: [stars(2), ...(at === 0 ? [correction('by hand')] : [])],
  }));
  return [
    ...plain,
    ...secret,
    ...siblings,
    ...built,
    { id: 'stopped', status: 'stopped', said: [stars(1)] },
    { id: 'blank', text: ' \n', said: [stars(1)] },
    { id: 'no-prompt', prompt: '', request: '', said: [stars(1)] },
    { id: 'long', text: 'x'.repeat(400_001), said: [stars(1)] },
    { id: 'large', prompt: 'large', text: '数'.repeat(399_990), said: [stars(4), correction(`${'y '.repeat(150_000)}`)] },
    { id: 'long-correction', prompt: 'p', text: 't', said: [stars(2), correction('x'.repeat(400_001))] },
    { id: 'blank-correction', prompt: 'p', text: 't2', said: [stars(2), correction('  ')] },
    { id: 'same-correction', prompt: 'p', text: 't3', said: [stars(2), correction('t3')] },
    { id: 'twin1', prompt: 'twin', text: 'T', said: [stars(1)] },
    { id: 'twin2', prompt: 'twin', text: 'T', said: [stars(1)] },
    { id: 'env', attachments: [{ path: 'src/.env.local' }], said: [stars(1)] },
    { id: 'attached', prompt: 'with', text: 'file', attachments: [{ path: 'src/app.ts' }], said: [stars(1)] },
  ];
}

/** Computed by the first version that wrote datasets: an export must not change because the app was made faster. */
const golden = {
  all: '3b3fae695d7e61de76b50acc52ff6fbde68504c535b76b97c1a7f669cd2d1349',
  low: '6384ada63ad7fac83fb2f1fd0df32c7386f1be12ceffa663e655d658dd87b374',
};

it('writes the same bytes as ever for the same store', { timeout: 60_000 }, async () => {
  const app = await openFeedbackApp(await temporaryFolder(), {
    changesOf: async (ids) =>
      new Map(
        ids
          .filter((id) => id !== ('prp_gone' as never))
          .map((id) => {
            const path = id === ('prp_env' as never) ? 'x/.env' : 'app.ts';
            const added = id === ('prp_secret' as never) ? secrets[1] : 'new';
            return [id, { paths: [path], proposed: `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-old\n+${added}\n`, applied: null }];
          }),
      ),
  });
  try {
    const all = answers();
    await seedAnswers(app.store, all);
    for (const { id, said } of all) for (const body of said) await app.feedback.record({ answerId: id as MessageId }, body);
    await app.retraining.close();
    const digest = async (name: string, seed: number, filter: object): Promise<string> => {
      const { folder } = await app.retraining.export({ folder: path.join(app.dataDir, name), filter, seed });
      const hash = createHash('sha256');
      for (const file of (await readdir(folder)).sort()) hash.update(`${file}\n`).update(await readFile(path.join(folder, file)));
      return hash.digest('hex');
    };
    expect({ all: await digest('all', 1, {}), low: await digest('low', -20_261_123, { maxScore: 0.25 }) }).toEqual(golden);
  } finally {
    await app.close();
    await removeFolder(app.dataDir);
  }
});
