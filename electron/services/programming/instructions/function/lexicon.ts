import type { Cue } from '../instruction.ts';

export const functionCues: Cue[] = [
  { pattern: /\b(?:functions?|func|fn)\b/i, weight: 3 },
  { pattern: /\b(?:helper|method|utility)\b/i, weight: 2.4 },
  { pattern: /函数|方法/, weight: 3 },
  { pattern: /\b[A-Za-z_]\w*\([^)]{0,400}\)\s*(?:(?::|->|=>)\s*\w+|\w+\s*$)?/, weight: 2.5 },
  { pattern: /\bdef\b|参数/i, weight: 1 },
  { pattern: /\b(?:const|let)\s[A-Za-z_]\w{0,63}\s?=\s?(?:async\s?)?\(/, weight: 3 },
  {
    pattern: /\b(?:[Nn]eed|[Aa]dd|[Ww]rite|[Ww]ant|[Ii]mplement|[Cc]reate)\s+(?:an?\s+|the\s+)?(?:[a-z]{1,30}[A-Z]\w*|[a-z]{1,30}_\w+)/,
    weight: 2,
  },
  {
    pattern: /(?:\b(?:returns?|result is|it is|equals)|返回|结果是|等于)\s*\(?\s*[A-Za-z_]\w*\s*[-+*/%]\s*[\w(]/i,
    weight: 2.5,
  },
];
export const functionNouns =
  '(?:helper |utility |pure |small |simple )?(?:functions?|func|fn|method|helper|utility)|函数|方法|def|implement|实现';
