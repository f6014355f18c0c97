import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { ModelFiles } from './ports.ts';

export const modelFiles: ModelFiles = {
  resolve: (typed) => path.resolve(typed.replace(/^~(?=$|[/\\])/, homedir())),
  async stat(file) {
    try {
      const found = await stat(file);
      await access(file, constants.R_OK);
      return found.isFile() ? { size: found.size, modifiedAt: Math.trunc(found.mtimeMs) } : null;
    } catch {
      return null;
    }
  },
  stem: (file) => path.basename(file).replace(/\.gguf$/i, ''),
};
