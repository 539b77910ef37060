import { madeIn } from '../../../metrics/frames/made-in.ts';
import { type CounterQuery, countedIn } from '../../../metrics/series/counters.ts';
import { measuredWindow } from '../../../metrics/series/measured-window.ts';
import { isWithin, type Span } from '../../../metrics/series/span.ts';
import { hasSpatialLayers, outboundVideo, outboundVideos } from '../../../metrics/series/stats-reports.ts';
import { meanOf } from '../../../metrics/series/values.ts';
import type { CommonTake } from '../../../model/recording/recorded-take.ts';
import { encoderPreferences } from '../../../model/scenario/encoder-preferences.ts';
import { FULL_SIZE_RID } from '../../../model/scenario/sent-streams.ts';
import { FREE_THE_MACHINE } from '../advice.ts';
import { ASSUMED, type Bounds } from '../bounds.ts';
import { firstMileExplains } from '../first-mile-explains.ts';
import { atLeast, percent } from '../readings.ts';
import type { TakeSignal } from '../signal.ts';

/** Counters of the encoder. One with time to spare skips frames to keep its bitrate (after cuts and keyframes), which is part of the broadcast. */
const ENCODED: CounterQuery<'framesEncoded' | 'totalEncodeTime'> = {
  fields: ['framesEncoded', 'totalEncodeTime'],
  rising: 'framesEncoded',
  select: (reports) => outboundVideo(reports, FULL_SIZE_RID),
};

const SENT: CounterQuery<'bytesSent'> = {
  fields: ['bytesSent'],
  rising: 'bytesSent',
  select: (reports) => outboundVideo(reports, FULL_SIZE_RID),
};

const BOUNDS = {
  /** Share of the configured bitrate, frame rate and picture size. */
  minPublisherRate: { limit: 0.9, unit: 'fraction', origin: ASSUMED },
  /** Encode time over the frame interval. */
  encodeTimeOfSkipper: {
    limit: 0.5,
    unit: 'fraction',
    origin:
      'of the frame interval; below it an encoder skips for its bitrate, not for lack of CPU: 4-8 of 33 ms at 26.5 fps',
  },
  /** Share of the configured frame rate that an encoder may skip down to. */
  minSkippedTo: {
    limit: 0.75,
    unit: 'fraction',
    origin: 'assumption: below it something else is wrong, whatever the encode time, unless the bitrate is used up',
  },
  /** Share of its target bitrate that an encoder has used up if it is for that that it skips. */
  minSkippersBitrate: {
    limit: 0.8,
    unit: 'fraction',
    origin: 'assumption; 89 and 94 % at 17 and 18 of 30 fps, where 400 kbps were too few for a picture (QP 41)',
  },
  /** Share of the configured bitrate that a stream of several sizes (SVC) takes: its browser reports the smallest one's target alone. */
  minLayeredBitrate: { limit: 0.7, unit: 'fraction', origin: 'assumption; VP9 in L3T3_KEY took 81 % of 1.2 Mbps' },
} as const satisfies Bounds;

/**
 * The publisher stayed under the bitrate, frame rate or size that the scenario asks for, and the first mile shows no cause: what
 * the viewers saw was not the scenario's broadcast. If the first mile does show a cause, the verdict stands: it is the network.
 */
export const publisherUnderRate = {
  type: 'take',
  id: 'publisher-under-rate',
  title: { en: 'The stream was never sent at its full rate.', zh: '直播流始终未达到设定的码率或帧率。' },
  advice: FREE_THE_MACHINE,
  remedy: 'slow-down',
  bounds: BOUNDS,
  ofOwnStream: true,
  check(take) {
    const window = measuredWindow(take);
    if (window === undefined) return undefined;
    const shortfall = shortfallIn(take, window);
    if (shortfall === undefined) return undefined;
    const publishedMs = take.events.find(({ name }) => name === 'published')?.atMs ?? window.fromMs;
    return firstMileExplains(take, publishedMs, window.toMs)
      ? undefined
      : { reason: `${shortfall}, and the first mile shows no cause for it.` };
  },
} satisfies TakeSignal;

function shortfallIn(take: CommonTake, window: Span): string | undefined {
  const { broadcast } = take.header.take.scenario;
  const { video } = broadcast;
  const { fps, width, height } = video;
  const { degradation, contentHint } = encoderPreferences(broadcast);
  const least = BOUNDS.minPublisherRate.limit;

  const encoded = countedIn(take.publisher.stats, ENCODED, window);
  if (encoded.type === 'no-data') return `How many frames the publisher encoded is not known (${encoded.reason})`;
  const encodedFps = encoded.counted.framesEncoded / encoded.seconds;
  const encodeShare = (encoded.counted.totalEncodeTime / encoded.counted.framesEncoded) * fps;
  const isLayered = take.publisher.stats.some(({ reports }) => outboundVideos(reports).some(hasSpatialLayers));
  const busyEncoder = encodeShare >= BOUNDS.encodeTimeOfSkipper.limit;
  // With a content hint for detail, an encoder with time to spare trades frames for it: 8.5 of 30 fps at 800 kbps. If nothing is
  // to be preserved, frames and size give way to a picture that its bitrate is too low for, which is part of the broadcast too.
  // Frames of several sizes are counted once per size, and each size is left out for its own bitrate.
  const tradesFrames =
    !busyEncoder && (isLayered || contentHint === 'detail' || contentHint === 'text' || degradation === 'balanced');
  const tradesSize = !busyEncoder && degradation !== 'maintain-resolution';
  const samples = take.publisher.stats.filter(({ atMs }) => isWithin(atMs, window));
  // With simulcast, use the full-size layer: browsers allocate bitrate to it last, and slightly too little to the smaller ones.
  const targets = samples.flatMap(({ reports }) => outboundVideo(reports, FULL_SIZE_RID)?.targetBitrate ?? []);
  const targetBps = meanOf(targets);
  const leastRate = busyEncoder ? BOUNDS.minPublisherRate : BOUNDS.minSkippedTo;
  // An encoder that got all pictures, has time and uses up its bitrate has too little of that: the scenario's own doing.
  const usesUpItsBitrate =
    !busyEncoder &&
    degradation !== 'maintain-framerate' &&
    madeIn(take.publisher.frames, window).length >= least * fps * encoded.seconds &&
    targetBps !== undefined &&
    usedShare(take, window, targetBps) >= BOUNDS.minSkippersBitrate.limit;
  if (!tradesFrames && !usesUpItsBitrate && encodedFps < leastRate.limit * fps)
    return `The publisher encoded ${encodedFps.toFixed(1)} frames a second instead of ${fps} ${atLeast(leastRate)}`;

  if (isLayered) {
    const share = usedShare(take, window, video.bitrateBps);
    return share < BOUNDS.minLayeredBitrate.limit
      ? `The publisher sent ${percent(share)} of the bitrate asked for ${atLeast(BOUNDS.minLayeredBitrate)}`
      : undefined;
  }
  if (targets.length < samples.length / 2 || targetBps === undefined)
    return "The publisher's target bitrate is not known";
  const target = targetBps / video.bitrateBps;
  if (target < least)
    return `The publisher's target bitrate was ${percent(target)} of the asked one ${atLeast(BOUNDS.minPublisherRate)}`;

  const reports = samples.flatMap((sample) => outboundVideo(sample.reports, FULL_SIZE_RID) ?? []);
  const sizes = reports.flatMap(({ frameWidth, frameHeight }) =>
    frameWidth === undefined || frameHeight === undefined ? [] : [frameWidth * frameHeight],
  );
  return !tradesSize && (meanOf(sizes) ?? Number.POSITIVE_INFINITY) < least * width * height
    ? `The publisher sent a smaller picture than ${width}x${height} ${atLeast(BOUNDS.minPublisherRate)}`
    : undefined;
}

/** Returns the share of a bitrate that the publisher's video took on the network; 0 where that is not known. */
function usedShare(take: CommonTake, window: Span, targetBps: number): number {
  const sent = countedIn(take.publisher.stats, SENT, window);
  return sent.type === 'no-data' ? 0 : (8 * sent.counted.bytesSent) / sent.seconds / targetBps;
}
