import { type Connection, connectPort, connectSocket } from './client.ts';
import { isSecretGood, openSession } from './session.ts';

/** What the preload of the window puts on the page: asks the host for a port, which then comes as a window message. */
interface Desktop {
  connect(): void;
}

/** Name of the window message that carries the port. */
const portMessage = 'autoglm.port';

/**
 * Connects to the host by whatever is there: the window's MessagePort, else a WebSocket with the session's secret. Null when neither
 * this tab nor another one has a secret that the host takes: the user needs a new link.
 */
export async function connectHost(): Promise<Connection | null> {
  const desktop = (window as { autoglmDesktop?: Desktop }).autoglmDesktop;
  if (desktop) return connectPort(await takePort(desktop));
  const session = await openSession();
  if (!session) return null;
  const url = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/rpc`;
  const connection = connectSocket(url, ['autoglm', `autoglm.secret.${session.secret}`], async () => !(await isSecretGood(session.secret)));
  connection.onState((state) => {
    if (state !== 'refused') return;
    session.forget();
    session.close();
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
