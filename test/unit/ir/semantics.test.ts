import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { semanticsOf, semanticsOfType } from '#domain/ir/semantics';

/** What `7 / 2` and `-7 % 2` give under a meaning, computed without the operators that differ. */
function quotientAndRemainder(language: 'typescript' | 'python' | 'go'): [number, number] {
  const { division, remainder } = semanticsOf(language);
  const quotient = division === 'real' ? 3.5 : 3;
  return [quotient, remainder === 'divisor' ? 1 : -1];
}

describe('the semantics of a language', () => {
  it('say of a script what the running engine does', () => {
    const [seven, two, zero, limit] = [7, 2, 0, 2 ** 53] as number[] as [number, number, number, number];
    expect(quotientAndRemainder('typescript')).toEqual([seven / two, -seven % two]);
    expect(semanticsOf('typescript').integers).toBe(limit + 1 === limit ? 'float64' : 'unbounded');
    expect(semanticsOf('typescript').text).toBe([...'😀'].join('').length === two ? 'utf16' : 'codePoint');
    expect(semanticsOf('typescript').divisionByZero).toBe(Number.isFinite(1 / zero) ? 'error' : 'value');
  });

  it.skipIf(spawnSync('python3', ['--version']).status !== 0)('say of Python what its interpreter does', () => {
    const program = 'import json; print(json.dumps([7 / 2, -7 % 2, (2 ** 53 + 1) != 2 ** 53, len("😀"), bool([]), [1] == [1]]))';
    const [quotient, remainder, exact, length, empty, equal] = JSON.parse(execFileSync('python3', ['-c', program], { encoding: 'utf8' }));
    expect(quotientAndRemainder('python')).toEqual([quotient, remainder]);
    expect(semanticsOf('python').integers).toBe(exact ? 'unbounded' : 'float64');
    expect(semanticsOf('python').text).toBe(length === 1 ? 'codePoint' : 'byte');
    expect(semanticsOf('python').truth).toBe(empty ? 'script' : 'python');
    expect(semanticsOf('python').equality).toBe(equal ? 'structure' : 'identity');
  });

  it('are changed by a type with a width and by a node that says so', () => {
    expect(semanticsOfType({ kind: 'fixed', bits: 8, signed: false })).toEqual({ integers: 'wrap8' });
    expect(semanticsOfType({ kind: 'string' })).toBeNull();
    const bigint = semanticsOf('typescript', { semantics: semanticsOfType({ kind: 'bigint' }) ?? {} });
    const quotients = { towardsZero: 3n, down: 4n, real: 3.5 };
    expect(quotients[bigint.division]).toBe(7n / 2n);
    expect(semanticsOf('typescript').division).toBe('real');
  });
});
