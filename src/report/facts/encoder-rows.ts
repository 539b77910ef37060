import type { EncodedLayer, EncoderRecord } from '../../model/recording/encoder-record.ts';
import type { AudioSettings, Broadcast } from '../../model/scenario/scenario.ts';
import { sentBitrateBps } from '../../model/scenario/sent-streams.ts';
import { ENCODER_WORDS } from '../messages/encoder-words.ts';
import { fill, plain, type Text } from '../messages/words.ts';
import { formatLimit, formatQuantity } from '../text/format.ts';
import { middle, spread, unique } from './spread.ts';

/** A setting as it was asked for, and what the encoder made of it. */
export interface EncoderRow {
  readonly label: Text;
  /** Absent where nothing was asked. */
  readonly asked?: Text;
  readonly got: Text;
  readonly note?: Text;
  /** Absent where there is nothing to hold against. */
  readonly isAsAsked?: boolean;
}

/** Less than this share of the asked frame rate or bitrate, or more than that of the bitrate, is pointed out. */
const LEAST_FPS = 0.9;
const LEAST_BITRATE = 0.8;
const MOST_BITRATE = 1.15;
/** Of the asked interval: the window's edges cut off one. */
const MOST_INTERVAL = 1.25;
/** Of the frame interval; from 0.75 on the take is invalid. */
const MOST_ENCODE_TIME = 0.5;
const LEAST_LIMITED = 0.01;
/** RED sends twice the sound; silence takes less. */
const LEAST_OF_TWICE = 1.5;
/** Ends of the scale, by the codec of the MIME type. */
const MOST_QP: Readonly<Record<string, number>> = { h264: 51, vp8: 127, vp9: 255, av1: 255 };

export function encoderRows({ video, audio }: Broadcast, records: readonly EncoderRecord[]): readonly EncoderRow[] {
  const tops = records.flatMap(({ video: [top] }) => top ?? []);
  const [first] = tops;
  if (first === undefined) return [];
  const numbers = (value: (layer: EncodedLayer) => number | undefined) => tops.flatMap((layer) => value(layer) ?? []);
  /** Over all layers of a take. */
  const totals = (value: (layer: EncodedLayer) => number | undefined) =>
    records.flatMap(({ video: layers }) => {
      const known = layers.flatMap((layer) => value(layer) ?? []);
      return known.length === 0 ? [] : [known.reduce((sum, each) => sum + each, 0)];
    });
  const fps = numbers((layer) => layer.fps);
  const bitrates = totals((layer) => layer.bitrateBps);
  const encodeMs = numbers((layer) => layer.encodeMs);
  const intervalMs = 1000 / video.fps;
  const sizes = unique(tops.map(({ width, height }) => (width && height ? `${width}x${height}` : undefined)));
  const asked = `${video.width}x${video.height}`;
  const codecs = unique(tops.map(({ codec }) => codec));
  const made = unique(tops.map(({ implementation }) => implementation));
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
      isAsAsked: middle(fps) >= LEAST_FPS * video.fps,
    }),
    row(bitrates, 'bps', ENCODER_WORDS.bitrate, {
      asked: plain(formatLimit(sentBitrateBps(video), 'bps')),
      ...targetNote(totals((layer) => layer.targetBps)),
      isAsAsked: isNear(middle(bitrates) / sentBitrateBps(video)),
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
      isAsAsked: middle(encodeMs) <= MOST_ENCODE_TIME * intervalMs,
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
    : { label, got: plain(spread(values, (value) => formatQuantity(value, unit))), ...rest };
}

function targetNote(targets: readonly number[]): Pick<EncoderRow, 'note'> {
  if (targets.length === 0) return {};
  return { note: fill(ENCODER_WORDS.target, { target: formatQuantity(middle(targets), 'bps') }) };
}

/** One a layer, where there are several. */
function layerRows(records: readonly EncoderRecord[]): readonly EncoderRow[] {
  const [first] = records;
  if (first === undefined || first.video.length < 2) return [];
  return first.video.map(({ rid = '' }) => {
    const own = records.flatMap(({ video }) => video.filter((layer) => (layer.rid ?? '') === rid));
    const bitrates = own.flatMap(({ bitrateBps }) => bitrateBps ?? []);
    const fps = own.flatMap((layer) => layer.fps ?? []);
    const parts = [
      ...unique(own.map(({ width, height }) => (width && height ? `${width}x${height}` : undefined))),
      ...(fps.length > 0 ? [formatQuantity(middle(fps), 'fps')] : []),
      ...(bitrates.length > 0 ? [formatQuantity(middle(bitrates), 'bps')] : []),
    ];
    return { label: fill(ENCODER_WORDS.layerOf, { rid: plain(rid) }), got: plain(parts.join(' · ')) };
  });
}

function quantiserRow(values: readonly number[], codec: string): EncoderRow | undefined {
  if (values.length === 0) return undefined;
  const most = MOST_QP[codec.toLowerCase()];
  return {
    label: ENCODER_WORDS.quantiser,
    got: plain(spread(values, (value) => value.toFixed(0))),
    ...(most !== undefined && { note: fill(ENCODER_WORDS.quantiserNote, { most }) }),
  };
}

function keyframeRow(askedMs: number | undefined, tops: readonly EncodedLayer[]): EncoderRow | undefined {
  const counts = tops.flatMap(({ keyframes }) => keyframes ?? []);
  if (counts.length === 0) return undefined;
  const intervals = tops.flatMap(({ keyframeIntervalMs }) => keyframeIntervalMs ?? []);
  const count = spread(counts, String);
  return {
    label: ENCODER_WORDS.keyframes,
    asked:
      askedMs === undefined
        ? ENCODER_WORDS.whenNeeded
        : fill(ENCODER_WORDS.everyOf, { interval: formatLimit(askedMs, 'ms') }),
    got:
      intervals.length === 0
        ? plain(count)
        : fill(ENCODER_WORDS.keyframesOf, { count, interval: formatQuantity(middle(intervals), 'ms') }),
    ...(askedMs !== undefined && {
      isAsAsked: intervals.length > 0 && middle(intervals) <= MOST_INTERVAL * askedMs,
    }),
  };
}

function hugeFrameRow(tops: readonly EncodedLayer[]): EncoderRow | undefined {
  const counts = tops.flatMap(({ hugeFrames }) => hugeFrames ?? []);
  const frames = tops.flatMap((layer) => layer.frames ?? []);
  if (counts.length === 0 || frames.length === 0) return undefined;
  const values = { count: spread(counts, String), frames: spread(frames, String) };
  return { label: ENCODER_WORDS.hugeFrames, got: fill(ENCODER_WORDS.hugeFramesOf, values) };
}

/** The longest of the takes, by reason: what happened once is not averaged away. */
function limitedRow(tops: readonly EncodedLayer[]): EncoderRow | undefined {
  const told = tops.flatMap(({ limitedFractions }) => (limitedFractions === undefined ? [] : [limitedFractions]));
  if (told.length === 0) return undefined;
  const worst = (['cpu', 'bandwidth', 'other'] as const).flatMap((reason) => {
    const most = Math.max(0, ...told.map((fractions) => fractions[reason] ?? 0));
    return most < LEAST_LIMITED ? [] : [{ reason, most }];
  });
  const items = worst.map(({ reason, most }) =>
    fill(
      { en: '{reason} {share}', zh: '{reason} {share}' },
      {
        reason: ENCODER_WORDS[reason],
        share: formatQuantity(most, 'fraction'),
      },
    ),
  );
  return {
    label: ENCODER_WORDS.heldBack,
    asked: ENCODER_WORDS.nothing,
    got:
      items.length === 0
        ? ENCODER_WORDS.nothing
        : { en: items.map(({ en }) => en).join(', '), zh: items.map(({ zh }) => zh).join('，') },
    isAsAsked: items.length === 0,
  };
}

/** With RED each packet's sound is sent once more; a browser's statistics name Opus all the same, so the bits must tell. */
function soundRow(
  { bitrateBps, red = false }: AudioSettings,
  records: readonly EncoderRecord[],
): EncoderRow | undefined {
  const bitrates = records.flatMap(({ audio }) => audio?.bitrateBps ?? []);
  if (bitrates.length === 0) return undefined;
  const codecs = unique(records.map(({ audio }) => audio?.codec));
  const limit = formatLimit(bitrateBps, 'bps');
  return {
    label: ENCODER_WORDS.sound,
    asked: plain(red ? `2 × ${limit} (RED)` : limit),
    got: plain([...codecs, spread(bitrates, (value) => formatQuantity(value, 'bps'))].join(' · ')),
    ...(red && { isAsAsked: middle(bitrates) >= LEAST_OF_TWICE * bitrateBps }),
  };
}

function isNear(share: number): boolean {
  return share >= LEAST_BITRATE && share <= MOST_BITRATE;
}
