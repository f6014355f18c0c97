import type { Attachment } from '#domain/workspace';

/** The `@…` that is being typed before the caret. */
export interface Mention {
  /** Where the `@` stands in the text. */
  start: number;
  query: string;
  /** Lines asked for with `@path:10-20`, 1-based and inclusive. */
  startLine: number | null;
  endLine: number | null;
}

/** Finds an unfinished mention right before the caret; null when there is none (an e-mail address is none). */
export function mentionAt(text: string, caret: number): Mention | null {
  const before = text.slice(0, caret);
  const match = /(?:^|[\s(（，。、])@([^\s@]{0,200})$/u.exec(before);
  if (!match) return null;
  const typed = match[1] ?? '';
  const lines = /^(.*?):(\d{1,7})(?:-(\d{0,7}))?$/.exec(typed);
  const startLine = lines ? Number(lines[2]) : null;
  const endLine = lines ? Number(lines[3] || lines[2]) : null;
  return {
    start: caret - typed.length - 1,
    query: lines?.[1] ?? typed,
    startLine: startLine || null,
    endLine: startLine && endLine ? Math.max(startLine, endLine) : null,
  };
}

/** The text with the mention replaced by the plain path (the chip says the rest), and where the caret goes. */
export function completeMention(text: string, caret: number, mention: Mention, path: string): { text: string; caret: number } {
  const tail = text.slice(caret);
  const inserted = `${path}${tail.startsWith(' ') ? '' : ' '}`;
  return { text: text.slice(0, mention.start) + inserted + tail, caret: mention.start + inserted.length };
}

/** `path` or `path:10-20`, as chips and labels show it. */
export function attachmentLabel({ path, startLine, endLine }: Attachment): string {
  if (startLine === null) return path;
  return endLine === null || endLine === startLine ? `${path}:${startLine}` : `${path}:${startLine}-${endLine}`;
}

export const sameAttachment = (a: Attachment, b: Attachment): boolean =>
  a.path === b.path && a.startLine === b.startLine && a.endLine === b.endLine;
