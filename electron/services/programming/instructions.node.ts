import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Instruction } from './instructions/instruction.ts';

/**
 * Every kind of instruction: each folder of `instructions/` is one. Under Node the folders are looked up; the build puts the imports of
 * the same folders in the place of this file.
 */
const folder = path.join(import.meta.dirname, 'instructions');
const kinds = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();
const found = await Promise.all(kinds.map((kind) => import(`./instructions/${kind}/index.ts`) as Promise<{ default: Instruction }>));

export const instructions: readonly Instruction[] = found.map((module) => module.default);
