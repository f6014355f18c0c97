/** The page's scheme and host. A scheme of our own has none of the rights that Chromium gives to `file:`. */
export const pageScheme = 'app';
export const pageHost = 'autoglm';
export const pageUrl = `${pageScheme}://${pageHost}/`;

/** Whether an address is the page that this program ships. */
export function isOwnPage(url: string | undefined): boolean {
  const parsed = parse(url);
  return (
    parsed !== null && parsed.protocol === `${pageScheme}:` && parsed.host === pageHost && parsed.username === '' && parsed.password === ''
  );
}

/**
 * The address as the system's browser may get it, or null. Only https: other schemes start programs. Names that show other letters
 * than they have are shown as they are resolved (punycode), because the user is asked about what is shown.
 */
export function externalAddress(url: string): string | null {
  const parsed = parse(url);
  if (parsed === null || parsed.protocol !== 'https:' || parsed.username !== '' || parsed.password !== '' || parsed.href.length > 2000)
    return null;
  return parsed.href;
}

/** Whether an address is a file that our page made in memory. */
export const isOwnFile = (url: string): boolean => url.startsWith(`blob:${pageUrl}`);

/** What the window's network may load: its own page, and what it made itself. Nothing leaves the machine from here. */
export function mayLoad(url: string): boolean {
  const parsed = parse(url);
  if (parsed === null) return false;
  if (parsed.protocol === 'data:' || parsed.protocol === 'devtools:') return true;
  return isOwnFile(url) || isOwnPage(url);
}

/** Of everything a page can ask for, it gets one: to put text on the clipboard, which needs a click and is what "Copy" does. */
export function mayHave(permission: string, url: string | undefined): boolean {
  return permission === 'clipboard-sanitized-write' && isOwnPage(url);
}

function parse(url: string | undefined): URL | null {
  return url !== undefined && URL.canParse(url) ? new URL(url) : null;
}
