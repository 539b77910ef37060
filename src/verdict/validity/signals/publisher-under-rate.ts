import { type CounterQuery, countedIn } from '../../../metrics/series/counters.ts';
import { measuredWindow } from '../../../metrics/series/measured-window.ts';
import { isWithin, type Span } from '../../../metrics/series/span.ts';
import { outboundVideo } from '../../../metrics/series/stats-reports.ts';
import type { CommonTake } from '../../../model/recording/recorded-take.ts';
import { FULL_SIZE_RID } from '../../../model/scenario/sent-streams.ts';
import { FREE_THE_MACHINE } from '../advice.ts';
import { BOUNDS } from '../bounds.ts';
import { firstMileLimits } from '../first-mile-limits.ts';
import { percent } from '../readings.ts';
import type { TakeSignal } from '../signal.ts';

/** An encoder with time to spare skips frames to keep its bitrate (after cuts and keyframes): that is the broadcast's own. */
const ENCODED: CounterQuery<'framesEncoded' | 'totalEncodeTime'> = {
  fields: ['framesEncoded', 'totalEncodeTime'],
  rising: 'framesEncoded',
  select: (reports) => outboundVideo(reports, FULL_SIZE_RID),
};

/**
 * The publisher stayed under the bitrate, frame rate or size that the scenario asks for, and the first mile shows no cause:
 * then what the viewers saw is not the scenario's broadcast. If the first mile does, the verdict stands: it is the network.
 */
export const publisherUnderRate: TakeSignal = {
  type: 'take',
  id: 'publisher-under-rate',
  ofOwnStream: true,
  check(take) {
    const window = measuredWindow(take);
    if (window === undefined) return undefined;
    const shortfall = shortfallIn(take, window);
    if (shortfall === undefined) return undefined;
    const publishedMs = take.events.find(({ name }) => name === 'published')?.atMs ?? window.fromMs;
    return firstMileLimits(take, publishedMs, window.toMs) === undefined
      ? { reason: `${shortfall}, and the first mile shows no cause for it.`, advice: FREE_THE_MACHINE }
      : undefined;
  },
};

function shortfallIn(take: CommonTake, window: Span): string | undefined {
  const { video } = take.header.take.scenario.broadcast;
  const { fps, width, height, contentHint } = video;
  const least = BOUNDS.minPublisherRate.limit;

  const encoded = countedIn(take.publisher.stats, ENCODED, window);
  if (encoded.type === 'no-data') return `How many frames the publisher encoded is not known (${encoded.reason})`;
  const encodedFps = encoded.counted.framesEncoded / encoded.seconds;
  const encodeShare = (encoded.counted.totalEncodeTime / encoded.counted.framesEncoded) * fps;
  const busyEncoder = encodeShare >= BOUNDS.encodeTimeOfSkipper.limit;
  // Told that detail matters, an encoder with time to spare gives up frames for it: 8.5 of 30 fps at 800 kbps.
  const tradesFrames = !busyEncoder && (contentHint === 'detail' || contentHint === 'text');
  if (!tradesFrames && encodedFps < (busyEncoder ? least : BOUNDS.minSkippedTo.limit) * fps)
    return `The publisher encoded ${encodedFps.toFixed(1)} frames a second instead of ${fps}`;

  const samples = take.publisher.stats.filter(({ atMs }) => isWithin(atMs, window));
  // Of simulcast streams the picture itself is given its share last, and the smaller ones a little under theirs.
  const targets = samples.flatMap(({ reports }) => outboundVideo(reports, FULL_SIZE_RID)?.targetBitrate ?? []);
  if (targets.length < samples.length / 2 || targets.length === 0) return "The publisher's target bitrate is not known";
  const target = meanOf(targets) / video.bitrateBps;
  if (target < least) return `The publisher's target bitrate was ${percent(target)} of the asked one`;

  const reports = samples.flatMap((sample) => outboundVideo(sample.reports, FULL_SIZE_RID) ?? []);
  const sizes = reports.flatMap(({ frameWidth, frameHeight }) =>
    frameWidth === undefined || frameHeight === undefined ? [] : [frameWidth * frameHeight],
  );
  return sizes.length > 0 && meanOf(sizes) < least * width * height
    ? `The publisher sent a smaller picture than ${width}x${height}`
    : undefined;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
