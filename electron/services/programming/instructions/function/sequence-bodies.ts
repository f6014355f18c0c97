import { assign, binary, bind, call, callNamed, fromJson, give, index, lambda, member, name, number, text } from '#domain/ir/build';
import type { Expression } from '#domain/ir/nodes';
import { type IrType, listOf } from '#domain/ir/types';
import type { TargetLanguage } from '#domain/programming';
import type { Body, BodyInput } from './body.ts';

export const method = (of: Expression, called: string, ...args: Expression[]): Expression => call(member(of, called), ...args);

export function caseBody(language: TargetLanguage, value: Expression, script: string, python: string, go: string): Body {
  if (language === 'go') return { statements: [give(call(go, value))], imports: ['strings'] };
  return { statements: [give(method(value, language === 'python' ? python : script))] };
}

export function sortBody({ language, descending }: BodyInput, value: Expression, elementText: string, element: IrType): Body {
  if (language === 'python')
    return { statements: [give(descending ? callNamed('sorted', [value], { reverse: fromJson(true) }) : call('sorted', value))] };
  if (language !== 'go') {
    const [left, right] = descending ? ['right', 'left'] : ['left', 'right'];
    const compare = lambda([{ name: 'left' }, { name: 'right' }], [give(binary(name(left), '-', name(right)))]);
    const copy = method(value, 'slice');
    if (elementText === 'string')
      return { statements: [give(descending ? method(method(copy, 'sort'), 'reverse') : method(copy, 'sort'))] };
    return { statements: [give(method(copy, 'sort', compare))] };
  }
  const kind = elementText === 'integer' ? 'Int' : elementText === 'number' ? 'Float64' : 'String';
  const sorted = name('result');
  return {
    statements: [
      bind('result', { kind: 'call', callee: name('append'), args: [{ kind: 'list', items: [], element }, value], spreadLast: true }),
      {
        kind: 'expression',
        value: descending ? call('sort.Sort', call('sort.Reverse', call(`sort.${kind}Slice`, sorted))) : call(`sort.${kind}s`, sorted),
      },
      give(sorted),
    ],
    imports: ['sort'],
  };
}

export function reverseBody({ language, types }: BodyInput, value: Expression, element: IrType): Body {
  const isText = types[0] === 'string';
  if (language === 'python')
    return { statements: [give(isText ? method(text(''), 'join', call('reversed', value)) : call('list', call('reversed', value)))] };
  if (language !== 'go')
    return {
      statements: [
        give(isText ? method(method(call('Array.from', value), 'reverse'), 'join', text('')) : method(method(value, 'slice'), 'reverse')),
      ],
    };
  const source = isText ? name('runes') : value;
  const mirrored = index(source, binary(binary(call('len', source), '-', number(1)), '-', name('i')));
  if (!isText) {
    return {
      statements: [
        bind('result', call('make', { kind: 'typeValue', type: listOf(element) }, call('len', value))),
        { kind: 'count', name: 'i', from: number(0), to: call('len', value), body: [assign(index(name('result'), name('i')), mirrored)] },
        give(name('result')),
      ],
    };
  }
  const pair = (left: Expression, right: Expression): Expression => ({ kind: 'tuple', items: [left, right] });
  const j = name('j');
  const i = name('i');
  return {
    statements: [
      bind('runes', call({ kind: 'name', name: '[]rune' }, value)),
      {
        kind: 'count',
        name: 'i',
        from: number(0),
        to: binary(call('len', source), '/', number(2)),
        body: [
          bind('j', binary(binary(call('len', source), '-', number(1)), '-', i)),
          assign(pair(index(source, i), index(source, j)), pair(index(source, j), index(source, i))),
        ],
      },
      give(call('string', source)),
    ],
  };
}
