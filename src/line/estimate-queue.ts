import { BITS_PER_BYTE } from '../model/units.ts';
import { type Crossing, tookMs, type WayEstimate } from './crossing.ts';
import { quantile } from './statistics.ts';

/** Delay and loss are looked at in stretches of so many probes. */
const STRETCH = 24;
/** Packets with a longer wait than this share of the longest stretch's stand before a full buffer. */
const FULL_SHARE = 0.9;
/** A buffer overflows when more is lost than this beyond what the line loses anyway: a filling sender is far faster than that. */
const OVERFLOW_LOSS = 0.12;
/** Below this a wait is jitter, no queue. */
const WAIT_LEAST_MS = 3;

/**
 * The bottleneck's buffer: the wait of those packets that still found room while others did not. `usualLoss` is what single
 * probes lose. Where nothing overflowed, the buffer is at least as long as the longest wait that was seen.
 */
export function estimateQueue(
  fill: readonly Crossing[],
  rateBps: number,
  usualLoss: number,
): Pick<WayEstimate, 'queueMs' | 'queueBytes'> {
  const base = baseMs(fill);
  if (base === undefined) return {};
  const stretches = stretchesOf(fill).map((probes) => {
    const waits = probes.flatMap((probe) => {
      const took = tookMs(probe);
      return took === undefined ? [] : [took - base];
    });
    const lossFraction = 1 - waits.length / probes.length;
    return { waits, lossFraction, waitMs: quantile(waits, 0.5) ?? 0 };
  });
  const longestMs = Math.max(...stretches.map(({ waitMs }) => waitMs));
  if (longestMs < WAIT_LEAST_MS) return {};
  const full = stretches.filter(
    ({ waitMs, lossFraction }) => lossFraction > usualLoss + OVERFLOW_LOSS && waitMs > FULL_SHARE * longestMs,
  );
  const waits = full.flatMap((stretch) => stretch.waits);
  const packetMs = ((fill[0]?.bytes ?? 0) * BITS_PER_BYTE * 1000) / rateBps;
  // The packet being sent does not wait: on average half of it is still to go before those in the buffer are.
  const value = (quantile(waits, 0.5) ?? longestMs) - packetMs / 2;
  const bounds =
    full.length === 0
      ? { least: value, most: Number.POSITIVE_INFINITY }
      : {
          least: (quantile(waits, 0.1) ?? value) - packetMs,
          most: (quantile(waits, 0.9) ?? value) + packetMs / 2,
        };
  const inBytes = (ms: number) => (ms * rateBps) / 1000 / BITS_PER_BYTE;
  const queueMs = { value: Math.max(0, value), least: Math.max(0, bounds.least), most: bounds.most };
  return {
    queueMs,
    queueBytes: { value: inBytes(queueMs.value), least: inBytes(queueMs.least), most: inBytes(queueMs.most) },
  };
}

/** Time of a packet of this size on an empty line: that of the fill's first, unless a later one was even quicker. */
function baseMs(fill: readonly Crossing[]): number | undefined {
  const took = fill.flatMap((probe) => tookMs(probe) ?? []);
  return took.length === 0 ? undefined : Math.min(...took);
}

function stretchesOf(fill: readonly Crossing[]): (readonly Crossing[])[] {
  const count = Math.max(1, Math.floor(fill.length / STRETCH));
  return Array.from({ length: count }, (_, n) =>
    fill.slice(Math.floor((n * fill.length) / count), Math.floor(((n + 1) * fill.length) / count)),
  );
}
