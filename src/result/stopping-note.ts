import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NOTE = 'until-decided.json';

/** Says in a rehearsal's directory that its seeds are played until the comparison is decided, before the first is. */
export function noteUntilDecided(directory: string, mostMinutes: number): void {
  writeFileSync(join(directory, NOTE), `${JSON.stringify({ mostMinutes })}\n`);
}

/** Whether the number of its seeds was left to what they showed: then only tests that hold at any look may be asked. */
export function isUntilDecided(directory: string): boolean {
  return existsSync(join(directory, NOTE));
}
