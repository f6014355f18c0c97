import { SvelteMap } from 'svelte/reactivity';
import type { MessageId } from '#domain/ids';
import { type JsonObject, type PlanFault, type PlanView, planFaultsSchema } from '#domain/programming';
import { type Failure, toFailure } from '../../../lib/failure.ts';
import { type Entry, type EntryFault, entryOf, readEntry, valueIn, withValue } from './entries.ts';
import { fieldAt, type PlanField, planFields } from './plan-fields.ts';

export interface PlanSchema {
  schema: JsonObject;
  titles: Record<string, { en: string; zh: string }>;
}
type Fault = PlanFault | { code: EntryFault };

/** A plan while it is changed. What is typed stays as it is typed until it is sent, in the form or as JSON. */
export class PlanDraft {
  readonly kind: string;
  readonly questions: PlanView['questions'];
  /** Set when the form was asked for by a key or by a request: its first field gets the focus. */
  wantsFocus: boolean;
  tab = $state<'form' | 'json'>('form');
  json = $state('');
  jsonFault = $state('');
  sending = $state(false);
  failure = $state.raw<Failure | null>(null);
  #plan = $state.raw<JsonObject>({});
  #form = $state.raw<PlanSchema | null>(null);
  #fields = $state.raw<readonly PlanField[]>([]);
  #entries = new SvelteMap<string, Entry>();
  #faults = new SvelteMap<string, Fault[]>();

  constructor(plan: PlanView, wantsFocus: boolean) {
    this.kind = plan.kind;
    this.questions = plan.questions;
    this.wantsFocus = wantsFocus;
    this.#plan = JSON.parse(plan.json) as JsonObject;
  }

  get fields(): readonly PlanField[] {
    return this.#fields;
  }
  get titles(): PlanSchema['titles'] {
    return this.#form?.titles ?? {};
  }
  get isReady(): boolean {
    return this.#form !== null;
  }
  /** What the form is drawn from has come. */
  use(form: PlanSchema): void {
    this.#form = form;
    this.#fields = planFields(form.schema);
  }

  entry(field: PlanField): Entry {
    return this.#entries.get(keyOf(field)) ?? entryOf(valueIn(this.#plan, field), field);
  }
  change(field: PlanField, entry: Entry): void {
    this.#entries.set(keyOf(field), entry);
    this.#faults.delete(keyOf(field));
  }
  faults(field: PlanField): Fault[] {
    return this.#faults.get(keyOf(field)) ?? [];
  }
  question(field: PlanField): string {
    return this.questions.find(({ slot }) => slot === field.key)?.text ?? '';
  }
  /** The field to begin with: the first that is wrong, else the first that is asked for. */
  get first(): PlanField | undefined {
    return (
      this.fields.find((field) => this.faults(field).length > 0) ??
      this.fields.find((field) => this.question(field) !== '') ??
      this.fields[0]
    );
  }

  /** Changes between the form and its JSON. What is typed and is no value, or no JSON, stays where it is and is told. */
  show(tab: 'form' | 'json'): void {
    if (tab === this.tab) return;
    if (tab === 'json') {
      const plan = this.take();
      if (plan === null) return;
      this.json = JSON.stringify(plan, null, 2);
    } else {
      const plan = this.#parsed();
      if (plan === null) return;
      this.#entries.clear();
      this.#plan = plan;
    }
    this.tab = tab;
  }

  /** The plan to send; null where something typed is no value, which is said at its field. */
  take(): JsonObject | null {
    this.failure = null;
    this.#faults.clear();
    if (this.tab === 'json') return this.#parsed();
    const { plan, faults } = this.#read();
    for (const [key, code] of faults) this.#faults.set(key, [{ code }]);
    return faults.length > 0 ? null : plan;
  }

  /** What the host said against it, at the fields that it is about. */
  refused(error: unknown): void {
    const failure = toFailure(error);
    const told = planFaultsSchema.safeParse(failure.data);
    const faults = told.success ? told.data.faults : [];
    let left = faults.length === 0 || this.tab === 'json';
    for (const fault of faults) {
      const field = fieldAt(this.fields, fault.path);
      if (field) this.#faults.set(keyOf(field), [...this.faults(field), fault]);
      else left = true;
    }
    this.failure = left ? failure : null;
  }

  #parsed(): JsonObject | null {
    try {
      const plan: unknown = JSON.parse(this.json);
      if (typeof plan !== 'object' || plan === null || Array.isArray(plan)) throw new SyntaxError('{ }');
      this.jsonFault = '';
      return plan as JsonObject;
    } catch (error) {
      this.jsonFault = (error as Error).message;
      return null;
    }
  }
  #read(): { plan: JsonObject; faults: [string, EntryFault][] } {
    const faults: [string, EntryFault][] = [];
    let plan = this.#plan;
    for (const field of this.fields) {
      const entry = this.#entries.get(keyOf(field));
      // A box that is not ticked says no; nothing else is said by leaving it alone.
      const open = field.shape.type === 'flag' && valueIn(plan, field) === undefined ? false : undefined;
      if (entry === undefined && open === undefined) continue;
      const read = readEntry(entry ?? false, field);
      if ('fault' in read) faults.push([keyOf(field), read.fault]);
      else plan = withValue(plan, field, read.value);
    }
    return { plan, faults };
  }
}

const keyOf = (field: PlanField): string => field.path.join('.');

/** The forms that are open, by their answers: an answer that is drawn anew finds what was typed. */
export class PlanDrafts {
  #open = new SvelteMap<MessageId, PlanDraft>();
  #offered = new Set<MessageId>();

  of(answerId: MessageId): PlanDraft | undefined {
    return this.#open.get(answerId);
  }
  open(answerId: MessageId, plan: PlanView, wantsFocus: boolean): void {
    if (!this.#open.has(answerId)) this.#open.set(answerId, new PlanDraft(plan, wantsFocus));
  }
  /** Opens the form of a plan with questions, once. */
  offer(answerId: MessageId, plan: PlanView, wantsFocus: boolean): void {
    if (plan.questions.length === 0 || this.#offered.has(answerId)) return;
    this.#offered.add(answerId);
    this.open(answerId, plan, wantsFocus);
  }
  close(answerId: MessageId): void {
    this.#open.delete(answerId);
  }
}
