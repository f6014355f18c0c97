import type { TargetLanguage } from '#domain/programming';
import { type Draw, pick } from '../../slots/sample.ts';

interface ExtractPlan {
  slots: {
    name: { value: string };
    form: { value: 'function' | 'constant' };
    expression: { value: string | null };
    lines: { value: string | null };
  };
}

/** A function of which the fifth and sixth line are whole statements; for a constant the value is the same in all of them. */
export function extractSource({ slots }: ExtractPlan, draw: Draw, language: TargetLanguage): string {
  const free = (wish: string): string => (wish === slots.name.value ? `${wish}0` : wish);
  const [first, second, total] = [free('first'), free('second'), free('total')];
  const operator = pick(draw, ['+', '-', '*']);
  switch (language) {
    case 'typescript':
    case 'javascript': {
      const type = language === 'typescript' ? ': number' : '';
      return `export function ${free('caller')}(${first}${type}, ${second}${type}) {\n  let ${total} = ${first};\n  ${total} = ${total} + 5;\n  ${total} = ${total} - 3;\n  ${total} = ${total} ${operator} ${second};\n  ${total} = ${total} + 7;\n  return ${total};\n}\n`;
    }
    case 'python':
      return `def ${free('caller')}(${first}, ${second}):\n    ${total} = ${first}\n    ${total} = ${total} + 5\n    ${total} = ${total} - 3\n    ${total} = ${total} ${operator} ${second}\n    ${total} = ${total} + 7\n    return ${total}\n`;
    case 'go':
      return `package main\n\nfunc ${free('caller')}(${first}, ${second} int) int {\n\t${total} := ${first}\n\t${total} = ${total} ${operator} ${second}\n\t${total} = ${total} + 7\n\treturn ${total}\n}\n`;
  }
}
