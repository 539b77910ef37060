import type { EncodedLayer } from '../../model/recording/encoder-record.ts';
import type { VideoSettings } from '../../model/scenario/scenario.ts';
import { ENCODER_WORDS } from '../messages/encoder-words.ts';
import { COMMA, fill, joinTexts, plain } from '../messages/words.ts';
import { formatLimit, formatQuantity } from '../text/format.ts';
import type { EncoderRow } from './encoder-row.ts';
import { lowerMedian, rangeText } from './range-text.ts';

/** Largest keyframe interval that is not marked, as a multiple of the asked one: the window's edges cut off one. */
const MOST_INTERVAL = 1.25;
/** Smallest share of the time limited that is shown. */
const LEAST_LIMITED = 0.01;
/** Largest quantiser by codec, as in the MIME type. */
const MOST_QP: Readonly<Record<string, number>> = { h264: 51, vp8: 127, vp9: 255, av1: 255 };

/** Returns the range of the mean quantiser. */
export function quantiserRow(video: VideoSettings, layers: readonly EncodedLayer[]): EncoderRow | undefined {
  const values = layers.flatMap(({ meanQp }) => meanQp ?? []);
  if (values.length === 0) return undefined;
  const most = MOST_QP[(layers[0]?.codec ?? video.codec).toLowerCase()];
  return {
    label: ENCODER_WORDS.quantiser,
    got: plain(rangeText(values, (value) => value.toFixed(0))),
    ...(most !== undefined && { note: fill(ENCODER_WORDS.quantiserNote, { most }) }),
  };
}

/** Compares the keyframe interval, and counts the keyframes. */
export function keyframeRow(video: VideoSettings, layers: readonly EncodedLayer[]): EncoderRow | undefined {
  const askedMs = video.keyframeIntervalMs;
  const counts = layers.flatMap(({ keyframes }) => keyframes ?? []);
  if (counts.length === 0) return undefined;
  const intervals = layers.flatMap(({ keyframeIntervalMs }) => keyframeIntervalMs ?? []);
  const count = rangeText(counts, String);
  return {
    label: ENCODER_WORDS.keyframes,
    asked:
      askedMs === undefined
        ? ENCODER_WORDS.whenNeeded
        : fill(ENCODER_WORDS.everyOf, { interval: formatLimit(askedMs, 'ms') }),
    got:
      intervals.length === 0
        ? plain(count)
        : fill(ENCODER_WORDS.keyframesOf, { count, interval: formatQuantity(lowerMedian(intervals), 'ms') }),
    ...(askedMs !== undefined && {
      isAsAsked: intervals.length > 0 && lowerMedian(intervals) <= MOST_INTERVAL * askedMs,
    }),
  };
}

/** Counts the frames of at least 2.5 times the mean size. */
export function hugeFrameRow(layers: readonly EncodedLayer[]): EncoderRow | undefined {
  const counts = layers.flatMap(({ hugeFrames }) => hugeFrames ?? []);
  const frames = layers.flatMap((layer) => layer.frames ?? []);
  if (counts.length === 0 || frames.length === 0) return undefined;
  const values = { count: rangeText(counts, String), frames: rangeText(frames, String) };
  return { label: ENCODER_WORDS.hugeFrames, got: fill(ENCODER_WORDS.hugeFramesOf, values) };
}

/** Returns how long the encoder was limited, by reason, in the worst take: what happened once is not averaged away. */
export function limitedRow(layers: readonly EncodedLayer[]): EncoderRow | undefined {
  const known = layers.flatMap(({ limitedFractions }) => (limitedFractions === undefined ? [] : [limitedFractions]));
  if (known.length === 0) return undefined;
  const worst = (['cpu', 'bandwidth', 'other'] as const).flatMap((reason) => {
    const most = Math.max(0, ...known.map((fractions) => fractions[reason] ?? 0));
    return most < LEAST_LIMITED ? [] : [{ reason, most }];
  });
  const items = worst.map(({ reason, most }) =>
    fill(ENCODER_WORDS.heldBackShare, { reason: ENCODER_WORDS[reason], share: formatQuantity(most, 'fraction') }),
  );
  return {
    label: ENCODER_WORDS.heldBack,
    asked: ENCODER_WORDS.nothing,
    got: items.length === 0 ? ENCODER_WORDS.nothing : joinTexts(items, COMMA),
    isAsAsked: items.length === 0,
  };
}
