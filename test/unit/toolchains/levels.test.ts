import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createToolchains, readGoLevel, readPythonLevel, readTypeScriptLevel, type Tool } from '#services/toolchains';

describe('the language level that a folder asks for', () => {
  it.each([
    ['module a\n\ngo 1.21\n', '1.21'],
    ['module a\r\ngo 1.22.3\r\n', '1.22'],
    ['go 1.23rc1', '1.23'],
    ['module go\n// go 1.5\ntoolchain go1.99', null],
    ['', null],
  ])('go.mod %j: %s', (text, level) => expect(readGoLevel(text)).toBe(level));

  it.each([
    ['[project]\nrequires-python = ">=3.9"\n', '3.9'],
    ["requires-python = '>= 3.8, < 4'", '3.8'],
    ['requires-python = ">3.8,!=3.9.0"', '3.8'],
    ['requires-python = "~=3.10.2"', '3.10'],
    ['requires-python = "==3.11.*"', '3.11'],
    ['[options]\npython_requires = >=3.7\n', '3.7'],
    ['requires-python = "<4"', null],
    ['# requires-python = ">=3.9"', null],
    ['requires-python = ">=3.8" # ,>=3.12', '3.8'],
  ])('Python %j: %s', (text, level) => expect(readPythonLevel(text)).toBe(level));

  it.each([
    ['{ "compilerOptions": { "target": "ES2022" } }', 'es2022'],
    ['{ /* a */ "compilerOptions": { // b\n "target": "esnext", }, }', 'esnext'],
    ['\ufeff{"compilerOptions":{"target":"es5","outDir":"//not a comment, }"}}', 'es5'],
    ['{ "compilerOptions": { "target": "es2017", "lib": ["DOM", "ES2015", "ES2021", "es2022.error"] } }', 'es2021'],
    ['{ "compilerOptions": { "target": "es2017", "lib": ["es2021", "ESNext"] } }', 'esnext'],
    ['{ "compilerOptions": { "target": "es2017", "lib": ["es6", "ES5"] } }', 'es6'],
    ['{ "compilerOptions": { "target": "es2017", "lib": "ES2021" } }', 'es2017'],
    ['{ "compilerOptions": { "target": "es2017", "lib": ["DOM", 5] } }', 'es2017'],
    ['{ "compilerOptions": { "target": 5 } }', null],
    ['{ "compilerOptions": { "target": "es2022" ', null],
    ['[]', null],
    ['null', null],
  ])('tsconfig %j: %s', (text, level) => expect(readTypeScriptLevel(text)).toBe(level));

  it('is read from any text without an exception, and from hostile ones in linear time', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', '\\', '/', '*', ',', '}', '\n', ' ', 'a', 'go 1.2', 'requires-python = ">=3.') }),
        (text) => {
          for (const read of [readGoLevel, readPythonLevel, readTypeScriptLevel]) expect(typeof (read(text) ?? '')).toBe('string');
        },
      ),
    );
    for (const part of ['"\\', '/*', ', /**/ ', '"', '\n\t', 'requires-python = "', ',  ']) {
      const text = part.repeat(Math.floor(900_000 / part.length));
      for (const read of [readGoLevel, readPythonLevel, readTypeScriptLevel]) read(text);
    }
  });
});

describe('what was found', () => {
  it('is asked for once a minute, and never taken from the folder itself', async () => {
    let asked = 0;
    let time = 0;
    const tool: Tool = { name: 'node', program: '/work/bin/node', args: [], version: '1', readable: [] };
    const tools = {
      find: async () => {
        asked += 1;
        return tool;
      },
    };
    const toolchains = createToolchains({ tools, now: () => time });
    expect(await Promise.all([toolchains.find('node'), toolchains.find('node', '/other')])).toEqual([tool, tool]);
    expect(await toolchains.find('node', '/work')).toBeNull();
    const before = asked;
    await toolchains.find('node', '/work');
    expect(asked).toBe(before);
    time = 61_000;
    await toolchains.find('node');
    expect(asked).toBe(before + 1);
  });

  it('reads the levels of a folder as data', async () => {
    const files: Record<string, string> = { 'go.mod': 'go 1.20', 'setup.cfg': 'python_requires = >=3.8' };
    const toolchains = createToolchains({ tools: { find: async () => null } });
    expect(await toolchains.levels({ read: async (path) => files[path] ?? null })).toEqual({ go: '1.20', python: '3.8', typescript: null });
  });
});
