import type { TargetLanguage } from '#domain/programming';
import { type Draw, pick } from '../../slots/sample.ts';

/** A program with a function in which something can go wrong. */
export function errorSource(target: string, draw: Draw, language: TargetLanguage): string {
  const name = target.split('.').at(-1) ?? 'value';
  const free = (wish: string): string => (wish === name ? `${wish}0` : wish);
  const [other, key] = [free('convert'), free('key')];
  const number = pick(draw, ['1', '2', '30']);
  const wait = draw.random() < 0.5;
  switch (language) {
    case 'typescript':
    case 'javascript': {
      const typed = (text: string): string => (language === 'typescript' ? text : '');
      return `export ${wait ? 'async ' : ''}function ${name}(${key}${typed(': string')}) {\n  // A comment.\n  const made = JSON.parse(${key});\n  console.log(made, ${number});\n}\n`;
    }
    case 'python':
      return `${wait ? 'async ' : ''}def ${name}(${key}):\n    """A comment."""\n    made = int(${key})  # behind it\n    print(made + ${number})\n`;
    case 'go': {
      const throws = pick(draw, [`made, _ := ${other}(${key})`, `made, err := ${other}(${key})`]);
      return `package main\n\nimport "os"\n\nfunc ${other}(${key} string) (int, error) {\n\treturn len(${key}), nil\n}\n\nfunc ${name}(${key} string) (map[string]int, int, error) {\n\t${throws} // behind it\n\tos.Remove(${key})\n\tif made > ${number} {\n\t\t_, _ = ${other}(${key})\n\t}\n\treturn nil, made, nil\n}\n`;
    }
  }
}
