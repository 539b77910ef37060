import type { EncodedLayer, EncoderRecord } from '../../model/recording/encoder-record.ts';
import type { Unit } from '../../model/result/metric.ts';
import type { Broadcast, VideoSettings } from '../../model/scenario/scenario.ts';
import { sentBitrateBps } from '../../model/scenario/sent-streams.ts';
import { ENCODER_WORDS } from '../messages/encoder-words.ts';
import { fill, plain, type Text } from '../messages/words.ts';
import { formatLimit, formatQuantity } from '../text/format.ts';
import { hugeFrameRow, keyframeRow, limitedRow, quantiserRow } from './encoder-detail-rows.ts';
import type { EncoderRow } from './encoder-row.ts';
import { distinct, lowerMedian, rangeText } from './range-text.ts';
import { soundRow } from './sound-row.ts';

/** Shares of the asked frame rate and bitrate outside of which the row is marked. */
const LEAST_FPS = 0.9;
const LEAST_BITRATE = 0.8;
const MOST_BITRATE = 1.15;
/** Largest encode time that is not marked, as a share of the frame interval; from 0.75 on the take is invalid. */
const MOST_ENCODE_TIME = 0.5;

/** Compares the settings of a broadcast with what the encoder did in its takes; [] when nothing was recorded. */
export function encoderRows({ video, audio }: Broadcast, records: readonly EncoderRecord[]): readonly EncoderRow[] {
  // The largest layer of each take.
  const layers = records.flatMap(({ video: [largest] }) => largest ?? []);
  if (layers.length === 0) return [];
  const rows: readonly (EncoderRow | undefined)[] = [
    codecRow(video, layers),
    sizeRow(video, layers),
    frameRateRow(video, layers),
    bitrateRow(video, records),
    ...layerRows(records),
    quantiserRow(video, layers),
    keyframeRow(video, layers),
    hugeFrameRow(layers),
    limitedRow(layers),
    encodeTimeRow(video, layers),
    soundRow(audio, records),
  ];
  return rows.filter((each) => each !== undefined);
}

function codecRow(video: VideoSettings, layers: readonly EncodedLayer[]): EncoderRow | undefined {
  const codecs = distinct(layers.map(({ codec }) => codec));
  const implementations = distinct(layers.map(({ implementation }) => implementation));
  const parts = [codecs.join(', '), ...implementations].filter((each) => each !== '');
  if (parts.length === 0) return undefined;
  return {
    label: ENCODER_WORDS.codec,
    asked: plain(video.codec.toUpperCase()),
    got: plain(parts.join(' · ')),
    ...(codecs.length > 0 && { isAsAsked: codecs.every((codec) => codec.toLowerCase() === video.codec) }),
  };
}

function sizeRow(video: VideoSettings, layers: readonly EncodedLayer[]): EncoderRow | undefined {
  const asked = `${video.width}×${video.height}`;
  const sizes = distinctSizes(layers);
  if (sizes.length === 0) return undefined;
  return {
    label: ENCODER_WORDS.size,
    asked: plain(asked),
    got: plain(sizes.join(', ')),
    isAsAsked: sizes.every((size) => size === asked),
  };
}

function frameRateRow(video: VideoSettings, layers: readonly EncodedLayer[]): EncoderRow | undefined {
  const fps = layers.flatMap((layer) => layer.fps ?? []);
  return quantityRow(ENCODER_WORDS.fps, fps, 'fps', {
    asked: plain(formatLimit(video.fps, 'fps')),
    isAsAsked: lowerMedian(fps) >= LEAST_FPS * video.fps,
  });
}

/** Compares the bitrate of all layers together. */
function bitrateRow(video: VideoSettings, records: readonly EncoderRecord[]): EncoderRow | undefined {
  const asked = sentBitrateBps(video);
  const bitrates = sumsPerTake(records, ({ bitrateBps }) => bitrateBps);
  const targets = sumsPerTake(records, ({ targetBps }) => targetBps);
  const share = lowerMedian(bitrates) / asked;
  return quantityRow(ENCODER_WORDS.bitrate, bitrates, 'bps', {
    asked: plain(formatLimit(asked, 'bps')),
    ...(targets.length > 0 && {
      note: fill(ENCODER_WORDS.target, { target: formatQuantity(lowerMedian(targets), 'bps') }),
    }),
    isAsAsked: share >= LEAST_BITRATE && share <= MOST_BITRATE,
  });
}

function encodeTimeRow(video: VideoSettings, layers: readonly EncodedLayer[]): EncoderRow | undefined {
  const frameMs = 1000 / video.fps;
  const encodeMs = layers.flatMap((layer) => layer.encodeMs ?? []);
  return quantityRow(ENCODER_WORDS.encodeTime, encodeMs, 'ms', {
    asked: plain(`< ${formatQuantity(frameMs, 'ms')}`),
    isAsAsked: lowerMedian(encodeMs) <= MOST_ENCODE_TIME * frameMs,
  });
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
      ...distinctSizes(own),
      ...(fps.length > 0 ? [formatQuantity(lowerMedian(fps), 'fps')] : []),
      ...(bitrates.length > 0 ? [formatQuantity(lowerMedian(bitrates), 'bps')] : []),
    ];
    return { label: fill(ENCODER_WORDS.layerOf, { rid: plain(rid) }), got: plain(parts.join(' · ')) };
  });
}

function quantityRow(
  label: Text,
  values: readonly number[],
  unit: Unit,
  rest: Partial<EncoderRow>,
): EncoderRow | undefined {
  if (values.length === 0) return undefined;
  return { label, got: plain(rangeText(values, (value) => formatQuantity(value, unit))), ...rest };
}

/** Sums a value over the layers of each take that has any. */
function sumsPerTake(records: readonly EncoderRecord[], select: (layer: EncodedLayer) => number | undefined): number[] {
  return records.flatMap(({ video: layers }) => {
    const known = layers.flatMap((layer) => select(layer) ?? []);
    return known.length === 0 ? [] : [known.reduce((sum, value) => sum + value, 0)];
  });
}

function distinctSizes(layers: readonly EncodedLayer[]): readonly string[] {
  return distinct(layers.map(({ width, height }) => (width && height ? `${width}×${height}` : undefined)));
}
