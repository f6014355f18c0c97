import { readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, defineConfig, type InlineConfig, type Plugin } from 'vite';
import { external } from './external.ts';

const at = (file: string) => fileURLToPath(new URL(file, import.meta.url));

const isExternal = (id: string) =>
  id === 'electron' ||
  id.startsWith('node:') ||
  builtinModules.includes(id) ||
  external.some((name) => id === name || id.startsWith(`${name}/`));

/**
 * Files that the sources name relative to themselves, and where they are beside the bundle. Threads and processes are loaded from
 * outside of the archive: whether the archive can be read there differs between Electron's versions.
 */
const relocated: Record<string, string> = {
  'electron/app.ts ../package.json': "new URL('../../../package.json', import.meta.url)",
  'db/reader.ts ./reader-worker.ts': "new URL('./reader-worker.js', import.meta.url.replace('app.asar/', 'app.asar.unpacked/'))",
  'electron/services/programming/syntax-process.node.ts ./syntax-worker.node.ts':
    "new URL('./syntax-worker.js', import.meta.url.replace('app.asar/', 'app.asar.unpacked/'))",
  'electron/services/programming/synthesis-process.node.ts ./synthesis-worker.node.ts':
    "new URL('./synthesis-worker.js', import.meta.url.replace('app.asar/', 'app.asar.unpacked/'))",
  'electron/services/retraining/lines-thread.node.ts ./lines-worker.node.ts':
    "new URL('./lines-worker.js', import.meta.url.replace('app.asar/', 'app.asar.unpacked/'))",
  'native-models/runtime/launch-node.ts ./entry.ts':
    "new URL('./model-worker.js', import.meta.url.replace('app.asar/', 'app.asar.unpacked/'))",
};

/** Rewrites those addresses, and ends the build at one that it does not know: it would point at nothing in the packaged program. */
const relocate: Plugin = {
  name: 'relocate',
  enforce: 'pre',
  transform(code, id) {
    const file = path.relative(at('..'), id).replaceAll('\\', '/');
    if (!/^(electron|db|native-models)\//.test(file)) return;
    return code.replaceAll(/new URL\('(\.[^']*)', import\.meta\.url\)/g, (_whole, target: string) => {
      const place = relocated[`${file} ${target}`];
      if (place === undefined)
        this.error(`${file} names ${target} relative to itself: say in build/vite.main.ts where it is beside the bundle.`);
      return place;
    });
  },
};

/** The folders of the kinds of instructions as imports: a bundle has no folders to look up. */
const discover: Plugin = {
  name: 'discover',
  enforce: 'pre',
  load(id) {
    if (path.relative(at('..'), id).replaceAll('\\', '/') !== 'electron/services/programming/instructions.node.ts') return;
    const kinds = readdirSync(at('../electron/services/programming/instructions'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
    const imports = kinds.map((kind, position) => `import kind${position} from './instructions/${kind}/index.ts';`);
    return `${imports.join('\n')}\nexport const instructions = [${kinds.map((_, position) => `kind${position}`).join(', ')}];\n`;
  },
};

/** One self-contained file from one entry. */
function bundleOf(name: string, entry: string, format: 'es' | 'cjs'): InlineConfig {
  return {
    configFile: false,
    root: at('..'),
    logLevel: 'warn',
    plugins: [relocate, discover],
    cacheDir: at('./out/vite-main'),
    ssr: { noExternal: true, external: [...external, 'electron'], target: 'node' },
    build: {
      ssr: true,
      target: 'node24',
      minify: false,
      sourcemap: false,
      emptyOutDir: false,
      outDir: at('./dist/shell'),
      rolldownOptions: {
        input: { [name]: at(entry) },
        external: isExternal,
        output: { format, entryFileNames: `[name].${format === 'cjs' ? 'cjs' : 'js'}`, codeSplitting: false },
      },
    },
  };
}

/** A sandboxed preload has to be CommonJS. The workers must not share a chunk with the main bundle, which lies in the archive. */
const others = [
  ['preload', '../electron/shell/preload.ts', 'cjs'],
  ['reader-worker', '../db/reader-worker.ts', 'es'],
  ['syntax-worker', '../electron/services/programming/syntax-worker.node.ts', 'es'],
  ['synthesis-worker', '../electron/services/programming/synthesis-worker.node.ts', 'es'],
  ['lines-worker', '../electron/services/retraining/lines-worker.node.ts', 'es'],
  ['model-worker', '../native-models/runtime/entry.ts', 'es'],
] as const;

/** Builds the other bundles into the folder that the main one was built into. */
function buildOthers(): Plugin {
  let outDir = '';
  return {
    name: 'build-others',
    configResolved(config) {
      outDir = path.resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      for (const [name, entry, format] of others) {
        const config = bundleOf(name, entry, format);
        await build({ ...config, build: { ...config.build, outDir } });
      }
    },
  };
}

/** Electron's main process, preload and workers. Run with `vite build -c build/vite.main.ts`; goes to build/dist/shell. */
export default defineConfig(() => {
  const main = bundleOf('main', '../electron/shell/main.ts', 'es');
  return { ...main, plugins: [relocate, discover, buildOthers()], build: { ...main.build, emptyOutDir: true } };
});
