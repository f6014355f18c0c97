import { binary, bind, call, name, run, text, when } from '#domain/ir/build';
import type { Statement } from '#domain/ir/nodes';
import { declare } from '../../slots/declare.ts';
import { durationWords, goDuration } from '../../slots/durations.ts';
import type { Template } from '../../templates/templates.ts';
import { portExpression } from '../http-handler/lower-node-http.ts';
import { socketGo } from './go-template.ts';
import { socketPython } from './python-template.ts';
import { pathSchema, readPath, readSize, samplePath, sampleSize, sizeSchema, sizeWords } from './reading.ts';
import { socketScript } from './script-template.ts';

const template: Template = { typescript: socketScript, python: socketPython, go: socketGo };

const goEntry: Statement[] = [
  bind('port', call('os.Getenv', text('PORT'))),
  when(binary(name('port'), '==', text('')), [{ kind: 'assign', target: name('port'), value: text('8080') }]),
  run(
    call('log.Fatal', call('http.ListenAndServe', binary(text('127.0.0.1:'), '+', name('port')), call('http.HandlerFunc', name('serve')))),
  ),
];
const pythonEntry: Statement[] = [run(call('asyncio.run', call('main')))];

/** A server of WebSockets with what the language has on board. */
export default declare({
  kind: 'websocket-endpoint',
  title: { en: 'WebSocket endpoint', zh: 'WebSocket 接口' },
  example: {
    en: 'Add a WebSocket endpoint /chat that broadcasts every message to all clients, with a maximum message size of 16 KiB and a ping every 20 seconds',
    zh: '添加 WebSocket 接口 /chat，把每条消息广播给所有客户端，消息最大 16 KiB，每 20 秒发送一次 ping',
  },
  suggestion: {
    en: 'Add a WebSocket endpoint /chat that broadcasts every message to all clients',
    zh: '添加 WebSocket 接口 /chat，把每条消息广播给所有客户端',
  },
  heads: {
    en: [
      'websocket endpoint',
      'websocket server',
      'websocket service',
      'websocket handler',
      'websocket route',
      'web socket endpoint',
      'web socket server',
      'ws endpoint',
      'ws server',
      'websocket',
      'websockets',
      'web socket',
      'web sockets',
    ],
    zh: [
      'WebSocket 接口',
      'WebSocket接口',
      'WebSocket 服务',
      'WebSocket服务',
      'WebSocket 服务器',
      'WebSocket服务器',
      'WebSocket 服务端',
      'WebSocket 端点',
      'WebSocket端点',
      'WebSocket',
    ],
  },
  weight: 24,
  // What serves no messages is called after sockets too: a state machine of a connection, a record of a message.
  unless: {
    en: [
      'client for',
      'websocket client',
      'ws client',
      'web socket client',
      'event emitter',
      'event bus',
      'state machine',
      'retry',
      'record',
      'interface',
      'middleware',
      'function',
      'class',
      'queue',
      'cache',
      'enum',
      'rate limiter',
      'rename',
      'unit test',
    ],
    zh: [
      'WebSocket 客户端',
      'WebSocket客户端',
      '事件',
      '状态机',
      '重试',
      '记录类型',
      '中间件',
      '函数',
      '队列',
      '缓存',
      '枚举',
      '限流',
      '重命名',
    ],
  },
  slots: {
    form: {
      type: {
        type: 'choice',
        options: {
          broadcast: {
            en: [
              'broadcasts every message to all clients',
              'broadcasts each message to all clients',
              'broadcasts messages to all clients',
              'broadcasts every message',
              'broadcasts messages',
              'broadcasts',
              'broadcasting',
              'broadcast',
              'to all clients',
              'to every client',
              'to everyone',
              'to everybody',
              'to all connected clients',
              'chat room',
            ],
            zh: ['广播给所有客户端', '广播给所有人', '广播', '群发', '转发给所有客户端', '发给所有客户端', '发给所有人', '聊天室'],
          },
          echo: {
            en: [
              'echoes every message',
              'echoes each message',
              'echoes messages',
              'echoes',
              'echoing',
              'echo',
              'sends every message back',
              'sends each message back',
              'sends messages back',
              'sends back',
              'back to the sender',
            ],
            zh: ['原样返回', '回显', '回声', '原样发回', '发回给发送者', '返回同样的消息', 'echo'],
          },
        },
      },
      title: { en: 'what becomes of a message', zh: '收到消息后' },
      question: {
        en: 'What becomes of a message is missing: is it broadcast to all clients or echoed to its sender?',
        zh: '缺少收到消息后的处理方式：广播给所有客户端，还是原样返回给发送者？',
      },
    },
    path: {
      type: { type: 'custom', schema: pathSchema, read: readPath, sample: samplePath },
      title: { en: 'path', zh: '路径' },
      question: {
        en: 'The path of the endpoint is missing, such as /chat; it has no parameters.',
        zh: '缺少接口的路径，例如 /chat；路径不带参数。',
      },
    },
    limit: {
      type: { type: 'custom', schema: sizeSchema, read: readSize, sample: sampleSize },
      title: { en: 'largest message', zh: '消息大小上限' },
      default: 65_536,
    },
    ping: {
      type: { type: 'duration', minimum: 1000, maximum: 3_600_000 },
      title: { en: 'time between pings', zh: 'ping 间隔' },
      cues: {
        en: [
          'ping interval',
          'ping every',
          'pings every',
          'pinging every',
          'ping',
          'pings',
          'heartbeat',
          'heartbeat every',
          'keepalive',
          'keep-alive',
        ],
        zh: ['ping 间隔', 'ping间隔', '心跳间隔', '心跳', 'ping', '每隔', '每'],
      },
      default: 30_000,
    },
    origin: {
      type: { type: 'url' },
      title: { en: 'allowed origin', zh: '允许的来源' },
      cues: {
        en: ['origin', 'allowed origin', 'only from', 'from', 'allow', 'allowing', 'allows', 'only allow', 'only', 'pages of'],
        zh: ['来源', '允许来源', '允许的来源', '只允许', '仅允许', '允许', '源'],
      },
      default: null,
    },
  },
  async lower({ slots: { form, path, limit, ping, origin } }, target, templates) {
    const filled = await templates.fill(
      template,
      {
        path: path.value as string,
        broadcasts: form.value === 'broadcast',
        limit: limit.value as number,
        ping: ping.value,
        pingSeconds: ping.value / 1000,
        pingDuration: { expression: goDuration(ping.value) },
        restricts: origin.value !== null,
        origin: origin.value === null ? '' : new URL(origin.value).origin,
      },
      target,
    );
    const change = { ...filled, notes: [], fileStem: (path.value as string).replace(/\W+/g, ' ').trim() || 'socket' };
    if (target.language === 'go') return { ...change, imports: [...filled.imports, { module: 'os', names: [] }], entry: goEntry };
    if (target.language === 'python') return { ...change, entry: pythonEntry };
    const listen = run(call('server.listen', portExpression, text('127.0.0.1')));
    return { ...change, declarations: [...filled.declarations, { kind: 'statements', body: [listen] }] };
  },
  summary: ({ slots: { form, path, limit, ping } }) => {
    const size = sizeWords(limit.value as number);
    const pause = durationWords(ping.value);
    return {
      made: { en: `the WebSocket endpoint \`${path.value}\``, zh: `WebSocket 接口 \`${path.value}\`` },
      facts:
        form.value === 'broadcast'
          ? {
              en: `it sends each message of at most ${size} to all clients, and pings them every ${pause.en}`,
              zh: `把每条消息（最大 ${size}）发给所有客户端，每 ${pause.zh}发送一次 ping`,
            }
          : {
              en: `it sends each message of at most ${size} back, and pings clients every ${pause.en}`,
              zh: `把每条消息（最大 ${size}）原样返回，每 ${pause.zh}发送一次 ping`,
            },
    };
  },
});
