import type { EncoderRecord } from '../../model/recording/encoder-record.ts';
import type { AudioSettings } from '../../model/scenario/scenario.ts';
import { ENCODER_WORDS } from '../messages/encoder-words.ts';
import { fill, joinTexts, plain, type Text } from '../messages/words.ts';
import { formatLimit, formatQuantity } from '../text/format.ts';
import type { EncoderRow } from './encoder-row.ts';
import { distinct, lowerMedian, rangeText } from './range-text.ts';

/** Smallest sound bitrate with RED, as a multiple of the asked one: RED sends the sound twice, but silence takes less. */
const LEAST_OF_TWICE = 1.5;
const DOT = plain(' · ');

/** Compares the sound's bitrate and format. With RED it is sent twice, but a browser's statistics still name Opus: only the bitrate shows it. */
export function soundRow(settings: AudioSettings, records: readonly EncoderRecord[]): EncoderRow | undefined {
  const { bitrateBps, red = false, channels = 1, fec, dtx = false } = settings;
  const audios = records.flatMap(({ audio }) => audio ?? []);
  const bitrates = audios.flatMap((audio) => audio.bitrateBps ?? []);
  if (bitrates.length === 0) return undefined;
  const codecs = distinct(audios.map(({ codec }) => codec));
  const limit = formatLimit(bitrateBps, 'bps');
  const formats = audios.filter((audio) => audio.channels !== undefined);
  const isFormatAsked = formats.every(
    (got) => got.channels === channels && (fec === undefined || got.fec === fec) && got.dtx === dtx,
  );
  const packets = audios.flatMap(({ packetsPerS }) => packetsPerS ?? []);
  const isAsked = channels === 2 || fec !== undefined || dtx;
  const [got] = formats;
  return {
    label: ENCODER_WORDS.sound,
    asked: joinTexts([plain(red ? `2 × ${limit} (RED)` : limit), ...formatTexts({ channels, fec, dtx })], DOT),
    got: joinTexts(
      [
        ...codecs.map(plain),
        plain(rangeText(bitrates, (value) => formatQuantity(value, 'bps'))),
        // Only what was asked for is reported.
        ...(got === undefined
          ? []
          : formatTexts({
              channels: got.channels ?? 1,
              fec: fec === undefined ? undefined : got.fec,
              dtx: got.dtx ?? false,
            })),
        ...(dtx && packets.length > 0
          ? [fill(ENCODER_WORDS.packetsPerS, { packets: rangeText(packets, (value) => value.toFixed(0)) })]
          : []),
      ],
      DOT,
    ),
    ...((red || (isAsked && formats.length > 0)) && {
      isAsAsked: isFormatAsked && (!red || lowerMedian(bitrates) >= LEAST_OF_TWICE * bitrateBps),
    }),
  };
}

interface SoundFormat {
  readonly channels: 1 | 2;
  readonly fec: boolean | undefined;
  readonly dtx: boolean;
}

/** Names what differs from mono without DTX. */
function formatTexts({ channels, fec, dtx }: SoundFormat): readonly Text[] {
  return [
    ...(channels === 2 ? [ENCODER_WORDS.stereo] : []),
    ...(fec === undefined ? [] : [fec ? ENCODER_WORDS.fecOn : ENCODER_WORDS.fecOff]),
    ...(dtx ? [ENCODER_WORDS.dtx] : []),
  ];
}
