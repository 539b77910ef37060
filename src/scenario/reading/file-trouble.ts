import { access, stat } from 'node:fs/promises';

/** Why there is no reading this file ("clip not found"), or undefined. */
export async function fileTrouble(path: string, what: string): Promise<string | undefined> {
  try {
    await access(path);
    return (await stat(path)).isFile() ? undefined : 'not a file';
  } catch {
    return `${what} not found`;
  }
}
