import { afterAll, describe } from 'vitest';
import { startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

/** `a b e` is the transition from a to b on e. */
const leads = (...all: string[]) =>
  all.map((each) => {
    const [from, to, event] = each.split(' ');
    return { from, to, event: event ?? null };
  });

describe('state machines in the words of developers', () => {
  readsAs(engine, 'state-machine', [
    [
      'Create a state machine called ArticleState: from draft to published on publish, from published to archived on archive',
      { name: 'ArticleState', transitions: leads('draft published publish', 'published archived archive') },
    ],
    [
      'fsm Door closed -> open (open), open -> closed (close), initial closed',
      { name: 'Door', initial: 'closed', transitions: leads('closed open open', 'open closed close') },
    ],
    ['state machine for a lamp: green -> yellow -> red -> green', { transitions: leads('green yellow', 'yellow red', 'red green') }],
    [
      'state machine Order with states new, paid, shipped: new -pay-> paid -ship-> shipped',
      { name: 'Order', states: ['new', 'paid', 'shipped'], transitions: leads('new paid pay', 'paid shipped ship') },
    ],
    [
      'write an order state machine starting in pending. pay: pending -> paid; cancel: pending or paid -> cancelled',
      { name: 'order', initial: 'pending', transitions: leads('pending paid pay', 'pending cancelled cancel', 'paid cancelled cancel') },
    ],
    [
      'python state machine Task: start moves todo to doing, finish moves doing to done',
      { name: 'Task', transitions: leads('todo doing start', 'doing done finish') },
    ],
    [
      '创建名为 ArticleState 的状态机：从 draft 到 published（publish），从 published 到 archived（archive）',
      { name: 'ArticleState', transitions: leads('draft published publish', 'published archived archive') },
    ],
    [
      '状态机 OrderFlow，初始状态 created，created 在 pay 时变为 paid，paid 在 ship 时变为 shipped',
      { name: 'OrderFlow', initial: 'created', states: null, transitions: leads('created paid pay', 'paid shipped ship') },
    ],
    ['状态机 Foo a->b->c', { name: 'Foo', transitions: leads('a b', 'b c') }],
  ]);
  asksFor(engine, [
    ['Create a state machine called Order', 'transitions'],
    ['state machine Foo: go: a -> b; go: a -> c', 'transitions'],
  ]);
});
