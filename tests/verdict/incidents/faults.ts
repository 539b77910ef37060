import type { LinkSecond } from '../../../src/model/recording/link-second.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';
import type { StatsReport } from '../../../src/model/recording/w3c-stats.ts';
import { FPS, LATENCY_MS, type RecordingOptions, secondOf } from '../../build-recording.ts';

/** A made-up fault: what it does to what is seen, and what the ledgers then say. Times are ms after the window opened. */
export interface Fault {
  readonly cause: string;
  readonly viewer: string;
  readonly region: string;
  readonly atMs: number;
  readonly forMs: number;
  readonly latencyOf?: (madeAt: number) => number | undefined;
  readonly isMade?: (madeAt: number) => boolean;
  readonly silence?: readonly [number, number];
  readonly clarity?: number;
  readonly edit?: (line: RecordLine) => RecordLine;
  /** Share of the device's time at its limit; others are at 0.05. */
  readonly throttled?: number;
  readonly isForAll?: true;
}

export interface Place {
  readonly viewer: string;
  readonly region: string;
  readonly atMs: number;
  readonly forMs: number;
}

const isIn = ({ atMs, forMs }: Place, at: number) => at >= atMs && at < atMs + forMs;
/** Returns whether the line's second overlaps the fault. */
const isBeside = ({ atMs, forMs }: Place, line: RecordLine) => {
  const fromMs = secondOf(line) * 1000;
  return fromMs < atMs + forMs && fromMs + 1000 > atMs;
};
/** Share of a line's second that the fault lasts. */
const shareOf = ({ atMs, forMs }: Place, line: RecordLine) => {
  const fromMs = secondOf(line) * 1000;
  return Math.max(0, Math.min(fromMs + 1000, atMs + forMs) - Math.max(fromMs, atMs)) / 1000;
};

/** Frames of the fault's time arrive together when it is over. */
const heldUp = (place: Place) => (madeAt: number) =>
  isIn(place, madeAt) ? place.atMs + place.forMs + LATENCY_MS - madeAt : LATENCY_MS;
/** Frames of the fault's time never arrive. */
const gone = (place: Place) => (madeAt: number) => (isIn(place, madeAt) ? undefined : LATENCY_MS);
const later = (place: Place, ms: number) => (madeAt: number) => LATENCY_MS + (isIn(place, madeAt) ? ms : 0);
const silence = ({ atMs, forMs }: Place) => [atMs, atMs + forMs] as const;

const link =
  (place: Place, ids: readonly string[], change: (second: LinkSecond, share: number) => LinkSecond) =>
  (line: RecordLine): RecordLine =>
    line.type === 'links' && isBeside(place, line)
      ? {
          ...line,
          links: line.links.map((each) => (ids.includes(each.link) ? change(each, shareOf(place, line)) : each)),
        }
      : line;

/** Adds to counters of a participant in each second of the fault, and to all that follow. */
const counters =
  (place: Place, participant: string, perSecond: Readonly<Record<string, number>>, gauges: Partial<StatsReport> = {}) =>
  (line: RecordLine): RecordLine => {
    if (line.type !== 'stats' || line.participant !== participant) return line;
    const beforeEnd = Math.min(Math.max(0, (secondOf(line) + 1) * 1000 - place.atMs), place.forMs) / 1000;
    const reports = line.reports.map((report): StatsReport => {
      if (!('kind' in report) || report.kind !== 'video') return report;
      const changed: Record<string, unknown> = { ...report, ...(isBeside(place, line) ? gauges : {}) };
      for (const [name, more] of Object.entries(perSecond))
        changed[name] = Number(changed[name] ?? 0) + more * beforeEnd;
      return changed as unknown as StatsReport;
    });
    return { ...line, reports };
  };

const both =
  (...edits: readonly ((line: RecordLine) => RecordLine)[]) =>
  (line: RecordLine) =>
    edits.reduce((edited, edit) => edit(edited), line);

const blackout = (place: Place, ids: readonly string[]) =>
  link(place, ids, (second, share) => {
    const lost = Math.round(second.inPackets * share);
    return { ...second, lostBurst: second.lostBurst + lost, lostBlackout: lost, outPackets: second.outPackets - lost };
  });
const lossy = (place: Place, ids: readonly string[], loss: number) =>
  link(place, ids, (second, share) => {
    const lost = Math.round(second.inPackets * loss * share);
    return { ...second, lostBurst: second.lostBurst + lost, outPackets: second.outPackets - lost };
  });
const slower = (place: Place, ids: readonly string[], ms: number) =>
  link(place, ids, (second, share) => ({ ...second, meanDelayMs: (second.meanDelayMs ?? 20) + ms * share }));

/** Makers of one fault each; `size` is 0 to 1. */
export const FAULTS: Readonly<Record<string, (place: Place, size: number) => Fault>> = {
  'machine: network': (place, size) => ({
    ...{ cause: 'machine', ...place, isForAll: true, latencyOf: heldUp(place) },
    edit: (line) =>
      line.type === 'links' && isBeside(place, line)
        ? { ...line, shaper: { ...line.shaper, latenessP99Ms: 20 + 200 * size, latenessMaxMs: 500 } }
        : line,
  }),
  'machine: viewer': (place, size) => ({
    ...{ cause: 'machine', ...place, latencyOf: heldUp(place) },
    edit: (line) =>
      line.type === 'frames-seen' && line.viewer === place.viewer && isBeside(place, line)
        ? { ...line, timerLateP99Ms: 60 + 300 * size, timerLateMaxMs: 400 }
        : line,
  }),
  'source-stalled': (place) => ({
    ...{ cause: 'source-stalled', ...place, isForAll: true, isMade: (at) => !isIn(place, at) },
  }),
  'publisher-cpu': (place, size) => ({
    ...{ cause: 'publisher-cpu', ...place, forMs: place.forMs + 2000, isForAll: true },
    latencyOf: (at) =>
      isIn({ ...place, forMs: place.forMs + 2000 }, at) && (at / 40) % 2 === 0 ? undefined : LATENCY_MS,
    edit: counters({ ...place, forMs: place.forMs + 2000 }, 'publisher', {
      totalEncodeTime: 12.5 * (0.07 + 0.05 * size) - FPS / 100,
      framesEncoded: -FPS / 2,
      framesSent: -FPS / 2,
    }),
  }),
  'large-picture': (place, size) => {
    const short = { ...place, forMs: 240 + 240 * Math.round(size) };
    return {
      ...{ cause: 'large-picture', ...short, isForAll: true, latencyOf: heldUp(short) },
      edit: counters(short, 'publisher', {
        hugeFramesSent: 1000 / short.forMs,
        totalPacketSendDelay: (4 + 8 * size) * (1000 / short.forMs),
      }),
    };
  },
  'encoder-held-back': (place, size) => ({
    ...{ cause: 'encoder-held-back', ...place, forMs: place.forMs + 3000, isForAll: true, clarity: 0.8 },
    edit: counters({ ...place, forMs: place.forMs + 3000 }, 'publisher', {}, {
      targetBitrate: 300_000 + 500_000 * size,
    } as Partial<StatsReport>),
  }),
  'first-mile: blackout': (place) => ({
    ...{ cause: 'first-mile', ...place, isForAll: true, latencyOf: gone(place), silence: silence(place) },
    edit: blackout(place, ['first-mile/out', 'first-mile/back']),
  }),
  'first-mile: loss': (place, size) => ({
    ...{ cause: 'first-mile', ...place, isForAll: true, latencyOf: gone(place) },
    edit: both(lossy(place, ['first-mile/out'], 0.2 + 0.4 * size), (line) =>
      line.type === 'origin' && isBeside(place, line) && line.publisher !== undefined
        ? { ...line, publisher: { ...line.publisher, packetsMissing: 5, framesBroken: 3, framesWhole: FPS - 3 } }
        : line,
    ),
  }),
  origin: (place) => ({
    ...{ cause: 'origin', ...place, isForAll: true, latencyOf: heldUp(place), silence: silence(place) },
    edit: (line) =>
      line.type === 'origin' && isBeside(place, line)
        ? { ...line, loopP99Ms: place.forMs * 0.8, loopMaxMs: place.forMs }
        : line,
  }),
  'haul: loss': (place, size) => ({
    ...{ cause: 'haul', ...place, isForAll: true, latencyOf: gone(place), silence: silence(place) },
    edit: lossy(place, [`haul:${place.region}/out`], 0.25 + 0.5 * size),
  }),
  'haul: delay': (place, size) => {
    const longer = { ...place, forMs: place.forMs + 3000 };
    const more = 250 + 300 * size;
    return {
      ...{ cause: 'haul', ...longer, isForAll: true, latencyOf: later(longer, more) },
      edit: slower(longer, [`haul:${place.region}/out`], more),
    };
  },
  'access-blackout': (place) => ({
    ...{ cause: 'access-blackout', ...place, latencyOf: gone(place), silence: silence(place) },
    edit: blackout(place, [`access:${place.viewer}/out`, `access:${place.viewer}/back`]),
  }),
  'access-loss': (place, size) => ({
    ...{ cause: 'access-loss', ...place, latencyOf: gone(place) },
    edit: lossy(place, [`access:${place.viewer}/out`], 0.25 + 0.5 * size),
  }),
  'access-queue': (place, size) => ({
    ...{ cause: 'access-queue', ...place, latencyOf: heldUp(place) },
    edit: link(place, [`access:${place.viewer}/out`], (second) => ({
      ...second,
      ...{ queueDelayP50Ms: 60, queueDelayP95Ms: place.forMs * 0.7, queueDelayMaxMs: place.forMs * 0.9 },
      lostQueue: Math.round(20 * size),
    })),
  }),
  'access-delay': (place, size) => {
    const longer = { ...place, forMs: place.forMs + 3000 };
    const more = 220 + 300 * size;
    return {
      ...{ cause: 'access-delay', ...longer, latencyOf: later(longer, more) },
      edit: slower(longer, [`access:${place.viewer}/out`], more),
    };
  },
  'bitrate-above-line': (place, size) => ({
    ...{ cause: 'bitrate-above-line', ...place, latencyOf: heldUp(place) },
    edit: link(place, [`access:${place.viewer}/out`], (second) => ({
      ...second,
      ...{ rateBps: 600_000 + 800_000 * size, queueDelayP95Ms: 250, queueDelayMaxMs: 300, lostQueue: 25 },
    })),
  }),
  'viewer-device': (place, size) => ({
    ...{ cause: 'viewer-device', ...place, latencyOf: heldUp(place), throttled: 0.5 + 0.5 * size },
  }),
  'jitter-buffer': (place, size) => {
    const settling = { ...place, atMs: 0, forMs: 4000 + 3000 * size };
    const more = 250 + 200 * size;
    return {
      ...{ cause: 'jitter-buffer', ...settling },
      latencyOf: (at) => LATENCY_MS + (at < settling.forMs ? more : 0),
      edit: counters(settling, place.viewer, { totalProcessingDelay: (FPS * more) / 1000 }),
    };
  },
};

/** Returns the options of a recording with all these faults in it. */
export function withFaults(
  faults: readonly Fault[],
  noise: (line: RecordLine) => RecordLine,
  wobbleMs: (at: number) => number,
): RecordingOptions {
  return {
    latencyOf(madeAt, viewer) {
      let latencyMs = LATENCY_MS + wobbleMs(madeAt);
      for (const fault of faults) {
        if (fault.latencyOf === undefined || (fault.isForAll !== true && fault.viewer !== viewer)) continue;
        const own = fault.latencyOf(madeAt);
        if (own === undefined) return undefined;
        latencyMs += own - LATENCY_MS;
      }
      return latencyMs;
    },
    isMade: (at) => faults.every(({ isMade = () => true }) => isMade(at)),
    silences: faults.flatMap(({ silence: own }) => (own === undefined ? [] : [own])).toSorted((a, b) => a[0] - b[0]),
    edit(line) {
      const edited = faults.reduce((each, { edit = (same: RecordLine) => same }) => edit(each), noise(line));
      if (edited.type !== 'clarity') return edited;
      const worse = faults.find((fault) => fault.clarity !== undefined && isBeside(fault, line))?.clarity;
      return worse === undefined ? edited : { ...edited, ssim: edited.ssim.map(() => worse) };
    },
  };
}

/** Adds what a limited device says every second. */
export function withDevice(lines: readonly RecordLine[], faults: readonly Fault[]): readonly RecordLine[] {
  const throttling = faults.filter(({ throttled }) => throttled !== undefined);
  if (throttling.length === 0) return lines;
  return lines.flatMap((line): readonly RecordLine[] => {
    if (line.type !== 'frames-seen') return [line];
    const own = throttling.find((fault) => fault.viewer === line.viewer && isBeside(fault, line));
    const device = { type: 'device', atMs: line.atMs, viewer: line.viewer, usedCores: 0.4 } as const;
    return [line, { ...device, throttledFraction: own?.throttled ?? 0.05 }];
  });
}
