import type { TargetLanguage } from '#domain/programming';
import type { Words } from './instructions/instruction.ts';

export type Locale = 'en' | 'zh';

export const languageTitles: Record<TargetLanguage, string> = {
  typescript: 'TypeScript',
  javascript: 'JavaScript',
  python: 'Python',
  go: 'Go',
};

/** Slots as a form names them where their kind does not. */
export const slotTitles: Record<string, Words> = {
  language: { en: 'language', zh: '语言' },
  name: { en: 'name', zh: '名称' },
  form: { en: 'form', zh: '形式' },
  fields: { en: 'fields', zh: '字段' },
  parameters: { en: 'parameters', zh: '参数' },
  options: { en: 'options', zh: '选项' },
  path: { en: 'path parameters', zh: '路径参数' },
  query: { en: 'query parameters', zh: '查询参数' },
  body: { en: 'fields of the body', zh: '请求体字段' },
  result: { en: 'result', zh: '返回类型' },
  operation: { en: 'calculation', zh: '计算内容' },
  formula: { en: 'formula', zh: '公式' },
  examples: { en: 'examples', zh: '示例' },
  inputs: { en: 'inputs', zh: '输入' },
  output: { en: 'output', zh: '输出' },
  fallible: { en: 'can fail', zh: '可能失败' },
  descending: { en: 'descending', zh: '降序' },
  method: { en: 'method', zh: '请求方法' },
  route: { en: 'route', zh: '路由' },
  status: { en: 'status', zh: '状态码' },
  response: { en: 'response', zh: '响应内容' },
  framework: { en: 'framework', zh: '框架' },
  schedule: { en: 'schedule', zh: '时间安排' },
  message: { en: 'message', zh: '输出内容' },
  url: { en: 'address', zh: '地址' },
  timeout: { en: 'timeout', zh: '超时时间' },
};

/** Slots as sentences name them, by the first word of their name in the plan; the rest is what the user called it. */
const titles: Record<string, Words> = {
  language: { en: 'the language', zh: '语言' },
  name: { en: 'the name', zh: '名称' },
  form: { en: 'the form', zh: '形式' },
  field: { en: 'the type of the field', zh: '字段类型' },
  parameter: { en: 'the type of the parameter', zh: '参数类型' },
  option: { en: 'the type of the option', zh: '选项类型' },
  path: { en: 'the type of the path parameter', zh: '路径参数类型' },
  query: { en: 'the type of the query parameter', zh: '查询参数类型' },
  body: { en: 'the type of the body field', zh: '请求体字段类型' },
  result: { en: 'the result', zh: '返回类型' },
  operation: { en: 'the calculation', zh: '计算内容' },
  formula: { en: 'the formula', zh: '公式' },
  examples: { en: 'the examples', zh: '示例' },
  method: { en: 'the method', zh: '请求方法' },
  route: { en: 'the route', zh: '路由' },
  status: { en: 'the status', zh: '状态码' },
  response: { en: 'the response', zh: '响应内容' },
  framework: { en: 'the framework', zh: '框架' },
  schedule: { en: 'the schedule', zh: '时间安排' },
  message: { en: 'the message', zh: '输出内容' },
  url: { en: 'the address', zh: '地址' },
  timeout: { en: 'the timeout', zh: '超时时间' },
};

const types: Record<string, string> = {
  string: '字符串',
  integer: '整数',
  number: '数字',
  boolean: '布尔',
  datetime: '日期时间',
  unknown: '任意',
  map: '映射',
};

const code = (text: string): string => `\`${text.replace(/`/g, "'")}\``;

/** `parameter a` is "the type of the parameter `a`", 参数类型 `a`. */
export function slotTitle(name: string, locale: Locale): string {
  const [head = '', ...rest] = name.split(' ');
  const title = titles[head]?.[locale] ?? head;
  return rest.length > 0 ? `${title} ${code(rest.join(' '))}` : title;
}

/** `integer[]` is 整数列表 in a Chinese sentence; `string, required, default x` piece by piece. */
export function slotValue(name: string, value: string, locale: Locale): string {
  const [head = ''] = name.split(' ');
  if (head === 'language') return languageTitles[value as TargetLanguage] ?? value;
  if (head === 'response' && value === 'inputs') return locale === 'zh' ? '以 JSON 返回输入' : 'the inputs as JSON';
  if (head === 'response' && value === 'none') return locale === 'zh' ? '无内容' : 'without a body';
  if (locale === 'en' || !/^(?:field|parameter|option|path|query|body|result)$/.test(head)) return code(value);
  const [type = '', ...more] = value.split(', ');
  const bare = type.replace(/(?:\[\]|\?)+$/, '');
  const lists = type.match(/\[\]/g)?.length ?? 0;
  const words = types[bare] === undefined ? code(type) : `${types[bare]}${'列表'.repeat(lists)}${type.endsWith('?') ? '（可选）' : ''}`;
  return [
    words,
    ...more.map((each) => (each === 'required' ? '必填' : each.startsWith('default ') ? `默认值 ${code(each.slice(8))}` : each)),
  ].join('，');
}
