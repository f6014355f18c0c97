/** What a parameter of an operation may be. `element` is what the lists of the operation hold. */
export type Role = 'number' | 'integer' | 'text' | 'numbers' | 'texts' | 'list' | 'lists' | 'element';

export interface Operation {
  /** Patterns of the words that ask for it. */
  words: RegExp;
  /** The name the function gets where the words give none. */
  name: string;
  parameters: { name: string; role: Role; type: string }[];
  /** The type of the result; `element` and `list` follow the first parameter. */
  result: 'element' | 'list' | 'string' | 'integer' | 'number' | 'boolean' | 'inner';
}

const numbers = { name: 'numbers', role: 'numbers' as const, type: 'number[]' };
const text = { name: 'text', role: 'text' as const, type: 'string' };
const n = { name: 'n', role: 'integer' as const, type: 'integer' };
const items = { name: 'items', role: 'list' as const, type: 'string[]' };

/** In the order in which they are tried: the more special one first. */
export const operations = {
  filterEven: {
    words:
      /\b(?:filters?|keeps?|select|returns?|only|get|picks?)\b.*\beven\b|\beven (?:numbers|values|ones)\b|(?:过滤|筛选|保留|取出|找出|选出).*偶数/i,
    name: 'filterEven',
    parameters: [{ ...numbers, type: 'integer[]' }],
    result: 'list',
  },
  filterOdd: {
    words: /\b(?:filters?|keeps?|select|returns?|only|get|picks?)\b.*\bodd\b(?! number\b)|(?:过滤|筛选|保留|取出|找出|选出).*奇数/i,
    name: 'filterOdd',
    parameters: [{ ...numbers, type: 'integer[]' }],
    result: 'list',
  },
  isEven: { words: /\beven\b|is_?even|偶数/i, name: 'isEven', parameters: [n], result: 'boolean' },
  isOdd: { words: /\bodd\b|is_?odd|奇数/i, name: 'isOdd', parameters: [n], result: 'boolean' },
  isPrime: { words: /\bprimes?\b|is_?prime|素数|质数/i, name: 'isPrime', parameters: [n], result: 'boolean' },
  factorial: { words: /factorial|阶乘/i, name: 'factorial', parameters: [n], result: 'integer' },
  fibonacci: { words: /fibonacci|\bfib\b|斐波那契/i, name: 'fibonacci', parameters: [n], result: 'integer' },
  gcd: {
    words: /\bgcd\b|greatest common divisor|最大公约数/i,
    name: 'gcd',
    parameters: [
      { name: 'a', role: 'integer', type: 'integer' },
      { name: 'b', role: 'integer', type: 'integer' },
    ],
    result: 'integer',
  },
  palindrome: { words: /palindrome|回文/i, name: 'isPalindrome', parameters: [text], result: 'boolean' },
  countWords: {
    words: /\b(?:counts?|number of)\b.*\bwords\b|\bword count\b|count_?words|(?:单词|词语|词)(?:的)?(?:数量|个数|数)|统计.*单词/i,
    name: 'countWords',
    parameters: [text],
    result: 'integer',
  },
  countVowels: { words: /\bvowels?\b|元音/i, name: 'countVowels', parameters: [text], result: 'integer' },
  unique: {
    words:
      /\b(?:unique|distinct|de-?dup(?:e|licates?)?|(?:without|removes?|removing|drops?|eliminates?)\s+(?:the\s+|any\s+)?duplicates?)\b|去重|重复(?:的)?(?:元素|项|值)|去除.*重复/i,
    name: 'unique',
    parameters: [items],
    result: 'list',
  },
  flatten: {
    words: /\bflatten(?:s|ing)?\b|展平|扁平化|拍平/i,
    name: 'flatten',
    parameters: [{ name: 'rows', role: 'lists', type: 'integer[][]' }],
    result: 'inner',
  },
  average: { words: /\b(?:average|mean|avg)\b|平均/i, name: 'average', parameters: [numbers], result: 'number' },
  clamp: {
    words: /\bclamp(?:s|ing)?\b|\b(?:limits?|restricts?|constrains?)\b.*\b(?:between|range)\b|限制在|夹在|夹紧/i,
    name: 'clamp',
    parameters: [
      { name: 'value', role: 'number', type: 'number' },
      { name: 'low', role: 'number', type: 'number' },
      { name: 'high', role: 'number', type: 'number' },
    ],
    result: 'element',
  },
  capitalize: {
    words: /\bcapitali[sz]e[sd]?\b|首字母(?:变成|转为|转成)?大写|upper-?case.*first letter/i,
    name: 'capitalize',
    parameters: [text],
    result: 'string',
  },
  upper: { words: /\bupper-?case[sd]?\b|\bto_?upper\b|大写/i, name: 'toUpper', parameters: [text], result: 'string' },
  lower: { words: /\blower-?case[sd]?\b|\blowercases\b|\bto_?lower\b|小写/i, name: 'toLower', parameters: [text], result: 'string' },
  trim: {
    words: /\btrim(?:s|med|ming)?\b|\bstrip(?:s|ped)?\b.*(?:spaces|whitespace)|(?:去除|去掉|删除).*(?:空格|空白)/i,
    name: 'trim',
    parameters: [text],
    result: 'string',
  },
  join: {
    words: /\bjoin(?:s|ed|ing|all)?\b|\bconcat(?:enate)?s?\b|拼接|连接成|用.*连接/i,
    name: 'join',
    parameters: [
      { name: 'parts', role: 'texts', type: 'string[]' },
      { name: 'separator', role: 'text', type: 'string' },
    ],
    result: 'string',
  },
  sort: {
    words: /\bsort(?:s|ed|ing)?\b|\border(?:s|ed)? (?:by|the|a)\b|排序|升序|降序/i,
    name: 'sorted',
    parameters: [{ ...numbers, role: 'list' }],
    result: 'list',
  },
  reverse: {
    words: /\brevers(?:e|es|ed|ing)\b|\bbackwards\b|反转|翻转|倒序|颠倒/i,
    name: 'reverse',
    parameters: [{ name: 'text', role: 'list', type: 'string' }],
    result: 'list',
  },
  contains: {
    words: /\b(?:contains?|includes?|is in|membership)\b|是否(?:包含|存在|含有)|(?:检查|判断).*(?:包含|存在)/i,
    name: 'contains',
    parameters: [items, { name: 'item', role: 'element', type: 'string' }],
    result: 'boolean',
  },
  product: {
    words: /\b(?:product|multipl(?:y|ies|ying)) (?:of )?(?:all|the|a list|an array|numbers|every)\b|乘积|连乘/i,
    name: 'product',
    parameters: [numbers],
    result: 'element',
  },
  max: {
    words: /\b(?:max(?:imum)?|largest|biggest|greatest|highest|larger|bigger|greater|higher)\b|最大|较大|更大/i,
    name: 'maximum',
    parameters: [numbers],
    result: 'element',
  },
  min: {
    words: /\b(?:min(?:imum)?|smallest|lowest|least|smaller|lower of|lesser)\b|最小|较小|更小/i,
    name: 'minimum',
    parameters: [numbers],
    result: 'element',
  },
  abs: {
    words: /\babs(?:olute)?\b|绝对值/i,
    name: 'absolute',
    parameters: [{ name: 'x', role: 'number', type: 'number' }],
    result: 'element',
  },
  sum: {
    words: /\b(?:sums?|summing|totals?|adds? up|add(?:s|ing)? (?:all|numbers|together))\b|求和|总和|之和|合计|相加/i,
    name: 'sum',
    parameters: [numbers],
    result: 'element',
  },
  length: {
    words: /\b(?:length|number of (?:items|elements|characters))\b|长度|元素个数|字符数/i,
    name: 'length',
    parameters: [{ name: 'items', role: 'list', type: 'string' }],
    result: 'integer',
  },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;
export const operationNames = Object.keys(operations) as [OperationName, ...OperationName[]];

const isList = (type: string): boolean => type.endsWith('[]');
const isNumber = (type: string): boolean => type === 'integer' || type === 'number';

function fits(type: string, role: Role, first: string): boolean {
  switch (role) {
    case 'number':
      return isNumber(type);
    case 'integer':
      return type === 'integer' || type === 'number';
    case 'text':
      return type === 'string';
    case 'numbers':
      return isList(type) && isNumber(type.slice(0, -2));
    case 'texts':
      return type === 'string[]';
    case 'list':
      return isList(type) || type === 'string';
    case 'lists':
      return type.endsWith('[][]');
    case 'element':
      return (isList(first) && type === first.slice(0, -2)) || (first === 'string' && type === 'string');
  }
}

/** `Max(a, b int)`: the extreme of two or more numbers of one type instead of that of a list. */
export const comparesNumbers = (operation: OperationName, types: string[]): boolean =>
  (operation === 'max' || operation === 'min') && types.length > 1 && isNumber(types[0] ?? '') && new Set(types).size === 1;

/** Whether parameters of these types can feed the operation. */
export function canTake(operation: OperationName, types: string[]): boolean {
  const wanted = operations[operation].parameters;
  const first = types[0] ?? '';
  if (comparesNumbers(operation, types)) return true;
  if (types.length !== wanted.length) return false;
  if (!wanted.every((parameter, at) => fits(types[at] ?? '', parameter.role, first))) return false;
  // Arithmetic on whole numbers only: a fraction has no parity, divisor or factorial.
  if (['isEven', 'isOdd', 'isPrime', 'factorial', 'fibonacci', 'gcd'].includes(operation)) return types.every((type) => type === 'integer');
  if (operation === 'filterEven' || operation === 'filterOdd') return first === 'integer[]';
  if (operation === 'sort') return ['integer[]', 'number[]', 'string[]'].includes(first);
  if (operation === 'unique') return ['integer[]', 'number[]', 'string[]', 'boolean[]'].includes(first);
  return operation !== 'clamp' || new Set(types).size === 1;
}

export function resultOf(operation: OperationName, types: string[]): string {
  const first = types[0] ?? 'unknown';
  const { result } = operations[operation];
  if (result === 'element') return isList(first) ? first.slice(0, -2) : first;
  if (result === 'list') return first;
  if (result === 'inner') return first.slice(0, -2);
  return result;
}
