import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { foldGeneration, type GenerationEvent } from '#domain/generation';
import type { MessageId } from '#domain/ids';
import { type Client, eventsOf, expressServer, startApp } from '../../support/start-app.ts';
import { cachedTinyModel } from '../../support/tiny-model.ts';

/** More tokens than any of these tests waits for: such an answer ends only because it is stopped. */
const endless = 14_000;
const addModel = async (client: Client, maxTokens: number, contextSize = 16_384) => {
  const model = await client.models.add({ path: cachedTinyModel({ chatTemplate: 'chatml', context: 16_384, layers: 4, neverEnds: true }) });
  await client.settings.change({ engine: model.id, maxTokens, contextSize, temperature: 0.9, seed: 7 });
  return model;
};
const send = (client: Client, text: string, more: Partial<Parameters<Client['chat']['send']>[0]> = {}) =>
  client.chat.send({ text, ...more });

describe('answers of the built-in engine', { timeout: 30_000 }, () => {
  it('bring a plan and a proposal and write nothing', async () => {
    const { client, workspace } = await startApp();
    const { id: workspaceId } = await client.workspace.open({ root: workspace });
    const { answerId, conversationId } = await send(client, 'Add an endpoint that answers GET /healthz with {"ok": true}', { workspaceId });
    const events = await eventsOf(client, answerId);
    expect(events.map(({ type }) => type)).toEqual(['start', 'plan', 'delta', 'proposal', 'end']);
    const answer = await client.chat.answer({ answerId });
    expect(answer).toMatchObject({
      status: 'complete',
      language: 'typescript',
      producer: { engine: 'programming', id: 'built-in' },
      plan: { kind: 'http-handler' },
    });
    expect(await client.review.find({ answerId })).toMatchObject({ id: answer.proposalId, status: 'open', conversationId });
    expect(await readFile(path.join(workspace, 'server.ts'), 'utf8')).toBe(expressServer);
    expect(await client.chat.prompt({ answerId })).toMatchObject({ text: expect.stringContaining('/healthz') });
  });

  it('say what was not understood, and propose nothing', async () => {
    const { client } = await startApp();
    const { answerId } = await send(client, 'Wie wird das Wetter morgen?');
    await eventsOf(client, answerId);
    const answer = await client.chat.answer({ answerId });
    expect(answer).toMatchObject({ status: 'complete', proposalId: null, plan: null });
    expect(answer.text.length).toBeGreaterThan(50);
  });

  it('are made anew from a plan that was changed, beside the first one', async () => {
    const { client, workspace } = await startApp();
    const { id: workspaceId } = await client.workspace.open({ root: workspace });
    const first = await send(client, 'Create an enum Status with the values draft and live', { workspaceId });
    await eventsOf(client, first.answerId);
    const { plan } = await client.chat.answer({ answerId: first.answerId });
    const changed = JSON.parse(plan?.json ?? '') as { slots: { values: { value: string[] } } };
    changed.slots.values.value.push('archived');
    const next = await client.chat.carryOut({ answerId: first.answerId, plan: changed as never });
    expect(next.requestId).toBe(first.requestId);
    expect((await eventsOf(client, next.answerId)).at(-1)).toMatchObject({ type: 'end', status: 'complete' });
    const answer = await client.chat.answer({ answerId: next.answerId });
    const { files } = await client.review.diff({ proposalId: answer.proposalId as never });
    expect(files[0]?.diff).toContain('archived');
    expect((await client.chat.prompt({ answerId: next.answerId })).text).toContain('archived');
    const wrong = client.chat.carryOut({ answerId: first.answerId, plan: { kind: 'enumeration' } });
    await expect(wrong).rejects.toMatchObject({ code: 'BAD_INPUT', data: { faults: [{ path: ['language'] }, { path: ['slots'] }] } });
  });

  it('refuse an attached file that is gone rather than answer without it', async () => {
    const { client, workspace } = await startApp();
    const { id: workspaceId } = await client.workspace.open({ root: workspace });
    const attachments = [{ path: 'gone.ts', startLine: null, endLine: null }];
    const { answerId } = await send(client, 'Add GET /x', { workspaceId, attachments });
    expect((await eventsOf(client, answerId)).at(-1)).toMatchObject({ type: 'error', code: 'NOT_FOUND' });
  });
});

describe('answers of a model', { timeout: 60_000 }, () => {
  it('stream as numbered events that fold to what is stored, for an early, a late and a returning reader', async () => {
    const { client } = await startApp();
    const model = await addModel(client, 120);
    const { answerId } = await send(client, 'say something');
    const events = await eventsOf(client, answerId);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const stored = await client.chat.answer({ answerId });
    const folded = events.reduce((answer, event) => foldGeneration(answer, event), { ...stored, text: '', seq: 0 });
    expect(folded).toEqual(stored);
    expect(stored).toMatchObject({ status: 'complete', producer: { engine: 'model', id: model.id, hash: model.hash } });
    expect(await eventsOf(client, answerId, 3)).toEqual(events.slice(3));
    const prompt = await client.chat.prompt({ answerId });
    expect(prompt.text).toContain('<|im_start|>user\nsay something<|im_end|>');
    expect(prompt.budget?.parts.map(({ kind }) => kind)).toEqual(['system', 'request', 'reserve']);
  });

  it('can be stopped: the text so far is kept, and the engine takes the next request', async () => {
    const { client } = await startApp();
    await addModel(client, endless);
    const { answerId, conversationId } = await send(client, 'go on for ever');
    let seen = '';
    for await (const event of await client.chat.generation({ answerId })) {
      if (event.type === 'delta') seen += event.text;
      if (seen.length > 10) break;
    }
    await client.chat.stop({ answerId });
    const stopped = await client.chat.answer({ answerId });
    expect(stopped.status).toBe('stopped');
    expect(stopped.text.startsWith(seen)).toBe(true);
    expect((await client.feedback.get({ answerId })).events.map(({ body }) => body.kind)).toEqual(['stopped']);
    await client.settings.change({ maxTokens: 16 });
    const next = await send(client, 'again', { conversationId });
    expect((await eventsOf(client, next.answerId)).at(-1)).toMatchObject({ type: 'end', status: 'complete' });
  });

  it('fail with the conversation intact when the model process dies, and the next one works', async () => {
    const { client } = await startApp();
    await addModel(client, endless);
    const { answerId, conversationId } = await send(client, 'go on for ever');
    let last: GenerationEvent | null = null;
    let killed = false;
    for await (const event of await client.chat.generation({ answerId })) {
      last = event;
      if (event.type === 'delta' && !killed) {
        killed = true;
        await killModelProcess();
      }
    }
    expect(last).toMatchObject({ type: 'error', code: 'MODEL_CRASHED' });
    const { messages } = await client.chat.get({ conversationId });
    expect(messages).toMatchObject([{ text: 'go on for ever' }, { status: 'failed', error: { code: 'MODEL_CRASHED' } }]);
    expect(messages[1]?.text).not.toBe('');
    await client.settings.change({ maxTokens: 16 });
    const next = await client.chat.regenerate({ answerId });
    expect((await eventsOf(client, next.answerId)).at(-1)).toMatchObject({ type: 'end', status: 'complete' });
  });

  it('name what does not fit the context, and refuse a request that alone is too long', async () => {
    const { client } = await startApp();
    await addModel(client, 64, 1024);
    const first = await send(client, `remember ${'x'.repeat(500)}`);
    await eventsOf(client, first.answerId);
    const second = await send(client, 'y'.repeat(200), { conversationId: first.conversationId });
    await eventsOf(client, second.answerId);
    const { budget } = await client.chat.prompt({ answerId: second.answerId });
    expect(budget?.dropped.map(({ reason }) => reason)).toContain('older than what fits the context');
    const long = await send(client, 'z'.repeat(5000), { conversationId: first.conversationId });
    expect((await eventsOf(client, long.answerId)).at(-1)).toMatchObject({ type: 'error', code: 'CONTEXT_TOO_LONG' });
  });
});

describe('branches', { timeout: 30_000 }, () => {
  it('keep every version of an answer and of a request', async () => {
    const { client } = await startApp();
    const first = await send(client, 'Write a function add(a: number, b: number) in TypeScript');
    await eventsOf(client, first.answerId);
    const again = await client.chat.regenerate({ answerId: first.answerId });
    await eventsOf(client, again.answerId);
    const edited = await client.chat.editAndResend({
      messageId: first.requestId,
      text: 'Write a function sub(a: number, b: number) in Go',
    });
    await eventsOf(client, edited.answerId);
    const { conversation, messages } = await client.chat.get({ conversationId: first.conversationId });
    expect(messages).toHaveLength(5);
    expect(conversation.headId).toBe(edited.answerId);
    expect((await client.chat.selectBranch({ conversationId: first.conversationId, messageId: first.requestId })).headId).toBe(
      again.answerId,
    );
    expect((await client.feedback.get({ answerId: first.answerId })).events.map(({ body }) => body.kind)).toEqual(['retried']);
  });
});

describe('a restart', { timeout: 60_000 }, () => {
  it('keeps conversations, finds them again and finishes what was running', async () => {
    const started = await startApp();
    await addModel(started.client, endless);
    const { answerId, conversationId } = await send(started.client, '请写一个排序函数');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { client } = await started.restart();
    const answer = await client.chat.answer({ answerId });
    expect(answer.status).toBe('stopped');
    expect((await client.chat.search({ query: '排序' })).map((hit) => hit.conversationId)).toEqual([conversationId]);
    await client.chat.rename({ conversationId, title: 'Sorting' });
    expect((await client.chat.export({ conversationId, format: 'markdown' })).content).toContain('# Sorting');
    await client.chat.delete({ conversationId });
    await expect(client.chat.get({ conversationId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await client.chat.search({ query: '排序' })).toEqual([]);
  });

  it('does not cut off an answer that another living process writes', async () => {
    const { client, app, dataDir, workspace } = await startApp();
    await addModel(client, endless);
    const { answerId } = await send(client, 'go on');
    await firstDelta(client, answerId);
    const { createApp } = await import('#app');
    const second = await createApp({ dataDir, host: 'browser' });
    await second.close();
    expect((await client.chat.answer({ answerId })).status).toBe('streaming');
    await client.chat.stop({ answerId });
    expect(app.notices).toEqual([]);
    expect(workspace).toBeTruthy();
  });
});

async function firstDelta(client: Client, answerId: MessageId): Promise<void> {
  for await (const event of await client.chat.generation({ answerId })) if (event.type === 'delta') return;
}

/** Kills the worker as the system would: it is the only child of this process that runs the model. */
async function killModelProcess(): Promise<void> {
  const { readdirSync, readFileSync } = await import('node:fs');
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const parent = readFileSync(`/proc/${entry}/stat`, 'latin1').split(') ')[1]?.split(' ')[1];
      const command = readFileSync(`/proc/${entry}/cmdline`, 'latin1');
      if (parent === String(process.pid) && command.includes('native-models/runtime/entry')) process.kill(Number(entry), 'SIGKILL');
    } catch {
      // The process ended while it was looked at.
    }
  }
}
