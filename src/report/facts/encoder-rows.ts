import type { EncodedLayer, EncoderRecord } from '../../model/recording/encoder-record.ts';
import { sentBitrateBps } from '../../model/recording/sent-streams.ts';
import type { AudioSettings, Broadcast } from '../../model/scenario/scenario.ts';
import { ENCODER_WORDS } from '../messages/encoder-words.ts';
import { COMMA, fill, joinTexts, plain, type Text } from '../messages/words.ts';
import { formatLimit, formatQuantity } from '../text/format.ts';
import { distinct, lowerMedian, rangeText } from './range-text.ts';

/** A setting as asked for, and what the encoder made of it. */
export interface EncoderRow {
  readonly label: Text;
  /** Absent if nothing was asked for. */
  readonly asked?: Text;
  readonly got: Text;
  readonly note?: Text;
  /** Absent if there is nothing to compare with. */
  readonly isAsAsked?: boolean;
}

/** Shares of the asked frame rate and bitrate outside of which the row is marked. */
const LEAST_FPS = 0.9;
const LEAST_BITRATE = 0.8;
const MOST_BITRATE = 1.15;
/** Largest keyframe interval that is not marked, as a multiple of the asked one: the window's edges cut off one. */
const MOST_INTERVAL = 1.25;
/** Largest encode time that is not marked, as a share of the frame interval; from 0.75 on the take is invalid. */
const MOST_ENCODE_TIME = 0.5;
/** Smallest share of the time limited that is shown. */
const LEAST_LIMITED = 0.01;
/** Smallest sound bitrate with RED, as a multiple of the asked one: RED sends the sound twice, but silence takes less. */
const LEAST_OF_TWICE = 1.5;
/** Largest quantiser by codec, as in the MIME type. */
const MOST_QP: Readonly<Record<string, number>> = { h264: 51, vp8: 127, vp9: 255, av1: 255 };

/** Compares the settings of a broadcast with what the encoder did in its takes; [] when nothing was recorded. */
export function encoderRows({ video, audio }: Broadcast, records: readonly EncoderRecord[]): readonly EncoderRow[] {
  const tops = records.flatMap(({ video: [top] }) => top ?? []);
  const [first] = tops;
  if (first === undefined) return [];
  const numbers = (value: (layer: EncodedLayer) => number | undefined) => tops.flatMap((layer) => value(layer) ?? []);
  /** Sums a value over the layers of each take. */
  const totals = (value: (layer: EncodedLayer) => number | undefined) =>
    records.flatMap(({ video: layers }) => {
      const known = layers.flatMap((layer) => value(layer) ?? []);
      return known.length === 0 ? [] : [known.reduce((sum, each) => sum + each, 0)];
    });
  const fps = numbers((layer) => layer.fps);
  const bitrates = totals((layer) => layer.bitrateBps);
  const encodeMs = numbers((layer) => layer.encodeMs);
  const intervalMs = 1000 / video.fps;
  const sizes = distinct(tops.map(({ width, height }) => (width && height ? `${width}x${height}` : undefined)));
  const asked = `${video.width}x${video.height}`;
  const codecs = distinct(tops.map(({ codec }) => codec));
  const made = distinct(tops.map(({ implementation }) => implementation));
  const rows: readonly (EncoderRow | undefined)[] = [
    codecs.length > 0 || made.length > 0
      ? {
          label: ENCODER_WORDS.codec,
          asked: plain(video.codec.toUpperCase()),
          got: plain([codecs.join(', '), ...made].filter((each) => each !== '').join(' · ')),
          ...(codecs.length > 0 && { isAsAsked: codecs.every((codec) => codec.toLowerCase() === video.codec) }),
        }
      : undefined,
    sizes.length > 0
      ? {
          ...{ label: ENCODER_WORDS.size, asked: plain(asked), got: plain(sizes.join(', ')) },
          isAsAsked: sizes.every((size) => size === asked),
        }
      : undefined,
    row(fps, 'fps', ENCODER_WORDS.fps, {
      asked: plain(formatLimit(video.fps, 'fps')),
      isAsAsked: lowerMedian(fps) >= LEAST_FPS * video.fps,
    }),
    row(bitrates, 'bps', ENCODER_WORDS.bitrate, {
      asked: plain(formatLimit(sentBitrateBps(video), 'bps')),
      ...targetNote(totals((layer) => layer.targetBps)),
      isAsAsked: isNear(lowerMedian(bitrates) / sentBitrateBps(video)),
    }),
    ...layerRows(records),
    quantiserRow(
      numbers((layer) => layer.meanQp),
      first.codec ?? video.codec,
    ),
    keyframeRow(video.keyframeIntervalMs, tops),
    hugeFrameRow(tops),
    limitedRow(tops),
    row(encodeMs, 'ms', ENCODER_WORDS.encodeTime, {
      asked: plain(`< ${formatQuantity(intervalMs, 'ms')}`),
      isAsAsked: lowerMedian(encodeMs) <= MOST_ENCODE_TIME * intervalMs,
    }),
    soundRow(audio, records),
  ];
  return rows.filter((each) => each !== undefined);
}

function row(
  values: readonly number[],
  unit: 'fps' | 'bps' | 'ms',
  label: Text,
  rest: Partial<EncoderRow>,
): EncoderRow | undefined {
  return values.length === 0
    ? undefined
    : { label, got: plain(rangeText(values, (value) => formatQuantity(value, unit))), ...rest };
}

function targetNote(targets: readonly number[]): Pick<EncoderRow, 'note'> {
  if (targets.length === 0) return {};
  return { note: fill(ENCODER_WORDS.target, { target: formatQuantity(lowerMedian(targets), 'bps') }) };
}

/** Returns a row per layer, if there are several. */
function layerRows(records: readonly EncoderRecord[]): readonly EncoderRow[] {
  const [first] = records;
  if (first === undefined || first.video.length < 2) return [];
  return first.video.map(({ rid = '' }) => {
    const own = records.flatMap(({ video }) => video.filter((layer) => (layer.rid ?? '') === rid));
    const bitrates = own.flatMap(({ bitrateBps }) => bitrateBps ?? []);
    const fps = own.flatMap((layer) => layer.fps ?? []);
    const parts = [
      ...distinct(own.map(({ width, height }) => (width && height ? `${width}x${height}` : undefined))),
      ...(fps.length > 0 ? [formatQuantity(lowerMedian(fps), 'fps')] : []),
      ...(bitrates.length > 0 ? [formatQuantity(lowerMedian(bitrates), 'bps')] : []),
    ];
    return { label: fill(ENCODER_WORDS.layerOf, { rid: plain(rid) }), got: plain(parts.join(' · ')) };
  });
}

function quantiserRow(values: readonly number[], codec: string): EncoderRow | undefined {
  if (values.length === 0) return undefined;
  const most = MOST_QP[codec.toLowerCase()];
  return {
    label: ENCODER_WORDS.quantiser,
    got: plain(rangeText(values, (value) => value.toFixed(0))),
    ...(most !== undefined && { note: fill(ENCODER_WORDS.quantiserNote, { most }) }),
  };
}

function keyframeRow(askedMs: number | undefined, tops: readonly EncodedLayer[]): EncoderRow | undefined {
  const counts = tops.flatMap(({ keyframes }) => keyframes ?? []);
  if (counts.length === 0) return undefined;
  const intervals = tops.flatMap(({ keyframeIntervalMs }) => keyframeIntervalMs ?? []);
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

function hugeFrameRow(tops: readonly EncodedLayer[]): EncoderRow | undefined {
  const counts = tops.flatMap(({ hugeFrames }) => hugeFrames ?? []);
  const frames = tops.flatMap((layer) => layer.frames ?? []);
  if (counts.length === 0 || frames.length === 0) return undefined;
  const values = { count: rangeText(counts, String), frames: rangeText(frames, String) };
  return { label: ENCODER_WORDS.hugeFrames, got: fill(ENCODER_WORDS.hugeFramesOf, values) };
}

/** Returns how long the encoder was limited, by reason, in the worst take: what happened once is not averaged away. */
function limitedRow(tops: readonly EncodedLayer[]): EncoderRow | undefined {
  const known = tops.flatMap(({ limitedFractions }) => (limitedFractions === undefined ? [] : [limitedFractions]));
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

/** Compares the sound's bitrate. With RED it is sent twice, but a browser's statistics still name Opus: only the bitrate tells. */
function soundRow(
  { bitrateBps, red = false }: AudioSettings,
  records: readonly EncoderRecord[],
): EncoderRow | undefined {
  const bitrates = records.flatMap(({ audio }) => audio?.bitrateBps ?? []);
  if (bitrates.length === 0) return undefined;
  const codecs = distinct(records.map(({ audio }) => audio?.codec));
  const limit = formatLimit(bitrateBps, 'bps');
  return {
    label: ENCODER_WORDS.sound,
    asked: plain(red ? `2 × ${limit} (RED)` : limit),
    got: plain([...codecs, rangeText(bitrates, (value) => formatQuantity(value, 'bps'))].join(' · ')),
    ...(red && { isAsAsked: lowerMedian(bitrates) >= LEAST_OF_TWICE * bitrateBps }),
  };
}

function isNear(share: number): boolean {
  return share >= LEAST_BITRATE && share <= MOST_BITRATE;
}
