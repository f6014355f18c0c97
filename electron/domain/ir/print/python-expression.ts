import { AppError } from '../../errors.ts';
import { formattedChunk, numberText, pythonString } from '../literals.ts';
import type { Expression, Parameter } from '../nodes.ts';
import type { IrType } from '../types.ts';
import { bracketed, type Layout, rank } from './layout.ts';
import { refuse } from './refuse.ts';

const operators: Record<string, string> = { coalesce: 'or', and: 'and', or: 'or', in: 'in', is: 'is' };

/** Types in the notation that Python 3.9 can evaluate: `Optional[X]`, not `X | None`. */
export function printPythonType(type: IrType): string {
  switch (type.kind) {
    case 'string':
      return 'str';
    case 'integer':
      return 'int';
    case 'number':
      return 'float';
    case 'boolean':
      return 'bool';
    case 'datetime':
      return 'datetime';
    case 'unknown':
      return 'Any';
    case 'void':
      return 'None';
    case 'list':
      return `list[${printPythonType(type.element)}]`;
    case 'map':
      return `dict[str, ${printPythonType(type.value)}]`;
    case 'optional':
      return `Optional[${printPythonType(type.inner)}]`;
    case 'fallible':
    case 'pointer':
      return printPythonType(type.inner);
    case 'named':
      return type.args?.length ? `${type.name}[${type.args.map(printPythonType).join(', ')}]` : type.name;
    default:
      return refuse('Python', type);
  }
}

export function printPythonExpression(expression: Expression, depth: number, layout: Layout, used = 0): string {
  const print = (inner: Expression, at = depth): string => printPythonExpression(inner, at, layout);
  const holding = (inner: Expression, least: number): string => (rank(inner) < least ? `(${print(inner)})` : print(inner));
  switch (expression.kind) {
    case 'string':
      return pythonString(expression.value, layout.style.quote);
    case 'number':
      return numberText(expression.value);
    case 'boolean':
      return expression.value ? 'True' : 'False';
    case 'null':
      return 'None';
    case 'name':
      return expression.name;
    case 'member':
      return `${holding(expression.object, 15)}.${expression.name}`;
    case 'index':
      return `${holding(expression.object, 15)}[${print(expression.index)}]`;
    case 'slice':
      return `${holding(expression.object, 15)}[${expression.from ? print(expression.from) : ''}:${expression.to ? print(expression.to) : ''}]`;
    case 'new':
    case 'call': {
      const callee = holding(expression.callee, 15);
      const named = expression.kind === 'call' ? (expression.named ?? []) : [];
      const [only] = expression.args;
      if (expression.args.length === 1 && named.length === 0 && only?.kind === 'comprehension' && only.form === 'generator') {
        return `${callee}(${comprehensionText(only, print, holding)})`;
      }
      const items = (at: number): string[] => [
        ...expression.args.map((argument, position) => {
          const value = printPythonExpression(argument, at, layout, used + callee.length);
          return expression.kind === 'call' && expression.spreadLast && position === expression.args.length - 1 ? `*${value}` : value;
        }),
        ...named.map(({ name, value }) => `${name}=${print(value, at)}`),
      ];
      return callee + bracketed('(', items, ')', depth, used + callee.length, layout);
    }
    case 'binary': {
      const own = rank(expression);
      const compares = own === 5 || own === 6;
      const operator =
        (expression.operator === '==' || expression.operator === '!=') && expression.right.kind === 'null'
          ? expression.operator === '=='
            ? 'is'
            : 'is not'
          : (operators[expression.operator] ?? expression.operator);
      // Python chains comparisons, so `(a == b) == c` needs its parentheses on both sides.
      return `${holding(expression.left, compares ? 7 : own)} ${operator} ${holding(expression.right, compares ? 7 : own + 1)}`;
    }
    case 'unary':
      if (expression.operator === 'not') return `not ${holding(expression.operand, 5)}`;
      if (expression.operator === 'negate') return `-${holding(expression.operand, 11)}`;
      return print(expression.operand);
    case 'conditional':
      return `${holding(expression.yes, 1)} if ${holding(expression.condition, 1)} else ${holding(expression.no, 1)}`;
    case 'list':
      return bracketed('[', (at) => expression.items.map((item) => print(item, at)), ']', depth, used, layout);
    case 'tuple':
      return expression.items.map((item) => print(item)).join(', ');
    case 'tupleLiteral':
      return `(${expression.items.map((item) => print(item)).join(', ')}${expression.items.length === 1 ? ',' : ''})`;
    case 'dictionary': {
      const items = (at: number): string[] =>
        expression.entries.map((entry) => {
          if (!('key' in entry)) return refuse('Python', expression);
          const key = typeof entry.key === 'string' ? pythonString(entry.key, layout.style.quote) : print(entry.key, at);
          return `${key}: ${print(entry.value, at)}`;
        });
      return bracketed('{', items, '}', depth, used, layout);
    }
    case 'record': {
      const name = printPythonType(expression.type);
      return (
        name +
        bracketed(
          '(',
          (at) => expression.fields.map((field) => `${field.name}=${print(field.value, at)}`),
          ')',
          depth,
          used + name.length,
          layout,
        )
      );
    }
    case 'lambda': {
      const [only] = expression.body;
      if (expression.body.length !== 1 || only?.kind !== 'return' || !only.values[0]) {
        throw new AppError('UNSUPPORTED', 'A Python lambda holds one expression; use a named function instead.');
      }
      return `lambda${expression.parameters.length > 0 ? ' ' : ''}${expression.parameters.map(({ name }) => name).join(', ')}: ${print(only.values[0])}`;
    }
    case 'template': {
      // An expression inside an f-string may not repeat the quote nor hold a backslash before Python 3.12.
      const quote = layout.style.quote;
      const inner = { ...layout, style: { ...layout.style, quote: quote === '"' ? ("'" as const) : ('"' as const) } };
      const parts = expression.parts.map((part) =>
        typeof part === 'string'
          ? formattedChunk(part, quote)
          : `{${part.kind === 'formatted' ? refuse('Python', part) : printPythonExpression(part, depth, inner)}}`,
      );
      return `f${quote}${parts.join('')}${quote}`;
    }
    case 'typeValue':
      return printPythonType(expression.type);
    case 'await':
      return `await ${holding(expression.operand, 10)}`;
    case 'cast':
      return print(expression.operand);
    case 'comprehension': {
      const inside = comprehensionText(expression, print, holding);
      return expression.form === 'list' ? `[${inside}]` : `(${inside})`;
    }
    case 'pathPattern':
      return pythonString(
        `${expression.pieces.map((piece) => ('literal' in piece ? piece.literal.replace(/[\\^$.*+?()[\]{}|#&~\s-]/g, '\\$&') : '([^/]+)')).join('')}`,
        layout.style.quote,
      );
    default:
      return refuse('Python', expression);
  }
}

function comprehensionText(
  node: Extract<Expression, { kind: 'comprehension' }>,
  print: (inner: Expression) => string,
  holding: (inner: Expression, least: number) => string,
): string {
  const clauses = node.clauses.map((clause) => {
    if (clause.kind === 'if') return ` if ${holding(clause.condition, 1)}`;
    if (clause.target.kind !== 'name') return refuse('Python', clause.target);
    return ` for ${clause.target.name} in ${holding(clause.source, 1)}`;
  });
  return print(node.item) + clauses.join('');
}

export function printPythonParameters(parameters: Parameter[], depth: number, layout: Layout): string[] {
  return parameters.map(({ name, type, default: fallback }) => {
    const typed = type ? `${name}: ${printPythonType(type)}` : name;
    if (!fallback) return typed;
    return `${typed}${type ? ' = ' : '='}${printPythonExpression(fallback, depth, layout)}`;
  });
}
