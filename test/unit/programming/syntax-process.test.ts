import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { describe, expect, onTestFinished, test } from 'vitest';
import { installedGrammars } from '../../../electron/services/programming/grammars.node.ts';
import type { Syntax } from '../../../electron/services/programming/ports.ts';
import { createSyntax } from '../../../electron/services/programming/syntax/syntax.ts';
import { createViewCache } from '../../../electron/services/programming/syntax/view-cache.ts';
import { syntaxProcess } from '../../../electron/services/programming/syntax-process.node.ts';

const long = Array.from({ length: 5000 }, (_, index) => `export const value${index} = compute(${index}, 'text');`).join('\n');

function opened(syntax: Syntax): Syntax {
  onTestFinished(() => syntax.close());
  return syntax;
}

describe('the process that reads source', () => {
  test('finds what reading in this process finds', async () => {
    const [other, here] = [opened(syntaxProcess()), opened(createSyntax(installedGrammars()))];
    for (const [path, text, language] of [
      ['app.ts', 'import express from "express";\nconst app = express();\napp.get("/", () => {});\n', 'typescript'],
      ['app.py', 'from flask import Flask\napp = Flask(__name__)\n', 'python'],
      ['main.go', 'package main\n\nfunc main() {}\n', 'go'],
      ['broken.ts', 'const = ;', 'typescript'],
    ] as const) {
      expect(await other.view(path, text, language)).toEqual(await here.view(path, text, language));
      expect(await other.firstError(language, text)).toBe(await here.firstError(language, text));
    }
  });

  test('leaves this process free while it reads a long file', async () => {
    const busyWhile = async (syntax: Syntax, name: string): Promise<number> => {
      await syntax.view('warm.ts', 'const a = 1;\n', 'typescript');
      const before = performance.eventLoopUtilization();
      await syntax.view(name, long, 'typescript');
      return performance.eventLoopUtilization(before).active;
    };
    const here = await busyWhile(opened(createSyntax(installedGrammars())), 'here.ts');
    const there = await busyWhile(opened(syntaxProcess()), 'there.ts');
    expect(there).toBeLessThan(here / 3);
  });

  test('answers all who ask at once, and tells who still waits when it is closed', async () => {
    const other = opened(syntaxProcess());
    const texts = Array.from({ length: 20 }, (_, index) => `const a${index} = 1;\n`);
    const views = await Promise.all(texts.map((text, index) => other.view(`${index}.ts`, text, 'typescript')));
    expect(views.map((view) => view.declared)).toEqual(texts.map((_, index) => [`a${index}`]));
    const late = [other.view('long.ts', long, 'typescript'), other.firstError('typescript', long)].map((asked) =>
      asked.then(
        () => 'answered',
        (error) => error.code,
      ),
    );
    await other.close();
    expect(await Promise.all(late)).toEqual(['CANCELLED', 'CANCELLED']);
    await expect(other.firstError('typescript', '')).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  test('refuses questions without end, and goes on after them', async () => {
    const other = opened(syntaxProcess());
    const asked = await Promise.allSettled(Array.from({ length: 400 }, (_, index) => other.firstError('typescript', `a${index};`)));
    expect(asked.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(100);
    expect(await other.firstError('typescript', 'const a = 1;')).toBeNull();
  });

  test.skipIf(process.platform !== 'linux')('is started anew when it breaks down, and asked again what it was asked', async () => {
    const other = opened(syntaxProcess());
    const children = async (): Promise<string[]> =>
      (await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')).split(' ').filter(Boolean);
    const before = await children();
    expect(await other.firstError('typescript', 'const a = 1;')).toBeNull();
    const view = other.view('long.ts', long, 'typescript');
    const mine = (await children()).filter((pid) => !before.includes(pid));
    expect(mine).toHaveLength(1);
    process.kill(Number(mine[0]), 'SIGTRAP');
    expect((await view).declared).toHaveLength(5000);
    expect((await children()).includes(mine[0] ?? '')).toBe(false);
  });

  test('says what failed and starts again', async () => {
    const other = opened(syntaxProcess());
    // A function cannot be sent to a process, a number is no source.
    await expect(other.firstError('typescript', 5 as never)).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(other.firstError('cobol' as never, '')).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(other.firstError('typescript', (() => '') as never)).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(await other.firstError('typescript', 'const a = 1;')).toBeNull();
  });
});

describe('views that are kept', () => {
  const view = async (cache: ReturnType<typeof createViewCache>, path: string, text: string): Promise<boolean> => {
    let wasRead = false;
    await cache.view(path, text, 'typescript', async () => {
      wasRead = true;
      return { path, text } as never;
    });
    return wasRead;
  };

  test('are read again only when the text has changed', async () => {
    const cache = createViewCache();
    expect([await view(cache, 'a.ts', 'one'), await view(cache, 'a.ts', 'one'), await view(cache, 'b.ts', 'one')]).toEqual([
      true,
      false,
      true,
    ]);
    expect([await view(cache, 'a.ts', 'two'), await view(cache, 'a.ts', 'two'), await view(cache, 'a.ts', 'one')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('make room for others, the longest unused first', async () => {
    const cache = createViewCache(10);
    for (const path of ['a.ts', 'b.ts']) await view(cache, path, 'four');
    expect(await view(cache, 'a.ts', 'four')).toBe(false);
    await view(cache, 'c.ts', 'four');
    expect([await view(cache, 'a.ts', 'four'), await view(cache, 'b.ts', 'four')]).toEqual([false, true]);
    await view(cache, 'long.ts', 'longer than ten');
    expect([await view(cache, 'b.ts', 'four'), await view(cache, 'long.ts', 'longer than ten')]).toEqual([false, true]);
  });
});
