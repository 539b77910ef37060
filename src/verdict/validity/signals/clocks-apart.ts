import type { EventLine } from '../../../model/recording/event-line.ts';
import type { Bounds } from '../bounds.ts';
import { atMost, milliseconds } from '../readings.ts';
import type { TakeSignal } from '../signal.ts';

const BOUNDS = {
  /** Difference of two wall clocks. */
  clocksApart: {
    limit: 5,
    unit: 'ms',
    origin:
      'of 73 pages none was surely apart (brackets of 5 to 21 ms around 0); assumption: whoever sets a clock moves it by more',
  },
} as const satisfies Bounds;

/**
 * The wall clocks of the runner and a browser disagree, so every latency of that participant is off by as much. Each process keeps
 * the wall time it started with: the clock was set between two starts (time service, a machine woken from sleep).
 */
export const clocksApart = {
  type: 'take',
  id: 'clocks-apart',
  title: { en: 'Clocks on this machine disagreed.', zh: '本机各程序的时钟不一致。' },
  advice: {
    en: 'The system clock was set while the take started: run again once it is steady.',
    zh: '轮次启动期间系统时钟被调整：待时钟稳定后重新彩排。',
  },
  remedy: 'run-again',
  bounds: BOUNDS,
  check({ events }) {
    const apart = events.flatMap((event) => {
      const aheadMs = surelyAheadMs(event);
      return Math.abs(aheadMs) > BOUNDS.clocksApart.limit
        ? [
            `the clock of ${event.source} is ${milliseconds(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead' : 'behind'} ${atMost(BOUNDS.clocksApart)}`,
          ]
        : [];
    });
    return apart.length === 0 ? undefined : { reason: `Latencies are wrong: ${apart.join(', ')}.` };
  },
} satisfies TakeSignal;

/** Returns the least difference that the two clocks must have, with its sign, ms; 0 if they may agree. */
function surelyAheadMs({ name, detail }: EventLine): number {
  if (name !== 'clock-compared') return 0;
  const { leastMs, mostMs } = detail ?? {};
  if (typeof leastMs === 'number' && leastMs > 0) return leastMs;
  return typeof mostMs === 'number' && mostMs < 0 ? mostMs : 0;
}
