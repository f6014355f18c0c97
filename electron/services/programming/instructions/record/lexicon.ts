import type { Cue } from '../instruction.ts';

export const recordNouns =
  'data\\s?classes|data\\s?class|dataclass|interface|structs?|class|record type|record|model|entity|data type|data structure|type|数据类|结构体|数据结构|接口类型|记录类型|实体类|实体|记录|类型|类|接口|模型|interface';

export const recordCues: Cue[] = [
  { pattern: /\b(?:interface|struct|dataclass|data class|record|entity|data type|data structure)\b/i, weight: 3 },
  // Much is put into classes: other kinds that are spoken of win.
  { pattern: /(?<!data\s)\bclass\b/i, weight: 2.1 },
  { pattern: /\bclass\s+[A-Z]\w*\s*\(/, weight: 2 },
  { pattern: /\b(?:sum|union|variant|enum|enumerated)\s+type\b|和类型|联合类型|枚举类型/i, weight: -4 },
  { pattern: /\b(?:consists? of|is made (?:up )?of)\b|由[^，。；]{1,60}组成/i, weight: 1.5 },
  { pattern: /[A-Z]\w+\s*类(?!型)|(?:都是|均为)\s*(?:字符串|整数|数字|浮点数|布尔)/, weight: 2 },
  {
    pattern:
      /\b(?:something|a thing|somewhere|an object)\b[^.。\n]{0,20}\b(?:hold|holds|store|stores|represent|describe|keep)\b|(?:存|放|表示|描述|装)[^，。；\n]{1,16}的东西/i,
    weight: 2,
  },
  { pattern: /\b(?:model|type)\b(?!\s*(?:int|string|float|check))/i, weight: 1.5 },
  { pattern: /\b(?:type|model(?: an?)?)\s+[A-Z]\w+|\btype for (?:an?\s+)?[A-Z]/, weight: 2 },
  {
    pattern: /结构体|数据类|数据结构|接口类型|记录类型|实体|类型(?=\s*[A-Za-z])|(?:一个|个|定义|新建|创建)\s*类(?!型)|类\s*[A-Z]/,
    weight: 3,
  },
  { pattern: /(?<![A-Za-z])[A-Z][a-z]\w*\s*接口\s*[：:]/, weight: 3.5 },
  { pattern: /\btype\s+[A-Z]\w*\s+(?:holding|with|having|made)\b/, weight: 2 },
  { pattern: /\b(?:fields?|properties|attributes|columns|members)\b|字段|属性|成员/i, weight: 1.5 },
  { pattern: /\b(?:function|func|fn|endpoint|route|cli|command|cron|schedule)\b|函数|路由|命令|定时/i, weight: -1.5 },
];
