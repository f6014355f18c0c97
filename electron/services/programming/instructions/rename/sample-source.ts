import type { TargetLanguage } from '#domain/programming';
import { type Draw, pick } from '../../slots/sample.ts';

interface RenamePlan {
  slots: { target: { value: string }; newName: { value: string } };
}

/** A program that declares the target, at the top or inside, and uses it in every way that its language has. */
export function renameSource({ slots }: RenamePlan, draw: Draw, language: TargetLanguage): string {
  const name = slots.target.value.split('.').at(-1) ?? 'value';
  const free = (wish: string): string => (wish === name || wish === slots.newName.value ? `${wish}0` : wish);
  const [caller, other] = [free('caller'), free('other')];
  const isFunction = draw.random() < 0.6;
  const number = pick(draw, ['1', '2', '30']);
  switch (language) {
    case 'typescript':
    case 'javascript': {
      const type = language === 'typescript' ? ': number' : '';
      return isFunction
        ? `export function ${name}(${other}${type})${type} {\n  return ${other} > ${number} ? ${name}(${other} - 1) : ${other};\n}\n\nexport function ${caller}()${type} {\n  const ${other} = { ${name} };\n  return ${other}.${name}(${number});\n}\n`
        : `export function ${caller}(${other}${type})${type} {\n  let ${name} = ${other} * ${number};\n  ${name} *= 2;\n  return ${name};\n}\n`;
    }
    case 'python':
      return isFunction
        ? `def ${name}(${other}):\n    return ${name}(${other} - 1) if ${other} > ${number} else ${other}\n\n\ndef ${caller}():\n    return ${name}(${other}=${number})\n`
        : `def ${caller}(${other}):\n    ${name} = ${other} * ${number}\n    ${name} *= 2\n    return ${name}\n`;
    case 'go':
      return isFunction
        ? `package main\n\nfunc ${name}(${other} int) int {\n\tif ${other} > ${number} {\n\t\treturn ${name}(${other} - 1)\n\t}\n\treturn ${other}\n}\n\nfunc ${caller}() int {\n\treturn ${name}(${number})\n}\n`
        : `package main\n\nfunc ${caller}(${other} int) int {\n\t${name} := ${other} * ${number}\n\t${name} *= 2\n\treturn ${name}\n}\n`;
  }
}
