import { list, member, name, text } from '#domain/ir/build';
import { constantCase, distinct, fieldName, typeName, valueName } from '#domain/ir/names';
import type { ClassMember, Declaration, Expression } from '#domain/ir/nodes';
import { type IrType, named } from '#domain/ir/types';
import type { Hole } from '../../templates/holes.ts';
import { freeName, ownName } from '../../templates/own-name.ts';
import type { Templates } from '../../templates/templates.ts';
import type { Change, Target } from '../instruction.ts';
import { machineTemplate } from './templates.ts';
import { eventOf, type Transition } from './transitions.ts';

/** All states in their order: the initial one, those that were listed, those of the transitions. */
export const statesOf = (initial: string, listed: readonly string[], transitions: readonly Transition[]): string[] => [
  ...new Set([initial, ...listed, ...transitions.flatMap(({ from, to }) => [from, to])]),
];

/** Texts of the user under names of the language. */
interface Values {
  type: string;
  texts: string[];
  names: string[];
}

function values(type: string, texts: string[], language: Target['language']): Values {
  const names = texts.map((each) => (language === 'python' ? constantCase(each) : type + fieldName(each, 'go')));
  return { type, texts, names: distinct(names) };
}

const literals = (texts: readonly string[]): IrType => {
  const members = texts.map((value): IrType => ({ kind: 'literal', value }));
  return members.length === 1 && members[0] ? members[0] : { kind: 'union', members };
};
const members = ({ names, texts }: Values): ClassMember[] =>
  names.map((each, at) => ({ kind: 'field', name: each, value: text(texts[at] ?? '') }));
const constants = ({ type, names, texts }: Values): Declaration => ({
  kind: 'constants',
  entries: names.map((each, at) => ({ names: [each], type: named(type), values: [text(texts[at] ?? '')] })),
});

export async function lowerMachine(
  plan: { name: string; initial: string; states: readonly string[]; transitions: readonly Transition[] },
  target: Target,
  templates: Templates,
): Promise<Change> {
  const { language } = target;
  const type = ownName(typeName(plan.name, language), machineTemplate, language);
  const base = type.replace(/(?:State)?Machine$|Fsm$|_$/, '') || type;
  const states = values(`${base}State`, [...statesOf(plan.initial, plan.states, plan.transitions)], language);
  const events = values(`${base}Event`, [...new Set(plan.transitions.map(eventOf))], language);
  const refer = ({ type: owner, names, texts }: Values, value: string): Expression => {
    const own = names[texts.indexOf(value)] ?? value;
    if (language === 'go') return name(own);
    return language === 'python' ? member(name(owner), own) : text(value);
  };
  const bySource = new Map<string, Map<string, string>>();
  for (const each of plan.transitions)
    bySource.set(each.from, (bySource.get(each.from) ?? new Map<string, string>()).set(eventOf(each), each.to));
  const pairs = [...bySource].flatMap(([from, leads]) => [...leads].map(([event, to]) => ({ from, event, to })));
  const map = (types: IrType[], entries: [Expression, Expression][]): Expression => ({
    kind: 'new',
    callee: name('Map'),
    ...(language === 'typescript' ? { typeArguments: types } : {}),
    args: [list(entries.map((pair) => list(pair)))],
  });
  const state = named(states.type);
  const event = named(events.type);
  const tables: Record<string, () => Expression> = {
    python: () => ({
      kind: 'dictionary',
      entries: pairs.map((each) => ({
        key: { kind: 'tupleLiteral', items: [refer(states, each.from), refer(events, each.event)] },
        value: refer(states, each.to),
      })),
    }),
    go: () => ({
      kind: 'composite',
      type: { kind: 'map', key: state, value: { kind: 'map', key: event, value: state } },
      items: [...bySource].map(([from, leads]) => ({
        key: refer(states, from),
        value: {
          kind: 'composite',
          type: null,
          items: [...leads].map(([each, to]) => ({ key: refer(events, each), value: refer(states, to) })),
        },
      })),
    }),
  };
  const script = (): Expression =>
    map(
      [state, named('ReadonlyMap', event, state)],
      [...bySource].map(([from, leads]) => [
        text(from),
        map(
          [event, state],
          [...leads].map(([each, to]) => [text(each), text(to)]),
        ),
      ]),
    );
  const choices = (all: Values): Hole => (language === 'python' ? { members: members(all) } : { type: literals(all.texts) });
  const filled = await templates.fill(
    machineTemplate,
    {
      Name: type,
      State: states.type,
      Event: events.type,
      Illegal: language === 'python' ? `Illegal${base}Transition` : `Illegal${base}TransitionError`,
      states: choices(states),
      events: choices(events),
      table:
        language === 'python'
          ? constantCase(`${base} transitions`)
          : freeName(valueName(`${base} transitions`, language), machineTemplate, language),
      transitions: { expression: (tables[language] ?? script)() },
      initial: { expression: refer(states, plan.initial) },
    },
    target,
  );
  const change = { ...filled, notes: [], fileStem: plan.name };
  if (language !== 'go') return change;
  const [stateType, eventType, ...rest] = filled.declarations;
  if (!stateType || !eventType) return change;
  return {
    ...change,
    declarations: [stateType, constants(states), eventType, constants(events), ...rest],
    names: [...filled.names, ...states.names, ...events.names],
  };
}
