import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NOTE = 'until-decided.json';

/** Notes in a rehearsal's directory, before the first take, that its seeds are played until the comparison is decided. */
export function noteUntilDecided(directory: string, mostMinutes: number): void {
  writeFileSync(join(directory, NOTE), `${JSON.stringify({ mostMinutes })}\n`);
}

/** Returns whether the number of seeds depended on their results, so that only tests that hold at any look may be used. */
export function isUntilDecided(directory: string): boolean {
  return existsSync(join(directory, NOTE));
}
