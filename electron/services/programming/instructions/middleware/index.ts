import { z } from 'zod';
import { constantCase, typeName, valueName } from '#domain/ir/names';
import type { Reader } from '../../reading/reader.ts';
import { declare } from '../../slots/declare.ts';
import { type Draw, pick } from '../../slots/sample.ts';
import type { Framework } from '../../syntax/source-view.ts';
import { freeName, ownName } from '../../templates/own-name.ts';
import type { Template } from '../../templates/templates.ts';
import type { Words } from '../instruction.ts';
import { guardTemplate } from './guard.ts';
import { corsTemplate } from './headers.ts';
import { loggingTemplate, requestIdTemplate } from './observe.ts';
import { type Place, placeOf } from './places.ts';

const frameworks = ['express', 'fastify', 'node:http', 'flask', 'fastapi', 'http.server', 'net/http'] as const;

/** The framework stands in words that the reading of the language has taken already. */
function readFramework(reader: Reader): { value: Framework; start: number; end: number } | null {
  const match = /\b(express|fastify|flask|fastapi|net\/http|node:http|http\.server)(?:\.?js)?\b/i.exec(reader.whole);
  return match?.[1] ? { value: match[1].toLowerCase() as Framework, start: match.index, end: match.index + match[0].length } : null;
}

type Form = 'bearer' | 'api-key' | 'basic' | 'logging' | 'cors' | 'request-id';
const names: Record<Form, string> = {
  bearer: 'requireToken',
  'api-key': 'requireApiKey',
  basic: 'requireLogin',
  logging: 'logRequests',
  cors: 'allowOrigins',
  'request-id': 'identifyRequests',
};
const variables: Record<string, string> = { bearer: 'API_TOKEN', 'api-key': 'API_KEY', basic: 'BASIC_AUTH' };
const headers: Record<string, string> = {
  bearer: 'Authorization',
  'api-key': 'X-API-Key',
  basic: 'Authorization',
  'request-id': 'X-Request-Id',
};
const challenges: Record<string, string> = { bearer: 'Bearer', 'api-key': 'ApiKey', basic: 'Basic realm=\\"api\\"' };
const facts: Record<Form, Words> = {
  bearer: { en: 'it lets only requests with the right bearer token pass', zh: '只放行携带正确 Bearer 令牌的请求' },
  'api-key': { en: 'it lets only requests with the right API key pass', zh: '只放行携带正确 API key 的请求' },
  basic: { en: 'it lets only requests with the right user and password pass', zh: '只放行用户名和密码正确的请求' },
  logging: { en: 'it logs method, path and status of each answer', zh: '记录每个响应的方法、路径和状态码' },
  cors: { en: 'it answers with the headers that browsers ask for', zh: '返回浏览器所需的 CORS 响应头' },
  'request-id': { en: 'it gives each request an identifier', zh: '为每个请求分配标识' },
};

function templateOf(form: Form, place: Place): Template {
  if (form === 'logging') return loggingTemplate(place);
  if (form === 'cors') return corsTemplate(place);
  return form === 'request-id' ? requestIdTemplate(place) : guardTemplate(form, place);
}

/** How the code is put into use: nothing of the kind is written into a file that is there. */
function attachment(form: Form, name: string, type: string, place: Place, language: string): Words {
  const guard = form === 'bearer' || form === 'api-key' || form === 'basic';
  const uses: Record<string, string> = {
    express: `app.use(${name}${guard ? '()' : ''})`,
    fastify: `app.addHook("${form === 'logging' ? 'onResponse' : 'onRequest'}", ${name}${guard ? '()' : ''})`,
    'node:http': `createServer(${name}(handler))`,
    fastapi: guard ? `FastAPI(dependencies=[Depends(${name})])` : `app.middleware("http")(${name})`,
    flask: guard ? `app.before_request(${name})` : `${name}(app)`,
    'http.server': guard ? `@${name}` : `class Handler(${type})`,
    go: guard ? `${name}(os.Getenv("${variables[form]}"))(mux)` : `${name}(mux)`,
  };
  const use = uses[language === 'go' ? 'go' : language === 'python' ? place.python : place.script] ?? '';
  return { en: `Put it to use with \`${use}\`.`, zh: `启用方式：\`${use}\`。` };
}

/** Code that stands between a server and its handlers. */
export default declare({
  kind: 'middleware',
  title: { en: 'Middleware', zh: '中间件' },
  example: {
    en: 'Create a bearer token middleware called requireToken that reads the secret from the variable "API_TOKEN"',
    zh: '创建名为 requireToken 的 Bearer 令牌中间件，环境变量 "API_TOKEN"',
  },
  suggestion: { en: 'Create a request logging middleware', zh: '创建请求日志中间件' },
  heads: {
    en: [
      'middleware',
      'middle ware',
      'auth middleware',
      'http middleware',
      'request hook',
      'before-request hook',
      'auth guard',
      'interceptor',
    ],
    zh: ['中间件', '鉴权中间件', '认证中间件', '拦截器', '请求钩子'],
  },
  weight: 8,
  slots: {
    form: {
      type: {
        type: 'choice',
        options: {
          bearer: {
            en: [
              'bearer token',
              'Bearer 令牌',
              'bearer 令牌',
              'bearer',
              'bearer auth',
              'bearer authentication',
              'token auth',
              'token authentication',
              'auth token',
              'access token',
              'token',
            ],
            zh: ['Bearer 令牌', 'Bearer令牌', 'Bearer', '令牌', '令牌认证', '令牌鉴权', 'token 认证', 'token 鉴权', 'token'],
          },
          'api-key': {
            en: ['api key', 'api-key', 'apikey', 'api keys', 'api key auth', 'api key authentication', 'key auth'],
            zh: ['API key', 'API Key', 'API 密钥', 'API密钥', '密钥', '密钥认证', '接口密钥'],
          },
          basic: {
            en: ['basic auth', 'basic authentication', 'basic-auth', 'http basic auth', 'username and password', 'user and password'],
            zh: ['Basic 认证', 'basic 认证', 'Basic认证', '基本认证', 'basic auth', 'Basic Auth', '用户名密码', '用户名和密码'],
          },
          logging: {
            en: [
              'request logging',
              'logging',
              'access log',
              'request logger',
              'logger',
              'log requests',
              'log',
              'records each request',
              'logs requests',
              'logs each request',
              'logs every request',
              'request log',
              'logs',
            ],
            zh: ['请求日志', '访问日志', '日志', '记录请求', '日志记录'],
          },
          cors: { en: ['cors', 'cors headers', 'cross-origin', 'cross origin'], zh: ['跨域', 'CORS', '跨域资源共享'] },
          'request-id': {
            en: ['request id', 'request-id', 'request ids', 'correlation id', 'request identifier', 'trace id', 'x-request-id'],
            zh: ['请求 ID', '请求ID', '请求 id', '请求id', '请求标识', '请求编号', '关联 ID', '链路 ID', '追踪 ID'],
          },
        },
      },
      title: { en: 'what it does', zh: '作用' },
      question: {
        en: 'What the middleware does is missing: bearer token, API key, basic auth, request logging, CORS or request id.',
        zh: '缺少中间件的作用：Bearer 令牌、API key、Basic 认证、请求日志、跨域或请求 ID。',
      },
    },
    framework: {
      type: {
        type: 'custom',
        schema: z.enum(frameworks),
        read: readFramework,
        sample: (draw: Draw) => pick(draw, ['node:http', 'http.server', 'net/http'] as const),
      },
      title: { en: 'framework', zh: '框架' },
      default: null,
    },
    variable: {
      type: { type: 'text', maximum: 60 },
      title: { en: 'environment variable', zh: '环境变量' },
      cues: {
        en: [
          'variable',
          'environment variable',
          'env var',
          'env variable',
          'env',
          'from the variable',
          'reads the secret from the variable',
          'reads the secret from',
          'secret from',
          'from env',
        ],
        zh: ['环境变量', '变量'],
      },
      default: null,
    },
    header: {
      type: { type: 'text', maximum: 60 },
      title: { en: 'header', zh: '请求头' },
      cues: {
        en: ['header', 'in the header', 'from the header', 'header named', 'header called'],
        zh: ['请求头', '头', '头部', '标头', 'header'],
      },
      default: null,
    },
    origin: {
      type: { type: 'url' },
      title: { en: 'allowed origin', zh: '允许的来源' },
      cues: {
        en: ['origin', 'for', 'from', 'allowing', 'allows', 'allow', 'allowed origin', 'pages of'],
        zh: ['来源', '允许', '允许来源', '源', '仅允许', '只允许'],
      },
      default: null,
    },
    name: { type: { type: 'name' }, title: { en: 'name', zh: '名称' }, default: null },
  },
  async lower({ slots: { form, framework, variable, header, origin, name } }, target, templates) {
    const { language } = target;
    const place = placeOf(framework.value as Framework | null, target);
    const template = templateOf(form.value, place);
    const given = name.value ?? names[form.value];
    const own = ownName(valueName(given, language), template, language);
    const beside = (name: string): string => freeName(valueName(name, language), template, language);
    const type = typeName(`${given} handler`, language);
    const wanted = header.value ?? headers[form.value] ?? 'Authorization';
    // A header is a token of RFC 9110; anything else cannot be one. gofmt makes typographic quotes of two in a comment.
    const field = /^(?!.*(?:''|``))[\w!#$%&'*+.^`|~-]+$/.test(wanted) ? wanted : (headers[form.value] ?? 'Authorization');
    const allowed = origin.value === null ? '*' : new URL(origin.value).origin;
    const filled = await templates.fill(
      template,
      {
        name: own,
        Name: type,
        allows: beside(`${given} allows`),
        required: beside(`${given} secret`),
        given: beside(`${given} given`),
        identify: beside(`${given} id`),
        key: beside(`${given} key`),
        pattern: beside(`${given} pattern`),
        writer: beside(`${given} writer`),
        headers: language === 'python' ? constantCase(`${given} headers`) : beside(`${given} headers`),
        variable: constantCase(variable.value ?? variables[form.value] ?? 'API_TOKEN'),
        header: field,
        lower: field.toLowerCase(),
        challenge: (challenges[form.value] ?? '').replace(/\\/g, ''),
        origin: allowed,
        whom: allowed === '*' ? 'all origins' : 'one origin',
      },
      target,
    );
    return { ...filled, notes: [attachment(form.value, own, type, place, language)], fileStem: given };
  },
  summary: ({ slots: { form, name } }) => ({
    made: { en: `the middleware \`${name.value ?? names[form.value]}\``, zh: `中间件 \`${name.value ?? names[form.value]}\`` },
    facts: facts[form.value],
  }),
});
