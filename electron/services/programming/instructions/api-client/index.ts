import { isOpenApi } from '../../documents/json-schema.ts';
import { serviceOf } from '../../documents/openapi.ts';
import { declare } from '../../slots/declare.ts';
import { durationWords } from '../../slots/durations.ts';
import { type Endpoint, endpointsSlot } from '../../slots/endpoints.ts';
import { lowerClient } from './lower.ts';

/** A class that calls the endpoints of one server. */
export default declare({
  kind: 'api-client',
  title: { en: 'API client', zh: 'API 客户端' },
  example: {
    en: 'Create an API client class called ShopClient for https://api.example.com with GET /users/{id} and POST /orders, timeout 5 seconds, 4 attempts, cursor paging',
    zh: '创建名为 ShopClient 的 API 客户端类，地址 https://api.example.com，GET /users/{id} 和 POST /orders，超时 5 秒，最多 4 次尝试，游标分页',
  },
  suggestion: {
    en: 'Create an API client class called NotesClient for https://api.example.com with GET /notes and POST /notes',
    zh: '创建名为 NotesClient 的 API 客户端类，地址 https://api.example.com，GET /notes 和 POST /notes',
  },
  heads: {
    en: [
      'api client class',
      'api client',
      'client class',
      'rest client',
      'rest api client',
      'http client class',
      'client library',
      'sdk',
      'api wrapper',
      'typed client',
      'api sdk',
    ],
    zh: [
      '带类型的客户端',
      '类型化客户端',
      'API 客户端类',
      'API客户端类',
      'API 客户端',
      'API客户端',
      '客户端类',
      '接口客户端',
      'REST 客户端',
      'SDK',
      '客户端 SDK',
    ],
  },
  weight: 9.5,
  unless: { en: ['function', 'func'], zh: ['函数'] },
  slots: {
    paging: {
      type: {
        type: 'choice',
        options: {
          none: { en: ['no paging', 'without paging'], zh: ['不分页', '无分页'] },
          cursor: {
            en: [
              'cursor paging',
              'cursor pagination',
              'cursor-based paging',
              'cursor-based pagination',
              'paging by cursor',
              'pagination by cursor',
              'cursors',
            ],
            zh: ['游标分页', '游标翻页', '按游标分页'],
          },
          page: {
            en: [
              'page paging',
              'page number paging',
              'page numbers',
              'page-based pagination',
              'page pagination',
              'paging by page',
              'pagination by page',
              'page number pagination',
              'numbered pages',
            ],
            zh: ['页码分页', '按页码分页', '按页分页'],
          },
          link: {
            en: [
              'link paging',
              'link header',
              'link headers',
              'link pagination',
              'link header pagination',
              'paging by link',
              'pagination by link',
              'link header paging',
            ],
            zh: ['Link 分页', 'link 分页', 'Link 头分页', '链接分页'],
          },
        },
      },
      title: { en: 'paging', zh: '分页' },
      default: 'none',
    },
    endpoints: { type: endpointsSlot, title: { en: 'endpoints', zh: '接口' }, default: null },
    base: {
      type: { type: 'url' },
      title: { en: 'base URL', zh: '基础地址' },
      cues: {
        en: ['base url', 'base', 'for', 'of', 'at', 'url', 'to', 'calling', 'client', 'around', 'against', 'class'],
        zh: ['地址', '基础地址', '基地址', '调用', '访问', '针对', 'URL', '客户端', '封装'],
      },
      question: { en: 'The base URL is missing, such as https://api.example.com.', zh: '缺少基础地址，例如 https://api.example.com。' },
    },
    name: { type: { type: 'name' }, title: { en: 'name', zh: '名称' }, default: 'ApiClient' },
    timeout: {
      type: { type: 'duration', minimum: 1, maximum: 3_600_000 },
      title: { en: 'timeout', zh: '超时' },
      cues: { en: ['timeout', 'time out after', 'times out after', 'within'], zh: ['超时', '超时时间'] },
      default: 10_000,
    },
    attempts: {
      type: {
        type: 'integer',
        minimum: 1,
        maximum: 20,
        unit: { en: ['attempts', 'attempt', 'retries', 'tries', 'times'], zh: ['次尝试', '次重试', '次'] },
      },
      title: { en: 'attempts', zh: '尝试次数' },
      cues: {
        en: ['attempts', 'retries', 'max retries', 'max attempts', 'retry up to', 'up to', 'tries', 'retry'],
        zh: ['最多', '尝试', '重试', '重试次数', '尝试次数', '最多重试'],
      },
      default: 3,
    },
  },
  document: ({ value }) => {
    if (!isOpenApi(value)) return {};
    const { base, endpoints } = serviceOf(value);
    // More endpoints than one class should have: the client then takes any request.
    return { base, endpoints: endpoints.length > 0 && endpoints.length <= 60 ? endpoints : null };
  },
  lower({ slots: { name, base, endpoints, timeout, attempts, paging } }, target, templates) {
    const plan = { name: name.value, base: base.value, timeout: timeout.value, attempts: attempts.value, paging: paging.value };
    return lowerClient({ ...plan, endpoints: (endpoints.value as Endpoint[] | null) ?? [] }, target, templates);
  },
  summary: ({ slots: { name, base, endpoints, timeout, attempts } }) => {
    const count = (endpoints.value as Endpoint[] | null)?.length ?? 0;
    const within = durationWords(timeout.value);
    return {
      made: { en: `the client \`${name.value}\` for ${base.value}`, zh: `${base.value} 的客户端 \`${name.value}\`` },
      facts: {
        en: `it has ${count === 0 ? 'a method for any request' : `${count} method${count === 1 ? '' : 's'}`}, a timeout of ${within.en} and makes up to ${attempts.value} attempts at what may be repeated`,
        zh: `${count === 0 ? '提供通用请求方法' : `${count} 个方法`}，超时 ${within.zh}，可重复的请求最多尝试 ${attempts.value} 次`,
      },
    };
  },
});
