import { z } from 'zod';
import { type TargetLanguage, targetLanguages } from '#domain/programming';
import { findDocument, type PastedDocument } from '../documents/find.ts';
import { type Asked, askFor } from '../instructions/ask-for.ts';
import type { Change, Summary, Target, Words, WritingInstruction } from '../instructions/instruction.ts';
import { planBase, type Slot, slot as slotSchema, words } from '../plan.ts';
import { takeName, takeSubject } from '../reading/given-name.ts';
import type { Reader } from '../reading/reader.ts';
import { takeTypedNames } from '../reading/typed-names.ts';
import type { Templates } from '../templates/templates.ts';
import { bestPath, type ChartSlot, edgesOf, type Fits, noExample } from './chart.ts';
import { doubtsOf } from './doubts.ts';
import { namesAhead } from './names-ahead.ts';
import { phrasePattern } from './phrases.ts';
import { pick, sampleSlot } from './sample.ts';
import { type Phrases, type SlotType, type SlotValues, schemaOf } from './slot-types.ts';
import { findSymbols } from './symbols.ts';
import { longestRow } from './values.ts';

export interface SlotDeclaration {
  type: SlotType;
  title: Words;
  cues?: Phrases;
  /** Words that introduce the value too but mean many things: `with`, `of`, `有`. They count once the name is known. */
  weakCues?: Phrases;
  /** What holds where the words say nothing; null for a slot that may be left out. A slot without a default is asked for with `question`. */
  default?: unknown;
  question?: Words;
}

export type Declared = Readonly<Record<string, SlotDeclaration>>;

/** The plan of a declared kind: every slot with its value and where it came from. */
export type DeclaredPlan<Slots extends Declared> = {
  kind: string;
  language: Slot<TargetLanguage>;
  slots: { [Name in keyof Slots]: Slot<ValueOf<Slots[Name]['type']> | (Slots[Name] extends { default: null } ? null : never)> };
};
type ValueOf<Type extends SlotType> = Type extends { type: 'choice'; options: Readonly<Record<infer Key, Phrases>> }
  ? Key
  : Type extends { type: 'custom'; schema: z.ZodType<infer Value> }
    ? Value
    : Type['type'] extends keyof SlotValues
      ? SlotValues[Type['type']]
      : never;

export interface KindDeclaration<Slots extends Declared> {
  kind: string;
  title: Words;
  example: Words;
  suggestion: Words;
  /** Nouns and verbs that say that this kind is meant. */
  heads: Phrases;
  /** Words that suggest this kind where nothing else is asked for by its name: "call it again" for a retry. */
  hints?: Phrases;
  /** How much a head says: 3 where nothing is said, more where it can mean nothing else. */
  weight?: number;
  /** Words that say that something else is meant: an "api client function" is no class. */
  unless?: Phrases;
  slots: Slots;
  /** Values that a document pasted into the request gives to slots of which the words say nothing. */
  document?(found: PastedDocument): Readonly<Record<string, unknown>>;
  lower(plan: DeclaredPlan<Slots>, target: Target, templates: Templates): Change | Promise<Change>;
  summary(plan: DeclaredPlan<Slots>): Summary;
}

const none: Phrases = { en: [], zh: [] };
/** What a hint weighs: enough for a kind alone, less than the name of another. */
const hinted = 2.6;

/** A kind of instruction from its slots and words alone: its check, its reader and how it is shown follow from them. */
export function declare<const Slots extends Declared>(declaration: KindDeclaration<Slots>): WritingInstruction<DeclaredPlan<Slots>> {
  return { ...declareSlots(declaration), lower: declaration.lower };
}

/** What follows from slots and words, whatever becomes of the plan. */
export function declareSlots<const Slots extends Declared>(
  declaration: Omit<KindDeclaration<Slots>, 'lower'>,
): Omit<WritingInstruction<DeclaredPlan<Slots>>, 'lower' | 'edit'> {
  const { slots, heads, hints = none, weight = 3, unless = none } = declaration;
  const chart: ChartSlot[] = Object.entries(slots).map(([name, { type, cues, weakCues }]) => ({
    name,
    type,
    cues: cues ?? none,
    weakCues: weakCues ?? none,
  }));
  const head = new RegExp(phrasePattern(heads), 'i');
  const nullable = new Set(Object.keys(slots).filter((name) => 'default' in (slots[name] ?? {})));
  const hint = new RegExp(phrasePattern(hints), 'i');
  const other = new RegExp(phrasePattern(unless), 'i');
  const wanted = new RegExp(wish + phrasePattern(heads), 'i');
  const cues = Object.values(slots).flatMap(({ cues: each }) => (each ? [new RegExp(phrasePattern(each, true), 'i')] : []));
  const schema = z.object({
    ...planBase,
    kind: z.literal(declaration.kind),
    slots: z.object(Object.fromEntries(Object.entries(slots).map(([name, each]) => [name, slotSchema(checkOf(each))]))),
  }) as unknown as z.ZodType<DeclaredPlan<Slots>>;
  return {
    kind: declaration.kind,
    title: declaration.title,
    example: declaration.example,
    schema,
    slotTitles: Object.fromEntries(Object.entries(slots).map(([name, { title }]) => [name, title])),
    score(reader) {
      const headed = reader.see(head) !== null;
      if ((!headed && !reader.see(hint)) || reader.see(other)) return 0;
      const cued = Math.min(1, cues.filter((cue) => reader.see(cue)).length / 2);
      return headed ? weight + (wanted.test(reader.whole) ? 1.5 : 0) + cued : hinted + cued;
    },
    read(reader, { language, fits = noExample }) {
      const found = readSlots(reader, chart, heads, fits, nullable);
      const doubts = doubtsOf(reader, slots, found);
      takeCues(reader, chart, found, heads);
      if (declaration.document) addFrom(declaration.document, reader, found);
      const known: Record<string, Slot<unknown>> = {};
      const asked: Asked[] = [];
      for (const [name, each] of Object.entries(slots)) {
        const slot = found.get(name);
        const doubt = doubts.find((other) => other.name === name);
        if (doubt) asked.push(doubt);
        else if (slot !== undefined) known[name] = slot;
        else if ('default' in each) known[name] = { value: each.default, source: each.type.type === 'name' ? 'assumed' : 'default' };
        else asked.push({ name, question: each.question ?? questionOf(each.title) });
      }
      if (asked.length === 0) return { kind: declaration.kind, language, slots: known } as DeclaredPlan<Slots>;
      const draft = { kind: declaration.kind, language, slots: known };
      return askFor(draft, asked, known);
    },
    sample(draw) {
      const drawn = Object.entries(slots).map(([name, each]) => {
        const left = 'default' in each && draw.random() < 0.3;
        return [name, left ? { value: each.default, source: 'default' } : { value: sampleSlot(each.type, draw), source: 'words' }];
      });
      const language = words(pick(draw, targetLanguages));
      return { kind: declaration.kind, language, slots: Object.fromEntries(drawn) } as DeclaredPlan<Slots>;
    },
    describe: (plan) =>
      Object.entries(plan.slots)
        .filter(([, slot]) => slot.value !== null)
        .map(([name, slot]) => ({ name: slots[name]?.title.en ?? name, slot: slot as Slot<unknown> })),
    summary: declaration.summary,
    suggestion: () => declaration.suggestion,
  };
}

/** A verb of making shortly in front of a noun says that the noun is what is wanted. */
const wish = String.raw`(?:\b(?:add|create|make|write|build|generate|implement|define|need|want|give|set up|introduce|put|declare|code)\b[^.,;\n]{0,24}?|(?:添加|新增|增加|创建|新建|编写|写|实现|生成|定义|做|建|加|需要|想要|来)(?:一?[个条种段份套])?[^，。；\n]{0,40}?)`;

const checkOf = (slot: SlotDeclaration): z.ZodType => (slot.default === null ? schemaOf(slot.type).nullable() : schemaOf(slot.type));
const questionOf = (title: Words): Words => ({ en: `What is missing: ${title.en}.`, zh: `缺少${title.zh}。` });

/** Words with a meaning of their own first, so that they do not become a name; then the name; then what has a cue. */
function readSlots(
  reader: Reader,
  chart: readonly ChartSlot[],
  heads: Phrases,
  fits: Fits,
  nullable: ReadonlySet<string>,
): Map<string, Slot<unknown>> {
  const found = new Map<string, Slot<unknown>>();
  const take = (part: readonly ChartSlot[]): void => {
    for (const edge of bestPath(edgesOf(reader, part, fits), part)) {
      found.set(edge.slot, words(edge.value, reader.origin(edge.start, edge.end)));
      reader.takeRange(edge.start, edge.end);
    }
  };
  const symbols = chart.filter(({ type }) => type.type === 'symbol');
  const notOf = (own: ChartSlot): Phrases => {
    const others = symbols.filter((each) => each !== own);
    const more = (own.type.type === 'symbol' && own.type.not) || none;
    return { en: [...more.en, ...others.flatMap(({ cues }) => cues.en)], zh: [...more.zh, ...others.flatMap(({ cues }) => cues.zh)] };
  };
  const wantedSymbols = symbols.map((each) => ({
    ...{ name: each.name, cues: each.cues, not: notOf(each) },
    dotted: each.type.type === 'symbol' && each.type.dotted === true,
  }));
  for (const { slot, value, start, end } of findSymbols(reader, wantedSymbols)) {
    found.set(slot, words(value, reader.origin(start, end)));
    reader.takeRange(start, end);
  }
  const worded = chart.filter(({ type }) => type.type === 'choice' || type.type === 'flag');
  take(worded);
  for (const { name, type } of chart) {
    if (type.type !== 'custom') continue;
    const read = type.read(reader);
    if (!read) continue;
    found.set(name, placed(reader, read.value, read));
    reader.takeRange(read.start, read.end);
  }
  const cued = chart.filter(({ type }) => !['choice', 'flag', 'custom', 'name', 'fields', 'symbol'].includes(type.type));
  take(cued);
  // The longest first: the name of a "retry helper" is not "helper".
  const nouns = [...heads.en, ...heads.zh]
    .sort((left, right) => right.length - left.length)
    .map((each) => each.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/ +/g, '\\s+'));
  for (const { name, type } of chart) {
    if (type.type !== 'name') continue;
    const before = reader.text;
    const value = takeName(reader, nouns.join('|'), true, type.spoken) ?? (type.spoken ? null : takeSubject(reader));
    if (value) found.set(name, words(value, placeOf(reader, before, value)));
  }
  take(cued.filter(({ name }) => !found.has(name)).map((each) => ({ ...each, cues: each.weakCues })));
  for (const { name, type } of chart) {
    if (type.type !== 'names' || found.has(name) || nullable.has(name)) continue;
    const row = longestRow(reader, type);
    if (!row) continue;
    found.set(name, words(row.value, reader.origin(row.start, row.end)));
    reader.takeRange(row.start, row.end);
  }
  for (const { name, type, cues, weakCues } of chart) {
    if (type.type !== 'fields') continue;
    const marks = { en: [...cues.en, ...weakCues.en], zh: [...cues.zh, ...weakCues.zh] };
    const cue = reader.see(new RegExp(`${phrasePattern(marks)}\\s*(?:[:：]|are|is|为|是|有|包括)?\\s*`, 'i'));
    if (!cue) continue;
    const start = cue.index + cue[0].length;
    const before = reader.text;
    const isOptional = /(?:\boptional|可选的?)\s*$/i.exec(before.slice(0, cue.index));
    const fields = takeTypedNames(reader, start).map((each) => (isOptional ? { ...each, optional: true } : each));
    if (isOptional && fields.length > 0) reader.takeRange(isOptional.index, cue.index);
    const [ahead] = fields.length === 0 ? namesAhead(reader, cue.index) : [];
    if (ahead) found.set(name, words([ahead.value], reader.origin(ahead.start, ahead.end)));
    if (fields.length < type.least) continue;
    reader.takeRange(cue.index, start);
    let end = start;
    for (let at = start; at < before.length; at += 1) if (before[at] !== reader.text[at]) end = at + 1;
    found.set(name, words(fields, reader.origin(start, end)));
  }
  return found;
}

/** Words that led to a value have been used, wherever they stand: `expires them after an hour`. */
function takeCues(reader: Reader, chart: readonly ChartSlot[], found: ReadonlyMap<string, unknown>, heads: Phrases): void {
  const used = chart.filter(({ name }) => found.has(name)).map(({ cues }) => cues);
  for (const phrases of [heads, ...used]) for (;;) if (!reader.take(new RegExp(phrasePattern(phrases), 'i'))) break;
}

/** A value and the words that gave it; what was attached stands in a file instead. */
const placed = (reader: Reader, value: unknown, at: { start: number; end: number }): Slot<unknown> =>
  at.end === 0 ? { value, source: 'workspace' } : words(value, reader.origin(at.start, at.end));

/** Fills what is not known yet from a document, which is taken where it tells something. */
function addFrom(read: NonNullable<KindDeclaration<Declared>['document']>, reader: Reader, found: Map<string, Slot<unknown>>): void {
  const document = findDocument(reader);
  const values = document ? Object.entries(read(document)).filter(([name, value]) => value !== null && !found.has(name)) : [];
  if (!document || values.length === 0) return;
  for (const [name, value] of values) found.set(name, placed(reader, value, document));
  reader.takeRange(document.start, document.end);
}

/** Where a name stands in what was just taken. */
function placeOf(reader: Reader, before: string, name: string): { start: number; end: number } {
  let start = 0;
  while (start < before.length && before[start] === reader.text[start]) start += 1;
  let end = before.length;
  while (end > start && before[end - 1] === reader.text[end - 1]) end -= 1;
  const inside = before.slice(start, end).lastIndexOf(name);
  return inside < 0 ? reader.origin(start, end) : reader.origin(start + inside, start + inside + name.length);
}
