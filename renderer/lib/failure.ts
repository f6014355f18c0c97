/** What the page shows of any error: a code that can be copied and a sentence. `defined` = the host said it on purpose. */
export interface Failure {
  code: string;
  message: string;
  data?: unknown;
}

/** An error the page itself raises, in the same shape as the host's. */
export class PageError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PageError';
    this.code = code;
  }
}

/** Any throw → code and sentence. A cancelled request is `CANCELLED`: callers usually show nothing for it. */
export function toFailure(error: unknown): Failure {
  if (typeof error === 'object' && error !== null) {
    const { code, message, name, data } = error as { code?: unknown; message?: unknown; name?: unknown; data?: unknown };
    if (name === 'AbortError') return { code: 'CANCELLED', message: String(message) };
    if (typeof code === 'string' && typeof message === 'string') return data === undefined ? { code, message } : { code, message, data };
    if (typeof message === 'string') return { code: 'INTERNAL', message };
  }
  return { code: 'INTERNAL', message: String(error) };
}
