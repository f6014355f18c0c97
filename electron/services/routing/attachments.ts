import { saidError } from '#domain/errors';
import { say } from '#domain/sentences';
import type { Attachment } from '#domain/workspace';
import type { FolderFiles } from './ports.ts';

/** Attached files with their lines cut out. Throws NOT_FOUND for one that is gone: leaving it out in silence would answer another question. */
export async function readAttachments(files: FolderFiles | null, attachments: Attachment[]): Promise<{ label: string; content: string }[]> {
  if (attachments.length === 0) return [];
  if (!files) throw saidError('BAD_INPUT', say('chat.attachNeedsFolder'));
  return Promise.all(
    attachments.map(async ({ path, startLine, endLine }) => {
      const text = await files.read(path);
      if (text === null)
        throw saidError('NOT_FOUND', say('chat.attachedUnreadable', { path }), {
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
