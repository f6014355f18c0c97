/**
 * What the page may load and do. Scripts are files of this origin, never inline, never from a string (WebAssembly may be compiled: the
 * parsers need it). Trusted Types close the places where text becomes markup but for the named policies: Svelte's own for its
 * compiled templates, DOMPurify's, and `autoglm` for the page's workers.
 *
 * Style elements are not admitted either: what makes styles at run time does it in a shadow root, with adopted style sheets.
 *
 * @param connect Where the page may connect to besides its own origin.
 */
export function pagePolicy(connect: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "worker-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types svelte-trusted-html dompurify autoglm',
  ].join('; ');
}

/** On every answer. There is no CORS header among them, on purpose: no other page may read anything. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=(), display-capture=()',
  'x-dns-prefetch-control': 'off',
};

/** For answers that are no page: nothing in them may run, whatever a browser takes them for. */
export const inertPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

/** For scripts: a worker obeys the policy of its own file, and the page's workers load further files of the page. */
export const scriptPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** The policy of a file of the page by its media type; `connect` as for `pagePolicy`. */
export function policyOfFile(type: string, connect: readonly string[] = []): string {
  if (type.startsWith('text/html')) return pagePolicy(connect);
  return type.startsWith('text/javascript') ? scriptPolicy : inertPolicy;
}
