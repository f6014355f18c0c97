import type { TargetLanguage } from '#domain/programming';
import type { Framework } from '../syntax/source-view.ts';
import type { Reader } from './reader.ts';

const languageWords: [RegExp, TargetLanguage][] = [
  [
    /(?:\b(?:in|using|with|for|as)\s+(?:an?\s+)?|用|使用|以|基于)?\s*\b(?:type\s?script|ts)\b(?:\s*(?:语言|代码|please|code|语法|来写|写|实现|版本?))?/i,
    'typescript',
  ],
  [
    /(?:\b(?:in|using|with|for|as)\s+(?:an?\s+)?(?:plain\s+|vanilla\s+)?|用|使用|以|基于)?\s*\b(?:java\s?script|js|node(?:\.?js)?)\b(?!\s*:)(?:\s*(?:语言|代码|please|code|来写|写|实现|版本?))?/i,
    'javascript',
  ],
  [
    /(?:\b(?:in|using|with|for|as)\s+(?:an?\s+)?|用|使用|以|基于)?\s*\b(?:python\s?3?|py)\b(?:\s*(?:语言|代码|please|code|来写|写|实现|版本?))?/i,
    'python',
  ],
  [/(?:\b(?:in|using|with|for|as)\s+(?:an?\s+)?|用|使用|以|基于)?\s*\bgolang\b(?:\s*(?:语言|代码|please|code|来写|写|实现|版本?))?/i, 'go'],
  [
    /\b(?:in|using|with|as|for|from)\s+Go\b(?:\s*(?:please|code))?|(?:用|使用|以|基于)\s*Go\b(?:\s*(?:语言|代码|来写|写|实现))?|\bGo\s*(?:语言|代码|程序|版|项目|(?=函数|结构体|方法|接口|命令|定时))/i,
    'go',
  ],
  [/(?<![-\w])(?:Go|GO)(?![-\w])(?!\s+(?:to|ahead|on|through|back|over|and|for)\b)/, 'go'],
  [
    /^\s*go\s*[:：,，-]|[(（,，:：]\s*go\s*[)）.。]?\s*$|[\u4e00-\u9fff,，]\s*go\s*$|(?<=[,，;；(（]\s?)go(?=\s?[,，;；)）])|\bgo\s+(?=(?:funcs?|structs?|functions?|handlers?|programs?|endpoints?|types?|enums?|unions?|records?|models?|class(?:es)?|interfaces?|clients?|servers?|services?|middleware|caches?|queues?|workers?|tests?|cli|commands?|jobs?|tasks?|code|lru|ttl|api|http|cron|retry|rate|state|event)\b)/i,
    'go',
  ],
];

const frameworkWords: [RegExp, Framework, TargetLanguage | null][] = [
  [
    /(?:(?:using|with|in|for)\s+(?:an?\s+)?(?:my\s+|our\s+|the\s+)?|用|使用)?\bfastapi\b(?:\s*(?:app|server|application|应用|服务|框架))?/i,
    'fastapi',
    'python',
  ],
  [
    /(?:(?:using|with|in|for)\s+(?:an?\s+)?(?:my\s+|our\s+|the\s+)?|用|使用)?\bflask\b(?:\s*(?:app|server|application|应用|服务|框架))?/i,
    'flask',
    'python',
  ],
  [
    /(?:(?:using|with|in|for)\s+(?:an?\s+)?(?:my\s+|our\s+|the\s+)?|用|使用)?\bexpress(?:\.?js)?\b(?:\s*(?:app|server|application|应用|服务|框架))?/i,
    'express',
    null,
  ],
  [
    /(?:(?:using|with|in|for)\s+(?:an?\s+)?(?:my\s+|our\s+|the\s+)?|用|使用)?\bfastify\b(?:\s*(?:app|server|application|应用|服务|框架))?/i,
    'fastify',
    null,
  ],
  [
    /(?:(?:using|with|in|for)\s+(?:an?\s+)?(?:my\s+|our\s+|the\s+)?|用|使用)?\bhono\b(?:\s*(?:app|server|application|应用|服务|框架))?/i,
    'hono',
    null,
  ],
  [/(?:(?:using|with|in)\s+(?:an?\s+)?|用|使用)\s*gin\b(?:\s*(?:router|framework|框架))?/i, 'gin', 'go'],
  [/(?:(?:using|with|in)\s+)?\bnet\/http\b/i, 'net/http', 'go'],
  [/(?:(?:using|with|in)\s+)?\bnode:http\b/i, 'node:http', null],
  [/(?:(?:using|with|in)\s+)?\bhttp\.server\b/i, 'http.server', 'python'],
];

/** Words that belong to one language alone and so choose it where nothing else does. */
const hints: [RegExp, TargetLanguage][] = [
  [/\bdata\s?class\b|\bpydantic\b|\bargparse\b|\bsnake_case\b|数据类/i, 'python'],
  [/\bgoroutine\b|\bGo struct\b|\bjson tags?\b|\bstructs?\b|结构体/i, 'go'],
  [/\btype alias\b|\binterface\b(?!\s*(?:for|to) )/i, 'typescript'],
];

/** Signatures that no other language writes so: `func Max(a, b int)`, `def clamp(`, `type User struct`. */
const native: [RegExp, TargetLanguage][] = [
  [/\bdef\s+[A-Za-z_]\w{0,63}\s?\(|^\s*@[a-z]+\.(?:get|post|put|patch|delete|route)\(|@dataclass\b/, 'python'],
  [
    /\bfunc\s+[A-Za-z_]\w{0,63}\s?(?:\[[^[\]\n]{0,80}\])?\([^():]{0,400}\)|\bfunc\s?\(\w{1,64}\s+\*?\w{1,64}\)\s*\w|\btype\s+[A-Za-z_]\w{0,63}\s+struct\b|\bhttp\.HandleFunc\b/,
    'go',
  ],
];

export interface LanguageWords {
  named: TargetLanguage | null;
  /** A signature in the language's own syntax. */
  native: TargetLanguage | null;
  hinted: TargetLanguage | null;
  framework: Framework | null;
}

/** Takes the words that name a language or a framework. */
export function readLanguage(reader: Reader): LanguageWords {
  const text = reader.whole;
  let framework: Framework | null = null;
  let byFramework: TargetLanguage | null = null;
  for (const [pattern, value, language] of frameworkWords) {
    if (framework === null && reader.take(pattern)) {
      framework = value;
      byFramework = language;
    }
  }
  let named: TargetLanguage | null = null;
  for (const [pattern, language] of languageWords) {
    if (named === null && reader.take(pattern)) named = language;
  }
  const hinted = hints.find(([pattern]) => reader.see(pattern))?.[1] ?? null;
  const code = reader.literals('code').map(({ value }) => value);
  const byForm = native.find(([pattern]) => [text, ...code].some((each) => pattern.test(each)))?.[1] ?? null;
  return { named: named ?? byFramework, native: byForm, hinted, framework };
}
