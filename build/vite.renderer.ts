import { fileURLToPath } from 'node:url';
import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The page: one bundle for the window and for the browser. Run with `vite build -c build/vite.renderer.ts`; goes to build/dist/page. */
export default defineConfig({
  root: at('../renderer'),
  base: './',
  plugins: [svelte({ configFile: false, preprocess: vitePreprocess(), compilerOptions: { runes: true } })],
  cacheDir: at('./out/vite'),
  build: {
    outDir: at('./dist/page'),
    emptyOutDir: true,
    target: 'es2023',
    // The page's security policy admits no data: scripts or styles, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  worker: { format: 'es' },
});
