import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { targetLanguages } from '#domain/programming';
import { instructions } from '../../../electron/services/programming/instructions.node.ts';
import type { Templates } from '../../../electron/services/programming/templates/templates.ts';
import { ask, startEngine } from './bank.ts';

const guide = readFileSync(new URL('../../../electron/services/programming/README.md', import.meta.url), 'utf8');
const blocks = (language: string): string[] =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\``, 'g'))].map((match) => match[1] ?? '');
const engine = startEngine();
afterAll(() => engine.close());

const noTemplates: Templates = { fill: () => Promise.reject(new Error('This kind has no template.')) };

test('the example of the guide is what the engine makes', async () => {
  const request = /^> (.+)$/m.exec(guide)?.[1] ?? '';
  const [plan = '', nodes = ''] = blocks('json');
  const answer = await ask(engine, request, null, { language: 'typescript' });
  expect(JSON.parse(answer.plan?.json ?? '')).toEqual(JSON.parse(plan));
  const target = { language: 'typescript' as const, view: null, framework: null, dependencies: new Set<string>() };
  const kind = instructions.find((each) => each.kind === answer.plan?.kind);
  const change = await kind?.lower?.(JSON.parse(plan), target, noTemplates);
  expect(JSON.parse(JSON.stringify(change?.declarations))).toEqual([JSON.parse(nodes)]);
  for (const language of targetLanguages.filter((each) => each !== 'javascript')) {
    const { edits } = await ask(engine, request, null, { language });
    const [edit] = edits;
    expect(edit?.kind === 'write' && edit.content.trim()).toBe(blocks(language)[0]);
  }
});
