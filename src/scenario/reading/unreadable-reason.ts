import { access, stat } from 'node:fs/promises';

/** Returns why a file cannot be read, such as "clip not found", or undefined when it can. `what` names the file in the text. */
export async function unreadableReason(path: string, what: string): Promise<string | undefined> {
  try {
    await access(path);
    return (await stat(path)).isFile() ? undefined : 'not a file';
  } catch {
    return `${what} not found`;
  }
}
