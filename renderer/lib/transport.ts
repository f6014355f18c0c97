import { connectPort, connectSocket, type Connection } from './client.ts';
import { openSession } from './session.ts';

/** What the preload of the window puts on the page: asks the host for a port, which then comes as a window message. */
interface Desktop {
  connect(): void;
}

/** Name of the window message that carries the port. */
const portMessage = 'autoglm.port';

/**
 * Connects to the host by whatever is there: the window's MessagePort, else a WebSocket with the session's secret. Null when this tab
 * has no secret: the user needs a new link.
 */
export async function connectHost(): Promise<Connection | null> {
  const desktop = (window as { autoglmDesktop?: Desktop }).autoglmDesktop;
  if (desktop) return connectPort(await takePort(desktop));
  const session = await openSession();
  const { secret } = session;
  if (!secret) {
    session.close();
    return null;
  }
  const url = new URL('./rpc', location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  const connection = connectSocket(url.href, secret, async () => {
    const answer = await fetch('./api/about', { headers: { authorization: `Bearer ${secret}` }, cache: 'no-store' });
    return answer.status === 401 || answer.status === 403;
  });
  connection.onState((state) => {
    if (state === 'refused') session.forget();
  });
  return connection;
}

function takePort(desktop: Desktop): Promise<MessagePort> {
  return new Promise((resolve) => {
    const take = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== portMessage || !port) return;
      removeEventListener('message', take);
      resolve(port);
    };
    addEventListener('message', take);
    desktop.connect();
  });
}
