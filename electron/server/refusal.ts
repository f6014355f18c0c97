/** Why a request was turned away, in the form in which the API tells all errors. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
  headers?: Record<string, string>;
}

export function refusalBody({ code, status, message }: Refusal): string {
  return JSON.stringify({ defined: false, code, status, message });
}

export const unauthorized: Refusal = {
  status: 401,
  code: 'UNAUTHORIZED',
  message: 'This needs the credential of the running host. Open the link that the host printed, or get a new one with "autoglm open".',
  headers: { 'www-authenticate': 'Bearer realm="autoglm"' },
};

export const notFound: Refusal = { status: 404, code: 'NOT_FOUND', message: 'There is nothing under this address.' };
