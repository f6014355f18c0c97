import { readFileSync } from 'node:fs';
import type { Configuration } from 'electron-builder';
import { external } from './external.ts';

type Platform = 'linux' | 'darwin' | 'win32';

/**
 * How the desktop program is packed. `npm run package` hands this to electron-builder; nothing is compiled and nothing rebuilt,
 * because all native code comes as Node-API prebuilds.
 */
export function packageConfig(platform: Platform): Configuration {
  return {
    appId: 'org.open-autoglm.desktop',
    productName: 'Open-AutoGLM',
    artifactName: 'open-autoglm-${version}-${os}-${arch}.${ext}',
    directories: { output: 'build/out/package', buildResources: 'build/icons' },
    npmRebuild: false,
    nodeGypRebuild: false,
    buildDependenciesFromSource: false,
    publish: null,
    asar: true,
    // Native code cannot be loaded from the archive, and threads and processes of their own may not be able to read it.
    asarUnpack: ['node_modules/**', 'build/dist/shell/*-worker.js'],
    files: [
      'build/dist/shell/**',
      'build/dist/page/**',
      'package.json',
      'LICENSE',
      '!**/*.{map,d.ts,d.mts,d.cts,tsbuildinfo}',
      ...bundledPackages().map((name) => `!node_modules/${name}/**`),
      '!node_modules/better-sqlite3/{deps,src}/**',
      '!node_modules/better-sqlite3/prebuilds/**',
      'node_modules/better-sqlite3/prebuilds/${platform}*-${arch}.node',
      // The sources of llama.cpp: they are there to be compiled, which the program never does.
      '!node_modules/node-llama-cpp/llama/gitRelease.bundle',
      '!node_modules/@node-llama-cpp/*/bins/**',
      'node_modules/@node-llama-cpp/${os}-${arch}*/bins/**',
      '!node_modules/web-tree-sitter/debug/**',
    ],
    electronFuses: fuses(platform),
    linux: { target: ['AppImage', 'tar.gz'], category: 'Development', executableName: 'open-autoglm' },
    mac: {
      target: ['dmg', 'zip'],
      category: 'public.app-category.developer-tools',
      hardenedRuntime: true,
      gatekeeperAssess: false,
    },
    win: { target: ['nsis', 'zip'] },
    nsis: { oneClick: false, allowToChangeInstallationDirectory: true, perMachine: false },
  };
}

/**
 * Switches in Electron's binary. All doors are closed but one: on Linux node-llama-cpp tries its binary in a process that runs
 * Electron as Node. Everywhere else, and there once a packaged program has loaded a model without it, that is off too. The archive's
 * integrity is checked where Electron can do that, which Linux is not.
 */
function fuses(platform: Platform): NonNullable<Configuration['electronFuses']> {
  return {
    runAsNode: platform === 'linux',
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: platform !== 'linux',
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  };
}

/** Packages whose code is in the bundles already: all that the lock file installs for production and no external package needs. */
function bundledPackages(): string[] {
  const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  const reach = (roots: readonly string[]): Set<string> => {
    const found = new Set<string>();
    const visit = (name: string) => {
      const locked = lock.packages[`node_modules/${name}`];
      if (locked === undefined || found.has(name)) return;
      found.add(name);
      for (const needed of Object.keys({ ...locked.dependencies, ...locked.optionalDependencies, ...locked.peerDependencies }))
        visit(needed);
    };
    roots.forEach(visit);
    return found;
  };
  const kept = reach(external);
  return [...reach(Object.keys(lock.packages['']?.dependencies ?? {}))].filter((name) => !kept.has(name)).sort();
}

interface LockedPackage {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

export default packageConfig(process.platform as Platform);
