import { literalClass } from '../reading/literals.ts';
import type { Reader } from '../reading/reader.ts';

const word = String.raw`(?:${literalClass.code}|[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*(?:\(\s*\))?(?:\s+(?:function|method)\b)?|(?:函数|方法)\s*[A-Za-z_$]\w*)`;
const behindNoun = String.raw`(?:function|method|coroutine|handler)\s+${word}`;
const articles = String.raw`(?:(?:the|my|our)\s+)?`;

/** A place for the name of what is to be changed: a word that looks like code, has a noun beside it or ends the clause. */
export const codeName = `${articles}(?<name>${behindNoun}|${word})`;
/** The same where many other words stand: only what looks like code or has a noun beside it. */
export const plainCodeName = `${articles}(?<strict>${behindNoun}|${word})`;

/** In backquotes, with brackets behind it, in camel or snake case, of a class; or beside a noun for functions. */
const looks =
  /^(?:[\ue200-\ue2ff]|(?:function|method|coroutine|handler)\s+(?!called|named|that|which|to\b|for\b)|函数|方法|.*(?:\(\s*\)|\s(?:function|method)$|\w\.\w|[a-z0-9][A-Z]|\w_\w))/;
const endsClause = /^\s*(?:$|[.,;，。]|in\b|\n)/i;

function named({ groups, input, index, 0: whole }: RegExpExecArray): boolean {
  const { name, strict } = groups ?? {};
  if (strict !== undefined) return looks.test(strict);
  return name === undefined || looks.test(name) || endsClause.test(input.slice(index + whole.length));
}

/** Words that ask for something new, which no edit is. */
const makesNew =
  /\b(?:(?:create|generate|implement|define)\b(?!\s+(?:the\s+)?(?:docstring|jsdoc|doc|documentation|type))|(?:write|make|build|add)\s+(?:an?|another|new)\s+(?:\w+\s+){0,3}(?:function|class|helper|endpoint|handler|client|middleware|script|command)\b)|(?:创建|新建|实现|定义)|写一?个(?:[^，。]{0,12})(?:函数|类|接口|工具|方法)/i;

/** The weight of a request to change something that one of the patterns fits; 0 for none, and for requests that make something new. */
export function asked(reader: Reader, patterns: readonly RegExp[], weight = 9): number {
  if (reader.see(makesNew)) return 0;
  const fits = (pattern: RegExp): boolean => {
    const search = new RegExp(pattern.source, `${pattern.flags}g`);
    for (let match = search.exec(reader.text); match; match = search.exec(reader.text)) {
      if (named(match)) return true;
      search.lastIndex = match.index + 1;
    }
    return false;
  };
  return patterns.some(fits) ? weight : 0;
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
