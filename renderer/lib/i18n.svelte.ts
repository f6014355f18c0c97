import { IntlMessageFormat } from 'intl-messageformat';
import { en } from './messages/en/index.ts';
import { zh } from './messages/zh/index.ts';
import { type Told, tellIn } from './told.ts';

type Catalogue = typeof en;
/** `capability.key`, checked by the compiler. */
export type MessageKey = { [Name in keyof Catalogue & string]: `${Name}.${keyof Catalogue[Name] & string}` }[keyof Catalogue & string];
export type MessageValues = Record<string, string | number>;
export type Locale = 'en' | 'zh';

/**
 * Words, numbers and dates of the page in the chosen language. `t` is reactive: a component that calls it is drawn anew when the
 * language changes. Texts with values are ICU messages: `{count, plural, one {# file} other {# files}}`.
 */
export class I18n {
  #locale = $state<Locale>('en');
  #formats = new Map<string, IntlMessageFormat>();
  #numbers = new Map<string, Intl.NumberFormat>();
  #dates = new Map<string, Intl.DateTimeFormat>();

  get locale(): Locale {
    return this.#locale;
  }
  /** Tag for Intl and the document's lang attribute. */
  get tag(): string {
    return this.#locale === 'zh' ? 'zh-CN' : 'en';
  }

  /** `auto` takes the first of the browser's languages that is there. */
  use(language: Locale | 'auto', preferred: readonly string[] = navigator.languages): void {
    this.#locale = language === 'auto' ? chooseLocale(preferred) : language;
    document.documentElement.lang = this.tag;
  }

  /** Bound, so that `const { t } = i18n` works. */
  t = (key: MessageKey, values?: MessageValues): string => {
    const text = lookUp(this.#locale === 'zh' ? zh : en, key);
    if (!text.includes('{')) return text;
    const cacheKey = `${this.#locale}:${key}`;
    let format = this.#formats.get(cacheKey);
    if (!format) this.#formats.set(cacheKey, (format = new IntlMessageFormat(text, this.tag, undefined, { ignoreTag: true })));
    return String(format.format(values));
  };

  /** What the host says (an error, the reason of an edit) in the language of the page. */
  told = (told: Told): string => tellIn(this.#locale, this.t)(told);

  number(value: number, options: Intl.NumberFormatOptions = {}): string {
    const key = this.tag + JSON.stringify(options);
    let format = this.#numbers.get(key);
    if (!format) this.#numbers.set(key, (format = new Intl.NumberFormat(this.tag, options)));
    return format.format(value);
  }

  /** 0.414 → 41 % */
  percent(value: number, digits = 0): string {
    return this.number(value, { style: 'percent', maximumFractionDigits: digits });
  }

  /** 1536 → 1.5 kB; powers of 1000 as file managers of today count. */
  bytes(value: number): string {
    const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
    const power = value < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
    return this.number(value / 1000 ** power, {
      style: 'unit',
      unit: units[power] ?? 'byte',
      unitDisplay: power === 0 ? 'long' : 'short',
      maximumSignificantDigits: 3,
    });
  }

  /** 1,234,567 → 1.2M, for counts where the exact number says nothing more. */
  compact(value: number): string {
    return this.number(value, { notation: 'compact', maximumFractionDigits: 1 });
  }

  /** Milliseconds since the epoch, as date, time or both. */
  date(at: number, style: 'date' | 'time' | 'both' = 'both'): string {
    const options: Intl.DateTimeFormatOptions = {};
    if (style !== 'time') options.dateStyle = 'medium';
    if (style !== 'date') options.timeStyle = 'short';
    const key = this.tag + style;
    let format = this.#dates.get(key);
    if (!format) this.#dates.set(key, (format = new Intl.DateTimeFormat(this.tag, options)));
    return format.format(at);
  }

  /** A length of time in milliseconds: 340 ms, 2.4 s, 3 min. */
  duration(ms: number): string {
    if (ms < 1000) return this.number(Math.round(ms), { style: 'unit', unit: 'millisecond', unitDisplay: 'short' });
    if (ms < 60_000) return this.number(ms / 1000, { style: 'unit', unit: 'second', unitDisplay: 'short', maximumFractionDigits: 1 });
    return this.number(Math.round(ms / 60_000), { style: 'unit', unit: 'minute', unitDisplay: 'short' });
  }

  list(parts: readonly string[]): string {
    return new Intl.ListFormat(this.tag, { type: 'conjunction' }).format(parts);
  }
}

/** First language of the list that the page speaks; English when none. */
export function chooseLocale(preferred: readonly string[]): Locale {
  for (const tag of preferred) {
    if (/^zh\b/i.test(tag)) return 'zh';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

function lookUp(catalogue: Record<string, Record<string, string>>, key: string): string {
  const dot = key.indexOf('.');
  return catalogue[key.slice(0, dot)]?.[key.slice(dot + 1)] ?? key;
}
