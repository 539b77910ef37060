import type { CalibrationCheck } from '../../../model/result/calibration.ts';
import type { LinkProfile } from '../../../model/scenario/link-profile.ts';
import { check } from '../check.ts';
import type { OneWayPath } from '../probed-path.ts';
import type { ExactStats } from './exact-stats.ts';

/** Measurement error: time from the router's clock reading to the kernel's timestamp. See docs/network.md. */
const ERROR_MS = 0.2;
/** Maximum accepted median lateness. A network later than this is not the one asked for, even if it reports its lateness. */
const LATE_MS_MOST = 0.8;
/** Accepted error per packet: a machine that stalls delays some packets without noticing. */
const PACKET_ERROR_MS = 0.5;
const RATE_SHARE = 0.01;
const QUEUE_SHARE = 0.03;
const QUEUE_MS = 1;

/** Compares what probes measured on one path with the prediction for the same packets. */
export function checkExactPath({ direction, bottleneck }: OneWayPath, stats: ExactStats): CalibrationCheck[] {
  const { delayMs, lateMs = 0, delayErrorMs, lossFraction, wrongFateFraction, rateBps, queueMs } = stats;
  const nothing = { asked: 0, least: 0, most: 0 };
  const checks: CalibrationCheck[] = [
    // No other check covers probes that the router never accepted.
    check('wrongFateFraction', direction, wrongFateFraction, nothing),
  ];
  if (lossFraction !== undefined)
    checks.push(check('lossFraction', direction, lossFraction.got, within(lossFraction.asked, 0, 0)));
  // Undefined where every packet had to be lost.
  if (delayMs !== undefined) {
    const late = ERROR_MS + Math.min(LATE_MS_MOST, lateMs);
    checks.push(check('delayMs', direction, delayMs.got, within(delayMs.asked, ERROR_MS, late)));
    checks.push(check('delayErrorMs', direction, delayErrorMs, { ...nothing, most: PACKET_ERROR_MS }));
  }
  if (rateBps !== undefined) {
    const share = RATE_SHARE * rateBps.asked;
    checks.push(check('rateBps', direction, rateBps.got, within(rateBps.asked, share, share)));
  } else if (delayMs !== undefined && bottleneck !== undefined && isSteady(bottleneck.profile)) {
    const asked = bottleneck.profile.rateBps ?? 0;
    checks.push(check('rateBps', direction, undefined, within(asked, RATE_SHARE * asked, RATE_SHARE * asked)));
  }
  if (queueMs !== undefined) {
    const share = QUEUE_MS + QUEUE_SHARE * queueMs.asked;
    checks.push(check('queueMs', direction, queueMs.got, within(queueMs.asked, share, share)));
  }
  return checks;
}

/** Tells whether a link's rate is constant. On other links it depends on the moment whether a train can fill them. */
function isSteady({ rateSteps, trace, rateCaps, radio }: LinkProfile): boolean {
  return [rateSteps, trace, rateCaps, radio].every((effect) => effect === undefined);
}

function within(asked: number, below: number, above: number) {
  return { asked, least: asked - below, most: asked + above };
}
