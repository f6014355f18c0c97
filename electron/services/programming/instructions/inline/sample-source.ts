import type { TargetLanguage } from '#domain/programming';
import { type Draw, pick } from '../../slots/sample.ts';

interface InlinePlan {
  slots: { target: { value: string } };
}

/** A function of one value, or a variable, and uses of it. */
export function inlineSource({ slots }: InlinePlan, draw: Draw, language: TargetLanguage): string {
  const name = slots.target.value;
  const free = (wish: string): string => (wish === name ? `${wish}0` : wish);
  const [caller, other] = [free('caller'), free('other')];
  const operator = pick(draw, ['+', '-']);
  const isFunction = draw.random() < 0.5;
  switch (language) {
    case 'typescript':
    case 'javascript': {
      const type = language === 'typescript' ? ': number' : '';
      return isFunction
        ? `function ${name}(${other}${type})${type} {\n  return ${other} ${operator} 1;\n}\n\nexport function ${caller}(${other}${type})${type} {\n  return ${name}(${other}) * ${name}(2);\n}\n`
        : `export function ${caller}(${other}${type})${type} {\n  const ${name} = ${other} ${operator} 1;\n  return ${name} * ${name};\n}\n`;
    }
    case 'python':
      return isFunction
        ? `def ${name}(${other}):\n    return ${other} ${operator} 1\n\n\ndef ${caller}(${other}):\n    return ${name}(${other}) * ${name}(2)\n`
        : `def ${caller}(${other}):\n    ${name} = ${other} ${operator} 1\n    return ${name} * ${name}\n`;
    case 'go':
      return isFunction
        ? `package main\n\nfunc ${name}(${other} int) int {\n\treturn ${other} ${operator} 1\n}\n\nfunc ${caller}(${other} int) int {\n\treturn ${name}(${other}) * ${name}(2)\n}\n`
        : `package main\n\nfunc ${caller}(${other} int) int {\n\t${name} := ${other} ${operator} 1\n\treturn ${name} * ${name}\n}\n`;
  }
}
