import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, isDefinedError, ORPCError, safe } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createRouterClient } from '@orpc/server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { contract } from '#contract/index';
import type { ConversationId, HunkId, MessageId, ProposalId } from '#domain/ids';
import { createConnectionHandler } from '../../electron/rpc-connection.ts';
import { type ContractRouter, createContractRouter } from '../support/contract-router.ts';
import { startTestServer } from '../support/start-server.ts';

/** The part of the contract that the test router implements. */
type Client = ContractRouterClient<{
  chat: Pick<typeof contract.chat, 'rename' | 'export' | 'generation'>;
  review: Pick<typeof contract.review, 'edit'>;
}>;

const conversationId = 'cnv_1' as ConversationId;
const answerId = 'msg_1' as MessageId;

const transports: Record<string, (router: ContractRouter['router']) => Promise<Client>> = {
  'in the same process': async (router) => createRouterClient(router) as Client,
  'over a MessagePort': async (router) => {
    const { port1: page, port2: host } = new MessageChannel();
    onTestFinished(() => page.close());
    const served = createConnectionHandler(router)({ send: (frame) => host.postMessage(frame), fail: () => host.close() });
    host.on('message', (frame) => void served.receive(frame));
    host.on('close', () => served.close());
    return createORPCClient<Client>(new PortLink({ port: page }));
  },
  'over a WebSocket': async (router) => {
    const server = await startTestServer({ router });
    const websocket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc`, ['autoglm', `autoglm.secret.${await server.openPage()}`]);
    await new Promise((resolve, reject) => websocket.once('open', resolve).once('error', reject));
    websocket.setMaxListeners(200); // the link listens once a call
    onTestFinished(() => websocket.terminate());
    return createORPCClient<Client>(new SocketLink({ websocket: websocket as never }));
  },
  'over HTTP': async (router) => {
    const server = await startTestServer({ router });
    const authorization = `Bearer ${server.ownerSecret}`;
    return createORPCClient<Client>(new OpenAPILink(contract, { url: `${server.origin}/api`, headers: { authorization } }) as never);
  },
};

describe.each(Object.entries(transports))('%s', (name, connect) => {
  const start = async () => {
    const host = createContractRouter();
    return { host, client: await connect(host.router) };
  };

  test('a call is answered, in Chinese too', async () => {
    const { client } = await start();
    expect(await client.chat.rename({ conversationId, title: '  重命名“对话” 👩‍💻 \u0000 ' })).toMatchObject({
      title: '重命名“对话” 👩‍💻 \u0000',
      headId: null,
    });
  });

  test('a typed error arrives with its code, sentence, status and data', async () => {
    const { client } = await start();
    const [error] = await safe(client.chat.rename({ conversationId, title: 'missing' }));
    expect(error).toBeInstanceOf(ORPCError);
    expect(isDefinedError(error as Error)).toBe(true);
    expect(error).toMatchObject({
      code: 'NOT_FOUND',
      status: 404,
      message: 'This conversation is not there any more.',
      data: { conversationId, hint: '找不到' },
    });
  });

  test('an input that the schema refuses is BAD_INPUT and says where', async () => {
    const { client, host } = await start();
    const [error] = await safe(client.chat.rename({ conversationId, title: 7 as unknown as string }));
    expect(error).toMatchObject({
      code: 'BAD_INPUT',
      status: 400,
      data: { issues: [{ path: 'title', message: expect.stringContaining('string') }] },
    });
    expect((error as Error).message).toMatch(/^The request is not valid\. title: /);
    expect(isDefinedError(error as Error)).toBe(true);
    expect(host.reported).toEqual([]);
  });

  test('what nobody expected is INTERNAL, and is reported with its cause', async () => {
    const { client, host } = await start();
    const [error] = await safe(client.chat.rename({ conversationId, title: 'broken' }));
    expect(error).toMatchObject({ code: 'INTERNAL', status: 500, message: expect.stringContaining('cannot read x of undefined') });
    expect(host.reported).toEqual([expect.any(TypeError)]);
  });

  test('a stream goes on after the number that the page has seen, up to its end', async () => {
    const { client, host } = await start();
    for (const text of ['a', '一', 'b']) host.events.append({ type: 'delta', text });
    const seen: number[] = [];
    for await (const event of await client.chat.generation({ answerId, after: 1 })) {
      seen.push(event.seq);
      if (event.seq === 3) host.events.append({ type: 'delta', text: 'live' });
      if (event.seq === 4) host.events.close();
    }
    expect(seen).toEqual([2, 3, 4]);
  });

  test('an error in the middle of a stream is typed too', async () => {
    const { client, host } = await start();
    host.events.append({ type: 'delta', text: 'a' });
    const stream = await client.chat.generation({ answerId: 'breaks' as MessageId, after: 0 });
    expect((await stream.next()).value).toMatchObject({ text: 'a' });
    const [error] = await safe(stream.next());
    expect(error).toMatchObject({ code: 'MODEL_CRASHED', status: 500, message: 'The model process ended.', data: { exitCode: 134 } });
  });

  test('aborting a call that waits reaches the procedure', async () => {
    const { client, host } = await start();
    host.events.append({ type: 'delta', text: 'a' });
    const controller = new AbortController();
    const stream = await client.chat.generation({ answerId, after: 0 }, { signal: controller.signal });
    await stream.next();
    const waiting = safe(stream.next());
    controller.abort();
    await host.left;
    await waiting;
  });

  if (name !== 'in the same process') {
    test('leaving a stream reaches the procedure as an abort', async () => {
      const { client, host } = await start();
      host.events.append({ type: 'delta', text: 'a' });
      for await (const event of await client.chat.generation({ answerId, after: 0 })) {
        expect(event.seq).toBe(1);
        break;
      }
      await host.left;
    });

    test('a call that was cancelled before it began does nothing', async () => {
      const { client } = await start();
      const [error] = await safe(client.chat.generation({ answerId, after: 0 }, { signal: AbortSignal.abort() }));
      expect((error as Error).name).toBe('AbortError');
    });
  }

  test('five megabytes come through in an answer', async () => {
    const { client } = await start();
    const { content, name } = await client.chat.export({ conversationId: '5' as ConversationId, format: 'markdown' });
    expect([Buffer.byteLength(content) / 1024 / 1024, content.at(-1), name]).toEqual([expect.closeTo(5, 5), '字', '导出.md']);
  });

  test('a request may have three megabytes, and the schema counts characters', async () => {
    const { client } = await start();
    const hunk = { proposalId: 'prp_1' as ProposalId, revision: 1, hunkId: 'hnk_1' as HunkId };
    const [fits] = await safe(client.review.edit({ ...hunk, text: `${'字'.repeat(999_999)}末` }));
    expect(fits).toMatchObject({ code: 'CONFLICT', message: '1000000', data: { last: '末' } });
    const [longer] = await safe(client.review.edit({ ...hunk, text: 'a'.repeat(1_000_001) }));
    expect(longer).toMatchObject({ code: 'BAD_INPUT', data: { issues: [{ path: 'text' }] } });
  });

  test('a hundred calls at once get each its own answer', async () => {
    const { client } = await start();
    const titles = Array.from({ length: 100 }, (_, index) => `title ${index}`);
    const answers = await Promise.all(titles.map((title) => client.chat.rename({ conversationId, title })));
    expect(answers.map(({ title }) => title)).toEqual(titles);
  });
});
