import { fileURLToPath } from 'node:url';
import { Arch, build, type Configuration, Platform } from 'electron-builder';
import { packageConfig } from './electron-builder.ts';

export interface PackageOptions {
  /** A folder with the program, and no installers. */
  folderOnly?: boolean;
  /** A folder with Electron's distribution; without it electron-builder downloads the version of package.json. */
  electronDist?: string;
  /** Where the result goes instead of build/out/package. */
  output?: string;
  /** Changes to the configuration, for a distribution that is not Electron's own. */
  change?: Configuration;
}

const platforms = { linux: Platform.LINUX, darwin: Platform.MAC, win32: Platform.WINDOWS };

/**
 * Packs the bundles for this system and processor. Build them first.
 *
 * @returns the files that were made (none with `folderOnly`)
 */
export async function packageDesktop({ folderOnly = false, electronDist, output, change = {} }: PackageOptions = {}): Promise<string[]> {
  const { platform } = process;
  if (platform !== 'linux' && platform !== 'darwin' && platform !== 'win32')
    throw new Error(`There is no desktop program for ${platform}.`);
  const config = { ...packageConfig(platform), ...change };
  if (electronDist !== undefined) config.electronDist = electronDist;
  if (output !== undefined) config.directories = { ...config.directories, output };
  const arch = process.arch === 'arm64' ? Arch.arm64 : Arch.x64;
  return build({
    projectDir: fileURLToPath(new URL('..', import.meta.url)),
    targets: platforms[platform].createTarget(folderOnly ? 'dir' : null, arch),
    publish: 'never',
    config,
  });
}

if (import.meta.main) for (const file of await packageDesktop({ folderOnly: process.argv.includes('--dir') })) console.log(file);
