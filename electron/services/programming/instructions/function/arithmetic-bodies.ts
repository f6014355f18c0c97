import { assign, binary, bind, boolean, call, give, name, number, variable, when } from '#domain/ir/build';
import type { Expression, Statement } from '#domain/ir/nodes';
import type { TargetLanguage } from '#domain/programming';
import type { Body, BodyInput } from './body.ts';

interface Frame {
  language: TargetLanguage;
  first: Expression;
  second: Expression;
  /** Ends the function with an error where the condition holds. */
  failing: (message: string, condition: Expression) => Statement;
  /** Returns a value, beside no error where the function can fail. */
  done: (value: Expression) => Statement;
}

/** Bodies of arithmetic on whole numbers, the same loops in every language. */
export function arithmeticBody(
  operation: 'isPrime' | 'factorial' | 'fibonacci' | 'gcd',
  { language, first, second, failing, done }: Frame,
): Body {
  switch (operation) {
    case 'isPrime':
      return {
        statements: [
          when(binary(first, '<', number(2)), [give(boolean(false))]),
          variable('divisor', number(2)),
          {
            kind: 'loop',
            condition: binary(binary(name('divisor'), '*', name('divisor')), '<=', first),
            body: [
              when(binary(binary(first, '%', name('divisor')), '==', number(0)), [give(boolean(false))]),
              assign('divisor', number(1), '+'),
            ],
          },
          give(boolean(true)),
        ],
      };
    case 'factorial':
      return {
        statements: [
          failing('factorial needs a number that is not negative', binary(first, '<', number(0))),
          variable('result', number(1)),
          {
            kind: 'count',
            name: 'factor',
            from: number(2),
            to: binary(first, '+', number(1)),
            body: [assign('result', name('factor'), '*')],
          },
          done(name('result')),
        ],
        fallible: language === 'go',
        ...(language === 'go' ? { imports: ['errors'] } : {}),
      };
    case 'fibonacci': {
      const pair = (left: Expression, right: Expression): Expression => ({ kind: 'tuple', items: [left, right] });
      return {
        statements: [
          failing('fibonacci needs a number that is not negative', binary(first, '<', number(0))),
          { kind: 'let', names: ['previous', 'current'], value: pair(number(0), number(1)), mutable: true },
          {
            kind: 'count',
            name: language === 'go' ? 'step' : '_step',
            from: number(0),
            to: first,
            body: [assign(pair(name('previous'), name('current')), pair(name('current'), binary(name('previous'), '+', name('current'))))],
          },
          done(name('previous')),
        ],
        fallible: language === 'go',
        ...(language === 'go' ? { imports: ['errors'] } : {}),
      };
    }
    case 'gcd': {
      const swap: Statement = {
        kind: 'assign',
        target: { kind: 'tuple', items: [first, second] },
        value: { kind: 'tuple', items: [second, binary(first, '%', second)] },
      };
      const positive: Statement[] =
        language === 'go'
          ? [when(binary(first, '<', number(0)), [give({ kind: 'unary', operator: 'negate', operand: first })]), give(first)]
          : [give(call(language === 'python' ? 'abs' : 'Math.abs', first))];
      return { statements: [{ kind: 'loop', condition: binary(second, '!=', number(0)), body: [swap] }, ...positive] };
    }
  }
}

/** The largest or smallest of two or more numbers. Go's own `max` came with 1.21, so Go compares. */
export function extremeOf({ language, names }: BodyInput, operator: '>' | '<'): Body {
  const all = names.map((each) => name(each));
  const library = operator === '>' ? 'max' : 'min';
  if (language !== 'go') return { statements: [give(call(language === 'python' ? library : `Math.${library}`, ...all))] };
  const [first = name('a'), second = name('b'), ...rest] = all;
  if (rest.length === 0) return { statements: [when(binary(first, operator, second), [give(first)]), give(second)] };
  return {
    statements: [
      bind('best', first),
      ...[second, ...rest].map((each) => when(binary(each, operator, name('best')), [assign('best', each)])),
      give(name('best')),
    ],
  };
}
