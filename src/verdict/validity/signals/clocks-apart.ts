import type { EventLine } from '../../../model/recording/event-line.ts';
import { BOUNDS } from '../bounds.ts';
import { milliseconds } from '../readings.ts';
import type { TakeSignal } from '../signal.ts';

/**
 * Wall clocks of the runner and a browser disagree: every latency of that participant is off by as much. Each process keeps
 * the wall time it started with, so the clock was set between two starts (time service, a machine woken from sleep).
 */
export const clocksApart: TakeSignal = {
  type: 'take',
  id: 'clocks-apart',
  check({ events }) {
    const apart = events.flatMap((event) => {
      const aheadMs = surelyAheadMs(event);
      return Math.abs(aheadMs) > BOUNDS.clocksApart.limit
        ? [`the clock of ${event.source} is ${milliseconds(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead' : 'behind'}`]
        : [];
    });
    return apart.length === 0
      ? undefined
      : {
          reason: `Latencies are wrong: ${apart.join(', ')}.`,
          advice: 'The system clock was set while the take started: run again once it is steady.',
        };
  },
};

/** The least that the two must be apart, with its sign; 0 when they may agree. */
function surelyAheadMs({ name, detail }: EventLine): number {
  if (name !== 'clock-compared') return 0;
  const { leastMs, mostMs } = detail ?? {};
  if (typeof leastMs === 'number' && leastMs > 0) return leastMs;
  return typeof mostMs === 'number' && mostMs < 0 ? mostMs : 0;
}
