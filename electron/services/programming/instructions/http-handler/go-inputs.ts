import { errorText } from '#domain/http-contract';
import { assign, binary, bind, call, index, member, name, not, number, run, text, when } from '#domain/ir/build';
import type { Expression, Statement } from '#domain/ir/nodes';
import { type IrType, named, pointerTo } from '#domain/ir/types';
import { toIrType } from '../../reading/type-words.ts';
import type { Fail } from './go-parts.ts';
import { fault, type Input, type Inputs } from './names.ts';

const nil = name('nil');
const err = name('err');
const isNumeric = (input: Input): boolean => input.type === 'integer' || input.type === 'number';

/** Integers have the same size on every machine; times stay as they were written. */
const typeOf = (type: string): IrType => {
  if (type === 'integer') return named('int64');
  if (type === 'datetime') return toIrType('string');
  if (type.endsWith('[]')) return { kind: 'list', element: typeOf(type.slice(0, -2)) };
  return toIrType(type);
};
const any = (first: Expression, ...rest: Expression[]): Expression => rest.reduce((left, right) => binary(left, 'or', right), first);

/** What JSON of other languages does not hold: integers of more than 53 bits, and what is no number at all. */
function outside(it: Expression, type: string): Expression[] {
  const bound = binary(number(1), '<<', number(53));
  if (type === 'integer') return [binary(it, '<=', { kind: 'unary', operator: 'negate', operand: bound }), binary(it, '>=', bound)];
  return type === 'number' ? [call('math.IsNaN', it), call('math.IsInf', it, number(0))] : [];
}

/** Parses text into a number; the message of the library says less than ours. */
function parse(input: Input, raw: Expression, target: string, complain: Statement[]): Statement[] {
  const parser =
    input.type === 'integer' ? call('strconv.ParseInt', raw, number(10), number(64)) : call('strconv.ParseFloat', raw, number(64));
  return [bind([target, 'err'], parser), when(any(binary(err, '!=', nil), ...outside(name(target), input.type)), complain)];
}

function booleanRead(input: Input, raw: Expression, fallback: boolean | null, complain: Statement[]): Statement[] {
  const it = name(input.variable);
  const wrong = [not(it), binary(raw, '!=', text('false')), ...(fallback === false ? [binary(raw, '!=', text(''))] : [])];
  const isTrue = binary(raw, '==', text('true'));
  return [
    bind(input.variable, fallback ? binary(isTrue, 'or', binary(raw, '==', text(''))) : isTrue),
    when(
      wrong.reduce((left, right) => binary(left, 'and', right)),
      complain,
    ),
  ];
}

function queryRead(input: Input, fail: Fail): Statement[] {
  const { variable, optional, default: fallback } = input;
  const raw = call('query.Get', text(input.key));
  const it = name(variable);
  const complain = fail(400, fault(input, 'query'));
  if (input.type === 'boolean') {
    const missing = fallback !== null ? fallback === true || fallback === 'true' : optional ? false : null;
    return booleanRead(input, raw, missing, complain);
  }
  const whenGiven = (then: Statement[]): Statement => ({
    kind: 'if',
    before: bind('raw', raw),
    condition: binary(name('raw'), '!=', text('')),
    then,
  });
  const pointed: Statement = { kind: 'declare', name: variable, type: pointerTo(typeOf(isNumeric(input) ? input.type : 'string')) };
  const address = (of: string): Expression => ({ kind: 'unary', operator: 'address', operand: name(of) });
  if (isNumeric(input)) {
    if (!optional && fallback === null) return parse(input, raw, variable, complain);
    const given = parse(input, name('raw'), 'parsed', complain);
    if (fallback === null) return [pointed, whenGiven([...given, assign(variable, address('parsed'))])];
    const zero = typeof fallback === 'number' ? fallback : Number(fallback) || 0;
    const start: Statement = { kind: 'let', names: [variable], value: number(zero), type: typeOf(input.type) };
    return [start, whenGiven([...given, assign(variable, name('parsed'))])];
  }
  if (fallback !== null) return [bind(variable, raw), when(binary(it, '==', text('')), [assign(variable, text(String(fallback)))])];
  if (optional) return [pointed, whenGiven([assign(variable, address('raw'))])];
  return [bind(variable, raw), when(binary(it, '==', text('')), complain)];
}

/** A field of the body: null where it is missing. Types that can be nil say so by themselves, others by a pointer. */
function bodyRead(input: Input, fail: Fail): Statement[] {
  const { variable, type, default: fallback } = input;
  const it = name(variable);
  const complain = fail(400, fault(input, 'body'));
  const canBeNil = type === 'unknown' || type === 'map' || type.endsWith('[]');
  const own = fallback !== null && !canBeNil ? defaultOf(fallback, type) : null;
  const content = own !== null || canBeNil ? it : ({ kind: 'unary', operator: 'dereference', operand: it } as const);
  const raw = index(name('body'), text(input.key));
  const read = (from: Expression) => bind('err', call('json.Unmarshal', from, { kind: 'unary', operator: 'address', operand: it }));
  const isWrong = binary(err, '!=', nil);
  const limits = type === 'integer' ? outside(content, type) : [];
  const start: Statement =
    own !== null
      ? { kind: 'let', names: [variable], value: own, type: typeOf(type) }
      : { kind: 'declare', name: variable, type: canBeNil ? typeOf(type) : pointerTo(typeOf(type)) };
  if (!input.optional && fallback === null)
    return [start, { kind: 'if', before: read(raw), condition: any(isWrong, binary(it, '==', nil), ...limits), then: complain }];
  const bounded =
    limits.length === 0
      ? []
      : [
          when(
            own === null ? binary(binary(it, '!=', nil), 'and', any(...(limits as [Expression]))) : any(...(limits as [Expression])),
            complain,
          ),
        ];
  return [
    start,
    {
      kind: 'if',
      before: bind(['raw', 'ok'], raw),
      condition: name('ok'),
      then: [{ kind: 'if', before: read(name('raw')), condition: isWrong, then: complain }, ...bounded],
    },
  ];
}

function defaultOf(value: string | number | boolean, type: string): Expression {
  if (type === 'integer' || type === 'number') return number(Number(value) || 0);
  if (type === 'boolean') return { kind: 'boolean', value: value === true || value === 'true' };
  return text(String(value));
}

function bodyReads(inputs: Input[], fail: Fail): Statement[] {
  const limited = call('http.MaxBytesReader', name('w'), name('r.Body'), binary(number(1), '<<', number(20)));
  const unmarshal = call('json.Unmarshal', name('content'), { kind: 'unary', operator: 'address', operand: name('body') });
  return [
    bind(['content', 'err'], call('io.ReadAll', limited)),
    when(binary(err, '!=', nil), fail(413, errorText.bodyTooLarge)),
    when(not(call('json.Valid', name('content'))), fail(400, errorText.bodyNotJson)),
    { kind: 'declare', name: 'body', type: { kind: 'map', value: named('json.RawMessage') } },
    {
      kind: 'if',
      before: bind('err', unmarshal),
      condition: binary(binary(err, '!=', nil), 'or', binary(name('body'), '==', nil)),
      then: fail(400, errorText.bodyNotObject),
    },
    ...inputs.flatMap((input) => bodyRead(input, fail)),
  ];
}

/** The statements that read the inputs of a handler, and the packages that they use. Texts of the path are read where they are `shown`. */
export function goReads(
  inputs: Inputs,
  rawPath: (parameter: string) => Expression,
  fail: Fail,
  { shown, escaped }: { shown: boolean; escaped: boolean },
): { statements: Statement[]; packages: string[]; unused: Input[] } {
  const statements: Statement[] = [];
  const typed = (input: Input): boolean => isNumeric(input) || input.type === 'boolean';
  for (const input of inputs.path) {
    const raw = rawPath(input.key);
    if (!typed(input)) {
      // What is no escape never reaches a handler.
      if (shown) statements.push(escaped ? bind([input.variable, '_'], call('url.PathUnescape', raw)) : bind(input.variable, raw));
      continue;
    }
    const complain = fail(400, fault(input, 'path'));
    statements.push(...(input.type === 'boolean' ? booleanRead(input, raw, null, complain) : parse(input, raw, input.variable, complain)));
  }
  if (inputs.query.length > 0)
    statements.push(bind('query', call('r.URL.Query')), ...inputs.query.flatMap((input) => queryRead(input, fail)));
  if (inputs.body.length > 0) statements.push(...bodyReads(inputs.body, fail));
  const fromText = [...inputs.path, ...inputs.query];
  const packages = [
    ...(fromText.some(isNumeric) ? ['strconv'] : []),
    ...(fromText.some(({ type }) => type === 'number') ? ['math'] : []),
    ...(inputs.body.length > 0 ? ['encoding/json', 'io'] : []),
    ...(shown && escaped && !inputs.path.every(typed) ? ['net/url'] : []),
  ];
  // A declared variable that is only assigned is unused to Go; one that is compared is not.
  const unused = [...inputs.path.filter(isNumeric), ...inputs.query, ...inputs.body];
  return { statements, packages, unused };
}

export const setHeader = (header: string, value: Expression): Statement => run(call(member(call('w.Header'), 'Set'), text(header), value));
