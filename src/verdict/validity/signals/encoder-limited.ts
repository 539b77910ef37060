import { outboundLayers } from '../../../metrics/series/stats-reports.ts';
import type { StatsSample } from '../../../model/recording/recorded-take.ts';
import { FREE_THE_MACHINE } from '../advice.ts';
import { ASSUMED, type Bounds } from '../bounds.ts';
import { above, atMost, percent, type Reading } from '../readings.ts';
import type { SecondSignal } from '../signal.ts';

const BOUNDS = {
  /** Share of a second, by the browser's own account. */
  limitedByCpu: { limit: 0.1, unit: 'fraction', origin: ASSUMED },
} as const satisfies Bounds;

/**
 * The browser reports that it holds its encoder back for lack of CPU, giving up size or frames that the setting would have had.
 * Such a setting is not worse; it was not tried. A browser that reports nothing proves nothing (encoder-slow).
 */
export const encoderLimited = {
  type: 'second',
  id: 'encoder-limited',
  title: { en: 'The browser held its encoder back, for want of CPU.', zh: '浏览器因 CPU 不足而限制了编码。' },
  advice: FREE_THE_MACHINE,
  remedy: 'slow-down',
  bounds: BOUNDS,
  ofOwnStream: true,
  fromJoin: false,
  spoiltSpans(take) {
    return above(
      limitedReadings(take.publisher.stats),
      BOUNDS.limitedByCpu.limit,
      (share) =>
        `the browser held its encoder back for want of CPU ${percent(share)} of the time ${atMost(BOUNDS.limitedByCpu)}`,
    );
  },
} satisfies SecondSignal;

/** Returns, for each pair of samples, the share of the time between them in which any layer was held back. */
function limitedReadings(stats: readonly StatsSample[]): readonly Reading[] {
  return stats.slice(1).flatMap((sample, i) => {
    const before = stats[i];
    if (before === undefined) return [];
    const shares = outboundLayers(sample.reports, 'video').flatMap((layer) => {
      const former = outboundLayers(before.reports, 'video').find(({ id }) => id === layer.id);
      const seconds = (layer.timestamp - (former?.timestamp ?? layer.timestamp)) / 1000;
      const [from, to] = [former, layer].map((report) => report?.qualityLimitationDurations?.cpu);
      return from === undefined || to === undefined || seconds <= 0 ? [] : [(to - from) / seconds];
    });
    return shares.length === 0 ? [] : [{ fromMs: before.atMs, toMs: sample.atMs, value: Math.max(...shares) }];
  });
}
