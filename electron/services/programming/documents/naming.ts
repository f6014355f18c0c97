import { pascalCase } from '#domain/ir/names';
import type { ModelType } from './model.ts';

/** The name of one of many: `users` is a `user`, `categories` a `category`. A word that only looks like many stays. */
export function singular(word: string): string {
  if (/(?:ss|us|is|news|series|data)$/i.test(word) || word.length < 4) return word;
  if (/ies$/i.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz|us)es$/i.test(word)) return word.slice(0, -2);
  return /s$/i.test(word) ? word.slice(0, -1) : word;
}

/** A name of a type, in letters and digits; `Value` where the words have none. */
export function modelName(words: string): string {
  const name = pascalCase(words.replace(/[^\x20-\x7e]/g, ' '))
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 90);
  if (name === '') return 'Value';
  return /^[A-Z]/.test(name) ? name : `N${name}`;
}

/** Types in the order in which they were found; a name that another type has already gets the name of its place in front, or a number. */
export interface TypeList {
  readonly types: ModelType[];
  /** A free name for a type found under `words` in the type `within`. */
  reserve(words: string, within: string): string;
}

/** More types than a person reads come of a mistake or an attack. */
export const mostTypes = 300;

export function createTypeList(): TypeList {
  const taken = new Set<string>();
  return {
    types: [],
    reserve(words, within) {
      const plain = modelName(words);
      let name = taken.has(plain) && within !== '' ? modelName(`${within} ${words}`) : plain;
      for (let count = 2; taken.has(name); count += 1) name = `${plain}${count}`;
      taken.add(name);
      return name;
    },
  };
}
