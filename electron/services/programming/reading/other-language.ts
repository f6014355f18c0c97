import type { Reader } from './reader.ts';

const names = String.raw`(rust|java|c\+\+|cpp|c#|csharp|kotlin|swift|ruby|php|scala|haskell|elixir|erlang|lua|perl|dart|zig|julia|clojure|ocaml|f#|matlab|fortran|cobol|bash|powershell|visual basic|objective-c)(?![\w+#])`;
const code =
  '(?:functions?|methods?|class(?:es)?|structs?|enums?|traits?|interfaces?|records?|scripts?|programs?|modules?|code|handlers?|endpoints?|servers?|cli|commands?)';

/** A name beside a word of making code: "in Rust", "a Rust function", "用 Rust 写". A name alone may be that of anything. */
const patterns = [
  new RegExp(String.raw`\b(?:in|using|as)\s+${names}(?!\s+(?:folder|directory|file|repo|project)\b)`, 'i'),
  new RegExp(String.raw`\b(?:an?|the|write|create|make|generate|implement|some)\s+(?:\w+\s+)?${names}\s+${code}\b`, 'i'),
  new RegExp(String.raw`^\s*${names}\s*(?:[:：,，]|${code}\b)`, 'i'),
  new RegExp(String.raw`(?:用|使用|以)\s*${names}`, 'i'),
  new RegExp(String.raw`${names}\s*(?:语言|代码|函数|方法|类|结构体|枚举|接口|程序|脚本)`, 'i'),
];

/** The language that a request wants and that nothing here is written in; null where it names none. */
export function otherLanguage(reader: Reader): string | null {
  for (const pattern of patterns) {
    const name = reader.see(pattern)?.[1];
    if (name !== undefined) return name;
  }
  return null;
}
