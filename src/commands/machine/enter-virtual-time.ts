import { needsRealTime } from '../../capacity/choose-slow.ts';
import { CannotMeasureError, InputError } from '../../lib/errors.ts';
import type { Scenario } from '../../model/scenario/scenario.ts';
import type { Slow } from '../../model/scenario/slow.ts';
import { replaceProcess } from '../../network/user-namespace/replace-process.ts';
import { isVirtual, leaveVirtualTime, virtualTimeVariables } from '../../time/begin-virtual-time.ts';
import { findPreload } from '../../time/preload.ts';
import { openVirtualClock } from '../../time/virtual-clock.ts';

/**
 * Restarts this program, as the same process, in virtual time. Returns if it is there already, and in real time if time cannot
 * be slowed and "auto" was asked for. Call it once the input is known to be valid and before anything is printed. Throws
 * CannotMeasureError when time cannot be slowed by the factor asked for.
 */
export async function enterVirtualTime(slow: Slow): Promise<void> {
  if (isVirtual()) {
    try {
      // Opening the clock also makes real time known to this process.
      openVirtualClock();
    } catch (error) {
      if (slow !== 'auto') throw error;
      leaveVirtualTime();
    }
    return;
  }
  if (slow === 1) return;
  const preload = findPreload();
  if ('why' in preload) {
    if (slow === 'auto') return;
    throw new CannotMeasureError(
      `time cannot be slowed here: ${preload.why}`,
      'play at the speed of this machine: --slow 1',
    );
  }
  Object.assign(process.env, virtualTimeVariables(preload.path));
  await replaceProcess([process.execPath, ...process.execArgv, ...process.argv.slice(1)]);
}

/**
 * Returns the slowing that is possible: 1 with a media server that longhaul did not start, or a time server shared with another
 * machine, since these run in real time. Throws InputError when a larger factor was asked for explicitly.
 */
export function effectiveSlow(wanted: Slow, scenario: Scenario, startsServer: boolean): Slow {
  if (!needsRealTime(scenario, startsServer)) return wanted;
  if (wanted === 'auto' || wanted === 1) return 1;
  const { timeServer } = scenario;
  throw new InputError([
    {
      ...{
        where: '--slow',
        path: '',
        expected: `1, since the ${timeServer === undefined ? 'media' : 'time'} server runs in real time`,
        got: String(wanted),
      },
      hint: 'a server on this machine can be slowed when longhaul starts it: --with "COMMAND"',
    },
  ]);
}
