import type { Format } from './rules.ts';

/** What a text of a format is, as a problem says it. */
export const formatTitles: Record<Format, string> = {
  email: 'an email address',
  url: 'an http or https URL',
  uuid: 'a UUID',
  date: 'a date such as 2024-12-31',
  datetime: 'a time such as 2024-12-31T23:59:59Z',
};

const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';

/**
 * The form of a text, without anchors, in what JavaScript, Python and Go read alike. An email address is that of HTML's form fields with a
 * dot in its domain; a time is that of RFC 3339 without leap seconds.
 */
export const formatPatterns: Record<Format, string> = {
  email: `[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@${label}(?:\\.${label})+`,
  url: 'https?://[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*(?::[0-9]{1,5})?(?:[/?#][!-~]*)?',
  uuid: '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}',
  date: '[0-9]{4}-[0-9]{2}-[0-9]{2}',
  datetime:
    '[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])',
};

/** Formats of which a part must be a day of the calendar. */
export const hasDay = (format: Format): boolean => format === 'date' || format === 'datetime';
