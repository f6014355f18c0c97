import { valueName } from '#domain/ir/names';
import { declare } from '../../slots/declare.ts';
import { lowerParser } from './lower.ts';
import { type Pattern, patternSchema, readPattern, samplePattern } from './pattern.ts';

/** A function that turns a line of a given form into a record, or into an error with its position. */
export default declare({
  kind: 'parser',
  title: { en: 'Parser', zh: '解析器' },
  example: {
    en: 'Write a parser called parseAccess for lines of the form `<ip> - <user> [<date>] "<request>" <status: integer> <size: integer>`',
    zh: '编写解析器 parseAccess，解析形如 `<ip> - <user> [<date>] "<request>" <status: integer> <size: integer>` 的行',
  },
  suggestion: {
    en: 'Write a parser called parsePoint for lines of the form `<x: number>,<y: number>`',
    zh: '编写解析器 parsePoint，解析形如 `<x: number>,<y: number>` 的行',
  },
  heads: {
    en: [
      'parser',
      'line parser',
      'log parser',
      'log line parser',
      'text parser',
      'parse lines',
      'parses lines',
      'parse log lines',
      'parses log lines',
    ],
    zh: ['解析器', '行解析器', '日志解析器', '解析形如', '解析每行', '解析每一行', '解析日志行'],
  },
  weight: 4,
  unless: {
    en: [
      'body parser',
      'config file parser',
      'argument parser',
      'csv',
      'json',
      'cli',
      'endpoint',
      'test',
      'tests',
      'middleware',
      'environment',
    ],
    zh: ['命令行', '接口', '端点', '测试', '中间件', '环境变量', 'CSV', 'JSON'],
  },
  slots: {
    pattern: {
      type: { type: 'custom', schema: patternSchema, read: readPattern, sample: samplePattern },
      title: { en: 'form of a line', zh: '行的格式' },
      cues: {
        en: ['of the form', 'in the form', 'form', 'format', 'lines', 'line'],
        zh: ['形如', '格式为', '格式是', '格式', '的行', '每行', '解析', '行'],
      },
      question: {
        en: 'The form of a line is missing, or its values cannot be told apart: `<user> - <status: integer>`, with text between the values and the types string, integer, number or boolean.',
        zh: '缺少行的格式，或其中的值无法区分，例如：`<user> - <status: integer>`。值之间须有文字分隔，类型可为 string、integer、number、boolean。',
      },
    },
    name: { type: { type: 'name' }, title: { en: 'name', zh: '名称' }, default: 'parseLine' },
  },
  lower: ({ slots: { name, pattern } }, target, templates) => lowerParser(name.value, pattern.value as Pattern, target, templates),
  summary: ({ language, slots: { name, pattern } }) => {
    const called = valueName(name.value, language.value);
    const count = (pattern.value as Pattern).more.length + 1;
    return {
      made: { en: `the parser \`${called}\``, zh: `解析器 \`${called}\`` },
      facts: {
        en: `a line gives ${count} value${count === 1 ? '' : 's'}, none of them empty; an error tells its offset in code points`,
        zh: `每行得到 ${count} 个非空的值；出错时给出以码点计的位置`,
      },
    };
  },
});
