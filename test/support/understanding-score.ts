import type { PlanReading, Programming } from '#services/programming';
import { filesOf, workspaces } from '../unit/programming/bank.ts';
import { isTold } from './told-in-words.ts';
import type { Entry } from './understanding-bank.ts';

/** How one request was understood against what its entry wants. */
export interface Score {
  entry: Entry;
  /** Slots that the words give: read right, read wrong or not at all, and read although the words do not give them. */
  right: string[];
  missed: string[];
  invented: string[];
  kind: string | null;
  asked: string[];
  /** Kind and every slot right, and asked exactly where it must be. */
  exact: boolean;
  /** Values said to be from the words that do not stand there. */
  untold: string[];
  /** The values as they were read, by slot. */
  values: Record<string, unknown>;
}

type Slots = Record<string, unknown>;
interface Marked {
  value: unknown;
  source: string;
}
const isMarked = (slot: unknown): slot is Marked => slot !== null && typeof slot === 'object' && 'value' in slot && 'source' in slot;
const valueOf = (slot: unknown): unknown => (isMarked(slot) ? slot.value : slot);
/** Follow from others or from how the words are spelt: wrong where the entry names them and they differ, and never too much. */
const implied = new Set(['kind', 'language', 'framework', 'path', 'form', 'operation', 'result', 'fallible']);
const shorthand: Record<string, string> = { params: 'parameters', text: 'response' };

/** A response that follows from the status or the inputs holds no value of its own. */
const isBare = (value: unknown): boolean => agrees({ form: 'none' }, value) || agrees({ form: 'inputs' }, value);

/** The slots of the plan by their names, whether its kind keeps them together or not. */
function slotsOf(plan: Slots): Slots {
  const { slots, ...rest } = plan;
  return typeof slots === 'object' && slots !== null ? { ...rest, ...slots } : rest;
}

const isGiven = (slot: unknown): boolean =>
  isMarked(slot)
    ? slot.source === 'words'
    : Array.isArray(slot)
      ? // What an address or a route holds is said by it.
        slot.some((each: { typeSource?: string }) => each.typeSource !== 'default')
      : slot === true;

/** Whether a value is as wanted: `id:integer?,name` for typed names, `a(x:number),b` for names with fields, else a part of the JSON. */
export function agrees(wanted: unknown, found: unknown): boolean {
  if (typeof wanted === 'string' && Array.isArray(found)) return listAgrees(wanted, found);
  if (Array.isArray(wanted))
    return Array.isArray(found) && wanted.length === found.length && wanted.every((each, at) => agrees(each, found[at]));
  if (wanted !== null && typeof wanted === 'object')
    return (
      found !== null &&
      typeof found === 'object' &&
      Object.entries(wanted).every(([name, each]) => agrees(each, valueOf((found as Slots)[name])))
    );
  return wanted === found;
}

function listAgrees(wanted: string, found: readonly unknown[]): boolean {
  const parts = wanted.split(/,(?![^(]*\))/).map((part) => part.trim());
  return parts.length === found.length && parts.every((part, at) => itemAgrees(part, found[at]));
}

function itemAgrees(part: string, item: unknown): boolean {
  if (typeof item !== 'object' || item === null) return part === String(item);
  const { name, type, optional, fields, from, to, event, method, route } = item as Record<string, unknown>;
  if (from !== undefined) return part === `${from}>${to}${event === null ? '' : `:${event}`}`;
  if (method !== undefined && route !== undefined) return part === `${method} ${route}`;
  const [, own, inner, typed, mark, fallback] = /^([^:(?=]+)(?:\((.*)\))?(?::([^?=]+))?(\?)?(?:=(.*))?$/.exec(part) ?? [];
  return (
    own === name &&
    (inner === undefined || (inner === '' ? (fields as unknown[]).length === 0 : listAgrees(inner, fields as unknown[]))) &&
    (typed === undefined || typed === type) &&
    (mark === undefined || optional === true) &&
    (fallback === undefined || fallback === String((item as Slots)['default']))
  );
}

/** What the plan says of the response is a form with a value; the banks name the value alone. */
const asWanted = (name: string, wanted: unknown, found: unknown): boolean =>
  agrees(wanted, found) ||
  (name === 'response' && found !== null && typeof found === 'object' && 'value' in found && same(wanted, found.value));
const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

/** Reads a request and compares. */
export async function score(engine: Programming, entry: Entry): Promise<Score> {
  const files = entry.files === null ? null : filesOf(workspaces[entry.files] ?? {});
  const reading = await engine.plan({ text: entry.text, language: null, files, attachments: [] }, new AbortController().signal);
  const { slots, asked, kind } = partsOf(reading);
  const want = Object.fromEntries(Object.entries(entry.want).map(([name, each]) => [shorthand[name] ?? name, each]));
  const ofKind = kind === entry.kind;
  const hit = (name: string): boolean => ofKind && name in slots && asWanted(name, want[name], valueOf(slots[name]));
  const right = Object.keys(want).filter(hit);
  const missed = Object.keys(want).filter((name) => !hit(name));
  // The parameters of a known operation are its own.
  if (valueOf(slots['operation']) && !('parameters' in want)) delete slots['parameters'];
  const given = Object.keys(slots).filter((name) => isGiven(slots[name]) && !implied.has(name) && !isBare(valueOf(slots[name])));
  // What is asked about may stand in the draft as it was read first.
  const invented = given.filter((name) => !right.includes(name) && !(asked.includes(name) && entry.ask?.includes(name)));
  const wantsAnswer = new Set(entry.ask ?? []);
  const asksRight = asked.length === wantsAnswer.size && asked.every((name) => wantsAnswer.has(name));
  const exact = (ofKind || wantsAnswer.has('kind')) && missed.length === 0 && invented.length === 0 && asksRight;
  const untold = Object.entries(slots).flatMap(([name, slot]) =>
    isMarked(slot) && slot.source === 'words' && !implied.has(name) && !isTold(slot.value, entry.text) ? [name] : [],
  );
  const values = Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, valueOf(slot)]));
  return { entry, right, missed, invented, kind, asked, exact: (reading.plan !== null || asked.length > 0) && exact, untold, values };
}

function partsOf({ plan, between }: PlanReading): { slots: Slots; asked: string[]; kind: string | null } {
  if (plan === null) return { slots: {}, asked: between ? ['kind'] : [], kind: null };
  return { slots: slotsOf(JSON.parse(plan.json) as Slots), asked: plan.questions.map(({ slot }) => slot), kind: plan.kind };
}

export interface Figures {
  requests: number;
  precision: number;
  recall: number;
  f1: number;
  exact: number;
}

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
const count = (scores: readonly Score[], of: (score: Score) => readonly unknown[]): number =>
  scores.reduce((sum, each) => sum + of(each).length, 0);

export function figuresOf(scores: readonly Score[]): Figures {
  const right = count(scores, (each) => each.right);
  const precision = share(right, right + count(scores, (each) => each.invented));
  const recall = share(right, right + count(scores, (each) => each.missed));
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { requests: scores.length, precision, recall, f1, exact: share(scores.filter((each) => each.exact).length, scores.length) };
}

/** Of the requests that are answered with a question those that need one, and of those that need one the ones that get it. */
export function askingOf(scores: readonly Score[]): { precision: number; recall: number } {
  const asked = scores.filter((each) => each.asked.length > 0);
  const needed = scores.filter(({ entry }) => entry.ask !== undefined);
  const both = asked.filter(({ entry }) => entry.ask !== undefined).length;
  return { precision: share(both, asked.length), recall: share(both, needed.length) };
}
