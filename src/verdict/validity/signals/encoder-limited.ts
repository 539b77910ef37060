import { outboundLayers } from '../../../metrics/series/stats-reports.ts';
import type { StatsSample } from '../../../model/recording/recorded-take.ts';
import { FREE_THE_MACHINE } from '../advice.ts';
import { BOUNDS } from '../bounds.ts';
import { above, percent, type Reading } from '../readings.ts';
import type { SecondSignal } from '../signal.ts';

/**
 * The browser says that it holds its encoder back for want of CPU: it gives up size or frames that the setting would have
 * had. Such a setting is not worse, it was not tried. That the browser says nothing proves nothing (encoder-slow).
 */
export const encoderLimited: SecondSignal = {
  type: 'second',
  id: 'encoder-limited',
  ofOwnStream: true,
  advice: FREE_THE_MACHINE,
  fromJoin: false,
  spoiltSpans(take) {
    return above(
      limitedReadings(take.publisher.stats),
      BOUNDS.limitedByCpu.limit,
      (share) => `the browser held its encoder back for want of CPU ${percent(share)} of the time`,
    );
  },
};

/** Share of the time between two samples that any layer was held back. */
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
