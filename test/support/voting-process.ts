/**
 * Run as a program in a data folder: rates answers as fast as it can and prints each acknowledged vote as `answerId stars`, one a
 * line, until it is killed. The test compares what was acknowledged with what is in the store afterwards.
 */
import { writeSync } from 'node:fs';
import type { MessageId } from '#domain/ids';
import { openFeedbackApp } from './feedback-app.ts';

const [dataDir, count, round] = process.argv.slice(2) as [string, string, string];
const app = await openFeedbackApp(dataDir);
for (const { code, message } of app.notices) writeSync(1, `! ${code} ${message}\n`);
for (let vote = 0; ; vote++) {
  const answerId = `a${(vote * 7 + Number(round)) % Number(count)}` as MessageId;
  const stars = 1 + ((vote + Number(round)) % 5);
  await app.feedback.record({ answerId }, { kind: 'stars', stars });
  writeSync(1, `${answerId} ${stars}\n`);
}
