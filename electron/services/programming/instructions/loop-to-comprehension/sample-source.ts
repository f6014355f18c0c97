import type { TargetLanguage } from '#domain/programming';
import { type Draw, pick } from '../../slots/sample.ts';

/** A program with a loop that collects, adds up or looks for something. */
export function loopSource(target: string | null, draw: Draw, language: TargetLanguage): string {
  const name = target?.split('.').at(-1) ?? 'collect';
  const free = (wish: string): string => (wish === name ? `${wish}0` : wish);
  const [items, item, found] = [free('entries'), free('entry'), free('found')];
  const number = pick(draw, ['1', '2', '30']);
  const python = language === 'python';
  const typed = (text: string): string => (language === 'typescript' ? text : '');
  if (language === 'go')
    return `package main\n\nfunc ${name}(${items} []int) bool {\n\tfor _, ${item} := range ${items} {\n\t\tif ${item} == ${number} {\n\t\t\treturn true\n\t\t}\n\t}\n\treturn false\n}\n`;
  const condition = pick(draw, [`${item} > ${number}`, `${item} % 2 ${python ? '==' : '==='} 0`, `${python ? 'not ' : '!'}${item}`]);
  const value = pick(draw, [item, `${item} * ${number}`, `(${item} + 1)`, python ? `str(${item})` : `String(${item})`]);
  const form = pick(draw, ['list', 'filtered', 'any', 'all', 'map', 'sum', 'skip']);
  if (python) {
    const loop = (start: string, body: string): string =>
      `    ${found} = ${start}\n    # A comment.\n    for ${item} in ${items}:\n${body}    return ${found}\n`;
    const bodies: Record<string, string> = {
      list: loop('[]', `        ${found}.append(${value})\n`),
      filtered: loop('set()', `        if ${condition}:\n            ${found}.add(${value})\n`),
      any: loop('False', `        if ${condition}:\n            ${found} = True\n            break\n`),
      all: `    for ${item} in ${items}:\n        if ${condition}:\n            return False\n    return True\n`,
      map: loop('{}', `        ${found}[${item}] = ${value}\n`),
      sum: loop('0', `        if ${condition}:\n            ${found} += ${number}\n`),
      skip: loop('[]', `        if ${condition}:\n            continue\n        ${found}.append(${value})\n`),
    };
    return `def ${name}(${items}):\n${bodies[form]}`;
  }
  const loop = (start: string, body: string): string =>
    `  let ${found}${start};\n  // A comment.\n  for (const ${item} of ${items}) {\n${body}  }\n  return ${found};\n`;
  const list = typed(': (number | string)[]');
  const bodies: Record<string, string> = {
    list: loop(`${list} = []`, `    ${found}.push(${value});\n`),
    filtered: loop(` = new Set${typed('<number | string>')}()`, `    if (${condition}) ${found}.add(${value});\n`),
    any: loop(' = false', `    if (${condition}) {\n      ${found} = true;\n      break;\n    }\n`),
    all: `  for (const ${item} of ${items}) if (${condition}) return false;\n  return true;\n`,
    map: loop(`${typed(': Record<string, number | string>')} = {}`, `    ${found}[${item}] = ${value};\n`),
    sum: loop(' = 0', `    if (${condition}) ${found} += ${item} * ${number};\n`),
    skip: loop(`${list} = []`, `    if (${condition}) continue;\n    ${found}.push(${value});\n`),
  };
  return `export function ${name}(${items}${typed(': number[]')}) {\n${bodies[form]}}\n`;
}
