import { branchOf } from './branches.ts';
import type { Conversation, Message } from './chat.ts';

/** The shown branch as Markdown: a heading per turn, attachments and the engine named, texts untouched. */
export function transcriptMarkdown(conversation: Conversation, messages: readonly Message[]): string {
  const parts = [`# ${conversation.title.replace(/\s+/g, ' ')}`];
  for (const message of branchOf(messages, conversation.headId)) {
    const who = message.role === 'user' ? 'Request' : `Answer${message.producer ? ` (${message.producer.name})` : ''}`;
    const lines = [`## ${who} · ${new Date(message.createdAt).toISOString()}`];
    for (const { path, startLine, endLine } of message.attachments)
      lines.push(`- \`${path}${startLine === null ? '' : `:${startLine}-${endLine ?? startLine}`}\``);
    lines.push('', message.text);
    if (message.error) lines.push('', `> ${message.error.code}: ${message.error.message}`);
    else if (message.status !== 'complete' && message.role === 'assistant') lines.push('', `> ${message.status}`);
    parts.push(lines.join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

/** All branches as JSON, in a versioned shape of its own so that it can be read back after the store's schema has changed. */
export function transcriptJson(conversation: Conversation, messages: readonly Message[]): string {
  return `${JSON.stringify({ format: 'open-autoglm.conversation', version: 1, conversation, messages }, null, 2)}\n`;
}

/** A file name for an export: the title without what file systems refuse, never empty, at most 80 characters. */
export function transcriptFileName(title: string, extension: string): string {
  const stem = [...title.normalize('NFC')]
    .map((character) => (/[\p{L}\p{N}._-]/u.test(character) ? character : ' '))
    .join('')
    .trim()
    .replace(/\s+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 80);
  return `${stem || 'conversation'}.${extension}`;
}
