import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fileViolations, importViolations, layerOf, longestFile, migrationViolations, topLevelViolations } from '../support/import-rule.ts';
import { cyclesOf, importsOf, readSources, type Source } from '../support/source-graph.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const aliases: Record<string, string> = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')).imports;

describe('the tree', () => {
  const sources = readSources(root, ['electron', 'native-models', 'db', 'renderer', 'build', 'test']);
  const imports = importsOf(sources, aliases);

  it('is seen by these tests', () => {
    expect(sources.length).toBeGreaterThan(200);
    expect(imports.filter((edge) => edge.from.endsWith('.svelte')).length).toBeGreaterThan(20);
    expect(sources.filter((source) => layerOf(source.path) === undefined)).toEqual([]);
  });

  it('keeps the import rule', () => {
    expect(importViolations(imports)).toEqual([]);
  });

  it('has no file that imports itself in a circle', () => {
    expect(cyclesOf(imports).map((cycle) => cycle.join(' ⇄ '))).toEqual([]);
  });

  it('has files of one subject each, in folders of one subject each', () => {
    expect(fileViolations(sources)).toEqual([]);
  });

  it('numbers its migrations without a gap, and none imports living code', () => {
    expect(migrationViolations(sources, imports)).toEqual([]);
  });

  it('has nothing at the top level but the agreed folders and papers', () => {
    expect(topLevelViolations(readdirSync(root))).toEqual([]);
  });
});

describe('the import rule', () => {
  const violationsOf = (path: string, text: string) => importViolations(importsOf([{ path, text }], aliases));

  it.each([
    ['a Node module in domain', 'electron/domain/clock.ts', "import fs from 'node:fs';"],
    ['a package in domain', 'electron/domain/clock.ts', "import { oc } from '@orpc/contract';"],
    ['a package in domain, for its types', 'electron/domain/clock.ts', "import type { Kysely } from 'kysely';"],
    ['a service in contract', 'electron/contract/chat.ts', "import { createChat } from '#services/chat';"],
    ['the contract in a service', 'electron/services/chat/run.ts', "import type { contract } from '#contract/index';"],
    ['the router in a service', 'electron/services/chat/run.ts', "import { implement } from '@orpc/server';"],
    ['a Node module in a service', 'electron/services/chat/run.ts', "import path from 'node:path';"],
    ['the inside of another service', 'electron/services/chat/run.ts', "import { place } from '../review/place.ts';"],
    ['ports of another service', 'electron/services/chat/run.ts', "import type { Store } from '#services-ports/review';"],
    ['the store in a service', 'electron/services/chat/run.ts', "import { openStore } from '#db/open';"],
    ['the store in an adapter', 'electron/services/chat/files.node.ts', "import Database from 'better-sqlite3';"],
    ['the contract in an adapter', 'electron/services/chat/files.node.ts', "import '#contract/index';"],
    ['the contract in the store', 'db/chat.ts', "import type { contract } from '#contract/index';"],
    ['models in the store', 'db/chat.ts', "import { createEngine } from '#native-models/runtime/client';"],
    ['a value of a port in the store', 'db/chat.ts', "import { limit } from '#services-ports/chat';"],
    ['the inside of a service in the store', 'db/chat.ts', "import type { Run } from '../electron/services/chat/run.ts';"],
    ['the store in models', 'native-models/runtime/client.ts', "export { openStore } from '#db/open';"],
    ['llama.cpp in a service', 'electron/services/models/fit.node.ts', "import { getLlama } from 'node-llama-cpp';"],
    ['the inside of a service in app.ts', 'electron/app.ts', "import { run } from './services/chat/run.ts';"],
    ['Electron in app.ts', 'electron/app.ts', "import { app } from 'electron';"],
    ['Electron in the server', 'electron/server/main.ts', "import type { App } from 'electron';"],
    ['a Node module by its subpath', 'electron/domain/clock.ts', "import fs from 'node:fs/promises';"],
    ['Electron in a test', 'test/unit/shell/window.test.ts', "import { app } from 'electron';"],
    ['the store in the server', 'electron/server/main.ts', "import { openStore } from '#db/open';"],
    ['models in the shell', 'electron/shell/main.ts', "import { serve } from '../../native-models/runtime/entry.ts';"],
    ['a service in the server', 'electron/server/main.ts', "import { createChat } from '#services/chat';"],
    ['the shell in the command line', 'electron/cli/main.ts', "import { createWindow } from '../shell/window.ts';"],
    ['the store in a file beside app.ts', 'electron/data-dir.ts', "import { openStore } from '#db/open';"],
    ['a service in the page', 'renderer/lib/client.ts', "import type { Chat } from '#services/chat';"],
    ['Node in the page', 'renderer/lib/client.ts', "import path from 'node:path';"],
    ['the router in the page', 'renderer/lib/client.ts', "import { os } from '@orpc/server';"],
    ['a feature in lib', 'renderer/lib/commands.ts', "import Chat from '../features/chat/ChatView.svelte';"],
    ['lib in ui', 'renderer/ui/Button.svelte', '<script lang="ts">\n  import { t } from \'../lib/i18n.ts\';\n</script>'],
    ['another feature', 'renderer/features/chat/ChatView.svelte', "<script>import x from '../review/x.ts'</script>"],
    [
      'another feature, in a second script',
      'renderer/features/chat/ChatView.svelte',
      "<script module>let a;</script><script>import '../review/x.ts'</script>",
    ],
    [
      'another feature, loaded in markup',
      'renderer/features/chat/ChatView.svelte',
      "{#await import('../review/DiffView.svelte') then view}{/await}",
    ],
    ['an import that is loaded later', 'electron/services/chat/run.ts', "const open = async () => (await import('#db/open')).openStore();"],
    ['a type that is looked up', 'electron/services/chat/run.ts', "type Store = import('#db/open').Store;"],
    ['a required module', 'electron/domain/clock.ts', "const fs = require('node:fs');"],
    ['an alias that does not exist', 'electron/server/main.ts', "import { x } from '#shell/window';"],
    ['a file outside every layer', 'scripts/release.ts', "import 'node:fs';"],
  ])('refuses %s', (_what, path, text) => {
    expect(violationsOf(path, text)).toHaveLength(1);
  });

  it.each([
    ['electron/domain/review.ts', "import { diffLines } from 'diff';\nimport { z } from 'zod';\nimport type { Id } from './ids.ts';"],
    ['electron/contract/chat.ts', "import { oc } from '@orpc/contract';\nimport { messageId } from '#domain/ids';"],
    ['electron/services/chat/procedures.ts', "import { implement } from '@orpc/server';\nimport { contract } from '#contract/index';"],
    ['electron/services/chat/run.ts', "import { fits } from '#services/prompts';\nimport type { Store } from './ports.ts';"],
    ['electron/services/workspace/files.node.ts', "import fs from 'node:fs/promises';\nimport type { Files } from './ports.ts';"],
    ['db/chat.ts', "import type { ChatStore } from '#services-ports/chat';\nimport { sql } from 'kysely';"],
    [
      'electron/app.ts',
      "import { createChat } from '#services/chat';\nimport { openStore } from '#db/open';\nimport './services/workspace/files.node.ts';",
    ],
    ['electron/shell/main.ts', "import { app } from 'electron';\nimport { createApp } from '#app';"],
    [
      'renderer/views/Workbench.svelte',
      "<script>import Chat from '../features/chat/ChatView.svelte';import Review from '../features/review/ReviewView.svelte'</script>",
    ],
    ['test/support/electron-double.ts', "import type { App } from 'electron';"],
    ['electron/domain/ids.ts', "// import fs from 'node:fs';\nconst text = \"import fs from 'node:fs'\";"],
  ])('lets %s import what its layer may', (path, text) => {
    expect(violationsOf(path, text)).toEqual([]);
  });

  it('names the file, the line and the reason', () => {
    expect(violationsOf('electron/domain/clock.ts', "\n\nimport fs from 'node:fs';")).toEqual([
      'electron/domain/clock.ts:3: imports node:fs: domain may not import node:',
    ]);
    expect(violationsOf('renderer/ui/Button.svelte', "<p>x</p>\n<script>\n\n  import '../lib/a.ts';\n</script>")).toEqual([
      'renderer/ui/Button.svelte:4: imports ../lib/a.ts: renderer/ui may not import renderer/lib',
    ]);
  });
});

describe('the other rules', () => {
  const file = (path: string, text = ''): Source => ({ path, text });
  const cyclesIn = (...sources: Source[]) => cyclesOf(importsOf(sources, aliases));

  it('see a circle of three files', () => {
    const found = cyclesIn(
      file('db/a.ts', "import './b.ts';"),
      file('db/b.ts', "export * from '#db/c';"),
      file('db/c.ts', "const a = import('./a.ts');"),
      file('db/d.ts', "import './a.ts';"),
    );
    expect(found).toEqual([['db/a.ts', 'db/b.ts', 'db/c.ts']]);
  });

  it('see a file that imports itself, and let types go in circles', () => {
    expect(cyclesIn(file('db/a.ts', "import './a.ts';"))).toEqual([['db/a.ts']]);
    expect(cyclesIn(file('db/a.ts', "import type { B } from './b.ts';"), file('db/b.ts', "import { a } from './a.ts';"))).toEqual([]);
    expect(cyclesIn(file('db/a.ts', "import { type B } from './b.ts';"), file('db/b.ts', "import { a } from './a.ts';"))).toHaveLength(1);
  });

  it('refuse long files, drawers and names in other styles', () => {
    expect(fileViolations([file('db/chat.ts', 'x\n'.repeat(longestFile))])).toEqual([]);
    expect(fileViolations([file('db/chat.ts', 'x\n'.repeat(longestFile + 1))])).toHaveLength(1);
    for (const path of [
      'db/utils/text.ts',
      'db/helpers.ts',
      'db/chatStore.ts',
      'renderer/ui/button.svelte',
      'db/common/a.ts',
      'renderer/lib/types.ts',
    ]) {
      expect(fileViolations([file(path)]), path).toHaveLength(1);
    }
    for (const path of [
      'db/migrations/0001-initial.ts',
      'renderer/ui/Button.svelte',
      'renderer/lib/client.svelte.ts',
      'test/unit/chat/run.test.ts',
    ]) {
      expect(fileViolations([file(path)]), path).toEqual([]);
    }
  });

  it('refuse a migration that imports, is skipped or is not listed', () => {
    const violationsIn = (...sources: Source[]) => migrationViolations(sources, importsOf(sources, aliases));
    const first = file('db/migrations/0001-initial.ts');
    const list = file('db/migrations/index.ts', "import * as a from './0001-initial.ts';");
    expect(violationsIn(first, list)).toEqual([]);
    expect(violationsIn(first, file('db/migrations/index.ts'))).toEqual([
      'db/migrations/0001-initial.ts: is not in db/migrations/index.ts',
    ]);
    expect(violationsIn(file(first.path, "import type { S } from '../schema.ts';"), list)).toHaveLength(1);
    const third = file('db/migrations/0003-team.ts');
    expect(violationsIn(first, third, file(list.path, `${list.text}import * as c from './0003-team.ts';`))).toEqual([
      'db/migrations/0003-team.ts: the next number is 0002',
    ]);
  });

  it('refuse a new folder at the top', () => {
    expect(topLevelViolations(['electron', 'package.json', '.github', 'scripts'])).toEqual(['scripts: does not belong at the top level']);
  });
});
