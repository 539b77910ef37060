import { needsRealTime } from '../../capacity/choose-slow.ts';
import { CannotMeasureError, InputError } from '../../lib/errors.ts';
import type { Scenario } from '../../model/scenario/scenario.ts';
import type { Slow } from '../../model/scenario/slow.ts';
import { replaceProcess } from '../../network/user-namespace/replace-process.ts';
import { isVirtual, leaveVirtualTime, virtualTimeVariables } from '../../time/begin-virtual-time.ts';
import { findPreload } from '../../time/preload.ts';
import { openVirtualClock } from '../../time/virtual-clock.ts';

/**
 * Begins this program again, as the same process, in virtual time; returns when it is there already, or in real time where
 * nothing else can be had. Called once the input is known to be right, before anything is said.
 */
export async function enterVirtualTime(slow: Slow): Promise<void> {
  if (isVirtual()) {
    try {
      // Real time is told from here on too.
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
 * What can be had of what was asked: a server that longhaul did not start lives in real time, and so do those who share a time
 * server with another machine. Throws InputError where slowing was asked for all the same.
 */
export function effectiveSlow(asked: Slow, scenario: Scenario, startsServer: boolean): Slow {
  if (!needsRealTime(scenario, startsServer)) return asked;
  if (asked === 'auto' || asked === 1) return 1;
  const { timeServer } = scenario;
  throw new InputError([
    {
      ...{
        where: '--slow',
        path: '',
        expected: `1, since the ${timeServer === undefined ? 'media' : 'time'} server lives in real time`,
        got: String(asked),
      },
      hint: 'a server on this machine can be slowed when longhaul starts it: --with "COMMAND"',
    },
  ]);
}
