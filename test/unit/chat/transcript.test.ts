import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conversation, Message } from '#domain/chat';
import { transcriptFileName, transcriptJson, transcriptMarkdown } from '#domain/transcript';

const conversation = { id: 'c', title: 'Add a route', headId: 'm2' } as unknown as Conversation;
const messages = [
  {
    id: 'm1',
    parentId: null,
    role: 'user',
    text: 'Add GET /healthz',
    status: 'complete',
    createdAt: 0,
    attachments: [{ path: 'src/server.ts', startLine: 3, endLine: 9 }],
  },
  {
    id: 'm2',
    parentId: 'm1',
    role: 'assistant',
    text: '```ts\napp.get()\n```',
    status: 'stopped',
    createdAt: 1000,
    attachments: [],
    producer: { name: 'Built-in engine' },
    error: null,
  },
  {
    id: 'm3',
    parentId: 'm1',
    role: 'assistant',
    text: 'another branch',
    status: 'complete',
    createdAt: 2000,
    attachments: [],
    producer: null,
    error: null,
  },
] as unknown as Message[];

describe('a transcript', () => {
  it('holds the shown branch as Markdown, with attachments, engine and status', () => {
    expect(transcriptMarkdown(conversation, messages)).toBe(
      '# Add a route\n\n## Request · 1970-01-01T00:00:00.000Z\n- `src/server.ts:3-9`\n\nAdd GET /healthz\n\n' +
        '## Answer (Built-in engine) · 1970-01-01T00:00:01.000Z\n\n```ts\napp.get()\n```\n\n> stopped\n',
    );
  });
  it('holds all branches as JSON', () => {
    expect(JSON.parse(transcriptJson(conversation, messages))).toEqual({
      format: 'open-autoglm.conversation',
      version: 1,
      conversation,
      messages,
    });
  });
  it.each([
    ['Add GET /healthz', 'Add-GET-healthz.md'],
    ['给服务器加一个接口', '给服务器加一个接口.md'],
    ['../../etc/passwd', 'etc-passwd.md'],
    ['???', 'conversation.md'],
    ['CON<>:"|?*', 'CON.md'],
  ])('names the file of %j %j', (title, name) => expect(transcriptFileName(title, 'md')).toBe(name));
  it('never names a file that leaves its folder', () => {
    fc.assert(
      fc.property(fc.string(), (title) => {
        const name = transcriptFileName(title, 'json');
        expect(name).not.toMatch(/[/\\\0]/);
        expect(name.startsWith('.')).toBe(false);
        expect([...name].length).toBeLessThanOrEqual(85);
      }),
    );
  });
});
