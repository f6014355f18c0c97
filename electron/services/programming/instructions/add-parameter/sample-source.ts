import type { TargetLanguage } from '#domain/programming';
import { type Draw, pick } from '../../slots/sample.ts';

interface ParameterPlan {
  slots: { target: { value: string } };
}

/** A function with none to two parameters, called from beside it. */
export function parameterSource({ slots }: ParameterPlan, draw: Draw, language: TargetLanguage): string {
  const name = slots.target.value.split('.').at(-1) ?? 'value';
  const caller = name === 'caller' ? 'other' : 'caller';
  const count = pick(draw, [0, 1, 2]);
  const names = ['first0', 'second0'].slice(0, count);
  const values = ['1', '2'].slice(0, count).join(', ');
  const sum = ['3', ...names].join(' + ');
  switch (language) {
    case 'typescript':
    case 'javascript': {
      const type = language === 'typescript' ? ': number' : '';
      const parameters = names.map((each) => `${each}${type}`).join(', ');
      return draw.random() < 0.5
        ? `export function ${name}(${parameters})${type} {\n  return ${sum};\n}\n\nexport function ${caller}()${type} {\n  return ${name}(${values});\n}\n`
        : `export const ${name} = (${parameters})${type} => ${sum};\n\nexport const ${caller} = ()${type} => ${name}(${values});\n`;
    }
    case 'python': {
      const typed = draw.random() < 0.5;
      const parameters = names.map((each) => (typed ? `${each}: int` : each)).join(', ');
      return `def ${name}(${parameters}):\n    return ${sum}\n\n\ndef ${caller}():\n    return ${name}(${values})\n`;
    }
    case 'go': {
      const parameters = names.length > 0 ? `${names.join(', ')} int8` : '';
      return `package main\n\nfunc ${name}(${parameters}) int8 {\n\treturn ${sum}\n}\n\nfunc ${caller}() int8 {\n\treturn ${name}(${values})\n}\n`;
    }
  }
}
