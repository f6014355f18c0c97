import type { Cue } from '../instruction.ts';

export const functionCues: Cue[] = [
  { pattern: /\b(?:functions?|func|fn|helper|method|utility)\b/i, weight: 3 },
  { pattern: /函数|方法/, weight: 3 },
  { pattern: /\b[A-Za-z_]\w*\([^)]*\)\s*(?:(?::|->|=>)\s*\w+|\w+\s*$)?/, weight: 2.5 },
  { pattern: /\bdef\b|参数/i, weight: 1 },
];
export const functionNouns =
  '(?:helper |utility |pure |small |simple )?(?:functions?|func|fn|method|helper|utility)|函数|方法|def|implement|实现';
