import { valueName } from '#domain/ir/names';
import { givenNameSchema } from '../../plan.ts';
import { declare } from '../../slots/declare.ts';
import type { Draw } from '../../slots/sample.ts';
import { lowerJob } from './lower.ts';
import { readJob, readName } from './reading.ts';
import { type Job, jobSchema, sampleJob } from './schema.ts';

const formats: Record<Job['format'], { en: string; zh: string }> = {
  text: { en: 'a text file', zh: '文本文件' },
  csv: { en: 'a CSV file', zh: 'CSV 文件' },
  jsonl: { en: 'a file of JSON lines', zh: 'JSON Lines 文件' },
};

/** A file that is read piece by piece, whatever its size: text, CSV or JSON lines; what is kept of it is written, counted or summed. */
export default declare({
  kind: 'file-processing',
  title: { en: 'File processing', zh: '文件处理' },
  example: {
    en: 'Read a CSV file row by row, keep rows where amount > 100, pick the columns id and amount and write them to a new file, called keepLarge',
    zh: '逐行读取 CSV 文件，筛选 amount 大于 100 的行，只保留 id 和 amount 列，写入新文件，命名为 keepLarge',
  },
  suggestion: { en: 'Count the words in a log file', zh: '统计日志文件中的单词数' },
  heads: {
    en: [
      'csv file',
      'csv files',
      'csv',
      'log file',
      'text file',
      'log',
      'json lines',
      'json-lines',
      'json lines file',
      'jsonl',
      'jsonl file',
      'ndjson',
      'ndjson file',
      'line by line',
      'row by row',
      'stream a file',
      'streams a file',
      'process a file',
      'file processor',
      'file processing',
      'read a file',
      'a large file',
      'a big file',
    ],
    zh: [
      'CSV 文件',
      'CSV文件',
      'CSV',
      '日志文件',
      '文本文件',
      '逐行',
      'JSON Lines',
      'JSONL',
      '流式读取',
      '流式处理',
      '处理文件',
      '文件处理',
      '大文件',
    ],
  },
  weight: 3,
  unless: {
    en: [
      'endpoint',
      'route',
      'api',
      'cli',
      'command',
      'cron',
      'every day',
      'class',
      'test',
      'tests',
      'unit test',
      'cache',
      'logger',
      'middleware',
      'handler',
      'parser',
      'parse',
      'log message',
      'log a message',
      'pipeline',
    ],
    zh: ['接口', '端点', '路由', '命令行', '定时', '测试', '缓存', '中间件', '解析', '日志消息', '流水线', '每天'],
  },
  slots: {
    name: {
      type: { type: 'custom', schema: givenNameSchema, read: readName, sample: (draw: Draw) => draw.name() },
      title: { en: 'name', zh: '名称' },
      default: 'processFile',
    },
    job: {
      type: { type: 'custom', schema: jobSchema, read: readJob, sample: sampleJob },
      title: { en: 'what is done with the file', zh: '对文件的操作' },
      question: {
        en: 'What is to be done with the file is missing or not understood: `keep rows where amount > 100`, `pick the columns id and name`, `count the words`, `replace "a" by "b"`.',
        zh: '缺少对文件的操作，或无法理解，例如：保留 amount 大于 100 的行，只保留 id 和 name 列，统计单词数，将 "a" 替换为 "b"。',
      },
    },
  },
  lower: ({ slots: { name, job } }, target, templates) => lowerJob(name.value as string, job.value as Job, target, templates),
  summary: ({ language, slots: { name, job } }) => {
    const { format, result } = job.value as Job;
    const called = valueName(name.value as string, language.value);
    const writes = result === 'write' || (typeof result === 'object' && result.kind === 'write');
    return {
      made: { en: `\`${called}\`, which reads ${formats[format].en}`, zh: `读取${formats[format].zh}的 \`${called}\`` },
      facts: writes
        ? {
            en: 'it keeps one line at a time in memory, and the result is in its place only when it is whole',
            zh: '内存中一次只有一行，结果完整后才会替换目标文件',
          }
        : { en: 'it keeps one line at a time in memory', zh: '内存中一次只有一行' },
    };
  },
});
