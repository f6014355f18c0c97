import type { WorkspaceId } from '#domain/ids';
import type { Client } from './client.ts';
import type { Route } from './route.ts';
import type { Workspaces } from './workspaces.svelte.ts';

/**
 * Works in the folder that a link leads into, so that a conversation, a proposal or a file opens where it belongs without a question.
 * A place without a folder of its own opens in the one that was used last. A folder that was taken off the list is asked for.
 */
export async function openLinkFolder(client: Client, workspaces: Workspaces, route: Route): Promise<void> {
  if (route.view === 'chat' && route.conversationId === null) return;
  const folder = await folderOf(client, route);
  const place = folder === null ? (workspaces.current ?? workspaces.list[0]) : workspaces.list.find(({ id }) => id === folder);
  if (place !== undefined && place.id !== workspaces.current?.id) workspaces.use(place.id);
}

/** Null for a place of no folder, and for one that is gone: its view says so. */
async function folderOf(client: Client, route: Route): Promise<WorkspaceId | null> {
  try {
    if (route.view === 'proposal') return (await client.review.get({ proposalId: route.proposalId })).workspaceId;
    if (route.view === 'file') return route.workspaceId ?? null;
    const conversationId =
      route.view === 'chat'
        ? route.conversationId
        : route.view === 'feedback' && route.answerId
          ? (await client.chat.answer({ answerId: route.answerId })).conversationId
          : null;
    return conversationId === null ? null : (await client.chat.get({ conversationId })).conversation.workspaceId;
  } catch {
    return null;
  }
}
