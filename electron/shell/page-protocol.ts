import type { StaticFiles } from '../page-files.ts';
import { commonHeaders, inertPolicy, policyOfFile } from '../page-policy.ts';
import type { ElectronApi } from './electron-api.ts';
import { isOwnPage, pageScheme } from './policy.ts';

/** Has to run before Electron is ready. The scheme gets an origin and fetch, and no way around the content security policy. */
export function registerPageScheme(protocol: ElectronApi['protocol']): void {
  const privileges = {
    standard: true,
    secure: true,
    supportFetchAPI: true,
    bypassCSP: false,
    allowServiceWorkers: false,
    corsEnabled: false,
    stream: false,
  };
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges }]);
}

/** Serves the built page under `app://autoglm/`, file by listed file, with the policy of the browser's page. */
export function createPageHandler(files: StaticFiles): (request: Pick<Request, 'method' | 'url'>) => Promise<Response> {
  return async ({ method, url }) => {
    const file = method === 'GET' && isOwnPage(url) ? await files.read(new URL(url).pathname) : null;
    const headers = new Headers({ ...commonHeaders, 'content-security-policy': inertPolicy });
    if (file === null) return new Response(null, { status: 404, headers });
    headers.set('content-type', file.type);
    headers.set('cache-control', 'no-cache');
    headers.set('content-security-policy', policyOfFile(file.type));
    return new Response(file.bytes, { headers });
  };
}
