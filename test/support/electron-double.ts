import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Electron, ElectronApi } from '../../electron/shell/electron-api.ts';

/**
 * A double of the few Electron calls that the shell makes, for machines without Electron's binary. It decides nothing: it records the
 * options that it was given, and lets a test play what Electron would tell. Its members are checked against Electron's own types
 * where they are handed over.
 */
export class FrameDouble {
  url: string;
  constructor(url: string) {
    this.url = url;
  }
}

export class WebContentsDouble extends EventEmitter {
  mainFrame = new FrameDouble('app://autoglm/');
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null;
  reloads = 0;
  crashed = 0;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
    this.windowOpenHandler = handler;
  }
  getURL() {
    return this.mainFrame.url;
  }
  reload() {
    this.reloads += 1;
  }
  forcefullyCrashRenderer() {
    this.crashed += 1;
  }
  /** Plays an event that can be prevented, and says whether it was. */
  ask(name: string, details: Record<string, unknown>): boolean {
    let prevented = false;
    this.emit(name, {
      ...details,
      preventDefault: () => {
        prevented = true;
      },
    });
    return prevented;
  }
}

export class BrowserWindowDouble extends EventEmitter {
  static made: BrowserWindowDouble[] = [];
  options: Electron.BrowserWindowConstructorOptions;
  webContents = new WebContentsDouble();
  loaded: string[] = [];
  shown = false;
  destroyed = false;
  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
    BrowserWindowDouble.made.push(this);
  }
  async loadURL(url: string) {
    this.loaded.push(url);
  }
  show() {
    this.shown = true;
  }
  isDestroyed() {
    return this.destroyed;
  }
}

type Handlers = Record<string, (...values: never[]) => unknown>;

export class SessionDouble extends EventEmitter {
  handlers: Handlers = {};
  setPermissionRequestHandler = (handler: never) => this.#keep('permissionRequest', handler);
  setPermissionCheckHandler = (handler: never) => this.#keep('permissionCheck', handler);
  setDevicePermissionHandler = (handler: never) => this.#keep('device', handler);
  setDisplayMediaRequestHandler = (handler: never) => this.#keep('displayMedia', handler);
  webRequest = { onBeforeRequest: (handler: never) => this.#keep('beforeRequest', handler) };
  #keep(name: string, handler: never) {
    this.handlers[name] = handler;
  }
  /** Plays a question that is answered through a callback. */
  ask(name: string, ...values: unknown[]): unknown {
    let answer: unknown;
    const given = (value: unknown) => {
      answer = value;
    };
    const returned = (this.handlers[name] as (...values: unknown[]) => unknown)(...values, given);
    return returned ?? answer;
  }
}

/** Electron's port in the main process: like Node's, but its messages are events with `data`. */
export class MessagePortMainDouble extends EventEmitter {
  started = false;
  closed = false;
  #port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.on('close', () => this.emit('close'));
  }
  postMessage(data: unknown) {
    this.#port.postMessage(data);
  }
  start() {
    this.started = true;
    this.#port.on('message', (data) => this.emit('message', { data, ports: [] }));
  }
  close() {
    this.closed = true;
    this.#port.close();
  }
}

/** A page's end and the host's end of one channel. */
export function portPair(): { page: MessagePort; host: MessagePortMainDouble } {
  const { port1, port2 } = new MessageChannel();
  return { page: port1, host: new MessagePortMainDouble(port2) };
}

export class UtilityProcessDouble extends EventEmitter {
  pid: number | undefined;
  stderr = new PassThrough();
  posted: unknown[] = [];
  killed = 0;
  postMessage(message: unknown) {
    this.posted.push(message);
  }
  kill() {
    this.killed += 1;
    return true;
  }
}

export function electronDouble() {
  const made = {
    app: Object.assign(new EventEmitter(), { quits: 0, quit: () => void (made.app.quits += 1) }),
    ipcMain: new EventEmitter(),
    session: new SessionDouble(),
    schemes: [] as Electron.CustomScheme[],
    forks: [] as { path: string; options: Electron.ForkOptions; child: UtilityProcessDouble }[],
    /** What the user will answer to the next questions; the last stays. */
    answers: [0],
    questions: [] as Electron.MessageBoxOptions[],
    folderDialogs: [] as Electron.OpenDialogOptions[],
    folder: { canceled: true, filePaths: [] as string[] },
    opened: [] as string[],
  };
  const question = async (...values: unknown[]) => {
    made.questions.push(values.at(-1) as Electron.MessageBoxOptions);
    const response = made.answers.length > 1 ? (made.answers.shift() as number) : (made.answers[0] as number);
    return { response, checkboxChecked: false };
  };
  const electron = {
    app: made.app,
    BrowserWindow: BrowserWindowDouble,
    dialog: {
      showMessageBox: question,
      showOpenDialog: async (...values: unknown[]) => {
        made.folderDialogs.push(values.at(-1) as Electron.OpenDialogOptions);
        return made.folder;
      },
    },
    ipcMain: made.ipcMain,
    protocol: { registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]) => void made.schemes.push(...schemes) },
    session: { defaultSession: made.session },
    shell: { openExternal: async (url: string) => void made.opened.push(url) },
    utilityProcess: {
      fork(path: string, _args: string[], options: Electron.ForkOptions) {
        const child = new UtilityProcessDouble();
        made.forks.push({ path, options, child });
        return child;
      },
    },
  };
  return { electron: electron as unknown as ElectronApi, made };
}
