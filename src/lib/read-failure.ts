import { codeOf } from './code-of.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'a folder',
  EACCES: 'no permission to read it',
  ELOOP: 'a link to itself',
};

/** Returns what was found where a file could not be read, in words; the system's own code where there are none. */
export function readFailure(error: unknown): string {
  const code = codeOf(error) ?? String(error);
  return REASONS[code] ?? code;
}
