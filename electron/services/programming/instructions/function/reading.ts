import type { TargetLanguage } from '#domain/programming';
import type { Task } from '#domain/synthesis/search';
import { assumed, type Slot, type TypedName, words } from '../../plan.ts';
import { takeName } from '../../reading/given-name.ts';
import { literalClass } from '../../reading/literals.ts';
import type { Reader } from '../../reading/reader.ts';
import { takeSignature } from '../../reading/signature.ts';
import { typeAt } from '../../reading/type-words.ts';
import { takeTypedNames } from '../../reading/typed-names.ts';
import { askFor } from '../ask-for.ts';
import type { Missing } from '../instruction.ts';
import { faultOf, parametersOf, takeExamples, typeOfValues } from './examples.ts';
import { parseFormula } from './formula.ts';
import { functionNouns } from './lexicon.ts';
import { canTake, type OperationName, operationNames, operations } from './operations.ts';
import type { FunctionExample, FunctionPlan } from './schema.ts';
import { agrees } from './synthesis.ts';

export function readFunction(reader: Reader, context: { language: Slot<TargetLanguage> }): FunctionPlan | Missing {
  const shown = takeExamples(reader);
  const signature = takeSignature(reader);
  const formulaText = readFormula(reader);
  const named = signature?.name ?? shown?.subject ?? takeName(reader, functionNouns);
  const spoken = signature?.parameters ?? readParameters(reader);
  const listed = shown ? typedBy(shown.examples, spoken) : spoken.length > 0 || !formulaText ? spoken : variablesOf(formulaText, reader);
  const guess = readOperation(reader, named);
  const operation = guess && shown && !agrees(guess, shown.examples as Task['examples']) ? null : guess;
  const returned = signature?.result ?? readResult(reader) ?? (shown ? typeOfValues(shown.examples.map(({ output }) => output)) : null);
  const parameters = listed.length > 0 ? fitTypes(listed, operation, reader) : operation ? defaultParameters(operation, reader) : [];
  const variables = new Map(parameters.map(({ name }) => [name, name]));
  const formula =
    formulaText &&
    parameters.length > 0 &&
    parameters.every(({ type }) => type === 'integer' || type === 'number') &&
    parseFormula(formulaText, variables)
      ? formulaText
      : (twoNumbers(reader, parameters) ?? null);
  const able =
    operation &&
    !formula &&
    canTake(
      operation,
      parameters.map(({ type }) => (wholeByDefault(context.language.value) ? wholeNumber(operation, type) : type)),
    )
      ? operation
      : null;
  reader.take(/\b(?:functions?|func|method|fn|helper)\b|函数|方法/i);
  const draft = {
    kind: 'function' as const,
    language: context.language,
    parameters,
    result: returned ? words(returned) : null,
    operation: able ? words(able) : null,
    formula: formula ? words(formula) : null,
    examples: shown ? words(shown.examples) : null,
    fallible: signature?.fallible ?? false,
    descending: reader.take(/\bdescending\b|\bdesc\b|降序|从大到小|largest first/i) !== null,
  };
  const question = { en: 'What the function is called, or what it does, is missing.', zh: '缺少函数的名字，或它要做的事情。' };
  const fault = shown ? faultOf(shown.examples, parameters, returned) : null;
  if (fault) return askFor({ ...draft, ...(named ? { name: words(named) } : {}) }, [{ name: 'examples', question: fault }]);
  if (named) return { ...draft, name: words(named) };
  return operation ? { ...draft, name: assumed(operations[operation].name) } : askFor(draft, [{ name: 'name', question }]);
}

/** Types that the words leave open are those of the examples. */
function typedBy(examples: readonly FunctionExample[], spoken: readonly TypedName[]): TypedName[] {
  const made = parametersOf(examples);
  if (spoken.length === 0) return made;
  return spoken.map((each, at) => (each.typeSource === 'words' ? each : { ...each, type: made[at]?.type ?? each.type }));
}

/** JavaScript has one type of number, so a `number` there may be the whole number that parity and divisors need. */
const wholeByDefault = (language: TargetLanguage): boolean => language === 'typescript' || language === 'javascript';
const wholeNumber = (operation: OperationName, type: string): string =>
  /integer/.test(operations[operation].parameters[0].type) ? type.replace('number', 'integer') : type;

function readParameters(reader: Reader): TypedName[] {
  const mark = reader.see(
    /(?:(?:with|has|that|which|and|the|two|three)\s+){0,9}\b(?:parameters?|params?|arguments?|args|inputs?)\b\s*(?:are|is|called|named|of|:|：)?\s*|(?:有|带|两个|三个)?(?:参数|入参|输入)\s*(?:包括|有|为|是|分别是|:|：)?\s*|\b(?:takes?|taking|accepts?|given|of)\s+(?=(?:an?\s+|two\s+|the\s+)?[A-Za-z_]\w*\s*[:(,]|(?:an?\s+)?(?:string|int|integer|number|float|bool)\s+[a-z]\w*\b|[a-z]\s+and\s+[a-z]\b)|接收\s*/i,
  );
  if (!mark) return [];
  const after = mark.index + mark[0].length;
  const found = takeTypedNames(reader, after);
  if (found.length === 0) return [];
  reader.takeRange(mark.index, after);
  const shared = reader.see(/(?:both|all)\s+(?:are\s+)?|都是|均为/i);
  const type = shared ? typeAt(reader.text, shared.index + shared[0].length) : null;
  if (shared && type) reader.takeRange(shared.index, type.end);
  const last = found.at(-1);
  const every =
    type?.type ??
    (last?.typeSource === 'words' &&
    found.length > 1 &&
    found.slice(0, -1).every((each) => each.typeSource === 'assumed') &&
    /都是|均为|both|all/.test(reader.whole)
      ? last.type
      : null);
  return found.map((each) => (every && each.typeSource === 'assumed' ? { ...each, type: every, typeSource: 'words' as const } : each));
}

function readOperation(reader: Reader, named: string | null): OperationName | null {
  const byWords = operationNames.find((operation) => reader.see(operations[operation].words));
  if (byWords) {
    reader.take(operations[byWords].words);
    return byWords;
  }
  // The name alone says it: `Abs`, `isEven`, `average`.
  const spaced = named?.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/_/g, ' ') ?? '';
  return (
    operationNames.find(
      (operation) => operations[operation].words.test(spaced) || operations[operation].words.test(spaced.replace(/ /g, '')),
    ) ?? null
  );
}

function readResult(reader: Reader): string | null {
  const mark = reader.see(/\b(?:returns?|returning|->|result(?:s in)?|gives?)\s+(?=an?\s+|the\s+)?|返回(?:值)?(?:为|是|类型)?\s*/i);
  const type = mark ? typeAt(reader.text, mark.index + mark[0].length) : null;
  if (!mark || !type || /^\s*(?:of|with|that)/.test(reader.text.slice(type.end))) return null;
  reader.takeRange(mark.index, type.end);
  return type.type;
}

function readFormula(reader: Reader): string | null {
  const match = reader.take(
    /(?:\breturn(?:s|ing)?|computes?|calculates?|(?:that|it|which|result|formula)\s+(?:is|equals)|=|返回|计算|等于|结果是|就是|公式[为是]?)\s*((?:[A-Za-z_]\w*|\d+(?:\.\d+)?|\()[\w\s.()]*(?:[-+*/%]\s*[\w\s.()]+)+)/i,
  );
  if (match?.[1]) return match[1].replace(/\s+(?:in|and|with|to|as|for|where)\s.*$/i, '').replace(/[.\s]+$/, '');
  const stand = reader.see(new RegExp(`(?:\\breturn(?:s|ing)?|computes?|calculates?|返回|计算)\\s*(${literalClass.code})`, 'i'));
  const literal = stand?.[1] ? reader.literal(stand[1]) : undefined;
  if (!stand || literal?.kind !== 'code' || !/[-+*/%]/.test(literal.value)) return null;
  reader.takeRange(stand.index, stand.index + stand[0].length);
  return literal.value;
}

/** The variables of a formula that no word calls parameters, with the types that stand with them: "a and b are floats". */
function variablesOf(formula: string, reader: Reader): TypedName[] {
  const names = new Set(formula.match(/[A-Za-z_]\w*/g));
  const [first] = names;
  const at = first ? new RegExp(`(?<![\\w.])${first}(?!\\w)`).exec(reader.text) : null;
  const found = at ? takeTypedNames(reader, at.index) : [];
  return found.length === names.size && found.every(({ name }) => names.has(name)) ? found : [];
}

/** `the sum of a and b`, `两数之和`: arithmetic on two numbers, where the parameters are two numbers. */
function twoNumbers(reader: Reader, parameters: TypedName[]): string | null {
  const [first, second] = parameters;
  if (!first || !second || parameters.length !== 2 || parameters.some(({ type }) => type !== 'integer' && type !== 'number')) return null;
  const table: [RegExp, string][] = [
    [/\bsum\b|\badds?\b|之和|相加|求和/i, '+'],
    [/\bdifference\b|\bsubtracts?\b|之差|相减/i, '-'],
    [/\bproduct\b|\bmultipl(?:y|ies)\b|之积|相乘|乘积/i, '*'],
    [/\bquotient\b|\bdivides?\b|之商|相除/i, '/'],
  ];
  const found = table.find(([pattern]) => pattern.test(reader.whole));
  return found ? `${first.name} ${found[1]} ${second.name}` : null;
}

/** Types that the words leave open follow from what the operation needs. */
function fitTypes(parameters: TypedName[], operation: OperationName | null, reader: Reader): TypedName[] {
  if (!operation) return parameters;
  // `max(a, b)` without types compares two numbers.
  if ((operation === 'max' || operation === 'min') && parameters.length > 1 && parameters.every((each) => each.typeSource === 'assumed'))
    return parameters.map((each) => ({ ...each, type: 'number' }));
  const wanted = operations[operation].parameters;
  const given = defaultParameters(operation, reader);
  return parameters.map((parameter, at) =>
    parameter.typeSource === 'assumed' && wanted[at] ? { ...parameter, type: given[at]?.type ?? wanted[at].type } : parameter,
  );
}

/** The operation's own parameters, with the element type that the words speak of: `a slice of ints`. */
function defaultParameters(operation: OperationName, reader: Reader): TypedName[] {
  const wanted = operations[operation].parameters;
  const mention = spokenType(reader);
  const first = wanted[0].type;
  const swap =
    mention !== null &&
    canTake(operation, [mention, ...wanted.slice(1).map((each) => (each.role === 'element' ? mention.replace(/\[\]$/, '') : each.type))])
      ? mention
      : first;
  const isTwin = operation === 'clamp';
  return wanted.map(
    (each, at): TypedName => ({
      name: at === 0 && swap !== first && swap.endsWith('[]') && each.name === 'text' ? 'items' : each.name,
      type: at === 0 || isTwin ? swap : each.role === 'element' ? swap.replace(/\[\]$/, '') : each.type,
      optional: false,
      typeSource: at === 0 && swap === mention ? 'words' : 'assumed',
      default: null,
    }),
  );
}

/** A type that stands anywhere in the words; lists first. */
function spokenType(reader: Reader): string | null {
  const text = reader.whole;
  const lists =
    /\b(?:lists?|arrays?|slices?)\s+of\s+\w|\[\]\w|(?:字符串|整数|整型|数字|浮点数|小数)(?:的)?(?:列表|数组|切片)|\b(?:integers?|ints?|floats?|strings|numbers)\b(?!\s*\()/gi;
  for (const match of text.matchAll(lists)) {
    const type = typeAt(text, match.index);
    if (type) return type.type.endsWith('[]') ? type.type : /s$/i.test(match[0]) ? `${type.type}[]` : type.type;
  }
  if (/数组|列表|切片/.test(text)) return null;
  const single = /字符串|整数/.exec(text);
  return single ? (typeAt(text, single.index)?.type ?? null) : null;
}
