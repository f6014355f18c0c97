import type { Cue } from '../instruction.ts';

export const recordNouns =
  'data\\s?classes|data\\s?class|dataclass|interface|structs?|class|record type|record|model|entity|data type|data structure|type|数据类|结构体|数据结构|接口类型|记录类型|实体类|实体|记录|类型|类|接口|模型|interface';

export const recordCues: Cue[] = [
  { pattern: /\b(?:interface|struct|dataclass|data class|class|record|entity|data type|data structure)\b/i, weight: 3 },
  { pattern: /\b(?:model|type)\b(?!\s*(?:int|string|float|check))/i, weight: 1.5 },
  { pattern: /\b(?:type|model(?: an?)?)\s+[A-Z]\w+|\btype for (?:an?\s+)?[A-Z]/, weight: 2 },
  {
    pattern: /结构体|数据类|数据结构|接口类型|记录类型|实体|类型(?=\s*[A-Za-z])|(?:一个|个|定义|新建|创建)\s*类(?!型)|类\s*[A-Z]/,
    weight: 3,
  },
  { pattern: /(?<![A-Za-z])[A-Z][a-z]\w*\s*接口\s*[：:]/, weight: 2.5 },
  { pattern: /\btype\s+[A-Z]\w*\s+(?:holding|with|having|made)\b/, weight: 2 },
  { pattern: /\b(?:fields?|properties|attributes|columns|members)\b|字段|属性|成员/i, weight: 1.5 },
  { pattern: /\b(?:function|func|fn|endpoint|route|cli|command|cron|schedule)\b|函数|路由|命令|定时/i, weight: -1.5 },
];
