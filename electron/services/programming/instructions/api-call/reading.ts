import { nameWords } from '#domain/ir/names';
import type { TargetLanguage } from '#domain/programming';
import { assumed, byDefault, type Slot, type TypedName, words } from '../../plan.ts';
import { countOf } from '../../reading/counts.ts';
import { takeName } from '../../reading/given-name.ts';
import { literalClass } from '../../reading/literals.ts';
import type { Reader } from '../../reading/reader.ts';
import { takeSignature } from '../../reading/signature.ts';
import { takeTypedNames } from '../../reading/typed-names.ts';
import { type Asked, askFor } from '../ask-for.ts';
import type { Missing } from '../instruction.ts';
import type { ApiCallPlan } from './schema.ts';

type Method = ApiCallPlan['method']['value'];
const missingUrl: Asked = {
  name: 'url',
  question: {
    en: 'The address of the API is missing: a URL that starts with https:// or http://.',
    zh: '缺少 API 的地址：请写出以 https:// 或 http:// 开头的网址。',
  },
};

export function readApiCall(reader: Reader, context: { language: Slot<TargetLanguage> }): ApiCallPlan | Missing {
  const address = reader.take(new RegExp(`(?:\\b(?:to|at|from|the|api|url)\\s+){0,9}(${literalClass.url})`, 'i'))?.[1];
  const literal = address ? reader.literal(address) : undefined;
  const url = (literal?.kind === 'url' ? literal.value : '').replace(/(?<=\/):([A-Za-z_]\w*)/g, '{$1}').replace(/<(\w+)>/g, '{$1}');
  const method =
    reader.take(/\b(GET|POST|PUT|PATCH|DELETE)\b(?:\s*(?:requests?|请求))?/) ??
    reader.take(/\b(post|put|patch|delete)(?:s|ing)?(?=\s+(?:to|it|an?|the|requests?|\s))(?:\s+requests?)?/i);
  const signature = takeSignature(reader);
  const timeout = readTimeout(reader);
  const body = readBody(reader);
  const named = signature?.name ?? takeName(reader, 'functions?|func|method|fn|函数|方法|调用|客户端');
  const value = (method?.[1]?.toUpperCase() ?? null) as Method | null;
  const guess: Method = body.length > 0 ? 'POST' : 'GET';
  reader.take(
    /\b(?:with|and|proper|good|the)?\s*(?:proper\s+|good\s+)?(?:error[- ]handling|handles?\s+(?:the\s+)?(?:errors?|failures)|checks? for (?:failures|errors)|handle (?:all )?errors)\b|(?:并|带|带有|要有|含)?(?:错误处理|处理(?:超时和)?(?:错误|异常))/i,
  );
  reader.take(
    /\b(?:calls?|calling|fetch(?:es|ing)?|requests?|download(?:s|ing)?|get(?:s)?|hits?|deletes?)\b(?:\s+(?:the|an?|json|from|to|api))*|调用|请求|获取|封装|API/i,
  );
  reader.take(/\b(?:http|api|rest|json)(?:\s+(?:client|call|request|api))*\b|\bapi\b|接口|客户端/i);
  reader.take(/\b(?:returns?|parses?|gets?)\s+(?:the\s+)?json\b|返回\s*JSON/i);
  reader.take(/\bfunction\b|\bclient\b|函数|方法|\bjson\b/i);
  const draft = {
    kind: 'api-call' as const,
    language: context.language,
    name: named ? words(named) : assumed(url === '' ? 'call_api' : nameFromUrl(url, value ?? guess)),
    method: value ? words(value) : body.length > 0 ? assumed(guess) : byDefault(guess),
    parameters: distinctNames([...url.matchAll(/\{([A-Za-z_]\w*)\}/g)].map((match) => match[1] ?? '')).map((name): TypedName => {
      const given = signature?.parameters.find((each) => each.name === name && /^(?:string|integer|number|boolean)$/.test(each.type));
      return { name, type: given?.type ?? 'string', optional: false, typeSource: given ? given.typeSource : 'default', default: null };
    }),
    body,
    timeout: timeout ?? byDefault(10),
  };
  return url === '' ? askFor(draft, [missingUrl]) : { ...draft, url: words(url) };
}

const distinctNames = (names: string[]): string[] => [...new Set(names)];

/** `https://api.example.com/v1/users/{id}` is `get users by id`. */
function nameFromUrl(url: string, method: Method): string {
  const verb = { GET: 'fetch', POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' }[method];
  const [host = '', ...path] = url
    .replace(/^https?:\/\//i, '')
    .replace(/[?#].*$/, '')
    .split('/');
  const parts = path
    .filter((part) => part !== '' && !/^(?:v\d+|api)$/i.test(part) && !part.startsWith('{'))
    .flatMap((part) => nameWords(part.replace(/\.\w+$/, '')));
  const hostWord = host
    .replace(/:\d+$/, '')
    .split('.')
    .filter((part) => !/^(?:www|api|com|org|net|io|dev|test|\d+)$/i.test(part))[0];
  const name = [verb, ...(parts.length > 0 ? parts.slice(-2) : [hostWord ?? 'data'])].join('_').replace(/[^A-Za-z0-9_]/g, '');
  return /^[A-Za-z_]/.test(name) ? name.slice(0, 64) : `${verb}_data`;
}

function readTimeout(reader: Reader): ApiCallPlan['timeout'] | null {
  const match =
    reader.take(
      /(?:with\s+|and\s+|w\/\s*)?(?:an?\s+)?(?:time[-\s]?outs?|times\s+out|超时(?:时间)?)\s*(?:of|after|is|为|是|设为|:|：|=)?\s*(\d+(?:\.\d+)?)\s*(ms|milliseconds?|毫秒|s|secs?|seconds?|秒钟?|m|min|minutes?|分钟)?(?![a-z])/i,
    ) ??
    reader.take(
      /(?:with\s+|and\s+|w\/\s*)?(?:an?\s+)?(\d+(?:\.\d+)?)\s*-?\s*(ms|milliseconds?|毫秒|s|secs?|seconds?|秒钟?|min|minutes?|分钟)\s*(?:of\s+)?(?:time-?out|的?超时)/i,
    ) ??
    reader.take(
      /\b(?:gives?|giving)\s+up\s+after\s+(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|secs?|seconds?|min|minutes?)\b|(?:最多等待?|不超过)\s*(\d+)\s*秒/i,
    );
  if (!match?.[1] && !match?.[3]) {
    const late = reader.take(/(\d+(?:\.\d+)?)\s*(毫秒|秒钟?|分钟)(?:之?内)?(?:还没|没有?|不)[^，。；\n]{0,8}(?:就)?(?:算)?超时/);
    if (late?.[1]) return words(Number(late[1]) * (late[2] === '毫秒' ? 0.001 : late[2] === '分钟' ? 60 : 1));
    const spelt = reader.take(
      /(?:with\s+|and\s+)?(?:an?\s+)?\b(one|two|three|four|five|six|ten|fifteen|twenty|thirty)[\s-]seconds?\s+time-?out/i,
    );
    const count = spelt ? countOf(spelt[1]) : null;
    if (count !== null) return words(count);
    reader.take(/(?:with|and)?\s*(?:an?\s+)?\btime-?outs?\b(?:\s+and)?|处理超时(?:和)?|超时/i);
    return null;
  }
  const unit = match[2] ?? 's';
  const factor = /^(?:ms|milli|毫秒)/i.test(unit) ? 0.001 : /^(?:m$|min|分钟)/i.test(unit) ? 60 : 1;
  const seconds = Number(match[1] ?? match[3]) * factor;
  return seconds > 0 && seconds <= 3600 ? words(seconds) : null;
}

function readBody(reader: Reader): TypedName[] {
  const mark = reader.see(
    /(?:(?:with|an?|the|and|sending|sends)\s+){0,9}(?:\b(?:json\s+|request\s+){0,9}(?:body|payload)|(?:JSON\s*)?请求体|请求正文)\s*(?:(?:with|containing|contains|of|has|having|fields?|the|that|字段|为|是|包含|包括|含有?|有|:|：)\s*){0,12}/i,
  );
  if (!mark) return [];
  const after = mark.index + mark[0].length;
  const found = takeTypedNames(reader, after);
  if (found.length > 0) reader.takeRange(mark.index, after);
  return found.filter((field, at) => found.findIndex((each) => each.name === field.name) === at);
}
