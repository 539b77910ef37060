import { basename } from 'node:path';
import { CannotMeasureError } from '../lib/errors.ts';
import { findRealTimeProcesses } from '../time/find-real-time-processes.ts';

/** Programs that neither carry nor measure media: the page bundler (static) and the uplink to the internet (static, sandboxed). */
const HARMLESS = /^(esbuild|pasta|passt)(\.|$)/;
/** Programs named in the error at most; a browser has many processes. */
const MOST_NAMED = 3;

/** Checks that everything this process started follows the rehearsal's own clock. Throws CannotMeasureError naming what does not. */
export function checkVirtualTime(): void {
  const outside = findRealTimeProcesses([process.pid]).filter(({ program }) => !HARMLESS.test(basename(program)));
  if (outside.length === 0) return;
  const names = outside.slice(0, MOST_NAMED).map(({ pid, program }) => `${program} (${pid})`);
  throw new CannotMeasureError(
    `${names.join(', ')}${outside.length > MOST_NAMED ? ` and ${outside.length - MOST_NAMED} more do` : ` ${outside.length === 1 ? 'does' : 'do'}`} not follow the rehearsal's own time`,
    'programs that are setuid, statically linked or of another C library cannot be slowed; play at the speed of this machine: --slow 1',
  );
}
