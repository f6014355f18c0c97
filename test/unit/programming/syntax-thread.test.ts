import { performance } from 'node:perf_hooks';
import { describe, expect, onTestFinished, test } from 'vitest';
import { installedGrammars } from '../../../electron/services/programming/grammars.node.ts';
import type { Syntax } from '../../../electron/services/programming/ports.ts';
import { createSyntax } from '../../../electron/services/programming/syntax/syntax.ts';
import { createViewCache } from '../../../electron/services/programming/syntax/view-cache.ts';
import { syntaxThread } from '../../../electron/services/programming/syntax-thread.node.ts';

const long = Array.from({ length: 5000 }, (_, index) => `export const value${index} = compute(${index}, 'text');`).join('\n');

function opened(syntax: Syntax): Syntax {
  onTestFinished(() => syntax.close());
  return syntax;
}

describe('the thread that reads source', () => {
  test('finds what reading in this thread finds', async () => {
    const [thread, here] = [opened(syntaxThread()), opened(createSyntax(installedGrammars()))];
    for (const [path, text, language] of [
      ['app.ts', 'import express from "express";\nconst app = express();\napp.get("/", () => {});\n', 'typescript'],
      ['app.py', 'from flask import Flask\napp = Flask(__name__)\n', 'python'],
      ['main.go', 'package main\n\nfunc main() {}\n', 'go'],
      ['broken.ts', 'const = ;', 'typescript'],
    ] as const) {
      expect(await thread.view(path, text, language)).toEqual(await here.view(path, text, language));
      expect(await thread.firstError(language, text)).toBe(await here.firstError(language, text));
    }
  });

  test('leaves this thread free while it reads a long file', async () => {
    const busyWhile = async (syntax: Syntax, name: string): Promise<number> => {
      await syntax.view('warm.ts', 'const a = 1;\n', 'typescript');
      const before = performance.eventLoopUtilization();
      await syntax.view(name, long, 'typescript');
      return performance.eventLoopUtilization(before).active;
    };
    const here = await busyWhile(opened(createSyntax(installedGrammars())), 'here.ts');
    const there = await busyWhile(opened(syntaxThread()), 'there.ts');
    expect(there).toBeLessThan(here / 3);
  });

  test('answers all who ask at once, and tells who still waits when it is closed', async () => {
    const thread = opened(syntaxThread());
    const texts = Array.from({ length: 20 }, (_, index) => `const a${index} = 1;\n`);
    const views = await Promise.all(texts.map((text, index) => thread.view(`${index}.ts`, text, 'typescript')));
    expect(views.map((view) => view.declared)).toEqual(texts.map((_, index) => [`a${index}`]));
    const late = [thread.view('long.ts', long, 'typescript'), thread.firstError('typescript', long)].map((asked) =>
      asked.then(
        () => 'answered',
        (error) => error.code,
      ),
    );
    await thread.close();
    expect(await Promise.all(late)).toEqual(['CANCELLED', 'CANCELLED']);
    await expect(thread.firstError('typescript', '')).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  test('refuses questions without end, and goes on after them', async () => {
    const thread = opened(syntaxThread());
    const asked = await Promise.allSettled(Array.from({ length: 400 }, (_, index) => thread.firstError('typescript', `a${index};`)));
    expect(asked.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(100);
    expect(await thread.firstError('typescript', 'const a = 1;')).toBeNull();
  });

  test('says what failed and starts again', async () => {
    const thread = opened(syntaxThread());
    // A function cannot be sent to a thread, a number is no source.
    await expect(thread.firstError('typescript', 5 as never)).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(thread.firstError('cobol' as never, '')).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(thread.firstError('typescript', (() => '') as never)).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(await thread.firstError('typescript', 'const a = 1;')).toBeNull();
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
