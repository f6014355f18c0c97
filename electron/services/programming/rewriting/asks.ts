import { literalClass } from '../reading/literals.ts';
import type { Reader } from '../reading/reader.ts';

/** A name of code by its looks: in backquotes, with brackets behind it, in camel or snake case, of a class. */
const looks = String.raw`(?-i:${literalClass.code}|[A-Za-z_$]\w*\(\s*\)|(?:[A-Za-z_$]\w*\.)+[A-Za-z_$]\w*|[A-Za-z$]*[a-z0-9][A-Z]\w*|_*[A-Za-z0-9]+_\w+)`;

/** What a request may name: a name by its looks, or any word behind or in front of a noun for functions. */
export const codeName = String.raw`(?:(?:the\s+|my\s+|our\s+)?(?:function|method|coroutine|handler)\s+(?!called|named|that|which|to\b|for\b)\w+|(?:the\s+|my\s+|our\s+)?${looks}|(?:the\s+)?[A-Za-z_]\w*\s+(?:function|method)\b|[A-Za-z_]\w*(?=\s*(?:$|[.,;，。]|in\b))|(?:函数|方法)\s*[A-Za-z_$]\w*)`;

/** Words that ask for something new, which no edit is. */
const makesNew =
  /\b(?:(?:create|generate|implement|define)\b(?!\s+(?:the\s+)?(?:docstring|jsdoc|doc|documentation|type))|(?:write|make|build|add)\s+(?:an?|another|new)\s+(?:\w+\s+){0,3}(?:function|class|helper|endpoint|handler|client|middleware|script|command)\b)|(?:创建|新建|实现|定义)|写一?个(?:[^，。]{0,12})(?:函数|类|接口|工具|方法)/i;

/** The weight of the first pattern that a request to change something fits; 0 for none, and for requests that make something new. */
export function asked(reader: Reader, patterns: readonly RegExp[], weight = 9): number {
  return !reader.see(makesNew) && patterns.some((pattern) => reader.see(pattern)) ? weight : 0;
}

/** Words that look like the name of a target where none is given: what is added, and which of all are meant. */
const nouns =
  /\b(?:type[- ]?(?:hints?|annotations?)|annotations|doc[- ]?strings?|doc[- ]?comments?|documentation(?: comments?)?|(?:all|every|each)(?:\s+(?:the|its|of the))?(?:\s+(?:exported|public|undocumented|untyped))?(?:\s+(?:functions?|methods?|classes|types|declarations?|exports))?|(?:exported|public|undocumented|untyped)\s+(?:functions?|methods?|classes|types|declarations?))\b/i;

/** A reader of a kind that can do without a target, and takes none of those words for one. */
export const withoutNouns =
  <Context, Plan>(read: (reader: Reader, context: Context) => Plan) =>
  (reader: Reader, context: Context): Plan => {
    while (reader.take(nouns));
    return read(reader, context);
  };
