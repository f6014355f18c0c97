import type { TargetLanguage } from '#domain/programming';
import { type Draw, pick } from '../../slots/sample.ts';
import type { WrapForm } from './wrapping.ts';

/** A program with a function that can be wrapped: on its own or in a class, with comments and texts over lines. */
export function wrapSource(target: string, form: WrapForm, draw: Draw, language: TargetLanguage): string {
  const name = target.split('.').at(-1) ?? 'value';
  const free = (wish: string): string => (wish === name ? `${wish}0` : wish);
  const [helper, type, key] = [free('lookUp'), free('Store'), free('key')];
  const inClass = draw.random() < 0.5;
  const number = pick(draw, ['1', '2', '30']);
  switch (language) {
    case 'typescript':
    case 'javascript': {
      const typed = (text: string): string => (language === 'typescript' ? text : '');
      const wait = form === 'retry' && draw.random() < 0.3 ? '' : 'async ';
      const result = typed(wait === '' ? ': number' : ': Promise<number>');
      const body = (pad: string): string =>
        `${pad}// A comment.\n${pad}const found = ${wait === '' ? '' : 'await '}${helper}(\`${key}\n  \${${key}}\`);\n${pad}if (found < ${number}) return ${number};\n${pad}return found; // behind it\n`;
      const other = `${wait}function ${helper}(${key}${typed(': string')})${result} {\n  return ${key}.length;\n}\n`;
      return inClass
        ? `export class ${type} {\n  ${wait}${name}(${key}${typed(': string')})${result} {\n${body('    ')}  }\n}\n\n${other}`
        : `/** A comment. */\nexport ${wait}function ${name}(${key}${typed(': string')})${result} {\n${body('  ')}}\n\n${other}`;
    }
    case 'python': {
      const wait = draw.random() < 0.5 ? 'async ' : '';
      const body = (pad: string): string =>
        `${pad}"""A comment."""\n${pad}${key} = ${key}.strip()\n${pad}text = """over\nlines"""\n${pad}# A comment.\n${pad}return ${number} + len(${key} + text)\n`;
      return inClass
        ? `class ${type}:\n    def __init__(self):\n        self.count = 0\n\n    ${wait}def ${name}(self, ${key}):\n${body('        ')}`
        : `${wait}def ${name}(${key}):\n${body('    ')}`;
    }
    case 'go': {
      const body = `\t// A comment.\n\tfound, err := ${helper}(${key})\n\tif err != nil {\n\t\treturn 0, err\n\t}\n\treturn found + len(\`over\nlines\`) + ${number}, nil\n`;
      const other = `func ${helper}(${key} string) (int, error) {\n\treturn len(${key}), nil\n}\n`;
      return inClass
        ? `package main\n\ntype ${type} struct {\n\tcount int\n}\n\nfunc (store *${type}) ${name}(${key} string) (int, error) {\n${body}}\n\n${other}`
        : `package main\n\n// A comment.\nfunc ${name}(${key} string) (int, error) {\n${body}}\n\n${other}`;
    }
  }
}
