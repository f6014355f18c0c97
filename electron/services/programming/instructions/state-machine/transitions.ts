import { z } from 'zod';
import { givenNameSchema } from '../../plan.ts';
import { literalClass } from '../../reading/literals.ts';
import type { Reader } from '../../reading/reader.ts';
import type { Draw } from '../../slots/sample.ts';

export interface Transition {
  from: string;
  to: string;
  /** Null where the words name none. */
  event: string | null;
}

/** What leads from one state to another; without a name of its own it is called after its target. */
export const eventOf = ({ event, to }: Transition): string => event ?? `to_${to}`;

/** A state and an event lead to one state only. */
function decided(transitions: readonly Transition[]): boolean {
  const targets = new Map<string, string>();
  return transitions.every((each) => {
    const key = JSON.stringify([each.from, eventOf(each)]);
    const known = targets.get(key);
    targets.set(key, each.to);
    return known === undefined || known === each.to;
  });
}

export const transitionsSchema = z
  .array(z.object({ from: givenNameSchema, to: givenNameSchema, event: givenNameSchema.nullable() }))
  .min(1)
  .max(200)
  .refine(decided, 'The same event leads from one state to two.');

const name = `(${literalClass.code}|${literalClass.text}|[A-Za-z_]\\w*(?:-\\w+)*|[\\u4e00-\\u9fff]{1,8}?)`;
const latin = `(${literalClass.code}|${literalClass.text}|[A-Za-z_]\\w*(?:-\\w+)*)`;
const many = `(${latin.slice(1, -1)}(?:\\s*(?:,|、|/|\\bor\\b|或者?)\\s*(?:${latin.slice(1, -1)}))*)`;
const arrow = String.raw`\s*(?:-{1,2}>|=>|→|⇒)\s*`;
const leads = `(?:${arrow}|\\s+(?:to|into|becomes|goes to|moves to|changes to|leads to|turns into|switches to)\\s+|\\s*(?:到|至|变为|变成|转为|转到|进入)\\s*)`;
const behind = String.raw`(?:\s*[,，]?\s*(?:\b(?:on|via|by|when|upon|after|through)\b\s*(?:the\s+)?(?:event\s+)?|[(（\[]\s*(?:on\s+|事件\s*)?|[:：]\s*|在|当|通过|经过?|触发事件?\s*|事件\s*)\s*${latin}(?:\s*(?:event|事件|时|触发))?\s*[)）\]]?)?`;

const chain = new RegExp(`^(?:${arrow}|\\s*-{1,2}\\s*[\\w[(])`);

interface Form {
  pattern: RegExp;
  parts(match: RegExpExecArray): { from: string; to: string; event: string | undefined };
}
const at = (match: RegExpExecArray, group: number): string => match[group] ?? '';
const forms: readonly Form[] = [
  {
    // draft -publish-> published
    pattern: new RegExp(`${latin}\\s*-{1,2}\\s*[[(]?${latin}[\\])]?\\s*-{1,2}>\\s*${latin}`, 'y'),
    parts: (match) => ({ from: at(match, 1), event: match[2], to: at(match, 3) }),
  },
  {
    // publish: draft -> published. What stands in front of the colon is the event where a sentence begins with it.
    pattern: new RegExp(
      `(?<=(?:^|[.;,:(，；。、：（\\n])\\s*)${latin}\\s*[:：]\\s*(?:from\\s+|从\\s*)?${many}${leads}${latin}(?!\\w|\\s*(?:\\b(?:on|via|by|when|upon)\\b|[（(]))`,
      'iy',
    ),
    parts: (match) => ({ event: match[1], from: at(match, 2), to: at(match, 3) }),
  },
  {
    // on publish from draft to published, publish 时从 draft 到 published
    pattern: new RegExp(
      `(?:(?:\\b(?:on|when)\\s+|当\\s*)${latin}|${latin}(?=\\s*时))\\s*(?:时|事件)*\\s*[,，]?\\s*(?:goes\\s+)?(?:from|从|将|把)\\s*${many}${leads}${latin}`,
      'iy',
    ),
    parts: (match) => ({ event: match[1] ?? match[2], from: at(match, 3), to: at(match, 4) }),
  },
  {
    // publish moves draft to published
    pattern: new RegExp(`${latin}\\s+(?:moves?|takes|changes|turns|brings)\\s+(?:it\\s+)?(?:from\\s+)?${many}${leads}${latin}`, 'iy'),
    parts: (match) => ({ event: match[1], from: at(match, 2), to: at(match, 3) }),
  },
  {
    // draft 在 publish 时变为 published
    pattern: new RegExp(
      `(?:从\\s*)?${many}\\s*(?:在|经过?|通过|收到)\\s*${latin}\\s*(?:事件)?(?:时|后|之后)?\\s*[,，]?\\s*(?:变为|变成|转为|转到|进入|到|至)\\s*${latin}`,
      'y',
    ),
    parts: (match) => ({ from: at(match, 1), event: match[2], to: at(match, 3) }),
  },
  {
    // publish 之后从 draft 变成 published
    pattern: new RegExp(`${latin}\\s*(?:事件)?(?:之后|以后|后|时)\\s*[,，]?\\s*(?:会)?(?:从|由)\\s*${many}${leads}${latin}`, 'y'),
    parts: (match) => ({ event: match[1], from: at(match, 2), to: at(match, 3) }),
  },
  {
    // from draft to published on publish, draft -> published (publish)
    pattern: new RegExp(`(?:\\bfrom\\s+|从\\s*)?${many}${leads}${latin}${behind}`, 'iy'),
    parts: (match) => ({ from: at(match, 1), to: at(match, 2), event: match[3] }),
  },
];

const words = new Set(
  'from to on via by when the state states transition transitions event events initial initially and or with in into is'.split(' '),
);

/** All transitions of what is left of a request, and the stretch in which they stand. */
export function readTransitions(reader: Reader): { value: Transition[]; start: number; end: number } | null {
  const { text } = reader;
  const plain = (word: string): string => reader.plain(word).trim();
  const found: Transition[] = [];
  let start = -1;
  let end = 0;
  for (let position = 0; position < text.length && found.length < 200; ) {
    const read =
      /[A-Za-z_\ue100-\ue2ff从当]/.test(text.charAt(position)) && !/\w/.test(text.charAt(position - 1)) ? oneAt(text, position) : null;
    if (!read) {
      position += 1;
      continue;
    }
    const sources = read.from.split(/\s*(?:,|、|\/|\bor\b|或者?)\s*/).map(plain);
    const named = [...sources, plain(read.to), ...(read.event ? [plain(read.event)] : [])];
    if (
      !named.every(
        (each) =>
          givenNameSchema.safeParse(each).success && (!words.has(each.toLowerCase()) || (/^on$/i.test(each) && /\boff\b/i.test(text))),
      )
    ) {
      position += 1;
      continue;
    }
    for (const from of sources) found.push({ from, to: plain(read.to), event: read.event ? plain(read.event) : null });
    if (start < 0) start = position;
    end = read.end;
    // In `a -> b -> c` the target is the next source.
    const chained = text.slice(0, end).endsWith(read.to) && chain.test(text.slice(end));
    position = chained ? end - read.to.length : end;
  }
  return found.length > 0 && decided(found) ? { value: found, start, end } : null;
}

function oneAt(text: string, position: number): { from: string; to: string; event: string | undefined; end: number } | null {
  for (const { pattern, parts } of forms) {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (match) return { ...parts(match), end: position + match[0].length };
  }
  return null;
}

const initialPattern = new RegExp(
  `(?:\\b(?:initial(?:ly)?(?:\\s+state)?(?:\\s+(?:is|being|in))?|start(?:s|ing)?(?:\\s+(?:in|at|with|from|as|state))+|begins?\\s+(?:in|at|as)|start\\s+state(?:\\s+is)?)|starts?(?=\\s+\\w+\\s*(?:[.,;]|$))|一?开始(?:时|的时候)?(?:是|为|处于)?|初始状态?(?:为|是)?|起始状态?(?:为|是)?|开始于|从(?=\\s*\\w+\\s*开始))\\s*[:：=]?\\s*${name}(?![\\w\\u4e00-\\u9fff])(?:\\s*(?:开始|state\\b))?`,
  'i',
);

/** The state in which it begins: "initial state draft". */
export function readInitial(reader: Reader): { value: string; start: number; end: number } | null {
  const match = reader.see(initialPattern);
  const value = match?.[1] ? reader.plain(match[1]).trim() : '';
  return match && givenNameSchema.safeParse(value).success ? { value, start: match.index, end: match.index + match[0].length } : null;
}

/** Random transitions between a few states. */
export function sampleTransitions(draw: Draw): Transition[] {
  const states = [draw.name(), draw.name(), draw.name()];
  const one = (): string => states[Math.floor(draw.random() * states.length)] ?? 'a';
  const made: Transition[] = [];
  const count = 1 + Math.floor(draw.random() * 6);
  for (let made_ = 0; made_ < count; made_ += 1) {
    const next = { from: one(), to: one(), event: draw.random() < 0.3 ? null : draw.name() };
    if (decided([...made, next])) made.push(next);
  }
  return made;
}
