import { RPCHandler } from '@orpc/server/message-port';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectPort } from '../../../renderer/lib/client.ts';
import { conversation, createContractRouter } from '../../support/contract-router.ts';

/** The page's client over a real MessagePort to the real contract. */
function connected() {
  const { port1, port2 } = new MessageChannel();
  const { router } = createContractRouter();
  new RPCHandler(router as never).upgrade(port1 as never);
  port1.start();
  const connection = connectPort(port2 as never);
  onTestFinished(() => {
    connection.close();
    port1.close();
  });
  return { connection };
}

describe('the client', () => {
  it('asks over a port and is connected', async () => {
    const { connection } = connected();
    const renamed = await connection.client.chat.rename({ conversationId: conversation('').id, title: 'New' });
    expect(renamed.title).toBe('New');
    expect(connection.state).toBe('connected');
  });

  it('gets a typed error with its code and sentence', async () => {
    const { connection } = connected();
    const asked = connection.client.chat.rename({ conversationId: conversation('').id, title: 'missing' });
    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND', defined: true });
  });

  it('fails a request with a sentence when the carrier ends before the answer', async () => {
    const { port1, port2 } = new MessageChannel();
    const connection = connectPort(port2 as never);
    onTestFinished(() => connection.close());
    const asked = connection.client.settings.get();
    setTimeout(() => port1.close(), 20);
    await expect(asked).rejects.toMatchObject({ code: 'DISCONNECTED' });
  });

  it('lets a request that waits be cancelled', async () => {
    const { port2 } = new MessageChannel();
    const connection = connectPort(port2 as never);
    onTestFinished(() => connection.close());
    const controller = new AbortController();
    const asked = connection.client.settings.get(undefined, { signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(asked).rejects.toBeDefined();
  });
});
