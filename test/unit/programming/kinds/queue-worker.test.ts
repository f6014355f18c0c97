import { afterAll, describe } from 'vitest';
import { startEngine } from '../bank.ts';
import { readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

describe('job queues in the words of developers', () => {
  readsAs(engine, 'queue-worker', [
    [
      'Create a job queue called MailQueue with concurrency 3, 5 attempts and a retry delay of 2 seconds',
      { name: 'MailQueue', concurrency: 3, attempts: 5, delay: 2000 },
    ],
    ['worker pool Foo 8 workers', { name: 'Foo', concurrency: 8, attempts: 3 }],
    ['I need an in-process task queue in go, 2 jobs at a time, no more words', { concurrency: 2 }],
    ['python background job queue ResizeJobs, 10 threads, graceful shutdown 5s', { name: 'ResizeJobs', concurrency: 10, grace: 5000 }],
    ['implement a queue worker that retries up to 4 times, backoff 500ms, concurrency 2', { attempts: 4, delay: 500, concurrency: 2 }],
    [
      '创建名为 MailQueue 的任务队列，并发 3，最多尝试 5 次，重试间隔 2 秒',
      { name: 'MailQueue', concurrency: 3, attempts: 5, delay: 2000 },
    ],
    ['任务队列 Thumbs 并发10 重试2次', { name: 'Thumbs', concurrency: 10, attempts: 2 }],
    ['写一个 Go 的工作池 Uploader，8 个协程，优雅关闭 10 秒', { name: 'Uploader', concurrency: 8, grace: 10_000 }],
  ]);
});
