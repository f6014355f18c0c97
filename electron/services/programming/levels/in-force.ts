import type { TargetLanguage } from '#domain/programming';
import type { LanguageLevels } from '#services/toolchains';
import { isBelow } from './adapt.ts';

/** The version of a language's installed tool, like "3.11.2"; null where there is none. */
export type InstalledVersion = (language: 'go' | 'python') => Promise<string | null>;

/** What a folder says of the language of a target, or the installed version where that is older or the folder says nothing. */
export async function levelsInForce(
  declared: LanguageLevels,
  language: TargetLanguage,
  installed: InstalledVersion | undefined,
): Promise<LanguageLevels> {
  if (language !== 'go' && language !== 'python') return declared;
  const version = /^\d+\.\d+/.exec((await installed?.(language)) ?? '')?.[0];
  const own = declared[language];
  return version !== undefined && (own === null || isBelow(version, own)) ? { ...declared, [language]: version } : declared;
}
