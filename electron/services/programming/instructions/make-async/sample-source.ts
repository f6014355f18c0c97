import type { TargetLanguage } from '#domain/programming';
import { type Draw, pick } from '../../slots/sample.ts';

/** A program whose target is called by functions and methods, in expressions of many shapes. */
export function asyncSource(target: string, draw: Draw, language: TargetLanguage): string {
  const name = target.split('.').at(-1) ?? 'value';
  const free = (wish: string): string => (wish === name ? `${wish}0` : wish);
  const [caller, other, type, key] = [free('caller'), free('other'), free('Store'), free('key')];
  const number = pick(draw, ['1', '2', '30']);
  const typed = (text: string): string => (language === 'typescript' ? text : '');
  switch (language) {
    case 'typescript':
    case 'javascript':
      return `export function ${name}(${key}${typed(': string')})${typed(': string')} {\n  return ${key}.trim();\n}\n\nfunction ${caller}(${key}${typed(': string')})${typed(': number')} {\n  if (${name}(${key}) === '') return ${number};\n  for (const letter of ${name}(${key})) if (letter === ' ') return 0;\n  return ${name}(${key}).length ** 2;\n}\n\nexport const ${other} = (${key}${typed(': string')})${typed(': number')} => ${caller}(${key}) + ${number};\n\nexport class ${type} {\n  size(${key}${typed(': string')}) {\n    return \`\${${name}(${key})}\` + this.more(${key});\n  }\n\n  more(${key}${typed(': string')})${typed(': number')} {\n    return ${caller}(${key});\n  }\n}\n`;
    case 'python':
      return `def ${name}(${key}):\n    return ${key}.strip()\n\n\ndef ${caller}(${key}):\n    if not ${name}(${key}):\n        return ${number}\n    return len([${name}(each).upper() for each in [${key}]])\n\n\nclass ${type}:\n    def size(self, ${key}):\n        return ${caller}(${key}) + self.more(${key})\n\n    def more(self, ${key}):\n        return ${name}(${key}) + f"{${name}(${key})}"\n`;
    case 'go':
      return `package main\n\nfunc ${name}(${key} string) string {\n\treturn ${key}\n}\n`;
  }
}
