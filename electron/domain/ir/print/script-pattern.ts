import { scriptString } from '../literals.ts';
import type { Expression, Parameter, Pattern } from '../nodes.ts';
import type { Layout } from './layout.ts';
import { computedKey, isIdentifier } from './script-object.ts';
import { scriptOpaque } from './script-opaque.ts';
import { printScriptType } from './script-type.ts';

type Print = (inner: Expression, at?: number) => string;

/** A pattern on the left of `=`, in a loop's head or among parameters. */
export function printScriptPattern(pattern: Pattern, depth: number, layout: Layout, print: Print): string {
  const inner = (each: Pattern): string => printScriptPattern(each, depth, layout, print);
  const fallback = 'default' in pattern && pattern.default ? ` = ${valueText(pattern.default, print)}` : '';
  switch (pattern.kind) {
    case 'name':
      return pattern.name + fallback;
    case 'place':
      return print(pattern.target) + fallback;
    case 'listPattern': {
      const items = pattern.items.map((each) => (each ? inner(each) : ''));
      return `[${items.join(', ')}${pattern.items.at(-1) === null ? ',' : ''}]${fallback}`;
    }
    case 'restPattern':
      return `...${inner(pattern.target)}`;
    case 'recordPattern': {
      const fields = pattern.fields.map(({ key, target }) => {
        const text = inner(target);
        if (typeof key !== 'string') return `${computedKey(key, valueText(key, print))}: ${text}`;
        if (target.kind === 'name' && target.name === key) return text;
        return `${isIdentifier(key) ? key : scriptString(key, layout.style.quote)}: ${text}`;
      });
      const all = pattern.rest ? [...fields, `...${inner(pattern.rest)}`] : fields;
      return `${all.length === 0 ? '{}' : `{ ${all.join(', ')} }`}${fallback}`;
    }
    case 'opaque':
      return scriptOpaque(pattern, layout.types);
  }
}

/** A value behind `=`, where a comma would end it. */
const valueText = (value: Expression, print: Print): string =>
  value.kind === 'sequence' && value.items.length > 1 ? `(${print(value)})` : print(value);

/** What stands between the parentheses of a function. */
export function parametersText(parameters: Parameter[], depth: number, layout: Layout, print: Print): string {
  return parameters
    .map((parameter) => {
      const { type, optional, modifiers, decorators } = parameter;
      const asOptional = (type?.kind === 'optional' && !parameter.default && layout.types) || (optional === true && layout.types);
      const unwraps = type?.kind === 'optional' && (asOptional || parameter.default !== undefined);
      const typeText = layout.types && type ? `: ${printScriptType(unwraps ? type.inner : type, depth, layout)}` : '';
      const fallback = parameter.default ? ` = ${valueText(parameter.default, print)}` : '';
      const words = layout.types && modifiers ? modifiers.map((word) => `${word} `).join('') : '';
      const marks = (decorators ?? []).map((each) => `@${print(each)} `).join('');
      const target = parameter.pattern ? printScriptPattern(parameter.pattern, depth, layout, print) : parameter.name;
      return `${marks}${words}${parameter.variadic ? '...' : ''}${target}${asOptional ? '?' : ''}${typeText}${fallback}`;
    })
    .join(', ');
}
