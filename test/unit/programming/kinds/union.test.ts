import { afterAll, describe } from 'vitest';
import { startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

const field = (name: string, type: string, typeSource = 'words') => ({ name, type, optional: false, typeSource, default: null });
const shapes = [
  { name: 'circle', fields: [field('radius', 'number')] },
  { name: 'rectangle', fields: [field('width', 'number'), field('height', 'number')] },
];

describe('unions in the words of developers', () => {
  readsAs(engine, 'union', [
    [
      'Create a tagged union Shape with the variants circle (radius: number) and rectangle (width: number, height: number)',
      { name: 'Shape', variants: shapes },
    ],
    ['创建联合类型 Shape，变体：circle（radius 数字）和 rectangle（width 数字，height 数字）', { name: 'Shape', variants: shapes }],
    [
      'discriminated union Session = login(userId) | logout',
      {
        name: 'Session',
        variants: [
          { name: 'login', fields: [field('userId', 'string', 'assumed')] },
          { name: 'logout', fields: [] },
        ],
      },
    ],
    [
      'sum type Payment: cases card with number and expiry; cash; transfer with iban',
      {
        name: 'Payment',
        variants: [
          { name: 'card', fields: [field('number', 'string', 'assumed'), field('expiry', 'string', 'assumed')] },
          { name: 'cash', fields: [] },
          { name: 'transfer', fields: [field('iban', 'string', 'assumed')] },
        ],
      },
    ],
    [
      'python union type Expr of Num (value int), Add (left, right)',
      {
        name: 'Expr',
        variants: [
          { name: 'Num', fields: [field('value', 'integer')] },
          { name: 'Add', fields: [field('left', 'string', 'assumed'), field('right', 'string', 'assumed')] },
        ],
      },
    ],
    [
      'go sealed interface Token, variants number and word',
      {
        name: 'Token',
        variants: [
          { name: 'number', fields: [] },
          { name: 'word', fields: [] },
        ],
      },
    ],
    [
      '可辨识联合 Result 变体：ok（value 字符串）、failed（message 字符串）',
      {
        name: 'Result',
        variants: [
          { name: 'ok', fields: [field('value', 'string')] },
          { name: 'failed', fields: [field('message', 'string')] },
        ],
      },
    ],
    [
      '写一个标签联合 Event，成员有 opened、closed',
      {
        name: 'Event',
        variants: [
          { name: 'opened', fields: [] },
          { name: 'closed', fields: [] },
        ],
      },
    ],
  ]);
  asksFor(engine, [
    ['Create a tagged union Shape', 'variants'],
    ['创建联合类型，变体：a、b', 'name'],
  ]);
});
