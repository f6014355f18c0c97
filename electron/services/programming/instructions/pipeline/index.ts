import { valueName } from '#domain/ir/names';
import { declare } from '../../slots/declare.ts';
import { lowerPipeline } from './lower.ts';
import { readFlow } from './reading.ts';
import { sampleFlow } from './sample.ts';
import { type Flow, flowSchema } from './schema.ts';

/** Operations on a list, one after the other: what is kept, what is made of it, how it is grouped, sorted and cut. */
export default declare({
  kind: 'pipeline',
  title: { en: 'Pipeline', zh: '集合流水线' },
  example: {
    en: 'Write a pipeline called topCustomers over orders (customer: string, total: number, paid: boolean) that keeps the paid ones with total over 100, groups by customer, sums total, sorts descending and takes 10',
    zh: '写一个名为 topCustomers 的流水线，对 orders（customer: string, total: number, paid: boolean）筛选 paid 且 total 大于 100，按 customer 分组，对 total 求和，降序排序，取前 10 个',
  },
  suggestion: {
    en: 'Write a pipeline called openTitles over tasks (title: string, done: boolean) that keeps those not done and picks title',
    zh: '写一个名为 openTitles 的流水线，对 tasks（title: string, done: boolean）筛选未 done，提取 title',
  },
  heads: {
    en: [
      'pipeline',
      'collection pipeline',
      'data pipeline',
      'transformation pipeline',
      'pipeline function',
      'chain of collection operations',
    ],
    zh: ['流水线', '集合流水线', '数据流水线', '数据管道', '集合操作', '管道函数', '管道'],
  },
  weight: 5,
  unless: { en: ['ci pipeline', 'build pipeline', 'deployment pipeline', 'middleware'], zh: ['构建流水线', '部署流水线', '中间件'] },
  slots: {
    flow: {
      type: { type: 'custom', schema: flowSchema, read: readFlow, sample: sampleFlow },
      title: { en: 'items and steps', zh: '数据项与步骤' },
      question: {
        en: 'The items with their fields and the steps are missing, or one of them is not understood: `over orders (customer: string, total: number) that keeps total over 100, groups by customer, sums total`.',
        zh: '缺少数据项（含字段）和步骤，或其中某一步无法理解，例如：对 orders（customer: string, total: number）筛选 total 大于 100，按 customer 分组，对 total 求和。',
      },
    },
    name: { type: { type: 'name' }, title: { en: 'name', zh: '名称' }, default: 'pipeline' },
  },
  lower: ({ slots: { name, flow } }, target) => lowerPipeline(name.value, flow.value as Flow, target),
  summary: ({ language, slots: { name, flow } }) => {
    const { items, steps } = flow.value as Flow;
    const called = valueName(name.value, language.value);
    return {
      made: { en: `the pipeline \`${called}\` over \`${items}\``, zh: `处理 \`${items}\` 的流水线 \`${called}\`` },
      facts: {
        en: `it has ${steps.length} step${steps.length === 1 ? '' : 's'} and leaves the list that it gets as it is`,
        zh: `共 ${steps.length} 步，不改动传入的列表`,
      },
    };
  },
});
