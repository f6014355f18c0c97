import {
  assign,
  binary,
  bind,
  boolean,
  call,
  give,
  index,
  lambda,
  member,
  name,
  not,
  nothing,
  number,
  raise,
  text,
  variable,
  when,
} from '#domain/ir/build';
import type { Expression, Statement } from '#domain/ir/nodes';
import type { IrType } from '#domain/ir/types';
import type { TargetLanguage } from '#domain/programming';
import { toIrType } from '../../reading/type-words.ts';
import { arithmeticBody, extremeOf } from './arithmetic-bodies.ts';
import type { Body, BodyInput } from './body.ts';
import { comparesNumbers, type OperationName } from './operations.ts';
import { caseBody, method, reverseBody, sortBody } from './sequence-bodies.ts';

const length = (of: Expression, language: TargetLanguage): Expression =>
  language === 'go' || language === 'python' ? call('len', of) : member(of, 'length');

const item = name('item');

const isEven = (of: Expression): Expression => binary(binary(of, '%', number(2)), '==', number(0));

const isOdd = (of: Expression): Expression => binary(binary(of, '%', number(2)), '!=', number(0));

/** The body of an operation in the manner of the language: its library where that is one line, else a loop. */
export function bodyOf(operation: OperationName, input: BodyInput): Body {
  const { language, types } = input;
  const [first = name('value'), second = name('other'), third = name('third')] = input.names.map((each) => name(each));
  const script = language === 'typescript' || language === 'javascript';
  const python = language === 'python';
  const elementText = (types[0] ?? '').replace(/\[\]$/, '');
  const element: IrType = toIrType(elementText);
  const only = (value: Expression): Body => ({ statements: [give(value)] });
  const empty = binary(length(first, language), '==', number(0));
  const failing = (message: string, condition: Expression): Statement =>
    language === 'go'
      ? when(condition, [give(number(0), call('errors.New', text(message)))])
      : when(condition, [raise(message, python ? 'ValueError' : 'RangeError')]);
  const done = (value: Expression): Statement => (language === 'go' ? give(value, nothing) : give(value));
  const each = (body: Statement[]): Statement => ({ kind: 'each', name: 'item', source: first, body });
  const collected = (condition: Expression | null, made: Expression = item): Body => ({
    statements: [
      bind('result', { kind: 'list', items: [], element }),
      each(
        condition
          ? [when(condition, [assign('result', call('append', name('result'), made))])]
          : [assign('result', call('append', name('result'), made))],
      ),
      give(name('result')),
    ],
  });
  const reduce = (operator: '+' | '*', start: number): Body => ({
    statements: [
      language === 'go' && elementText === 'number' ? variable('total', number(start), element) : variable('total', number(start)),
      each([assign('total', item, operator)]),
      give(name('total')),
    ],
  });
  const best = variable('best', index(first, number(0)));
  // Strict TypeScript knows that there is an item only where it was compared itself.
  const startingBest =
    python || language === 'go'
      ? [failing('the list is empty', empty), best]
      : [best, failing('the list is empty', binary(name('best'), '==', name('undefined')))];
  const extreme = (operator: '>' | '<'): Body => ({
    statements: [...startingBest, each([when(binary(item, operator, name('best')), [assign('best', item)])]), done(name('best'))],
    fallible: language === 'go',
    ...(language === 'go' ? { imports: ['errors'] } : {}),
  });
  const filtered = (condition: Expression): Body =>
    language === 'go'
      ? collected(condition)
      : only({
          kind: 'comprehension',
          form: 'list',
          item,
          clauses: [
            { kind: 'for', target: { kind: 'name', name: 'item' }, source: first },
            { kind: 'if', condition },
          ],
        });

  switch (operation) {
    case 'sum':
      if (python) return only(call('sum', first));
      return script
        ? only(method(first, 'reduce', lambda([{ name: 'total' }, { name: 'item' }], [give(binary(name('total'), '+', item))]), number(0)))
        : reduce('+', 0);
    case 'product':
      return reduce('*', 1);
    case 'average': {
      const total: Body = python ? { statements: [] } : reduce('+', 0);
      const sum = python ? call('sum', first) : name('total');
      const float = (value: Expression): Expression => (language === 'go' && elementText === 'integer' ? call('float64', value) : value);
      const count = language === 'go' ? call('float64', length(first, language)) : length(first, language);
      return {
        statements: [failing('the list is empty', empty), ...total.statements.slice(0, -1), done(binary(float(sum), '/', count))],
        fallible: language === 'go',
        ...(language === 'go' ? { imports: ['errors'] } : {}),
      };
    }
    case 'max':
      if (comparesNumbers(operation, types)) return extremeOf(input, '>');
      return python ? only(call('max', first)) : extreme('>');
    case 'min':
      if (comparesNumbers(operation, types)) return extremeOf(input, '<');
      return python ? only(call('min', first)) : extreme('<');
    case 'clamp':
      if (script) return only(call('Math.min', call('Math.max', first, second), third));
      if (python) return only(call('max', second, call('min', first, third)));
      return {
        statements: [when(binary(first, '<', second), [give(second)]), when(binary(first, '>', third), [give(third)]), give(first)],
      };
    case 'abs':
      if (script) return only(call('Math.abs', first));
      return python
        ? only(call('abs', first))
        : { statements: [when(binary(first, '<', number(0)), [give({ kind: 'unary', operator: 'negate', operand: first })]), give(first)] };
    case 'isEven':
      return only(isEven(first));
    case 'isOdd':
      return only(isOdd(first));
    case 'filterEven':
      return filtered(isEven(item));
    case 'filterOdd':
      return filtered(isOdd(item));
    case 'isPrime':
    case 'factorial':
    case 'fibonacci':
    case 'gcd':
      return arithmeticBody(operation, { language, first, second, failing, done });
    case 'flatten':
      if (script) return only(method(first, 'flat'));
      return {
        statements: [
          bind('result', { kind: 'list', items: [], element: element.kind === 'list' ? element.element : element }),
          {
            kind: 'each',
            name: 'row',
            source: first,
            body: python
              ? [{ kind: 'expression', value: call('result.extend', name('row')) }]
              : [assign('result', { kind: 'call', callee: name('append'), args: [name('result'), name('row')], spreadLast: true })],
          },
          give(name('result')),
        ],
      };
    case 'unique':
      if (script) return only(call('Array.from', { kind: 'new', callee: name('Set'), args: [first] }));
      if (python) return only(call('list', call('dict.fromkeys', first)));
      return {
        statements: [
          bind('seen', call('make', name(`map[${{ integer: 'int', number: 'float64', boolean: 'bool' }[elementText] ?? 'string'}]bool`))),
          bind('result', { kind: 'list', items: [], element }),
          each([
            when(not(index(name('seen'), item)), [
              assign(index(name('seen'), item), boolean(true)),
              assign('result', call('append', name('result'), item)),
            ]),
          ]),
          give(name('result')),
        ],
      };
    case 'contains':
      if (python) return only(binary(second, 'in', first));
      if (script) return only(method(first, 'includes', second));
      if (types[0] === 'string') return { ...only(call('strings.Contains', first, second)), imports: ['strings'] };
      return { statements: [each([when(binary(item, '==', second), [give(boolean(true))])]), give(boolean(false))] };
    case 'sort':
      return sortBody(input, first, elementText, element);
    case 'reverse':
      return reverseBody(input, first, element);
    case 'palindrome': {
      if (script) return only(binary(first, '==', method(method(call('Array.from', first), 'reverse'), 'join', text(''))));
      if (python) return only(binary(first, '==', method(text(''), 'join', call('reversed', first))));
      const runes = name('runes');
      return {
        statements: [
          bind('runes', call({ kind: 'name', name: '[]rune' }, first)),
          {
            kind: 'count',
            name: 'i',
            from: number(0),
            to: binary(call('len', runes), '/', number(2)),
            body: [
              when(
                binary(index(runes, name('i')), '!=', index(runes, binary(binary(call('len', runes), '-', number(1)), '-', name('i')))),
                [give(boolean(false))],
              ),
            ],
          },
          give(boolean(true)),
        ],
      };
    }
    case 'join':
      if (script) return only(method(first, 'join', second));
      return python ? only(method(second, 'join', first)) : { ...only(call('strings.Join', first, second)), imports: ['strings'] };
    case 'upper':
      return caseBody(language, first, 'toUpperCase', 'upper', 'strings.ToUpper');
    case 'lower':
      return caseBody(language, first, 'toLowerCase', 'lower', 'strings.ToLower');
    case 'trim':
      return caseBody(language, first, 'trim', 'strip', 'strings.TrimSpace');
    case 'capitalize':
      if (script) return only(binary(method(method(first, 'charAt', number(0)), 'toUpperCase'), '+', method(first, 'slice', number(1))));
      if (python)
        return only(
          binary(method({ kind: 'slice', object: first, to: number(1) }, 'upper'), '+', { kind: 'slice', object: first, from: number(1) }),
        );
      return {
        statements: [
          when(binary(first, '==', text('')), [give(first)]),
          bind('runes', call({ kind: 'name', name: '[]rune' }, first)),
          assign(index(name('runes'), number(0)), call('unicode.ToUpper', index(name('runes'), number(0)))),
          give(call('string', name('runes'))),
        ],
        imports: ['unicode'],
      };
    case 'countWords':
      if (script)
        return only(
          member(
            method(
              method(first, 'split', name('/\\s+/')),
              'filter',
              lambda([{ name: 'word' }], [give(binary(name('word'), '!=', text('')))]),
            ),
            'length',
          ),
        );
      return python
        ? only(call('len', method(first, 'split')))
        : { ...only(call('len', call('strings.Fields', first))), imports: ['strings'] };
    case 'countVowels':
      if (script)
        return only(
          member(
            method(
              call('Array.from', method(first, 'toLowerCase')),
              'filter',
              lambda([{ name: 'letter' }], [give(method(text('aeiou'), 'includes', name('letter')))]),
            ),
            'length',
          ),
        );
      if (python)
        return only(
          call('sum', {
            kind: 'comprehension',
            form: 'generator',
            item: number(1),
            clauses: [
              { kind: 'for', target: { kind: 'name', name: 'letter' }, source: method(first, 'lower') },
              { kind: 'if', condition: binary(name('letter'), 'in', text('aeiou')) },
            ],
          }),
        );
      return {
        statements: [
          variable('count', number(0)),
          {
            kind: 'each',
            name: 'letter',
            source: call('strings.ToLower', first),
            body: [when(call('strings.ContainsRune', text('aeiou'), name('letter')), [assign('count', number(1), '+')])],
          },
          give(name('count')),
        ],
        imports: ['strings'],
      };
    case 'length':
      if (types[0] === 'string' && language === 'go') return { ...only(call('utf8.RuneCountInString', first)), imports: ['unicode/utf8'] };
      return only(types[0] === 'string' && script ? member(call('Array.from', first), 'length') : length(first, language));
  }
}
