import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConfinedRequest } from '#services/sandbox';
import { bubblewrapOptions, type Laid } from '../../../electron/services/sandbox/bubblewrap-arguments.ts';

const request: ConfinedRequest = {
  command: 'true',
  args: [],
  folder: '/home/u/project',
  files: new Map(),
  beside: new Map(),
  limits: { cpuSeconds: 1, memoryMegabytes: 64, wallSeconds: 1, outputBytes: 10, processes: 4, scratchMegabytes: 2 },
};
const laid: Laid = { system: [{ at: '/usr' }, { at: '/bin', link: 'usr/bin' }], hidden: [], staged: null, beside: null, emptied: [] };

/** Bubblewrap's options with as many words as each takes. */
const words: Record<string, number> = {
  '--uid': 1,
  '--gid': 1,
  '--hostname': 1,
  '--cap-drop': 1,
  '--ro-bind': 2,
  '--bind': 2,
  '--symlink': 2,
  '--tmpfs': 1,
  '--size': 1,
  '--perms': 1,
  '--dir': 1,
  '--dev': 1,
  '--proc': 1,
  '--remount-ro': 1,
  '--setenv': 2,
  '--chdir': 1,
};

function parse(options: string[]): string[][] {
  const found: string[][] = [];
  for (let at = 0; at < options.length; ) {
    const name = options[at] as string;
    const count = words[name] ?? 0;
    found.push(options.slice(at, at + count + 1));
    at += count + 1;
  }
  return found;
}

describe('the options of bubblewrap', () => {
  it('always part from the host, and never bind anything writable but the cache', () => {
    const word = fc.string({ minLength: 1, unit: 'binary' });
    fc.assert(
      fc.property(word, fc.array(word), fc.dictionary(word, word), fc.boolean(), (folder, readable, env, staged) => {
        const parsed = parse(
          bubblewrapOptions({ ...request, folder, readable, env, cache: '/c' }, { ...laid, staged: staged ? '/s' : null }),
        );
        const flags = parsed.filter((option) => option.length === 1).map(([name]) => name);
        expect(flags).toEqual(['--unshare-all', '--unshare-user', '--disable-userns', '--die-with-parent', '--new-session', '--clearenv']);
        expect(parsed.filter(([name]) => name === '--bind')).toEqual([['--bind', '/c', '/cache']]);
        for (const [name = ''] of parsed) expect(name).toMatch(/^--/);
      }),
    );
  });

  it('hide folders before toolchains are mounted, and close the root last', () => {
    const parsed = parse(bubblewrapOptions({ ...request, readable: ['/usr/home/u/go'] }, { ...laid, hidden: ['/usr/home/u'] }));
    const place = (...option: string[]) => parsed.findIndex((each) => option.every((word, index) => each[index] === word));
    expect(place('--ro-bind', '/usr', '/usr')).toBeLessThan(place('--tmpfs', '/usr/home/u'));
    expect(place('--tmpfs', '/usr/home/u')).toBeLessThan(place('--ro-bind', '/usr/home/u/go'));
    expect(place('--tmpfs', '/tmp')).toBeLessThan(place('--ro-bind', '/usr/home/u/go'));
    const mounts = ['--ro-bind', '--bind', '--tmpfs', '--dev', '--proc', '--symlink', '--dir'];
    const last = parsed.findLastIndex(([name = '']) => mounts.includes(name));
    expect(place('--remount-ro', '/')).toBeGreaterThan(last);
    expect(place('--remount-ro', '/proc')).toBeGreaterThan(place('--proc', '/proc'));
  });
});
