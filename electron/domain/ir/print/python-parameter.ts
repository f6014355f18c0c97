import type { Expression, Parameter, Pattern } from '../nodes.ts';
import { type Doc, group } from './python-layout.ts';
import { printPythonType } from './python-type.ts';
import { refuse } from './refuse.ts';

/** What is assigned to; `print` prints the places in it. */
export function patternDoc(pattern: Pattern, print: (place: Expression) => Doc): Doc {
  switch (pattern.kind) {
    case 'name':
    case 'place':
      if (pattern.default) return refuse('Python', { kind: 'pattern with a default' });
      return pattern.kind === 'name' ? pattern.name : print(pattern.target);
    case 'restPattern':
      return ['*', patternDoc(pattern.target, print)];
    case 'listPattern': {
      if (pattern.default) return refuse('Python', { kind: 'pattern with a default' });
      const items = pattern.items.map((item) => (item ? patternDoc(item, print) : '_'));
      const single = items.length === 1 ? { last: ',' } : {};
      if (pattern.form === undefined) return group('[', items, ']');
      if (pattern.form === 'parentheses' || items.length === 0) return group('(', items, ')', single);
      return [...items.flatMap((item, at): Doc[] => (at === 0 ? [item] : [', ', item])), single.last ?? ''];
    }
    case 'opaque':
      return pattern.language === 'python' ? pattern.text : refuse('Python', pattern);
    default:
      return refuse('Python', pattern);
  }
}

/** Parameters with the marks `/` and `*` between those by position, by both and by name; `print` prints their defaults. */
export function parameterDocs(parameters: Parameter[], print: (value: Expression) => Doc, typed = true): Doc[] {
  const docs: Doc[] = [];
  let starred = false;
  parameters.forEach((parameter, position) => {
    if (parameter.pattern) refuse('Python', { kind: 'parameter that is taken apart' });
    if (parameter.only === 'name' && !starred) {
      docs.push('*');
      starred = true;
    }
    if (parameter.variadic === 'list') starred = true;
    const type = typed && parameter.type ? [': ', printPythonType(parameter.type)] : [];
    const fallback = parameter.default ?? (parameter.optional ? ({ kind: 'null' } as const) : undefined);
    const value = fallback ? [type.length > 0 ? ' = ' : '=', print(fallback)] : [];
    docs.push([parameter.variadic === 'map' ? '**' : parameter.variadic === 'list' ? '*' : '', parameter.name, ...type, ...value]);
    if (parameter.only === 'position' && parameters[position + 1]?.only !== 'position') docs.push('/');
  });
  return docs;
}
