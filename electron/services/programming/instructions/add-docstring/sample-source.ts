import type { TargetLanguage } from '#domain/programming';
import { type Draw, pick } from '../../slots/sample.ts';

/** A program with a function and a class, neither of which is documented. */
export function docstringSource(target: string | null, draw: Draw, language: TargetLanguage): string {
  const name = target?.split('.').at(-1) ?? 'loadEntries';
  const free = (wish: string): string => (wish === name ? `${wish}0` : wish);
  const [type, key, found] = [free('EntryStore'), free('key'), free('found')];
  const number = pick(draw, ['1', '2', '30']);
  switch (language) {
    case 'typescript':
    case 'javascript': {
      const typed = (text: string): string => (language === 'typescript' ? text : '');
      return `// A comment.\n\nexport function ${name}(${key}${typed(': string')}, limit = ${number})${typed(': number')} {\n  if (${key} === '') throw new RangeError('empty');\n  const ${found} = ${key}.length + limit;\n  return ${found};\n}\n\nexport class ${type} {\n  isEmpty()${typed(': boolean')} {\n    return true;\n  }\n}\n`;
    }
    case 'python':
      return `# A comment.\n\n\ndef ${name}(${key}, *rest, limit=${number}):\n    if not ${key}:\n        raise ValueError("empty")\n    ${found} = len(${key}) + limit\n    return ${found}\n\n\nclass ${type}:\n    def is_empty(self) -> bool:\n        return True\n`;
    case 'go':
      return `package main\n\nfunc ${name}(${key} string) int {\n\treturn len(${key}) + ${number}\n}\n\ntype ${type} struct{}\n\nfunc (store ${type}) IsEmpty() bool {\n\treturn true\n}\n`;
  }
}
