import type { TargetLanguage } from '#domain/programming';
import { assumed, byDefault, type Slot, type TypedName, words } from '../../plan.ts';
import { literalClass } from '../../reading/literals.ts';
import type { Reader } from '../../reading/reader.ts';
import { typeAt } from '../../reading/type-words.ts';
import { takeTypedNames } from '../../reading/typed-names.ts';
import type { Framework } from '../../syntax/source-view.ts';
import { askFor } from '../ask-for.ts';
import type { Missing } from '../instruction.ts';
import { methodVerbs } from './lexicon.ts';
import { type HttpHandlerPlan, methods, routeSchema } from './schema.ts';

type Method = HttpHandlerPlan['method']['value'];
const missingRoute = {
  en: 'The route is missing: the path the endpoint answers, such as `/healthz` or `/users/:id`.',
  zh: '缺少路由：请写出接口的路径，例如 `/healthz` 或 `/users/:id`。',
};
const twoMethods = (first: string, second: string) => ({
  en: `The method is given twice: ${first} and ${second}. Which one is it? Ask for two endpoints one after the other.`,
  zh: `出现了两个方法：${first} 和 ${second}。应该是哪一个？两个接口请分两次提出。`,
});
type Own = NonNullable<HttpHandlerPlan['framework']['value']>;
const scripts = new Set<Framework>(['express', 'fastify', 'hono', 'node:http']);
const pythons = new Set<Framework>(['flask', 'fastapi', 'http.server']);

const fits = (framework: Framework, language: TargetLanguage): framework is Own =>
  language === 'go'
    ? framework === 'net/http' || framework === 'gin'
    : language === 'python'
      ? pythons.has(framework)
      : scripts.has(framework);

export function readHttpHandler(
  reader: Reader,
  context: { language: Slot<TargetLanguage>; framework: Framework | null },
): HttpHandlerPlan | Missing {
  const method = readMethod(reader);
  const second = method?.source === 'words' ? reader.see(/(?<![\w/-])(?:GET|POST|PUT|PATCH|DELETE)(?![\w-])/)?.[0] : undefined;
  const found = readRoute(reader);
  const query = [...(found?.query ?? []), ...readInputs(reader, queryMarks)];
  const marked = readInputs(reader, bodyMarks);
  const carries = method !== null && ['POST', 'PUT', 'PATCH'].includes(method.value);
  const body = marked.length > 0 || !carries ? marked : readUnmarkedBody(reader);
  const path = found ? pathTypes(reader, found) : [];
  const status = readStatus(reader);
  const response = readResponse(reader, path.length + query.length + body.length > 0, status?.value ?? null);
  const verb = body.length > 0 && method === null ? ('POST' as const) : (method?.value ?? 'GET');
  reader.take(
    /\b(?:(?:http|api|rest|json|web)\s+){0,9}(?:endpoints?|routes?|handlers?|apis?)\b|(?:HTTP|API|REST|Web)?\s*(?:接口|路由|端点|处理器|处理函数)/i,
  );
  reader.take(/\b(?:http|api|requests?)\b|请求/i);
  const framework =
    context.framework && fits(context.framework, context.language.value)
      ? words<Own | null>(context.framework)
      : byDefault<Own | null>(null);
  const draft = {
    kind: 'http-handler' as const,
    language: context.language,
    framework,
    method: method ?? (body.length > 0 ? assumed<Method>('POST') : byDefault<Method>(verb)),
    path,
    query: distinctInputs(query, path),
    body: distinctInputs(body, [...path, ...query]),
    status: status ?? byDefault(response.value.form === 'none' ? 204 : 200),
    response,
    name: readName(reader),
  };
  if (second !== undefined && second !== method?.value)
    return askFor({ ...draft, ...(found ? { route: words(found.route) } : {}) }, [
      { name: 'method', question: twoMethods(method?.value ?? '', second), choices: [method?.value, second] },
      ...(found ? [] : [{ name: 'route', question: missingRoute }]),
    ]);
  return found
    ? { ...draft, route: { value: found.route, source: found.assumed ? 'assumed' : 'words' } }
    : askFor(draft, [{ name: 'route', question: missingRoute }]);
}

const distinctInputs = (inputs: TypedName[], taken: TypedName[]): TypedName[] =>
  inputs.filter(
    (input, at) => !taken.some((each) => each.name === input.name) && inputs.findIndex((each) => each.name === input.name) === at,
  );

function readMethod(reader: Reader): Slot<Method> | null {
  const named =
    reader.take(/\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b(?:\s*(?:requests?|请求))?/) ??
    reader.take(
      new RegExp(
        `\\b(get|post|put|patch|delete|head|options)(?:\\s+(?:requests?|endpoint|route|handler|method|接口|请求))?(?=\\s*(?:(?:on|to|at|for)\\s+)?${literalClass.route})`,
        'i',
      ),
    ) ??
    reader.take(/\b(get|post|put|patch|delete)(?=\s*(?:requests?|endpoint|route|handler|method|请求|接口|方法))/i) ??
    reader.take(/(?:method|方法)\s*(?:is|:|：|为|是)?\s*(get|post|put|patch|delete)\b/i);
  const value = named?.[1]?.toUpperCase() as Method | undefined;
  if (value && methods.includes(value)) return words(value);
  for (const [pattern, verb] of methodVerbs) if (reader.take(pattern)) return assumed<Method>(verb);
  return null;
}

interface RouteFound {
  route: string;
  assumed: boolean;
  typed: Map<string, string>;
  query: TypedName[];
}

/** Brings `{id}` and `<int:id>` into the colon form and parts the query string off. */
export function normaliseRoute(text: string): Omit<RouteFound, 'assumed'> | null {
  const typed = new Map<string, string>();
  const [pathText = '', queryText = ''] = text.split(/\?(.*)/s);
  const path = pathText.replace(
    /<(?:(\w+):)?(\w+)>|\{(\w+)(?::(\w+))?\}/g,
    (_, type: string | undefined, name: string | undefined, braced: string | undefined, bracedType: string | undefined) => {
      const key = name ?? braced ?? 'value';
      const kind = type ?? bracedType;
      if (kind && /^int/.test(kind)) typed.set(key, 'integer');
      if (kind && /^(?:float|number)/.test(kind)) typed.set(key, 'number');
      return `:${key}`;
    },
  );
  const route = path.length > 1 ? path.replace(/\/+$/, '') : path;
  if (!routeSchema.safeParse(route).success) return null;
  const query = [...queryText.matchAll(/(?:^|&)([A-Za-z_]\w*)(?:=([^&]*))?/g)].map(
    (match): TypedName => ({ name: match[1] ?? '', type: 'string', optional: false, typeSource: 'default', default: null }),
  );
  return { route, typed, query };
}

function readRoute(reader: Reader): RouteFound | null {
  const stand = reader.take(
    new RegExp(`(?:(?:at|on|to|for|under|path|route|路径|路由|地址)\\s*(?:is|为|是|:|：)?\\s*)?(${literalClass.route})`, 'i'),
  )?.[1];
  const literal = stand ? reader.literal(stand) : undefined;
  if (literal?.kind === 'route') {
    const normal = normaliseRoute(literal.value);
    if (normal) return { ...normal, assumed: false };
  }
  const word =
    reader.take(/\b(?:an?|the)\s+(?:http\s+|json\s+|simple\s+){0,9}([a-z][\w-]{1,30})\s+(?:endpoint|route)\b/i)?.[1] ??
    (reader.take(/健康检查|\bhealth[- ]?check\b/i) ? 'healthz' : null);
  if (
    !word ||
    /^(?:new|get|post|put|patch|delete|api|rest|http|simple|express|fastify|flask|fastapi|web|server|small|basic|node)$/i.test(word)
  )
    return null;
  const name = /^health-?check$/i.test(word) ? 'healthz' : word.toLowerCase();
  return { route: `/${name}`, assumed: true, typed: new Map(), query: [] };
}

const queryMarks = [
  /(?:(?:an?|the|with|takes?|accepts?|and|optional)\s+){0,9}(?:\bquery(?:[- ]string)?(?:\s+(?:parameters?|params?|args?|arguments?|variables?))?|查询(?:字符串)?参数|查询字段|查询串)\s*(?:(?:called|named|of|for|are|is|includes?|叫做?|名为|有|为|是|包括|:|：)\s*)?/i,
];
const bodyMarks = [
  /(?:(?:an?|the|with|takes?|accepts?|reads?|has|expects?)\s+){0,9}(?:\b(?:json\s+|request\s+|post\s+){0,9}body|\bpayload|(?:JSON\s*)?请求体|请求正文|JSON\s*体)\s*(?:(?:(?:fields?|with|containing|contains|that contains|of|has|having|includes?|including|like|is|are|required|the)\b|字段|中|里|为|是|包含|包括|含有?|有|需要|:|：)\s*){0,12}/i,
];

function readInputs(reader: Reader, marks: RegExp[]): TypedName[] {
  for (const mark of marks) {
    const match = reader.see(mark);
    if (!match) continue;
    const before = reader.text.slice(Math.max(0, match.index - 160), match.index);
    reader.takeRange(match.index, match.index + match[0].length);
    const after = takeTypedNames(reader, match.index + match[0].length);
    if (after.length > 0) return after;
    // `takes name and age in the body`: the list stands in front of the mark.
    const lead =
      /(?:takes?|accepts?|expects?|reads?|receives?|with|needs?|接收|接受|需要|读取|传入)\s*((?:(?!\b(?:takes?|accepts?|with)\b).)*?)\s*(?:\b(?:from|in|as|via)\b(?:\s+the)?|作为|在)?\s*(?:json\s*)?$/is.exec(
        before,
      );
    if (lead?.[1]) {
      const start = match.index - before.length + lead.index + lead[0].indexOf(lead[1]);
      const listed = takeTypedNames(reader, start);
      if (listed.length > 0) return listed;
    }
  }
  return [];
}

/** `POST /notes，接收 title（字符串）`: what a request with a body takes is its body where nothing says otherwise and the types stand there. */
function readUnmarkedBody(reader: Reader): TypedName[] {
  const mark = reader.see(
    /(?:\b(?:takes?|taking|accepts?|accepting|expects?|receives?|receiving|with)\b|接收|接受|传入|参数)\s*(?:有|为|是|:|：)?\s*/i,
  );
  if (!mark) return [];
  const after = mark.index + mark[0].length;
  let taken: [number, number] | null = null;
  const listed = takeTypedNames({ ...reader, text: reader.text, takeRange: (from, to) => (taken = [from, to]) }, after);
  if (listed.length === 0 || !taken || listed.some((each) => each.typeSource !== 'words')) return [];
  reader.takeRange(mark.index, taken[1]);
  return listed;
}

function pathTypes(reader: Reader, found: RouteFound): TypedName[] {
  return [...found.route.matchAll(/:([A-Za-z_]\w*)/g)].map((match): TypedName => {
    const name = match[1] ?? '';
    const given = found.typed.get(name);
    if (given) return { name, type: given, optional: false, typeSource: 'words', default: null };
    const numeric = reader.take(
      new RegExp(
        `\\b(?:numeric|integer|int|number)\\s+${name}\\b|\\b${name}\\s*(?:\\(\\s*(?:an?\\s+)?(?:integer|int|number)\\s*\\)|:\\s*(?:int|integer|number)\\b|\\s(?:is|as|must be|being)\\s+(?:an?\\s+)?(?:integer|int|number|numeric)\\b)|整数\\s*${name}|${name}\\s*(?:[（(]\\s*(?:整数|整型)\\s*[)）]|(?:为|是)\\s*(?:整数|整型|数字))`,
        'i',
      ),
    );
    if (numeric) return { name, type: 'integer', optional: false, typeSource: 'words', default: null };
    const at = new RegExp(`\\b${name}\\s*[（(:：]\\s*`, 'i').exec(reader.text);
    const typed = at ? typeAt(reader.text, at.index + at[0].length) : null;
    if (at && typed) reader.takeRange(at.index, typed.end);
    return {
      name,
      type: typed && !typed.type.endsWith(']') ? typed.type : 'string',
      optional: false,
      typeSource: typed ? 'words' : 'default',
      default: null,
    };
  });
}

function readStatus(reader: Reader): Slot<number> | null {
  const match =
    reader.take(/(?:(?:with|and|a)\s+){0,9}(?:http\s+)?(?:status(?:\s*code)?|code|状态码?)\s*(?:of|is|为|是|:|：|=)?\s*([2-5]\d\d)\b/i) ??
    reader.take(
      /(?:returns?|responds?(?:\s+with)?|answers?(?:\s+with)?|replies with|with|返回|响应)\s*(?:an?\s+)?(?:http\s+)?([2-5]\d\d)\b(?:\s*(?:created|ok|no content|accepted|not found|status|状态码?))*/i,
    ) ??
    reader.take(/\b(20[0-6])\b(?:\s*(?:created|ok|no content|accepted|status|状态码?))*/i);
  return match?.[1] ? words(Number(match[1])) : null;
}

const giving = String.raw`(?:\b(?:that\s+|which\s+|and\s+|should\s+|it\s+){0,9}(?:returns?|returning|respond(?:s|ing)?|answer(?:s|ing)?|repl(?:y|ies)|send(?:s|ing)?(?:\s+back)?|sa(?:y|ys|ying)|giv(?:e|es|ing)(?:\s+back)?|output(?:s|ting)?|with(?:\s+body)?|result|response|body)\b|返回|响应|回复|输出|回答|给出|内容)`;
const between = String.raw`\s*(?:(?:with|the|a|an|is|json|plain|text|string|object|body|payload|just|back|of|:|：|为|是|文本|纯文本|字符串|内容|一个|JSON|对象|数据)\s*){0,12}`;

function readResponse(reader: Reader, hasInputs: boolean, status: number | null): HttpHandlerPlan['response'] {
  const json =
    reader.take(new RegExp(`${giving}${between}(${literalClass.json})`, 'i')) ?? reader.take(new RegExp(`(${literalClass.json})`));
  if (json?.[1]) {
    const literal = reader.literal(json[1]);
    return words({ form: 'json' as const, value: (literal?.value ?? null) as never });
  }
  const quoted = reader.take(new RegExp(`${giving}${between}(${literalClass.text}|${literalClass.code})(?:\\s*as (?:plain )?text)?`, 'i'));
  if (quoted?.[1]) return words({ form: 'text' as const, value: String(reader.literal(quoted[1])?.value ?? '') });
  if (status === 204 || reader.take(/\b(?:no (?:content|body)|empty (?:body|response))\b|无内容|空响应|没有内容|不返回内容/i))
    return words({ form: 'none' as const });
  if (
    reader.take(
      /\bechoe?s?(?:ing)?\b(?:\s+(?:back|it|them|the|json|request|body|input|id|name))*|\b(?:returns?|sends?|gives?)\s+(?:it|them)(?:\s+back)?\b|\bback\b|原样返回|回显/i,
    )
  ) {
    return words(hasInputs ? { form: 'inputs' as const } : { form: 'json' as const, value: { ok: true } });
  }
  const word = reader.take(
    new RegExp(
      `${giving}\\s*(?:(?:with|the|plain|text|string|word|just|为|是|文本|纯文本|字符串)\\s*){0,12}\\s*\\b(pong|ok|hello(?: world)?|hi|alive|up|healthy|done|success|true|yes)\\b`,
      'i',
    ),
  );
  if (word?.[1]) return words({ form: 'text' as const, value: word[1] });
  const alone = reader.take(new RegExp(`(?:(?:plain\\s+)?text|文本)?\\s*(${literalClass.text})`, 'i'));
  if (alone?.[1]) return words({ form: 'text' as const, value: String(reader.literal(alone[1])?.value ?? '') });
  return assumed(hasInputs ? { form: 'inputs' as const } : { form: 'json' as const, value: { ok: true } });
}

function readName(reader: Reader): HttpHandlerPlan['name'] {
  const match = reader.take(
    new RegExp(
      `\\b(?:handler|function|endpoint|处理函数|函数)?\\s*(?:called|named|名为|叫做?)\\s*(${literalClass.code}|${literalClass.text}|[A-Za-z_]\\w*)`,
      'i',
    ),
  )?.[1];
  const name = match ? reader.plain(match) : '';
  return /^[A-Za-z_]\w{0,63}$/.test(name) ? words(name) : null;
}
