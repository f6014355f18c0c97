import { readSentence, type Sentence } from '#domain/sentences';
import type { Failure } from './failure.ts';
import type { Locale, MessageKey, MessageValues } from './i18n.svelte.ts';
import { en } from './messages/en/index.ts';

/** What the host says: a failure, or a reason with its sentence. */
export type Told = Partial<Failure> & { message: string; sentence?: Sentence | null };

/**
 * What the host says, in the language of the page: an error, or the reason of an edit. English is the host's own wording. In another
 * language a sentence is said by its code; for one without a code what its error code means is said, with the original behind it.
 */
export function tellIn(locale: Locale, t: (key: MessageKey, values?: MessageValues) => string): (told: Told) => string {
  return (told) => {
    if (locale === 'en' && told.message !== '') return told.message;
    const sentence = sentenceOf(told) ?? readSentence(told.message);
    if (sentence !== null) return t(`host.${sentence.code}`, sentence.values);
    const known = isErrorCode(told.code) ? t(`errors.${told.code}`) : '';
    if (known === '' || told.message === '' || selfExplaining.has(told.code ?? '')) return known || told.message;
    return t('page.withOriginal', { sentence: known, original: told.message });
  };
}

/** Errors whose code says all that there is to say. */
const selfExplaining = new Set(['CANCELLED', 'DISCONNECTED', 'STORE_BUSY', 'WORKSPACE_UNTRUSTED']);

const isErrorCode = (code: string | undefined): code is keyof typeof en.errors => code !== undefined && Object.hasOwn(en.errors, code);

/** The sentence that came along, when it is one the page has words for: a newer host may know more. */
function sentenceOf({ sentence, data }: Told): Sentence | null {
  const { code, values } = sentence ?? (data as { sentence?: Partial<Sentence> } | null | undefined)?.sentence ?? {};
  return code !== undefined && values !== undefined && Object.hasOwn(en.host, code) ? { code, values } : null;
}
