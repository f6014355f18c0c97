import type { EditSource } from '../../editing/edit-source.ts';
import type { Facts } from './facts.ts';

export type PythonStyle = 'google' | 'numpy' | 'sphinx';

const marks: [PythonStyle, RegExp][] = [
  ['google', /^[ \t]+(?:Args|Returns|Raises|Yields):[ \t]*$/m],
  ['numpy', /^[ \t]+(?:Parameters|Returns|Raises)[ \t]*\r?\n[ \t]+-{3,}/m],
  ['sphinx', /^[ \t]*:(?:param|returns?|raises)\b/m],
];
/** The most files that are looked at for the style of a folder. */
const mostFiles = 20;

const styleIn = (text: string): PythonStyle | null => marks.find(([, pattern]) => pattern.test(text))?.[0] ?? null;

/** How the docstrings of a file are written, else those of the folder, else Google's way. */
export async function pythonStyleOf(source: EditSource): Promise<PythonStyle> {
  const own = styleIn(source.view.text);
  if (own) return own;
  for (const path of source.paths.filter((each) => each.endsWith('.py') && each !== source.view.path).slice(0, mostFiles)) {
    const found = styleIn((await source.read(path)) ?? '');
    if (found) return found;
  }
  return 'google';
}

const star = ({ name, variadic }: Facts['parameters'][number]): string => `${variadic === 'map' ? '**' : variadic ? '*' : ''}${name}`;
const withDefault = (text: string, fallback: string | null): string => (fallback === null ? text : `${text} Defaults to ${fallback}.`);
const condition = (when: string | null): string => (when === null ? '' : `If \`\`${when}\`\`.`);

/** The sections of a docstring behind its first line. */
export function pythonSections(
  { parameters, result, yields, errors }: Facts,
  style: PythonStyle,
  type: string | null,
  indent: string,
): string[] {
  const lines: string[] = [];
  const given = result ?? null;
  if (style === 'sphinx') {
    for (const each of parameters) lines.push(`:param ${star(each).replaceAll('*', '\\*')}: ${withDefault(each.text, each.fallback)}`);
    if (given !== null) lines.push(`:returns: ${given}`);
    for (const { type: error, when } of errors) lines.push(`:raises ${error}:${when === null ? '' : ` ${condition(when)}`}`);
    return lines.length > 0 ? ['', ...lines] : [];
  }
  const section = (title: string, body: string[]): void => {
    if (body.length === 0) return;
    lines.push('', style === 'google' ? `${title}:` : title, ...(style === 'google' ? [] : ['-'.repeat(title.length)]), ...body);
  };
  if (style === 'google') {
    section(
      'Args',
      parameters.map((each) => `${indent}${star(each)}: ${withDefault(each.text, each.fallback)}`),
    );
    section(yields ? 'Yields' : 'Returns', given === null ? [] : [`${indent}${given}`]);
    section(
      'Raises',
      errors.map(({ type: error, when }) => `${indent}${error}:${when === null ? '' : ` ${condition(when)}`}`),
    );
    return lines;
  }
  section(
    'Parameters',
    parameters.flatMap((each) => [star(each), `${indent}${withDefault(each.text, each.fallback)}`]),
  );
  section(yields ? 'Yields' : 'Returns', given === null ? (type === null ? [] : [type]) : [type ?? 'object', `${indent}${given}`]);
  section(
    'Raises',
    errors.flatMap(({ type: error, when }) => [error, ...(when === null ? [] : [`${indent}${condition(when)}`])]),
  );
  return lines;
}
