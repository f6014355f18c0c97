import type { Message } from './chat.ts';
import type { MessageId } from './ids.ts';

/** The messages from the root to `headId`, in reading order. Stops at a missing parent or a cycle rather than looping for ever. */
export function branchOf(messages: readonly Message[], headId: MessageId | null): Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const branch: Message[] = [];
  const seen = new Set<MessageId>();
  for (let id = headId; id !== null && !seen.has(id); ) {
    seen.add(id);
    const message = byId.get(id);
    if (!message) break;
    branch.push(message);
    id = message.parentId;
  }
  return branch.reverse();
}

/** Messages with the same parent and role, oldest first: the versions of a request or of an answer. */
export function siblingsOf(messages: readonly Message[], message: Message): Message[] {
  return messages
    .filter((other) => other.parentId === message.parentId && other.role === message.role)
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

/** The newest leaf below a message: what is shown when a branch is chosen by one of its messages. */
export function newestLeaf(messages: readonly Message[], from: MessageId): MessageId {
  const children = new Map<MessageId, Message[]>();
  for (const message of messages) {
    if (message.parentId === null) continue;
    const list = children.get(message.parentId);
    if (list) list.push(message);
    else children.set(message.parentId, [message]);
  }
  let current = from;
  const seen = new Set<MessageId>();
  while (!seen.has(current)) {
    seen.add(current);
    const newest = children
      .get(current)
      ?.reduce((a, b) => (b.createdAt > a.createdAt || (b.createdAt === a.createdAt && b.id > a.id) ? b : a));
    if (!newest) break;
    current = newest.id;
  }
  return current;
}
