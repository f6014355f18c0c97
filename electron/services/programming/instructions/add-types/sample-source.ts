import type { TargetLanguage } from '#domain/programming';
import { type Draw, pick } from '../../slots/sample.ts';

/** A program with functions whose types can be told in part. */
export function typesSource(target: string | null, draw: Draw, language: TargetLanguage): string {
  const name = target?.split('.').at(-1) ?? 'join';
  const free = (wish: string): string => (wish === name ? `${wish}0` : wish);
  const [key, other, limit] = [free('key'), free('other'), free('limit')];
  const number = pick(draw, ['1', '2', '30']);
  const wait = draw.random() < 0.3 ? 'async ' : '';
  switch (language) {
    case 'typescript':
    case 'javascript': {
      const any = language === 'typescript' ? ': any' : '';
      return `export ${wait}function ${name}(${key}${any}, ${limit} = ${number}) {\n  const ${other} = ${key} === null;\n  if (${other}) return 'none';\n  return \`\${${key}}\` + ${limit};\n}\n`;
    }
    case 'python':
      return `${wait}def ${name}(${key}, ${limit}=${number}, *rest):\n    if ${limit} > 1:\n        return None\n    return "a" + ${key}\n\n\nclass ${free('Store')}:\n    def __init__(self, ${limit}=${number}):\n        self.limit = ${limit}\n`;
    case 'go':
      return `package main\n\nfunc ${name}(${key} string) int {\n\treturn len(${key}) + ${number}\n}\n`;
  }
}
