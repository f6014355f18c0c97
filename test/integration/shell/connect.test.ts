import { createORPCClient, safe } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { expect, onTestFinished, test } from 'vitest';
import type { ConversationId, MessageId } from '#domain/ids';
import { serveWindow } from '../../../electron/shell/connect.ts';
import { createContractRouter } from '../../support/contract-router.ts';
import { BrowserWindowDouble, electronDouble, FrameDouble, portPair, WebContentsDouble } from '../../support/electron-double.ts';

const conversationId = 'cnv_1' as ConversationId;

function start() {
  const host = createContractRouter();
  const { electron, made } = electronDouble();
  const window = new BrowserWindowDouble();
  const served = serveWindow(electron, window as never, host.router);
  onTestFinished(() => served.close());
  const connect = (event: { sender?: unknown; senderFrame?: unknown; ports?: number } = {}) => {
    const pairs = Array.from({ length: event.ports ?? 1 }, portPair);
    onTestFinished(() => {
      for (const { page } of pairs) page.close();
    });
    made.ipcMain.emit('autoglm.connect', {
      sender: 'sender' in event ? event.sender : window.webContents,
      senderFrame: 'senderFrame' in event ? event.senderFrame : window.webContents.mainFrame,
      ports: pairs.map((pair) => pair.host),
    });
    return pairs;
  };
  // biome-ignore lint/suspicious/noExplicitAny: the client's type is that of a contract which this test does not care about
  const clientOf = (page: ReturnType<typeof portPair>['page']) => createORPCClient<any>(new RPCLink({ port: page }));
  return { host, window, made, served, connect, clientOf };
}

test('our page gets the contract on its port', async () => {
  const { connect, clientOf } = start();
  const [pair] = connect();
  expect(await clientOf((pair as NonNullable<typeof pair>).page).chat.rename({ conversationId, title: '标题' })).toMatchObject({
    title: '标题',
  });
});

test.for<[name: string, event: (window: BrowserWindowDouble) => { sender?: unknown; senderFrame?: unknown; ports?: number }]>([
  ['another window', () => ({ sender: new WebContentsDouble() })],
  ['a frame inside our page', () => ({ senderFrame: new FrameDouble('app://autoglm/') })],
  ['a frame that is gone', () => ({ senderFrame: null })],
  [
    'a page of another address in our window',
    (window) => ({ senderFrame: Object.assign(window.webContents.mainFrame, { url: 'https://evil.example/' }) }),
  ],
  ['our page, with two ports', () => ({ ports: 2 })],
  ['our page, with no port', () => ({ ports: 0 })],
])('%s gets nothing, and its ports are closed', ([, event]) => {
  const { window, connect } = start();
  const pairs = connect(event(window));
  expect(pairs.map(({ host }) => [host.started, host.closed])).toEqual(pairs.map(() => [false, true]));
});

test('a window that is closed gets nothing', () => {
  const { window, connect } = start();
  window.destroyed = true;
  expect(connect()[0]?.host).toMatchObject({ started: false, closed: true });
});

test('a reload aborts the calls of the page that was there, and serves the new one', async () => {
  const { host, connect, clientOf } = start();
  host.events.append({ type: 'delta', text: 'a' });
  const old = clientOf((connect()[0] as ReturnType<typeof portPair>).page);
  const stream = await old.chat.generation({ answerId: 'msg_1' as MessageId, after: 0 });
  await stream.next();
  const next = clientOf((connect()[0] as ReturnType<typeof portPair>).page);
  await host.left;
  expect(await next.chat.rename({ conversationId, title: 'new' })).toMatchObject({ title: 'new' });
  expect((await safe(stream.next()))[0]).not.toBeNull();
});

test.for<[name: string, frame: unknown]>([
  ['text that is no JSON', '{'],
  ['an object', { i: 1 }],
  ['a number', 7],
  ['nothing', undefined],
])('%s instead of a frame ends the port and nothing else', async ([, frame]) => {
  const { connect, clientOf } = start();
  const [pair] = connect() as [ReturnType<typeof portPair>];
  const closed = new Promise((resolve) => pair.page.on('close', resolve));
  pair.page.postMessage(frame);
  await closed;
  expect(await clientOf((connect()[0] as ReturnType<typeof portPair>).page).chat.rename({ conversationId, title: 'after' })).toMatchObject({
    title: 'after',
  });
});
