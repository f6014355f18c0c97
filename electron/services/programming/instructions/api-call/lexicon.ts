import { literalClass } from '../../reading/literals.ts';
import type { Cue } from '../instruction.ts';

export const apiCues: Cue[] = [
  { pattern: new RegExp(literalClass.url), weight: 7 },
  {
    pattern:
      /\b(?:call(?:s|ing)? (?:the |an? )?(?:\w+ )?api|api (?:call|client|request)|http (?:client|request|call)|fetch(?:es|ing)?|requests?|downloads?)\b/i,
    weight: 1,
  },
  // A function whose purpose is the call is a call, and the address is asked for.
  {
    pattern: /\b(?:calls?|calling) (?:the |an? )?(?:\w+ )?api\b|\bapi (?:call|client function)\b|调用(?:[^，。；\n]{0,12})?(?:API|接口)/i,
    weight: 2.5,
  },
  { pattern: /调用|请求|客户端|获取/, weight: 1 },
  { pattern: /\b(?:handle(?:s)? (?:the )?errors?|error handling|time-?out|retr(?:y|ies))\b|错误处理|处理错误|超时/i, weight: 1 },
];
