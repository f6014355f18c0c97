import type { PlanPart, Stretch } from '#domain/programming';
import { slotSourceSchema } from '#domain/programming';
import type { Words } from '../instructions/instruction.ts';

/** A part of a plan, and the texts and numbers that its nodes have. */
export interface LinkedPart {
  part: PlanPart;
  /** Names and texts as the plan has them. */
  texts: string[];
  numbers: number[];
}

type Source = PlanPart['source'];

/** A value in a JSON answer can be as long as a request: who looks at it sees its beginning. */
const longestValue = 500;
/** A list of a plan has at most sixty items; a JSON response can have thousands of values. */
const mostTexts = 1000;

/** The values of a plan in its own order, lists item by item. `request` is the text that it was read from; '' where there is none. */
export function planParts(plan: object, titles: Readonly<Record<string, Words>>, request: string): LinkedPart[] {
  const found: LinkedPart[] = [];
  const add = (path: string, key: string, value: unknown, source: Source, span: Stretch | null): void => {
    const title = Object.hasOwn(titles, key) ? (titles[key] as Words) : { en: key, zh: key };
    const list = Array.isArray(value) ? value : null;
    // The items of a list say more than the list: its own links are theirs.
    const own = list === null ? leavesOf(value) : { texts: [], numbers: [] };
    const said = span ? [span] : source === 'words' ? occurrences(request, own.texts, null) : [];
    found.push({ part: { path, title, value: list ? String(list.length) : shown(value), source, depth: 0, words: said }, ...own });
    for (const [at, item] of (list ?? []).entries()) {
      const { texts, numbers } = leavesOf(item);
      const words = source === 'words' || source === null ? occurrences(request, texts.slice(0, 1), span) : [];
      found.push({ part: { path: `${path}.${at}`, title, value: shown(item), source: null, depth: 1, words }, texts, numbers });
    }
  };
  const walk = (object: object, path: string): void => {
    for (const [key, value] of Object.entries(object)) {
      const at = path === '' ? key : `${path}.${key}`;
      if (value === null || at === 'kind') continue;
      if (isSlot(value)) {
        if (value.value !== null) add(at, key, value.value, value.source, spanIn(value.span, request));
      } else if (typeof value === 'object' && !Array.isArray(value)) walk(value, at);
      else if (!Array.isArray(value) || value.length > 0) add(at, key, value, null, null);
    }
  };
  walk(plan, '');
  return found;
}

interface AnySlot {
  value: unknown;
  source: Exclude<Source, null>;
  span?: Stretch;
}
const isSlot = (value: unknown): value is AnySlot =>
  typeof value === 'object' && value !== null && 'value' in value && slotSourceSchema.safeParse((value as AnySlot).source).success;

/** A plan that was changed by hand can name words that are not there. */
const spanIn = (span: Stretch | undefined, request: string): Stretch | null =>
  span && span.start >= 0 && span.start < span.end && span.end <= request.length ? { start: span.start, end: span.end } : null;

/** A value in one line: a typed name as `id: integer?`, other things as JSON. */
function shown(value: unknown): string {
  const text = isNamed(value) ? `${value.name}: ${value.type}${value.optional === true ? '?' : ''}` : asText(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
const isNamed = (value: unknown): value is { name: string; type: string; optional?: unknown; default?: unknown } =>
  typeof value === 'object' && value !== null && typeof (value as { name?: unknown }).name === 'string' && 'type' in value;

/** The texts and numbers of a value; of a typed name its name and its default. Keys count, because code has them as texts. */
function leavesOf(value: unknown): { texts: string[]; numbers: number[] } {
  const texts: string[] = [];
  const numbers: number[] = [];
  const waiting: unknown[] = isNamed(value) ? [value.default, value.name] : [value];
  while (waiting.length > 0 && texts.length + numbers.length < mostTexts) {
    const next = waiting.pop();
    if (typeof next === 'string' && next !== '') texts.push(next);
    else if (typeof next === 'number') numbers.push(next);
    else if (Array.isArray(next)) for (let at = next.length - 1; at >= 0; at -= 1) waiting.push(next[at]);
    else if (typeof next === 'object' && next !== null)
      for (const [key, each] of Object.entries(next).reverse()) {
        waiting.push(each);
        if (each !== null) waiting.push(key);
      }
  }
  return { texts, numbers };
}

const mostPlaces = 20;

/** Where texts stand as words of their own: in the stretch that gave them, else anywhere in the request, else the stretch itself. */
function occurrences(request: string, texts: readonly string[], within: Stretch | null): Stretch[] {
  const all: Stretch[] = [];
  for (const text of texts.slice(0, 8))
    for (let at = request.indexOf(text); at >= 0 && all.length < mostPlaces; at = request.indexOf(text, at + 1)) {
      const end = at + text.length;
      if (!continues(request, at - 1, at) && !continues(request, end - 1, end)) all.push({ start: at, end });
    }
  const inside = within ? all.filter(({ start, end }) => within.start <= start && end <= within.end) : [];
  if (inside.length > 0) return inside;
  return all.length === 0 && within ? [within] : all;
}

/** Whether two neighbours are inside one word. Chinese has no spaces between its words. */
const continues = (text: string, left: number, right: number): boolean =>
  /^[\w\u00c0-\u024f]{2}$/.test(text.charAt(left) + text.charAt(right));
