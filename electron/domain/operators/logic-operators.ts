import { type Operator, same } from './operator.ts';

export const logicOperators: Record<string, Operator> = {
  not: { signature: 'boolean -> boolean', evaluate: (a: boolean) => !a, script: '!$0', python: 'not $0', go: '!$0' },
  and: { signature: 'boolean, boolean -> boolean', evaluate: (a: boolean, b: boolean) => a && b, symmetric: true, ...same('$0 and $1') },
  or: { signature: 'boolean, boolean -> boolean', evaluate: (a: boolean, b: boolean) => a || b, symmetric: true, ...same('$0 or $1') },
  differ: {
    signature: 'boolean, boolean -> boolean',
    evaluate: (a: boolean, b: boolean) => a !== b,
    symmetric: true,
    rare: 1,
    ...same('$0 != $1'),
  },
};
