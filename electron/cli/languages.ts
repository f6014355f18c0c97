import { Option } from 'commander';
import type { TargetLanguage } from '#domain/programming';

/** Languages as the command line names them. */
const languages = { ts: 'typescript', js: 'javascript', py: 'python', go: 'go' } as const satisfies Record<string, TargetLanguage>;
export type LanguageName = keyof typeof languages;

export const languageOption = (): Option => new Option('--language <language>', 'target language').choices(Object.keys(languages));
export const languageOf = (name: LanguageName | undefined): TargetLanguage | undefined => name && languages[name];
