import { afterAll, describe } from 'vitest';
import { startEngine } from '../bank.ts';
import { readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

describe('retries in the words of developers', () => {
  readsAs(engine, 'retry', [
    ['retry 5 times 100ms', { name: 'retry', attempts: 5, delay: 100 }],
    [
      'retry fetchAgain 3 attempts fixed delay 1s no jitter',
      { name: 'fetchAgain', attempts: 3, delay: 1000, growth: 'constant', jitter: 'none' },
    ],
    [
      'write a retry helper with exponential back-off and jitter, max 4 tries, only on TimeoutError and NetworkError',
      { name: 'retry', attempts: 4, growth: 'exponential', jitter: 'full', errors: ['TimeoutError', 'NetworkError'] },
    ],
    [
      'I need a python retry function retry_call: up to 6 attempts, starting at 250 ms, capped at 1 minute',
      { name: 'retry_call', attempts: 6, delay: 250, maximum: 60_000 },
    ],
    ['go exponential backoff helper, max retries 8', { attempts: 8, growth: 'exponential' }],
    [
      '写一个重试函数 withRetry，只对 TimeoutError、IOError 重试，固定间隔 500ms',
      { name: 'withRetry', growth: 'constant', delay: 500, errors: ['TimeoutError', 'IOError'] },
    ],
    ['失败重试 3次 间隔1秒', { attempts: 3, delay: 1000 }],
    [
      '创建名为 callAgain 的重试函数，指数退避，最多 5 次，初始延迟 200 毫秒，最大延迟 10 秒',
      { name: 'callAgain', attempts: 5, delay: 200, maximum: 10_000 },
    ],
  ]);
});
