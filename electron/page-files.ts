import { open, readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

export interface StaticFile {
  bytes: Buffer<ArrayBuffer>;
  type: string;
  /** True for files whose name carries a hash of their content. */
  immutable: boolean;
}

/** The built page. `read` takes a path as it stands in the address, `/assets/index-1a2b.js`. */
export interface StaticFiles {
  read(path: string): Promise<StaticFile | null>;
}

/**
 * Serves the files that are in the folder when it is listed, by exact name. A path is looked up, never joined: `..`, its encodings,
 * backslashes, drive letters and device names are names that are not on the list, and symbolic links are not listed.
 * The folder is listed again when its index.html has changed, so that a new build is served without a restart.
 */
export function createStaticFiles(folder: string): StaticFiles {
  let listed: { version: number; files: Map<string, string> } | null = null;
  const list = async (): Promise<Map<string, string>> => {
    const version = await stat(join(folder, 'index.html')).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
    if (listed?.version !== version || version === 0) listed = { version, files: await listFiles(folder) };
    return listed.files;
  };
  return {
    async read(path) {
      const name = path === '/' ? '/index.html' : path;
      const type = types[extname(name)];
      const file = (await list()).get(name);
      if (file === undefined || type === undefined) return null;
      const bytes = await readRegularFile(file);
      return bytes && { bytes, type, immutable: name.startsWith('/assets/') };
    },
  };
}

async function listFiles(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [file.slice(folder.length).replaceAll('\\', '/'), file];
    }),
  );
}

async function readRegularFile(file: string): Promise<Buffer<ArrayBuffer> | null> {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return null;
  try {
    return await handle.readFile();
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}
