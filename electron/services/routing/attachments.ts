import { AppError } from '#domain/errors';
import type { Attachment } from '#domain/workspace';
import type { FolderFiles } from './ports.ts';

/** Attached files with their lines cut out. Throws NOT_FOUND for one that is gone: leaving it out in silence would answer another question. */
export async function readAttachments(files: FolderFiles | null, attachments: Attachment[]): Promise<{ label: string; content: string }[]> {
  if (attachments.length === 0) return [];
  if (!files) throw new AppError('BAD_INPUT', 'Files can be attached only while a folder is open.');
  return Promise.all(
    attachments.map(async ({ path, startLine, endLine }) => {
      const text = await files.read(path);
      if (text === null)
        throw new AppError('NOT_FOUND', `The attached file ${path} cannot be read. Take it off the request or restore it.`, {
          data: { path },
        });
      if (startLine === null) return { label: path, content: text };
      const last = endLine ?? startLine;
      return {
        label: `${path}:${startLine}-${last}`,
        content: text
          .split('\n')
          .slice(startLine - 1, last)
          .join('\n'),
      };
    }),
  );
}
