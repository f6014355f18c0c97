import { AppError } from '../errors.ts';
import { binary, index, lambda, member, name, number, text } from '../ir/build.ts';
import type { BinaryOperator, Expression, Statement } from '../ir/nodes.ts';

/** The tokens of a line of code: names, `$0`, numbers, texts, patterns behind an opening, Go's `[]rune`, signs. */
const token =
  /\s*(?:(\[\][a-z]\w*)|([A-Za-z_]\w*|\$\w+)|(\d+(?:\.\d+)?)|'((?:[^'\\]|\\.)*)'|`(.)`|\/((?:[^/\\\s]|\\.)+)\/([a-z]*)(?=[,.)])|(=>|\?\?|:=|\+=|-=|\*=|===|!==|==|!=|<=|>=|&&|\|\||\/\/|\*\*|[-+*/%<>!?:.,;(){}=[\]]))/y;

type Token = { form: 'name' | 'sign'; text: string } | { form: 'value'; text: string; value: Expression };

const signs: Record<string, [number, BinaryOperator]> = {
  '||': [1, 'or'],
  or: [1, 'or'],
  '&&': [2, 'and'],
  and: [2, 'and'],
  '===': [4, '=='],
  '==': [4, '=='],
  '!==': [4, '!='],
  '!=': [4, '!='],
  '<': [4, '<'],
  '<=': [4, '<='],
  '>': [4, '>'],
  '>=': [4, '>='],
  in: [4, 'in'],
  notIn: [4, 'notIn'],
  '??': [1, 'coalesce'],
  '+': [5, '+'],
  '-': [5, '-'],
  '*': [6, '*'],
  '/': [6, '/'],
  '//': [6, 'floorDivide'],
  '%': [6, '%'],
  '**': [8, '**'],
};

function tokensOf(source: string): Token[] {
  const found: Token[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(source); match; match = token.exec(source)) {
    const [, type, word, digits, quoted, rune, pattern, flags, sign] = match;
    const plain = type ?? word;
    if (plain !== undefined) found.push({ form: 'name', text: plain });
    else if (digits !== undefined) found.push({ form: 'value', text: digits, value: number(Number(digits)) });
    else if (quoted !== undefined)
      found.push({ form: 'value', text: ' ', value: text(quoted.replace(/\\(.)/g, (_, each: string) => (each === 'n' ? '\n' : each))) });
    else if (rune !== undefined) found.push({ form: 'value', text: ' ', value: { kind: 'string', value: rune, form: 'rune' } });
    else if (pattern !== undefined) found.push({ form: 'value', text: ' ', value: { kind: 'regex', pattern, flags: flags ?? '' } });
    else found.push({ form: 'sign', text: sign ?? '' });
    if (token.lastIndex === source.length) return found;
  }
  throw new SyntaxError(`Not an expression: ${source}`);
}

/** What code of an operator means where it stands. */
export interface Hooks {
  /** Nodes for names; other names are themselves. */
  names: Readonly<Record<string, Expression>>;
  /** `$0`: an argument as a value. */
  argument(at: number): Expression;
  /** `$0(item)`: a function that was given, written out on these values; what it needs goes in front. */
  apply(at: number, items: Expression[], into: Statement[]): Expression;
  isConstant(at: number): boolean;
  /** Whether a function that is a value may have statements. */
  blocks: boolean;
  /** Whether an empty list says what it holds. */
  typed: boolean;
  /** Fails with the message unless the condition holds. */
  check(condition: Expression, message: string, into: Statement[]): void;
}

/** Code on its way to nodes. */
export interface Tokens {
  hooks: Hooks;
  peek(): string;
  skip(wanted: string): boolean;
  expect(wanted: string): void;
  /** The text of a literal. */
  text(): string;
  /** A name that is bound. */
  name(): string;
  /** Operators that bind less than `least` end it. */
  expression(least: number): Expression;
  /** The arguments that were read since it was emptied. */
  used: Set<number>;
  /** Where what an expression needs goes. */
  into: Statement[];
  /** Whether a name gets another value after its first. */
  assigned(name: string): boolean;
}

/** The names that the code binds itself: variables, parameters of functions, variables of loops and comprehensions. */
export function boundIn(source: string): string[] {
  const arrows = [...source.matchAll(/\(([\w, ]+)\) =>/g)].flatMap((match) => (match[1] ?? '').split(', '));
  const others = [...source.matchAll(/\bfor (\w+) in\b|\b(\w+(?:, \w+)*) :=/g)].flatMap((match) =>
    (match[1] ?? match[2] ?? '').split(', '),
  );
  return [...new Set([...arrows, ...others])];
}

/**
 * Reads expressions in the syntax that TypeScript, Python and Go share, with arrows, comprehensions, slices and conditionals. Throws
 * SyntaxError where it is no such expression.
 */
export function readTokens(source: string, hooks: Hooks): Tokens {
  const tokens = tokensOf(source);
  const { names } = hooks;
  const used = new Set<number>();
  let at = 0;
  const peek = (ahead = 0): string => tokens[at + ahead]?.text ?? '';
  const skip = (wanted: string): boolean => {
    if (peek() !== wanted || tokens[at]?.form === 'value') return false;
    at += 1;
    return true;
  };
  const expect = (wanted: string): void => {
    if (!skip(wanted)) throw new SyntaxError(`Expected ${wanted} in: ${source}`);
  };
  const refuse = (): never => {
    throw new AppError('UNSUPPORTED', `An expression has no room for statements: ${source}`);
  };
  /** An item that may turn out to be the item of a comprehension, which has no room for what it needs. */
  const itemOf = (form: 'list' | 'generator'): Expression => {
    const outer = state.into;
    state.into = [];
    const item = expression(0);
    const needed = state.into;
    state.into = outer;
    if (peek() !== 'for') outer.push(...needed);
    else if (needed.length > 0) refuse();
    return peek() === 'for' ? comprehension(item, form) : item;
  };
  const listed = (end: string): { args: Expression[]; named: { name: string; value: Expression }[] } => {
    const args: Expression[] = [];
    const named: { name: string; value: Expression }[] = [];
    while (!skip(end)) {
      const key = tokens[at]?.form === 'name' && peek(1) === '=' ? peek() : null;
      if (key !== null) {
        at += 2;
        named.push({ name: key, value: expression(0) });
      } else args.push(itemOf('generator'));
      skip(',');
    }
    return { args, named };
  };
  const comprehension = (item: Expression, form: 'list' | 'generator'): Expression => {
    const clauses: Extract<Expression, { kind: 'comprehension' }>['clauses'] = [];
    const outer = state.into;
    state.into = [];
    while (skip('for')) {
      const target = nameOf();
      expect('in');
      clauses.push({ kind: 'for', target: { kind: 'name', name: target }, source: expression(1) });
    }
    if (skip('if')) clauses.push({ kind: 'if', condition: expression(0) });
    if (state.into.length > 0) refuse();
    state.into = outer;
    return { kind: 'comprehension', form, item, clauses };
  };
  const nameOf = (): string => {
    const found = names[peek()];
    const shown = found?.kind === 'name' ? found.name : peek();
    at += 1;
    return shown;
  };
  const arrowAhead = (): boolean => {
    let ahead = 0;
    while (/^(?:\w+|,)$/.test(peek(ahead))) ahead += 1;
    return peek(ahead) === ')' && peek(ahead + 1) === '=>';
  };
  const primary = (): Expression => {
    const first = tokens[at];
    if (first?.form === 'value') {
      at += 1;
      return first.value;
    }
    if (skip('(')) {
      if (!arrowAhead()) {
        const inner = expression(0);
        expect(')');
        return inner;
      }
      const parameters: { name: string }[] = [];
      while (!skip(')')) {
        parameters.push({ name: nameOf() });
        skip(',');
      }
      expect('=>');
      const before = state.into;
      state.into = [];
      const value = expression(0);
      if (!hooks.blocks && state.into.length > 0) refuse();
      const made = lambda(parameters, [...state.into, { kind: 'return', values: [value] }]);
      state.into = before;
      return made;
    }
    if (skip('[')) {
      if (skip(']')) return { kind: 'list', items: [] };
      const item = itemOf('list');
      skip(',');
      return item.kind === 'comprehension' && skip(']') ? item : { kind: 'list', items: [item, ...listed(']').args] };
    }
    if (skip('!') || skip('not')) return { kind: 'unary', operator: 'not', operand: expression(first?.text === 'not' ? 3 : 7) };
    if (skip('-')) return { kind: 'unary', operator: 'negate', operand: expression(7) };
    if (skip('new')) {
      const callee = name(nameOf());
      expect('(');
      return { kind: 'new', callee, args: listed(')').args };
    }
    if (first?.form !== 'name') throw new SyntaxError(`Unexpected ${peek()} in: ${source}`);
    at += 1;
    if (/^\$\d$/.test(first.text)) {
      const place = Number(first.text.slice(1));
      used.add(place);
      return skip('(') ? hooks.apply(place, listed(')').args, state.into) : hooks.argument(place);
    }
    if (/^[tT]rue$|^[fF]alse$/.test(first.text)) return { kind: 'boolean', value: /^t/i.test(first.text) };
    return names[first.text] ?? { kind: 'name', name: first.text };
  };
  const indexed = (object: Expression): Expression => {
    const part = (): Expression | undefined => (peek() === ':' || peek() === ']' ? undefined : expression(0));
    const from = part();
    if (!skip(':')) {
      expect(']');
      return index(object, from ?? number(0));
    }
    const to = part();
    const step = skip(':') ? part() : undefined;
    expect(']');
    return { kind: 'slice', object, from, to, ...(step ? { step } : {}) };
  };
  const postfix = (): Expression => {
    let found = primary();
    for (;;) {
      if (skip('.')) found = member(found, nameOf());
      else if (skip('(')) {
        const { args, named } = listed(')');
        found = { kind: 'call', callee: found, args, ...(named.length > 0 ? { named } : {}) };
      } else if (skip('[')) found = indexed(found);
      else return found;
    }
  };
  const expression = (least: number): Expression => {
    let left = postfix();
    for (;;) {
      if (least === 0 && skip('?')) {
        const yes = expression(0);
        expect(':');
        return { kind: 'conditional', condition: left, yes, no: expression(0) };
      }
      if (least === 0 && skip('if')) {
        const condition = expression(1);
        expect('else');
        return { kind: 'conditional', condition, yes: left, no: expression(0) };
      }
      const [rank, operator] = signs[peek()] ?? [0, '+' as const];
      if (rank === 0 || rank < least || tokens[at]?.form === 'value') return left;
      at += 1;
      left = binary(left, operator, expression(rank + 1));
    }
  };
  const state: Tokens = {
    hooks,
    peek,
    skip,
    expect,
    text() {
      const value = tokens[at]?.form === 'value' ? (tokens[at] as { value: Expression }).value : null;
      if (value?.kind !== 'string') throw new SyntaxError(`Expected a text in: ${source}`);
      at += 1;
      return value.value;
    },
    name: nameOf,
    expression,
    used,
    into: [],
    assigned: (name) =>
      new RegExp(`\\b${name} [-+*]?=[^=>]`).test(source) || new RegExp(`\\b${name}\\[[^\\]]*\\] [-+*]?=[^=>]`).test(source),
  };
  return state;
}
