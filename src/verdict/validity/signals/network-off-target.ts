import type { CalibratedPath, CalibrationCheck } from '../../../model/result/calibration.ts';
import { FREE_THE_MACHINE } from '../advice.ts';
import type { TakeSignal } from '../signal.ts';

/** Off by this share of what is asked or more, a passing disturbance of the machine is no explanation. Assumption. */
const FAR_SHARE = 0.5;

const NAMES: Readonly<Record<CalibrationCheck['quantity'], string>> = {
  delayMs: 'Delay',
  delayErrorMs: 'Delay packet by packet',
  jitterMs: 'Jitter',
  lossFraction: 'Loss',
  wrongFateFraction: 'Share wrongly lost or not',
  rateBps: 'Rate',
  queueMs: 'Full queue',
  roundTripMs: 'Round trip',
};

/** Probes before the take found another network than the scenario asks for, or none. */
export const networkOffTarget: TakeSignal = {
  type: 'take',
  id: 'network-off-target',
  check({ calibration }) {
    // It ended before that, for which there are other signals, or is of a version that did not probe.
    if (calibration === undefined) return undefined;
    const off = calibration.paths.flatMap((path) =>
      path.checks.filter(({ outcome }) => outcome !== 'ok').map((check) => ({ path, check })),
    );
    const [worst] = off.sort((a, b) => distance(b.check) - distance(a.check));
    if (worst === undefined) return undefined;
    const more = off.length === 1 ? '' : `, and ${off.length - 1} more`;
    return { reason: `${sentence(worst.path, worst.check)}${more}`, advice: FREE_THE_MACHINE };
  },
};

function sentence({ node }: CalibratedPath, check: CalibrationCheck): string {
  const { quantity, direction, asked, got, link } = check;
  const way = direction === undefined ? '' : ` (${direction})`;
  const where = link === undefined ? 'in no link by its own count, so in the shaper or the machine' : `in ${link}`;
  const found = got === undefined ? 'no probe came' : `probes found ${written(quantity, got)}`;
  return `${NAMES[quantity]}${way} of ${node}: ${written(quantity, asked)} asked, ${found}; the fault is ${where}`;
}

function written(quantity: CalibrationCheck['quantity'], value: number): string {
  switch (quantity) {
    case 'delayMs':
    case 'delayErrorMs':
    case 'jitterMs':
    case 'queueMs':
    case 'roundTripMs':
      return `${value.toFixed(1)} ms`;
    case 'lossFraction':
    case 'wrongFateFraction':
      return `${(value * 100).toFixed(2)} %`;
    case 'rateBps':
      return `${(value / 1e6).toFixed(2)} Mbps`;
  }
}

/** How far beyond what is accepted, as a share of what is asked; nothing at all is furthest. */
function distance({ asked, least, most, got }: CalibrationCheck): number {
  if (got === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(least - got, got - most) / Math.max(asked, FAR_SHARE * most, Number.MIN_VALUE);
}
