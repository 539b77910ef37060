import type { CalibratedPath, CalibrationCheck } from '../../../model/result/calibration.ts';
import { FREE_THE_MACHINE } from '../advice.ts';
import type { TakeSignal } from '../signal.ts';

/** Deviation, as a share of the target, from which a passing disturbance of the machine is no explanation. Assumption. */
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
export const networkOffTarget = {
  type: 'take',
  id: 'network-off-target',
  title: { en: 'The emulated network was not what the scenario asks for.', zh: '模拟网络与场景所要求的不符。' },
  advice: FREE_THE_MACHINE,
  remedy: 'slow-down',
  bounds: {},
  check({ calibration }) {
    // The take ended before that, which other signals report, or is of a version that did not probe.
    if (calibration === undefined) return undefined;
    const off = calibration.paths.flatMap((path) =>
      path.checks.filter(({ outcome }) => outcome !== 'ok').map((check) => ({ path, check })),
    );
    const [worst] = off.sort((a, b) => distance(b.check) - distance(a.check));
    if (worst === undefined) return undefined;
    const more = off.length === 1 ? '' : `, and ${off.length - 1} more`;
    return { reason: `${sentence(worst.path, worst.check)}${more}` };
  },
} satisfies TakeSignal;

function sentence({ node }: CalibratedPath, check: CalibrationCheck): string {
  const { quantity, direction, asked, least, most, got, link } = check;
  const suffix = direction === undefined ? '' : ` (${direction})`;
  const where = link === undefined ? 'in no link by its own count, so in the shaper or the machine' : `in ${link}`;
  const found = got === undefined ? 'no probe came' : `probes found ${quantityText(quantity, got)}`;
  return `${NAMES[quantity]}${suffix} of ${node}: ${quantityText(quantity, asked)} asked, ${quantityText(quantity, least)} to ${quantityText(quantity, most)} accepted, ${found}; the fault is ${where}`;
}

function quantityText(quantity: CalibrationCheck['quantity'], value: number): string {
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

/** Returns how far a check is outside its accepted range, as a share of the target; no measurement at all is furthest. */
function distance({ asked, least, most, got }: CalibrationCheck): number {
  if (got === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(least - got, got - most) / Math.max(asked, FAR_SHARE * most, Number.MIN_VALUE);
}
