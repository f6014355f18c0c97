import { literalClass } from './literals.ts';
import type { Reader } from './reader.ts';

/** Words of requests that are no names unless something says so. */
export const notNames: ReadonlySet<string> = new Set(
  'that which with for to in of a an the and or as is are has have having should will can telling doing computing calculating checking finding giving making showing converting counting getting adding removing sorting filtering reversing finds checks counts sums computes calculates converts sorts reverses returning returns return taking takes take using use called named name it its this where when who from type class struct function record interface new simple small job task cron command cli tool script line options option flags flag fields properties api call calls client http handler endpoint needs must runs run executed argparse should be every each on at by please add create write build make makes put into go golang python typescript javascript ts js py data dataclass what whose whether i we you string integer int number float bool boolean text str date list array json body my our your their his her its these those them some any promise promises request requests another instance object thing something code new please thanks'.split(
    ' ',
  ),
);

const word = `(${literalClass.code}|${literalClass.text}|(?<![A-Za-z0-9_])[A-Za-z_]\\w*(?:-\\w+)*)`;

const calledEnglish = new RegExp(
  `(?:\\b(?:which|that|it)\\s+is\\s+|\\bis\\s+)?\\b(?:called|named|call it|name it|call this|name this|name the \\w+|name is|name(?=\\s*[:：])|(?<=[,，]\\s*)name|titled|(?:function|task|job|command)\\s+name(?:\\s+is)?)\\b(?:\\s+(?:it|as|the)\\b)?\\s*[:：]?\\s*${word}`,
  'i',
);
const calledChinese = new RegExp(
  `(?:函数名|任务名|命令名|类名|名字|名称)(?:为|是)\\s*[:：]?\\s*${word}(?:\\s*的)?|(?:函数名|任务名|命令名|类名|名字|名称)?(?:叫|叫做|名为|名叫|命名为?|取名|起名|称为|叫作|名字就叫)\\s*[:：]?\\s*${word}(?:\\s*的)?|(?:函数名|任务名|命令名|类名|名字|名称)\\s*[:：]?\\s*${word}`,
  'i',
);

const identifierLike = `(?:${literalClass.code}|${literalClass.text}|[A-Za-z]\\w*[A-Z_]|[A-Z])`;

/** Whether a word is one of those that the kind is asked for with: the "helper" of "retry helper". */
const isPartOf = (name: string, nouns: string): boolean => nouns.split(/\||\\s\+/).includes(name);

/** Nobody's name unless it is capitalised. */
const adverb =
  /^(?:again|back|once|twice|thrice|when|if|whenever|while|until|after|before|plus|also|only|just|now|later|here|there|always|never|every|one|them)$/;
/** What is spoken of often: a name where it is said to be one. */
const common =
  /^(?:express|flask|fastapi|fastify|django|redis|token|middleware|rest|lru|cors|fsm|sdk|enum|union|cache|retry|queue|worker|yaml|people|users|requests)$/;

/** `枚举为 Status`: what something is may be its name, or anything else. */
const isSaidToBe = new RegExp(`(?:为|是)\\s*[:：]?\\s*${word}(?:\\s*的)?`, 'i');

/** Nouns that are good names of types when they are capitalised: `struct Job`. */
const typeLike = /^(?:Job|Task|Line|Command|Tool|Script|Option|Flag|Record|Property|Call|Client|Handler|Endpoint|Text|Body|List|Date)$/;

/** A stand-in or word as a name; null where it is none. */
function asName(reader: Reader, found: string | undefined, ofType: boolean, said: boolean): string | null {
  if (!found) return null;
  const plain = reader.plain(found).trim();
  return /^[\p{L}_][\p{L}\p{N}_-]{0,63}$/u.test(plain) &&
    !adverb.test(plain) &&
    (said || !common.test(plain)) &&
    (!notNames.has(plain.toLowerCase()) ||
      // `named Api`: what is said to be the name and is capitalised is one.
      (said && /^[A-Z][a-z]/.test(plain)) ||
      (ofType && typeLike.test(plain)))
    ? plain
    : null;
}

/**
 * The name of what is to be made: "called X", "名为 X", `<noun> X`, `X <noun>`, or the one identifier in backquotes. `nouns` is the
 * alternation of the kind's words, such as `function|函数`. With `spoken` only what is said to be the name is one.
 */
export function takeName(reader: Reader, nouns: string, ofType = false, spoken = false): string | null {
  const said = [calledEnglish, calledChinese];
  const beside: RegExp[] = [
    new RegExp(`(?<![A-Za-z_-])(?:${nouns})(?![a-z])(?:\\s*[:：](?!\\s*[A-Za-z_]\\w*\\s*[（(:：、]))?\\s*(?:an?\\s+|the\\s+)?${word}`, 'i'),
    // What something is for is its name only where it is written like one: "a cache for UserPages", not "for the pages of users".
    new RegExp(`(?<![A-Za-z_-])(?:${nouns})(?![a-z])\\s+(?:for|of)\\s+(?:an?\\s+|the\\s+)?(?=${identifierLike})${word}`),
    // A noun of several words does not start with a name: the `rate` of "rate limiter".
    new RegExp(`(?!(?:${nouns})(?![a-z]))${word}\\s*(?:的\\s*)?(?:(?<![A-Za-z0-9_])(?=[A-Za-z])|(?![A-Za-z]))(?:${nouns})(?![a-z])`, 'i'),
    isSaidToBe,
    new RegExp(`(${literalClass.code})`),
    // a helper reconnect that …
    new RegExp(
      `\\b(?:class|helper|function|utility|type|struct|object|component|module)\\s+${word}(?=\\s+(?:should|must|which|that|has|with)\\b|\\s*[,.(]|\\s*$)`,
      'i',
    ),
    // 写个 reconnect 帮手
    /(?:写|来|做|搞|弄|建|加|要)(?:一?个|一?套|一下)?\s*([a-z][a-z0-9]{3,30})(?=\s*[\u4e00-\u9fff])/,
    // A word written like an identifier is one: `getUser`, `send_report`.
    /(?<![\w/.-])([A-Za-z][A-Za-z0-9]*[a-z0-9][A-Z][A-Za-z0-9]*|[A-Za-z]\w*_\w+)(?![\w/-])/,
  ];
  for (const pattern of spoken ? said : [...said, ...beside]) {
    const search = new RegExp(pattern.source, `${pattern.flags}g`);
    for (let match = search.exec(reader.text); match; match = search.exec(reader.text)) {
      // What was no name may hold the start of the next match: `CLI: command fetch`.
      search.lastIndex = match.index + 1;
      const name = asName(
        reader,
        match.slice(1).find((group) => group !== undefined),
        ofType,
        said.includes(pattern),
      );
      if (!name || (ofType && !said.includes(pattern) && name === name.toLowerCase() && isPartOf(name, nouns))) continue;
      reader.takeRange(match.index, match.index + match[0].length);
      return name;
    }
  }
  return null;
}

const subjectPattern =
  /(?:\b(?:[Aa]n?|[Tt]he|[Ee]ach|[Ee]very)\s+|(?:^|[.!?\n]\s*))([A-Z][A-Za-z0-9]*)\s+(?:is|can|has|holds|may|goes|consists|starts|should|must)\b/;
const acronym = /^[A-Z0-9_]+$/;
const properNoun =
  /^(?:I|There|We|Our|They|Everybody|Everyone|Nobody|Somebody|Someone|Something|Users?|Clients?|Requests?|People|Python|Go|Golang|TypeScript|JavaScript|Node|Express|Fastify|Flask|FastAPI|Bearer|Basic|Link|Redis|Postgres|Linux|Docker|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|OpenAPI|Unicode)$/;

/**
 * The one word that is written like a name of a type, where nothing says that it is the name: "A Notification is either …", 通知 Notification 要么是.
 * At the beginning of an English sentence every word is capitalised, so there a verb has to follow it.
 */
export function takeSubject(reader: Reader): string | null {
  // Words around it may have been taken; the name itself may not.
  const said = subjectPattern.exec(reader.whole);
  const subject = said && reader.text.slice(said.index, said.index + said[0].length).includes(said[1] ?? '') ? said : null;
  const found = [...reader.text.matchAll(/(?<![\w./'-])([A-Z][A-Za-z0-9]*)(?![\w./'-])/g)].filter(
    ({ 1: word = '', index }) =>
      !acronym.test(word) &&
      !properNoun.test(word) &&
      !/(?:Error|Exception)$/.test(word) &&
      !notNames.has(word.toLowerCase()) &&
      !opens(reader.text, index),
  );
  const distinct = new Set(found.map(({ 1: word }) => word));
  const isName =
    subject?.[1] !== undefined && !acronym.test(subject[1]) && !properNoun.test(subject[1]) && !notNames.has(subject[1].toLowerCase());
  const match = isName ? subject : distinct.size === 1 ? found[0] : null;
  const name = match?.[1];
  if (!match || !name) return null;
  const start = match.index + match[0].indexOf(name);
  reader.takeRange(start, start + name.length);
  return name;
}

/** Whether an English sentence begins at a place. */
const opens = (text: string, at: number): boolean => {
  const before = text.slice(0, at).trimEnd();
  return (before === '' || /[.!?:;\n]$/.test(before)) && !/^[\w\s]{0,40}[\u4e00-\u9fff]/.test(text.slice(at));
};
