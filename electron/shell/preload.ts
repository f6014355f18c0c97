import { contextBridge, ipcRenderer } from 'electron';

/**
 * All that the page gets from the shell: one end of a message port, when it asks for it. There are no names of procedures here, and
 * nothing of Electron reaches the page.
 */
contextBridge.exposeInMainWorld('autoglmDesktop', {
  connect(): void {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage('autoglm.connect', null, [port1]);
    window.postMessage('autoglm.port', location.origin, [port2]);
  },
});
