import { casesSchema, readCases, sampleCases, type TestCase } from '../../reading/cases.ts';
import type { Reader } from '../../reading/reader.ts';
import { declare } from '../../slots/declare.ts';
import { lowerTest } from './lower.ts';

/** Calls of a function with what they must give. */
const kind = declare({
  kind: 'unit-test',
  title: { en: 'Unit test', zh: '单元测试' },
  example: {
    en: 'Write a unit test: add(1, 2) = 3, add(-1, 1) = 0',
    zh: '写一个单元测试：add(1, 2) 返回 3，add(-1, 1) 返回 0',
  },
  suggestion: { en: 'Write a unit test: max(1, 2) = 2', zh: '写一个单元测试：max(1, 2) 返回 2' },
  heads: {
    en: [
      'unit test',
      'unit tests',
      'unit-test',
      'unit-tests',
      'test case',
      'test cases',
      'tests',
      'test',
      'testing',
      'test suite',
      'test function',
      'node:test',
      'unittest',
      'pytest',
    ],
    zh: ['单元测试', '测试用例', '测试', '单测', '用例'],
  },
  weight: 7,
  slots: {
    cases: {
      type: { type: 'custom', schema: casesSchema, read: readCases, sample: sampleCases },
      title: { en: 'cases', zh: '用例' },
      question: {
        en: 'The calls and their results are missing, or they are of several functions: `add(1, 2) = 3, add(-1, 1) = 0`.',
        zh: '缺少调用及其结果，或涉及多个函数，例如：add(1, 2) 返回 3，add(-1, 1) 返回 0。',
      },
    },
    name: { type: { type: 'name', spoken: true }, title: { en: 'name of the file', zh: '文件名' }, default: null },
  },
  lower: ({ slots: { cases, name } }, target) => lowerTest(cases.value as TestCase[], name.value, target),
  summary: ({ slots: { cases } }) => {
    const all = cases.value as TestCase[];
    return {
      made: { en: `tests of \`${all[0]?.subject}\``, zh: `\`${all[0]?.subject}\` 的测试` },
      facts: { en: `${all.length} case${all.length === 1 ? ' is' : 's are'} checked`, zh: `检查 ${all.length} 个用例` },
    };
  },
});

const checks = /\b(?:make sure|ensure|check|verify|assert|expect|prove|confirm)\b|测一下|测测|验证|确认|保证|检查|断言/i;

export default {
  ...kind,
  /** Calls with what comes of them are cases where the words ask to check something. */
  score: (reader: Reader) => kind.score(reader) || (reader.see(checks) && readCases(reader) ? 7 : 0),
};
