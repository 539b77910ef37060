import { spawn } from 'node:child_process';
import { which } from '../../lib/processes.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Time after which a program that still runs counts as one that opened the page, ms. */
const STARTED_MS = 1500;

/** Returns the command that opens a file in the system's browser; undefined where there is no screen to show it on. */
export function openCommand(platform: string, environment: Environment): readonly [string, ...string[]] | undefined {
  switch (platform) {
    case 'darwin':
      return ['open'];
    case 'win32':
      // `start` takes its first quoted argument as a title.
      return ['cmd', '/c', 'start', ''];
    default: {
      const { DISPLAY = '', WAYLAND_DISPLAY = '' } = environment;
      return DISPLAY === '' && WAYLAND_DISPLAY === '' ? undefined : ['xdg-open'];
    }
  }
}

/** Opens a file in the system's browser. Returns whether that worked. */
export async function openInBrowser(
  file: string,
  command = openCommand(process.platform, process.env),
): Promise<boolean> {
  if (command === undefined) return false;
  const [program, ...args] = command;
  if (process.platform !== 'win32' && (await which(program)) === undefined) return false;
  return await new Promise<boolean>((resolve) => {
    const child = spawn(program, [...args, file], { stdio: 'ignore', detached: true });
    const started = setTimeout(() => end(true), STARTED_MS);
    const end = (isOpen: boolean) => {
      clearTimeout(started);
      resolve(isOpen);
    };
    child.once('error', () => end(false));
    child.once('exit', (code) => end(code === 0));
    child.unref();
  });
}
