import type { EncodedAudio, EncodedLayer, EncoderRecord } from '../../model/recording/encoder-record.ts';
import type { RecordedTake, StatsSample } from '../../model/recording/recorded-take.ts';
import type { OutboundRtp } from '../../model/recording/w3c-stats.ts';
import { countedIn } from '../series/counters.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { isWithin, type Span } from '../series/span.ts';
import { hasSpatialLayers, outboundLayer, outboundLayers } from '../series/stats-reports.ts';
import { meanOf } from '../series/values.ts';

type Kind = OutboundRtp['kind'];
type Counter = {
  [K in keyof OutboundRtp]-?: NonNullable<OutboundRtp[K]> extends number ? K : never;
}[keyof OutboundRtp];

type EncodedTake = Pick<RecordedTake, 'header' | 'window' | 'lastAtMs' | 'publisher'>;

/** Summarizes what the publisher's encoders did in the window, from its W3C statistics. */
export function encoderRecord(take: EncodedTake): EncoderRecord {
  const window = measuredWindow(take);
  if (window === undefined) return { video: [] };
  const samples = take.publisher.stats.filter(({ atMs }) => isWithin(atMs, window));
  const names = (kind: Kind) => [
    ...new Set(samples.flatMap(({ reports }) => outboundLayers(reports, kind).map(({ rid }) => rid))),
  ];
  const video = names('video').map((rid) => encodedLayer(new Outbound(take, samples, window, 'video', rid)));
  const [audio] = names('audio').map((rid) => encodedAudio(new Outbound(take, samples, window, 'audio', rid)));
  const pixels = ({ width = 0, height = 0 }: EncodedLayer) => width * height;
  return { video: video.toSorted((a, b) => pixels(b) - pixels(a)), ...(audio && { audio }) };
}

/** One outbound stream over the window. */
class Outbound {
  readonly rid: string | undefined;
  readonly #stats: readonly StatsSample[];
  readonly #samples: readonly StatsSample[];
  readonly #window: Span;
  readonly #select: (sample: StatsSample) => OutboundRtp | undefined;

  constructor(take: EncodedTake, samples: readonly StatsSample[], window: Span, kind: Kind, rid: string | undefined) {
    this.rid = rid;
    this.#stats = take.publisher.stats;
    this.#samples = samples;
    this.#window = window;
    this.#select = ({ reports }) => outboundLayer(reports, kind, rid);
  }

  get reports(): readonly OutboundRtp[] {
    return this.#samples.flatMap((sample) => this.#select(sample) ?? []);
  }

  /** Returns one counter by itself, so that a counter the browser lacks does not take others with it. */
  counted(field: Counter): { readonly count: number; readonly seconds: number } | undefined {
    const total = countedIn(
      this.#stats,
      { fields: [field], rising: field, select: (reports) => this.#select({ atMs: 0, reports }) },
      this.#window,
    );
    return total.type === 'total' ? { count: total.counted[field], seconds: total.seconds } : undefined;
  }

  ratio(above: Counter, below: Counter): number | undefined {
    const [a, b] = [this.counted(above), this.counted(below)];
    return a === undefined || b === undefined || b.count === 0 ? undefined : a.count / b.count;
  }

  /** Codec name without its media type: "H264". */
  get codec(): string | undefined {
    return this.#codecReport?.mimeType?.split('/')[1];
  }

  /** Format parameters in use: "minptime=10;useinbandfec=1". */
  get formatParameters(): string | undefined {
    return this.#codecReport?.sdpFmtpLine;
  }

  get #codecReport() {
    for (const sample of this.#samples.toReversed()) {
      const id = this.#select(sample)?.codecId;
      const found = sample.reports.find((report) => report.type === 'codec' && report.id === id);
      if (found?.type === 'codec' && found.mimeType !== undefined) return found;
    }
    return undefined;
  }

  get bitrateBps(): number | undefined {
    const [sent, resent] = [this.counted('bytesSent'), this.counted('retransmittedBytesSent')];
    return sent === undefined || resent === undefined ? undefined : ((sent.count - resent.count) * 8) / sent.seconds;
  }

  get targetBps(): number | undefined {
    return meanOf(this.reports.flatMap((report) => (hasSpatialLayers(report) ? [] : (report.targetBitrate ?? []))));
  }
}

function encodedLayer(layer: Outbound): EncodedLayer {
  const { rid, codec, bitrateBps, targetBps } = layer;
  const implementation = layer.reports.at(-1)?.encoderImplementation;
  const frames = layer.counted('framesEncoded');
  const keyframes = layer.counted('keyFramesEncoded');
  const encodeS = layer.ratio('totalEncodeTime', 'framesEncoded');
  const sizeChanges = layer.counted('qualityLimitationResolutionChanges')?.count;
  const hugeFrames = layer.counted('hugeFramesSent')?.count;
  const meanQp = layer.ratio('qpSum', 'framesEncoded');
  const limitedFractions = limitedIn(layer.reports);
  return {
    ...(rid !== undefined && { rid }),
    ...(codec !== undefined && { codec }),
    ...(implementation !== undefined && { implementation }),
    ...sizeOf(layer.reports),
    ...(sizeChanges !== undefined && { sizeChanges }),
    ...(frames !== undefined && { fps: frames.count / frames.seconds }),
    ...(bitrateBps !== undefined && { bitrateBps }),
    ...(targetBps !== undefined && { targetBps }),
    ...(meanQp !== undefined && { meanQp }),
    ...(keyframes !== undefined && { keyframes: keyframes.count }),
    ...(keyframes !== undefined &&
      keyframes.count > 0 && { keyframeIntervalMs: (keyframes.seconds * 1000) / keyframes.count }),
    ...(frames !== undefined && { frames: frames.count }),
    ...(hugeFrames !== undefined && { hugeFrames }),
    ...(encodeS !== undefined && { encodeMs: encodeS * 1000 }),
    ...(limitedFractions && { limitedFractions }),
  };
}

function encodedAudio(audio: Outbound): EncodedAudio {
  const { codec, formatParameters, bitrateBps, targetBps } = audio;
  const packets = audio.counted('packetsSent');
  const isSet = (name: string) => new RegExp(`(^|;)\\s*${name}=1\\s*(;|$)`).test(formatParameters ?? '');
  return {
    ...(codec !== undefined && { codec }),
    ...(codec === 'opus' &&
      formatParameters !== undefined && {
        ...{ channels: isSet('stereo') ? 2 : 1, fec: isSet('useinbandfec'), dtx: isSet('usedtx') },
      }),
    ...(packets !== undefined && { packetsPerS: packets.count / packets.seconds }),
    ...(bitrateBps !== undefined && { bitrateBps }),
    ...(targetBps !== undefined && { targetBps }),
  };
}

/** Returns the most frequent size. */
function sizeOf(reports: readonly OutboundRtp[]): Pick<EncodedLayer, 'width' | 'height'> {
  const counts = new Map<string, number>();
  for (const { frameWidth, frameHeight } of reports)
    if (frameWidth !== undefined && frameHeight !== undefined) {
      const size = `${frameWidth}x${frameHeight}`;
      counts.set(size, (counts.get(size) ?? 0) + 1);
    }
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  const [width, height] = most?.[0].split('x').map(Number) ?? [];
  return width === undefined || height === undefined ? {} : { width, height };
}

/** Returns, per reason, the share (0 to 1) of the time for which the encoder was limited; undefined where the browser does not report it. */
function limitedIn(reports: readonly OutboundRtp[]): Readonly<Record<string, number>> | undefined {
  const known = reports.flatMap(({ timestamp, qualityLimitationDurations: durations }) =>
    durations === undefined ? [] : [{ timestamp, durations }],
  );
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined || last.timestamp <= first.timestamp) return undefined;
  const seconds = (last.timestamp - first.timestamp) / 1000;
  const fractions = Object.entries(last.durations)
    .filter(([reason]) => reason !== 'none')
    .map(([reason, total]) => [reason, (total - (first.durations[reason] ?? 0)) / seconds] as const);
  return Object.fromEntries(fractions.filter(([, fraction]) => fraction > 0));
}
