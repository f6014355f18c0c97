import { binary, name, number } from '#domain/ir/build';
import type { Expression } from '#domain/ir/nodes';

/**
 * A formula of names, numbers, `+ - * / %` and parentheses as an expression; null where it is anything else, so that no text of a user
 * becomes code unread. Grammar: sum = term (('+'|'-') term)*, term = factor (('*'|'/'|'%') factor)*.
 */
export function parseFormula(source: string, variables: ReadonlyMap<string, string>): Expression | null {
  const tokens = source.match(/[A-Za-z_]\w*|\d+(?:\.\d+)?|[-+*/%()]|\S/g) ?? [];
  if (tokens.length > 80) return null;
  let at = 0;
  const factor = (): Expression | null => {
    const token = tokens[at];
    if (token === undefined) return null;
    at += 1;
    if (token === '(') {
      const inner = sum();
      if (tokens[at] !== ')') return null;
      at += 1;
      return inner;
    }
    if (token === '-') {
      const operand = factor();
      return operand && { kind: 'unary', operator: 'negate', operand };
    }
    if (/^\d/.test(token)) return number(Number(token));
    const variable = variables.get(token);
    return variable === undefined ? null : name(variable);
  };
  const chain = (next: () => Expression | null, operators: string): Expression | null => {
    let left = next();
    while (left && tokens[at] !== undefined && operators.includes(tokens[at] ?? '')) {
      const operator = tokens[at] as '+';
      at += 1;
      const right = next();
      left = right && binary(left, operator, right);
    }
    return left;
  };
  const term = (): Expression | null => chain(factor, '*/%');
  const sum = (): Expression | null => chain(term, '+-');
  const result = sum();
  return at === tokens.length ? result : null;
}
