import { literalClass } from '../../reading/literals.ts';
import type { Cue } from '../instruction.ts';

export const apiCues: Cue[] = [
  { pattern: new RegExp(literalClass.url), weight: 7 },
  {
    pattern:
      /\b(?:call(?:s|ing)? (?:the |an? )?(?:\w+ )?api|api (?:call|client|request)|http (?:client|request|call)|fetch(?:es|ing)?|requests?|downloads?)\b/i,
    weight: 1,
  },
  { pattern: /调用|请求|客户端|获取/, weight: 1 },
  { pattern: /\b(?:handle(?:s)? (?:the )?errors?|error handling|time-?out|retr(?:y|ies))\b|错误处理|处理错误|超时/i, weight: 1 },
];
