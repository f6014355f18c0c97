import { afterAll, describe } from 'vitest';
import { startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

describe('WebSocket endpoints in the words of developers', () => {
  readsAs(engine, 'websocket-endpoint', [
    [
      'Add a WebSocket endpoint /chat that broadcasts every message to all clients',
      { form: 'broadcast', path: '/chat', limit: 65_536, ping: 30_000, origin: null },
    ],
    [
      'Add a WebSocket endpoint /chat that broadcasts every message to all clients, with a maximum message size of 16 KiB and a ping every 20 seconds',
      { form: 'broadcast', path: '/chat', limit: 16_384, ping: 20_000 },
    ],
    ['websocket echo server at /echo in go', { form: 'echo', path: '/echo' }],
    [
      'I need a ws endpoint /live/feed in python which echoes messages, ping interval 15s',
      { form: 'echo', path: '/live/feed', ping: 15_000 },
    ],
    [
      'create a websocket server on /room: broadcast, max message size 1 MB, heartbeat every minute, only allow origin https://example.com',
      { form: 'broadcast', path: '/room', limit: 1_048_576, ping: 60_000, origin: 'https://example.com' },
    ],
    [
      'Add an endpoint `/events` that sends each message back over a websocket, at most 500 bytes',
      { form: 'echo', path: '/events', limit: 500 },
    ],
    ['添加 WebSocket 接口 /chat，把每条消息广播给所有客户端', { form: 'broadcast', path: '/chat', limit: 65_536, ping: 30_000 }],
    [
      '添加 WebSocket 接口 /chat，把每条消息广播给所有客户端，消息最大 16 KiB，每 20 秒发送一次 ping',
      { form: 'broadcast', path: '/chat', limit: 16_384, ping: 20_000 },
    ],
    [
      '用 Go 写一个 WebSocket 服务 /echo，原样返回消息，只允许来源 https://example.com',
      { form: 'echo', path: '/echo', origin: 'https://example.com' },
    ],
    ['用 Python 写 websocket echo 服务 /ws，心跳 10 秒', { form: 'echo', path: '/ws', ping: 10_000 }],
  ]);

  asksFor(engine, [
    ['Add a WebSocket endpoint /chat', 'form'],
    ['Create a WebSocket endpoint that echoes messages', 'path'],
    ['Create a WebSocket endpoint /rooms/:id that broadcasts', 'path'],
    ['添加 WebSocket 接口，广播消息', 'path'],
  ]);
});

describe('what is only called after sockets', () => {
  readsAs(engine, 'event-emitter', [['Create an event emitter called SocketEvents that broadcasts websocket messages', {}]]);
  readsAs(engine, 'retry', [['Create a retry helper for websocket connections, 5 attempts', { attempts: 5 }]]);
});
