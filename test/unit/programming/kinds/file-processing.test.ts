import { afterAll, describe } from 'vitest';
import { startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

const where = (field: string, test: string, value: unknown) => ({ field, test, value });
const text = (result: string, more: object = {}) => ({ job: { format: 'text', filter: [], replace: null, result, ...more } });
const records = (format: string, result: unknown, ...filter: unknown[]) => ({ job: { format, filter, result } });
const write = (...pick: string[]) => ({ kind: 'write', pick: pick.length > 0 ? pick : null });
const large = where('amount', 'over', 100);

describe('file processing in the words of developers', () => {
  readsAs(engine, 'file-processing', [
    ['Read a CSV file line by line, keep rows where amount > 100 and write them to out.csv', records('csv', write(), large)],
    [
      'Read a CSV file row by row, keep rows where amount > 100, pick the columns id and amount and write them to a new file, called keepLarge',
      { name: 'keepLarge', ...records('csv', write('id', 'amount'), large) },
    ],
    [
      '逐行读取 CSV 文件，筛选 amount 大于 100 的行，只保留 id 和 amount 列，写入新文件，命名为 keepLarge',
      { name: 'keepLarge', ...records('csv', write('id', 'amount'), large) },
    ],
    ['Count the words in a log file', text('words')],
    ['统计日志文件中的单词数', text('words')],
    ['count lines containing ERROR in a log file', text('lines', { filter: [{ test: 'contains', value: 'ERROR' }] })],
    ['逐行读取日志文件，保留包含 "it\'s" 的行，写入 errors.log', text('write', { filter: [{ test: 'contains', value: "it's" }] })],
    ['Stream a file and replace "foo" by "$&"', text('write', { replace: { from: 'foo', to: '$&' } })],
    ['流式读取一个大文件，把 foo 替换为 bar', text('write', { replace: { from: 'foo', to: 'bar' } })],
    ['read JSON lines, pick fields id and name, write JSON lines', records('jsonl', write('id', 'name'))],
    [
      'python read a jsonl file, drop records where level is "debug", write the rest',
      records('jsonl', write(), where('level', 'unequal', 'debug')),
    ],
    [
      'go: sum the amount column of a csv file where status is paid',
      records('csv', { kind: 'sum', field: 'amount' }, where('status', 'equal', 'paid')),
    ],
    ['对 CSV 文件的 amount 列求和', records('csv', { kind: 'sum', field: 'amount' })],
  ]);

  asksFor(engine, [
    ['Read a CSV file line by line', 'job'],
    // "or", and leaving out lines by what they hold, are not among what can be done.
    ['count rows in a csv file where country = DE or country = AT', 'job'],
    ['read a log file, drop lines containing "DEBUG" and write the rest', 'job'],
  ]);
});
