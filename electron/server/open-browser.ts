import { spawn } from 'node:child_process';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether somebody sits at this machine who could see a browser: not on a build machine, over SSH, or without a display. */
export function hasDisplay(platform: NodeJS.Platform, environment: Environment): boolean {
  if (environment.CI || environment.SSH_CONNECTION || environment.SSH_TTY) return false;
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/** The system's own way to open an address. No shell is involved, so that nothing in the address is read as a command. */
export function browserCommand(platform: NodeJS.Platform, url: string): [program: string, ...rest: string[]] {
  if (platform === 'darwin') return ['open', url];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}

/** Opens a browser and does not wait for it. One that is missing is no failure: the link is on the screen. */
export function openBrowser(url: string): void {
  const [program, ...rest] = browserCommand(process.platform, url);
  const child = spawn(program, rest, { detached: true, stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
}
