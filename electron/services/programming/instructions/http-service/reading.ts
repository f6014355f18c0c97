import type { TypedName } from '../../plan.ts';
import { literalClass } from '../../reading/literals.ts';
import { createReader, type Reader } from '../../reading/reader.ts';
import { takeTypedNames } from '../../reading/typed-names.ts';
import { readHttpHandler } from '../http-handler/reading.ts';
import { methods } from '../http-handler/schema.ts';
import { endpointsSchema, type ServiceEndpoint } from './endpoints.ts';

const start = new RegExp(`(?<![\\w/-])(?:${methods.join('|')})\\s*(?:requests?\\s*)?(?:on|to|at|请求)?\\s*${literalClass.route}`, 'gi');
const bracket = new RegExp(`^[^${literalClass.route.slice(1, -1)}]*${literalClass.route}\\s*[:：]?\\s*[(（{]`);
const worded = new RegExp(
  `^[^${literalClass.route.slice(1, -1)}]*${literalClass.route}\\s*(?:,\\s*)?(?:(?:which\\s+|that\\s+)?(?:with|taking|takes|accepting|accepts|of|having|has)\\s+(?:an?\\s+)?(?=[A-Za-z_]\\w*\\s*(?:[:：(]|\\b(?:as|string|integer|number|boolean)\\b))|[:：]\\s*(?=[A-Za-z_]\\w*\\??\\s*[:：])|(?:带有?|包含|含有?|参数为?|字段为?|需要|接收)\\s*(?=[A-Za-z_\\u4e00-\\u9fff]))`,
  'i',
);
const closing: Record<string, string> = { '(': ')', '（': '）', '{': '}' };

/** Words whose literals stand in them again, as the request had them. */
const written = (words: string, reader: Reader): string => [...words].map((each) => reader.literal(each)?.text ?? each).join('');

/** The names with types directly behind a route, and the other words. */
function takeFields(words: string, reader: Reader): { fields: TypedName[]; rest: string } {
  const opened = bracket.exec(words)?.[0];
  if (opened) {
    const open = opened.at(-1) ?? '(';
    let depth = 1;
    let end = opened.length;
    for (; end < words.length && depth > 0; end += 1) depth += words[end] === open ? 1 : words[end] === closing[open] ? -1 : 0;
    const inside = words.slice(opened.length, depth === 0 ? end - 1 : end);
    const fields = takeTypedNames(createReader(written(inside, reader)), 0);
    if (fields.length > 0) return { fields, rest: words.slice(0, opened.length - 1) + words.slice(end) };
  }
  const led = worded.exec(words)?.[0];
  if (led) {
    const inner = createReader(written(words.slice(led.length), reader));
    const fields = takeTypedNames(inner, 0);
    if (fields.length > 0) return { fields, rest: `${words.slice(0, led.length).replace(/\S+\s*$/, '')} ${inner.text}` };
  }
  return { fields: [], rest: words };
}

/** One endpoint with what stands behind it: "POST /notes (title: string) returns 201". */
function readEndpoint(words: string, reader: Reader): ServiceEndpoint | null {
  const language = { value: 'typescript' as const, source: 'default' as const };
  const { fields, rest } = takeFields(words, reader);
  const plan = readHttpHandler(createReader(written(rest, reader)), { language, framework: null });
  if ('missing' in plan) return null;
  const { method, route, status, response } = plan;
  const carries = method.value === 'POST' || method.value === 'PUT' || method.value === 'PATCH';
  const path = plan.path.map((each) => fields.find(({ name }) => name === each.name) ?? each);
  const given = fields.filter(({ name }) => [...path, ...plan.query, ...plan.body].every((each) => each.name !== name));
  const query = [...plan.query, ...(carries ? [] : given)];
  const body = [...plan.body, ...(carries ? given : [])];
  const usual = method.value === 'POST' ? 201 : method.value === 'DELETE' ? 204 : 200;
  const told = response.source === 'words';
  const form = told ? response.value : usual === 204 ? ({ form: 'none' } as const) : response.value;
  const any = path.length + query.length + body.length > 0;
  return {
    method: method.value,
    route: route.value,
    path,
    query,
    body,
    statusSource: status.source === 'words' ? 'words' : 'default',
    status: status.source === 'words' ? status.value : told && usual === 204 && response.value.form !== 'none' ? 200 : usual,
    responseSource: told ? 'words' : 'default',
    response: !told && form.form === 'json' && any ? { form: 'inputs' } : form,
  };
}

export const countEndpoints = (reader: Reader): number => [...reader.whole.matchAll(start)].length;

/** The endpoints of a request, each with the words up to the next one. */
export function readEndpoints(reader: Reader): { value: ServiceEndpoint[]; start: number; end: number } | null {
  const { text } = reader;
  const places = [...text.matchAll(start)].map(({ index }) => index);
  const found = places.flatMap((place, at) => readEndpoint(text.slice(place, places[at + 1] ?? text.length), reader) ?? []);
  const [first] = places;
  if (first === undefined || !endpointsSchema.safeParse(found).success) return null;
  return { value: found, start: first, end: text.length };
}
