import { typeName } from '#domain/ir/names';
import type { ClassMember } from '#domain/ir/nodes';
import { declare } from '../../slots/declare.ts';
import { durationWords, goDuration } from '../../slots/durations.ts';
import { ownName } from '../../templates/own-name.ts';
import { pauseTemplate, queueTemplate } from './templates.ts';

/** A queue of jobs in the memory of the process, with workers. */
export default declare({
  kind: 'queue-worker',
  title: { en: 'Job queue', zh: '任务队列' },
  example: {
    en: 'Create a job queue called MailQueue with concurrency 3, 5 attempts and a retry delay of 2 seconds',
    zh: '创建名为 MailQueue 的任务队列，并发 3，最多尝试 5 次，重试间隔 2 秒',
  },
  suggestion: { en: 'Create a job queue with 4 workers', zh: '创建任务队列，并发 4' },
  heads: {
    en: [
      'job queue',
      'task queue',
      'work queue',
      'queue worker',
      'worker queue',
      'background queue',
      'background job queue',
      'in-process queue',
      'in-memory queue',
      'in-process job queue',
      'in-memory job queue',
      'worker pool',
      'workerpool',
      'job worker',
      'job processor',
      'queue',
    ],
    zh: [
      '任务队列',
      '作业队列',
      '工作队列',
      '后台队列',
      '后台任务队列',
      '内存队列',
      '队列',
      '工作池',
      '协程池',
      '队列处理器',
      '队列消费者',
    ],
  },
  weight: 4.5,
  slots: {
    name: { type: { type: 'name' }, title: { en: 'name', zh: '名称' }, default: 'JobQueue' },
    concurrency: {
      type: {
        type: 'integer',
        minimum: 1,
        maximum: 1000,
        bare: true,
        unit: {
          en: [
            'workers',
            'worker',
            'threads',
            'goroutines',
            'jobs at a time',
            'jobs at once',
            'at a time',
            'at once',
            'in parallel',
            'concurrent jobs',
            'parallel jobs',
            'consumers',
          ],
          zh: ['个 worker', '个worker', '个工作线程', '个线程', '个协程', '个消费者', '个并发', '并发', '个工作者'],
        },
      },
      title: { en: 'concurrency', zh: '并发数' },
      cues: {
        en: [
          'concurrency',
          'parallelism',
          'workers',
          'pool size',
          'concurrent',
          'max concurrency',
          'parallel',
          'in parallel',
          'runs',
          'running',
          'at once',
        ],
        zh: ['并发', '并发数', '并发度', '并行', '并行度', '同时运行', '同时', '同时处理', '最大并发'],
      },
      default: 4,
    },
    attempts: {
      type: {
        type: 'integer',
        minimum: 1,
        maximum: 100,
        unit: { en: ['attempts', 'attempt', 'retries', 'retry', 'tries', 'times'], zh: ['次', '次重试', '次尝试'] },
      },
      title: { en: 'attempts', zh: '尝试次数' },
      cues: {
        en: [
          'attempts',
          'retries',
          'max attempts',
          'max retries',
          'tries',
          'retry',
          'retry up to',
          'retries up to',
          'retry failed jobs',
          'retrying up to',
          'retried',
          'up to',
        ],
        zh: ['尝试', '重试', '重试次数', '尝试次数', '最多尝试', '最多重试', '失败重试', '最多'],
      },
      default: 3,
    },
    delay: {
      type: { type: 'duration', minimum: 1, maximum: 3_600_000 },
      title: { en: 'retry delay', zh: '重试间隔' },
      cues: {
        en: [
          'retry delay',
          'delay',
          'backoff',
          'back-off',
          'wait',
          'retry after',
          'between attempts',
          'between retries',
          'retry interval',
          'retry every',
        ],
        zh: ['重试间隔', '重试延迟', '间隔', '延迟', '退避', '等待'],
      },
      default: 1000,
    },
    grace: {
      type: { type: 'duration', minimum: 1, maximum: 86_400_000 },
      title: { en: 'time to shut down', zh: '关闭等待时间' },
      cues: {
        en: [
          'graceful shutdown',
          'graceful shutdown within',
          'shutdown timeout',
          'shutdown',
          'grace period',
          'grace',
          'shut down within',
          'shuts down within',
          'drain',
          'drain timeout',
          'close within',
          'closes within',
        ],
        zh: ['优雅关闭', '优雅停机', '优雅退出', '关闭超时', '关闭等待', '停机等待', '关闭时间', '关闭'],
      },
      default: 30_000,
    },
  },
  async lower({ slots: { name, concurrency, attempts, delay, grace } }, target, templates) {
    const retries = attempts.value > 1;
    let members: ClassMember[] = [];
    if (retries && (target.language === 'typescript' || target.language === 'javascript')) {
      const [pausing] = (await templates.fill(pauseTemplate, {}, target)).declarations;
      members = pausing?.kind === 'class' ? pausing.members.filter((each) => each.kind === 'function') : [];
    }
    const filled = await templates.fill(
      queueTemplate,
      {
        Name: ownName(typeName(name.value, target.language), queueTemplate, target.language),
        concurrency: concurrency.value,
        retries,
        attempts: attempts.value,
        delay: delay.value,
        delaySeconds: delay.value / 1000,
        delayDuration: { expression: goDuration(delay.value) },
        grace: grace.value,
        graceSeconds: grace.value / 1000,
        graceDuration: { expression: goDuration(grace.value) },
        graceWords: durationWords(grace.value).en,
        pauseMember: { members },
      },
      target,
    );
    return { ...filled, notes: [], fileStem: name.value };
  },
  summary: ({ slots: { name, concurrency, attempts } }) => ({
    made: { en: `the job queue \`${name.value}\``, zh: `任务队列 \`${name.value}\`` },
    facts: {
      en: `it runs ${concurrency.value} job${concurrency.value === 1 ? '' : 's'} at a time with up to ${attempts.value} attempt${attempts.value === 1 ? '' : 's'} each, and keeps them in memory only`,
      zh: `同时运行 ${concurrency.value} 个任务，每个最多尝试 ${attempts.value} 次；任务只保存在内存中`,
    },
  }),
});
