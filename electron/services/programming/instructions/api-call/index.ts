import type { TypedName } from '../../plan.ts';
import { type Instruction, weigh } from '../instruction.ts';
import { apiCues } from './lexicon.ts';
import { lowerApiCall } from './lower.ts';
import { readApiCall } from './reading.ts';
import { type ApiCallPlan, apiCallSchema } from './schema.ts';

/** A call of an HTTP API: timeout, status check, JSON, and errors that say what failed. */
const apiCall: Instruction<ApiCallPlan> = {
  kind: 'api-call',
  order: 6,
  title: { en: 'API call with error handling', zh: '带错误处理的 API 调用' },
  example: {
    en: 'Write a function getUser that calls https://api.example.com/users/{id} with a timeout of 5 seconds and error handling',
    zh: '写一个函数 getUser，调用 https://api.example.com/users/{id}，超时 5 秒并处理错误',
  },
  schema: apiCallSchema,
  score: (reader) => weigh(apiCues, reader),
  read: readApiCall,
  lower: (plan, target) => lowerApiCall(withUrlParameters(plan), target),
  describe: (plan) => [
    { name: 'name', slot: plan.name },
    { name: 'method', slot: plan.method },
    { name: 'url', slot: plan.url },
    ...plan.parameters.map((input) => ({ name: `parameter ${input.name}`, slot: { value: input.type, source: input.typeSource } })),
    ...plan.body.map((input) => ({
      name: `body ${input.name}`,
      slot: { value: input.type + (input.optional ? '?' : ''), source: input.typeSource },
    })),
    { name: 'timeout', slot: { value: `${plan.timeout.value} s`, source: plan.timeout.source } },
  ],
  summary: (plan) => ({
    made: { en: `the function \`${plan.name.value}\``, zh: `函数 \`${plan.name.value}\`` },
    facts: {
      en: `it calls \`${plan.method.value} ${plan.url.value}\` with a timeout of ${plan.timeout.value} s and gives an error for a failed connection, a status that is no success, and an answer that is no JSON`,
      zh: `调用 \`${plan.method.value} ${plan.url.value}\`，超时 ${plan.timeout.value} 秒；连接失败、状态码异常或响应不是 JSON 时报告错误`,
    },
  }),
  suggestion: () => ({
    en: 'Write a function fetchStatus that calls https://api.example.com/status with a timeout of 5 seconds and error handling',
    zh: '写一个函数 fetchStatus，调用 https://api.example.com/status，超时 5 秒并处理错误',
  }),
};

/** An address that was filled in by hand may have parameters that nobody gave a type: they are text. */
function withUrlParameters(plan: ApiCallPlan): ApiCallPlan {
  const names = [...new Set([...plan.url.value.matchAll(/\{([A-Za-z_]\w*)\}/g)].map((match) => match[1] ?? ''))];
  const text = (name: string): TypedName => ({ name, type: 'string', optional: false, typeSource: 'default', default: null });
  return { ...plan, parameters: names.map((name) => plan.parameters.find((each) => each.name === name) ?? text(name)) };
}

export default apiCall;
