import { afterAll, describe } from 'vitest';
import { startEngine } from '../bank.ts';
import { readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

const field = (name: string, type: string, typeSource = 'words') => ({ name, type, optional: false, typeSource, default: null });
const bare = (name: string) => ({ name, fields: [] });

describe('event emitters in the words of developers', () => {
  readsAs(engine, 'event-emitter', [
    [
      'Create an event emitter called ShopEvents with the events orderPaid (id: integer, total: number) and orderCancelled (id: integer)',
      {
        name: 'ShopEvents',
        events: [
          { name: 'orderPaid', fields: [field('id', 'integer'), field('total', 'number')] },
          { name: 'orderCancelled', fields: [field('id', 'integer')] },
        ],
      },
    ],
    ['event bus Foo', { name: 'Foo', events: null }],
    ['pub/sub Bus events login, logout', { name: 'Bus', events: [bare('login'), bare('logout')] }],
    [
      'typed pubsub in go with events userCreated with id and email; userDeleted with id',
      {
        name: 'EventBus',
        events: [
          { name: 'userCreated', fields: [field('id', 'string', 'assumed'), field('email', 'string', 'assumed')] },
          { name: 'userDeleted', fields: [field('id', 'string', 'assumed')] },
        ],
      },
    ],
    ['I want a python event dispatcher named Signals', { name: 'Signals', events: null }],
    [
      '创建名为 ShopEvents 的事件发射器，事件：orderPaid（id 整数，total 数字）、orderCancelled（id 整数）',
      {
        name: 'ShopEvents',
        events: [
          { name: 'orderPaid', fields: [field('id', 'integer'), field('total', 'number')] },
          { name: 'orderCancelled', fields: [field('id', 'integer')] },
        ],
      },
    ],
    ['写一个事件总线 AppBus', { name: 'AppBus', events: null }],
    ['发布订阅 Chat 事件：joined、left', { name: 'Chat', events: [bare('joined'), bare('left')] }],
  ]);
});
