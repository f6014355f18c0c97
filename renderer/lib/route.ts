import type { ConversationId, MessageId, ProposalId, WorkspaceId } from '#domain/ids';

/** Every place that has an address. Deep links are in the hash, so that the host never sees them. */
export type Route =
  | { view: 'chat'; conversationId: ConversationId | null }
  | { view: 'proposal'; proposalId: ProposalId }
  | { view: 'file'; path: string; workspaceId?: WorkspaceId; startLine?: number; endLine?: number }
  | { view: 'feedback'; answerId?: MessageId }
  | { view: 'retraining' }
  | { view: 'models' }
  | { view: 'settings' };

/** #/c/<conversation> · #/p/<proposal> · #/file/<path>?in=<folder>&lines=3-9 · #/feedback[/<answer>] · #/retraining · #/models · #/settings. Anything else is the chat. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [head, ...rest] = path.split('/');
  const tail = rest.map(decode).join('/');
  if (head === 'c' && tail) return { view: 'chat', conversationId: tail as ConversationId };
  if (head === 'p' && tail) return { view: 'proposal', proposalId: tail as ProposalId };
  if (head === 'feedback') return tail ? { view: 'feedback', answerId: tail as MessageId } : { view: 'feedback' };
  if (head === 'retraining' || head === 'models' || head === 'settings') return { view: head };
  if (head === 'file' && tail) {
    const values = new URLSearchParams(query);
    const workspaceId = values.get('in');
    const lines = /^(\d{1,7})-(\d{1,7})$/.exec(values.get('lines') ?? '');
    return {
      view: 'file',
      path: tail,
      ...(workspaceId ? { workspaceId: workspaceId as WorkspaceId } : {}),
      ...(lines ? { startLine: Number(lines[1]), endLine: Number(lines[2]) } : {}),
    };
  }
  return { view: 'chat', conversationId: null };
}

/** The address of a place; `parseRoute(routeHref(route))` gives the route back. */
export function routeHref(route: Route): string {
  switch (route.view) {
    case 'chat':
      return route.conversationId ? `#/c/${encodeURIComponent(route.conversationId)}` : '#/';
    case 'proposal':
      return `#/p/${encodeURIComponent(route.proposalId)}`;
    case 'file': {
      const path = route.path.split('/').map(encodeURIComponent).join('/');
      const values = [
        ...(route.workspaceId ? [`in=${encodeURIComponent(route.workspaceId)}`] : []),
        ...(route.startLine ? [`lines=${route.startLine}-${route.endLine ?? route.startLine}`] : []),
      ];
      return `#/file/${path}${values.length > 0 ? `?${values.join('&')}` : ''}`;
    }
    case 'feedback':
      return route.answerId ? `#/feedback/${encodeURIComponent(route.answerId)}` : '#/feedback';
    default:
      return `#/${route.view}`;
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
