import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** @param {...string} parts a path below the project's folder */
export const inRoot = (...parts) => path.join(root, ...parts);

/** Whether `file` lies in `folder` (both absolute). @param {string} folder @param {string} file */
export function isInside(folder, file) {
  const relative = path.relative(folder, file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}
