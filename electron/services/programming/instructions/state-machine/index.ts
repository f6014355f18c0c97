import { typeName } from '#domain/ir/names';
import { givenNameSchema } from '../../plan.ts';
import { declare } from '../../slots/declare.ts';
import type { Draw } from '../../slots/sample.ts';
import type { Words } from '../instruction.ts';
import { lowerMachine, statesOf } from './lower.ts';
import { readInitial, readTransitions, sampleTransitions, type Transition, transitionsSchema } from './transitions.ts';

const namedByTarget: Words = {
  en: 'Transitions without an event got one that is called after their target.',
  zh: '没有事件的转移使用以目标状态命名的事件。',
};

/** States, and the events that lead from one to another; all others are refused. */
export default declare({
  kind: 'state-machine',
  title: { en: 'State machine', zh: '状态机' },
  example: {
    en: 'Create a state machine called ArticleState: from draft to published on publish, from published to archived on archive',
    zh: '创建名为 ArticleState 的状态机：从 draft 到 published（publish），从 published 到 archived（archive）',
  },
  suggestion: {
    en: 'Create a state machine called Door: closed -> open on open, open -> closed on close',
    zh: '创建名为 Door 的状态机：closed -> open（open），open -> closed（close）',
  },
  heads: {
    en: [
      'state machine',
      'state-machine',
      'statemachine',
      'finite state machine',
      'finite-state machine',
      'fsm',
      'finite automaton',
      'transitions',
    ],
    zh: ['状态机', '有限状态机', '状态流转', '状态转换', '状态转移', '状态迁移'],
  },
  hints: { en: ['goes from', 'can only move from', 'moves from', 'life cycle', 'lifecycle'], zh: ['流转', '生命周期', '从一个状态'] },
  weight: 5,
  slots: {
    initial: {
      type: { type: 'custom', schema: givenNameSchema, read: readInitial, sample: (draw: Draw) => draw.name() },
      title: { en: 'initial state', zh: '初始状态' },
      default: null,
    },
    transitions: {
      type: { type: 'custom', schema: transitionsSchema, read: readTransitions, sample: sampleTransitions },
      title: { en: 'transitions', zh: '状态转移' },
      question: {
        en: 'The transitions are missing, or one event leads from one state to two: `from draft to published on publish`.',
        zh: '缺少状态转移，或同一事件从一个状态指向两个状态，例如：从 draft 到 published（publish）。',
      },
    },
    name: { type: { type: 'name' }, title: { en: 'name', zh: '名称' }, default: 'StateMachine' },
    states: {
      type: { type: 'names', least: 1 },
      title: { en: 'states', zh: '状态' },
      cues: { en: ['states', 'with states', 'with the states'], zh: ['状态有', '状态包括', '状态为', '状态是', '状态：', '状态:'] },
      default: null,
    },
  },
  lower({ slots: { name, initial, states, transitions } }, target, templates) {
    const all = transitions.value as Transition[];
    const first = (initial.value as string | null) ?? states.value?.[0] ?? all[0]?.from ?? 'initial';
    const plan = { name: name.value, initial: first, states: states.value ?? [], transitions: all };
    return lowerMachine(plan, target, templates).then((change) => ({
      ...change,
      notes: all.some(({ event }) => event === null) ? [namedByTarget] : [],
    }));
  },
  summary: ({ language, slots: { name, initial, states, transitions } }) => {
    const all = transitions.value as Transition[];
    const first = (initial.value as string | null) ?? states.value?.[0] ?? all[0]?.from ?? '';
    const count = statesOf(first, states.value ?? [], all).length;
    return {
      made: {
        en: `the state machine \`${typeName(name.value, language.value)}\``,
        zh: `状态机 \`${typeName(name.value, language.value)}\``,
      },
      facts: {
        en: `it starts in \`${first}\`; ${count} states, ${all.length} transition${all.length === 1 ? '' : 's'}, all others are refused`,
        zh: `初始状态为 \`${first}\`，${count} 个状态，${all.length} 个转移，其余一律拒绝`,
      },
    };
  },
});
