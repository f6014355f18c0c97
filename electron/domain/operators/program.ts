import { assign, bind, variable, when } from '../ir/build.ts';
import type { Expression, Statement } from '../ir/nodes.ts';
import type { IrType } from '../ir/types.ts';
import { type Hooks, readTokens, type Tokens } from './snippet.ts';

/**
 * Code of an operator: statements that end in `;`, then the value. A statement is `name := value`, `name = value`, `name += value`,
 * `check condition 'what is wrong without it'`, `if condition { … } else { … }`, `while condition { … }`, `for item in list { … }`,
 * `for i in from : to { … }`, or an expression.
 */
export function readProgram(source: string, hooks: Hooks): { statements: Statement[]; value: Expression } {
  const tokens = readTokens(source, hooks);
  const statements: Statement[] = [];
  const value = block(tokens, statements, '');
  if (value === null) throw new SyntaxError(`No value in: ${source}`);
  return { statements, value };
}

/** Reads up to `end`; what stands last without a `;` is the value. */
function block(tokens: Tokens, into: Statement[], end: string): Expression | null {
  const outer = tokens.into;
  tokens.into = into;
  let value: Expression | null = null;
  while (tokens.peek() !== end) {
    value = statement(tokens, into);
    if (!tokens.skip(';')) break;
    if (value !== null) into.push({ kind: 'expression', value });
    value = null;
  }
  if (end !== '') tokens.expect(end);
  tokens.into = outer;
  return value;
}

function statement(tokens: Tokens, into: Statement[]): Expression | null {
  const inner = (): Statement[] => {
    const body: Statement[] = [];
    tokens.expect('{');
    block(tokens, body, '}');
    return body;
  };
  if (tokens.skip('check')) {
    tokens.used.clear();
    const condition = tokens.expression(0);
    const message = tokens.text();
    // What is constant was looked at when it was chosen.
    const looked = [...tokens.used];
    if (looked.length === 0 || !looked.every((each) => tokens.hooks.isConstant(each))) tokens.hooks.check(condition, message, into);
    return null;
  }
  if (tokens.skip('if')) {
    const condition = tokens.expression(1);
    const then = inner();
    into.push(tokens.skip('else') ? when(condition, then, inner()) : when(condition, then));
    return null;
  }
  if (tokens.skip('while')) {
    const condition = tokens.expression(1);
    into.push({ kind: 'loop', condition, body: inner() });
    return null;
  }
  if (tokens.skip('for')) {
    const name = tokens.name();
    tokens.expect('in');
    const source = tokens.expression(5);
    if (tokens.skip(':')) {
      const to = tokens.expression(5);
      into.push({ kind: 'count', name, from: source, to, body: inner() });
    } else into.push({ kind: 'each', name, source, body: inner() });
    return null;
  }
  if (tokens.skip('break')) {
    into.push({ kind: 'break' });
    return null;
  }
  const start = tokens.peek();
  const target = tokens.expression(0);
  if (target.kind === 'name' && tokens.skip(',')) {
    const names = [target.name, tokens.name()];
    tokens.expect(':=');
    into.push(bind(names, tokens.expression(0)));
    return null;
  }
  if (target.kind === 'name' && tokens.skip(':=')) into.push(declared(tokens, target.name, start));
  else if (tokens.skip('+=')) into.push(assign(target, tokens.expression(0), '+'));
  else if (tokens.skip('-=')) into.push(assign(target, tokens.expression(0), '-'));
  else if (tokens.skip('*=')) into.push(assign(target, tokens.expression(0), '*'));
  else if (tokens.skip('=')) into.push(assign(target, tokens.expression(0)));
  else return target;
  return null;
}

/** Constant where nothing assigns it again; `written` is its name in the source. */
function declared(tokens: Tokens, name: string, written: string): Statement {
  const value = tokens.expression(0);
  const type: IrType | undefined = value.kind === 'list' && value.element ? { kind: 'list', element: value.element } : undefined;
  return tokens.assigned(written)
    ? variable(name, value, tokens.hooks.typed ? type : undefined)
    : bind(name, value, tokens.hooks.typed ? type : undefined);
}
