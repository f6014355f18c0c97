/**
 * Packages that stay in node_modules when everything else is bundled: native code, and what finds its own files beside itself.
 * `build/vite.main.ts` leaves them out of the bundles, `build/electron-builder.ts` packs them with what they need.
 */
export const external: readonly string[] = ['better-sqlite3', 'node-llama-cpp', 'web-tree-sitter', '@repomix/tree-sitter-wasms'];
