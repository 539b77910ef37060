import { access, constants, stat } from 'node:fs/promises';

/** Returns why a file cannot be read, such as "clip not found", or undefined when it can. `what` names the file in the text. */
export async function unreadableReason(path: string, what: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return `${what} not found`;
  if (!found.isFile()) return 'not a file';
  return access(path, constants.R_OK).then(
    () => undefined,
    () => 'no permission to read it',
  );
}
