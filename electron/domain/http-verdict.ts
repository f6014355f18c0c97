import type { HttpCase } from './http-cases.ts';
import { utf8Bytes } from './utf8.ts';

/** What a server answered; null for a body that is no text. */
export interface HttpAnswer {
  status: number;
  body: string;
}

/** A body so that two of the same meaning are the same text: JSON without its layout and the order of its keys. */
export function canonicalBody(text: string): string {
  try {
    return JSON.stringify(sorted(JSON.parse(text)));
  } catch {
    return JSON.stringify(text);
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  // A key like `__proto__` is a key here, too.
  return Object.assign(Object.create(null), Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)])));
}

/** Whether the answer is what the case expects. */
export function keeps({ status, answer }: HttpCase, { status: got, body }: HttpAnswer): boolean {
  if (status !== got) return false;
  if (answer.form === 'free') return true;
  if (answer.form === 'none') return body === '';
  return answer.form === 'text' ? body === answer.value : canonicalBody(body) === canonicalBody(JSON.stringify(answer.value));
}

const longest = 200;
const short = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** The request, what it should give, and what it gave, for a sentence. */
export function differenceOf(tried: HttpCase, got: HttpAnswer | null): { request: string; expected: string; found: string } {
  const { method, path, body, padding, answer } = tried;
  const sent = body === null ? '' : padding > 0 ? ` (${utf8Bytes(body).length + padding} bytes)` : ` ${body}`;
  const wanted =
    answer.form === 'json' ? ` ${JSON.stringify(answer.value)}` : answer.form === 'text' ? ` ${JSON.stringify(answer.value)}` : '';
  return {
    request: short(`${method} ${path}${sent}`),
    expected: short(`${tried.status}${wanted}`),
    found: got === null ? '—' : short(`${got.status} ${got.body.trim()}`.trim()),
  };
}
