import { camelCase, kebabCase, pascalCase, snakeCase } from '#domain/ir/names';
import type { TargetLanguage } from '#domain/programming';
import { languageOfPath } from '../syntax/view.ts';
import type { Workspace } from './workspace.ts';

const habits: readonly { written: RegExp; write: (name: string) => string }[] = [
  { written: /^[a-z\d]+(?:-[a-z\d]+)+$/, write: kebabCase },
  { written: /^[a-z\d]+(?:_[a-z\d]+)+$/, write: snakeCase },
  { written: /^[a-z]+\d*(?:[A-Z][a-z\d]*)+$/, write: camelCase },
  { written: /^(?:[A-Z][a-z\d]+){2,}$/, write: pascalCase },
];

/** A name for a file as most files of the folder with several words in theirs are written; kebab-case where none are. Python and Go have one way. */
export function fileStem(name: string, language: TargetLanguage, workspace: Pick<Workspace, 'paths'>): string {
  if (language === 'python' || language === 'go') return snakeCase(name) || 'generated';
  const stems = workspace.paths
    .filter((path) => languageOfPath(path) === language || languageOfPath(path) === 'typescript')
    .map((path) => /([^/.]+)[^/]*$/.exec(path)?.[1] ?? '');
  const counts = habits.map(({ written }) => stems.filter((stem) => written.test(stem)).length);
  const most = Math.max(...counts);
  const write = most === 0 ? kebabCase : (habits[counts.indexOf(most)]?.write ?? kebabCase);
  return write(name) || 'generated';
}
