import type { Message } from '#domain/chat';
import type { MessageId } from '#domain/ids';

/** One place in the shown branch: which message, and which of its siblings it is. */
export interface ThreadItem {
  id: MessageId;
  /** Ids of all versions of this message (same parent, same side), oldest first; includes `id`. */
  siblings: readonly MessageId[];
}

const byAge = (a: Message, b: Message) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);

/** The shown branch, oldest first, found from the head upwards. Messages of other branches are left out. Survives damaged links. */
export function threadOf(messages: Iterable<Message>, headId: MessageId | null): ThreadItem[] {
  const byId = new Map<MessageId, Message>();
  const children = new Map<MessageId | null, Message[]>();
  for (const message of messages) {
    byId.set(message.id, message);
    const list = children.get(message.parentId);
    if (list) list.push(message);
    else children.set(message.parentId, [message]);
  }
  const items: ThreadItem[] = [];
  const seen = new Set<MessageId>();
  for (let id = headId; id !== null; ) {
    const message = byId.get(id);
    if (!message || seen.has(id)) break;
    seen.add(id);
    const siblings = (children.get(message.parentId) ?? []).filter((other) => other.role === message.role);
    items.push({ id, siblings: siblings.length < 2 ? [id] : siblings.sort(byAge).map((other) => other.id) });
    id = message.parentId;
  }
  return items.reverse();
}
