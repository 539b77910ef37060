import type { FramesMadeLine } from '../model/recording/frame-lines.ts';
import type { RecordLine } from '../model/recording/recording.ts';
import type { StatsReport } from '../model/recording/w3c-stats.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import { BOUNDS } from '../verdict/validity/bounds.ts';

/** How late something was in the stream's own time. */
export interface Lateness {
  /** Over what is wanted: 1 is just good enough, 2 twice as late. */
  readonly severity: number;
  /** Beyond what validity allows in a second. */
  readonly spoils: boolean;
  /** "ticks", "encoder", "timer of sea-sg-1". */
  readonly what: string;
}

/**
 * Wanted of a second, in the stream's own time. Well under what voids it (verdict/validity/bounds.ts), since the factor is to
 * rise before anything is spoilt, and low enough that no number gets an error worth showing (verdict/uncertainty).
 */
const WANTED = {
  /** Share of the frame interval. */
  lateTick: 0.25,
  encodeTime: 0.5,
  decodeTime: 0.3,
  /** ms, p99 of a second: of any viewer, and of all on average, which is what their numbers' errors grow with. */
  viewerTimer: 16,
  meanViewerTimer: 5,
  originLoop: 8,
  shaper: 2.5,
  runnerLoop: 40,
} as const;
/** Of a second's ticks this one is judged: two of 30 may be late. */
const TICK_QUANTILE = 0.93;

/** Reads lateness out of a take's lines as they are recorded. Totals of W3C statistics are compared with the line before. */
export class LatenessReader {
  readonly #frameIntervalMs: number;
  /** Viewers on limited devices are late because they were asked to be. */
  readonly #limited: ReadonlySet<string>;
  readonly #totals = new Map<string, { readonly frames: number; readonly seconds: number }>();
  #lastFrame: number | undefined;
  #timers: number[] = [];

  constructor({ broadcast, regions }: Scenario, viewers: readonly { readonly id: string; readonly region: string }[]) {
    this.#frameIntervalMs = 1000 / broadcast.video.fps;
    const limits = new Set(regions.filter(({ device }) => device?.cpuCores !== undefined).map(({ id }) => id));
    this.#limited = new Set(viewers.filter(({ region }) => limits.has(region)).map(({ id }) => id));
  }

  /** Undefined when the line tells nothing of lateness. */
  read(line: RecordLine): Lateness | undefined {
    switch (line.type) {
      case 'frames-made':
        return this.#ofTicks(line);
      case 'frames-seen':
        if (this.#limited.has(line.viewer) || line.timerLateP99Ms === undefined) return undefined;
        this.#timers.push(line.timerLateP99Ms);
        return over(line.timerLateP99Ms, WANTED.viewerTimer, BOUNDS.viewerTimer.limit, `timer of ${line.viewer}`);
      case 'links': {
        const { latenessP99Ms, unaskedDrops, unroutable } = line.shaper;
        if (unaskedDrops > unroutable) return { severity: 2, spoils: true, what: 'shaper' };
        return over(latenessP99Ms, WANTED.shaper, BOUNDS.shaperLateness.limit, 'shaper');
      }
      case 'origin':
        return over(line.loopP99Ms, WANTED.originLoop, BOUNDS.originLoop.limit, 'origin');
      case 'host':
        return worseOf(
          over(line.runnerLoopP99Ms, WANTED.runnerLoop, BOUNDS.runnerLoop.limit, 'runner'),
          over(this.#takeMeanTimer(), WANTED.meanViewerTimer, BOUNDS.viewerTimer.limit, 'timers'),
        );
      case 'stats':
        return this.#limited.has(line.participant) ? undefined : this.#ofStats(line.participant, line.reports);
      default:
        return undefined;
    }
  }

  /** Of the second that the host's line closes; undefined when no viewer spoke. */
  #takeMeanTimer(): number | undefined {
    const timers = this.#timers;
    this.#timers = [];
    return timers.length === 0 ? undefined : timers.reduce((sum, ms) => sum + ms, 0) / timers.length;
  }

  #ofTicks({ frame, lateMs }: FramesMadeLine): Lateness | undefined {
    const sorted = [...lateMs].sort((a, b) => a - b);
    const [judged, worst] = [sorted[Math.ceil(sorted.length * TICK_QUANTILE) - 1], sorted.at(-1)];
    if (judged === undefined || worst === undefined) return undefined;
    const [first = 0, last = 0] = [frame[0], frame.at(-1)];
    const missing = last - (this.#lastFrame ?? first - 1) - frame.length;
    this.#lastFrame = last;
    const late = sorted.filter((ms) => ms > BOUNDS.lateTick.limit).length / sorted.length;
    return {
      severity: judged / (WANTED.lateTick * this.#frameIntervalMs),
      spoils: missing > 0 || worst > BOUNDS.veryLateTick.limit || late > BOUNDS.lateTicksInSecond.limit,
      what: 'ticks',
    };
  }

  #ofStats(participant: string, reports: readonly StatsReport[]): Lateness | undefined {
    let worst: Lateness | undefined;
    for (const report of reports) {
      const key = `${participant}/${report.id}`;
      if (report.type === 'outbound-rtp' && report.kind === 'video') {
        const ms = this.#msEach(key, report.framesEncoded, report.totalEncodeTime);
        worst = worseOf(worst, this.#perFrame(ms, WANTED.encodeTime, BOUNDS.encodeTime.limit, 'encoder'));
      }
      if (report.type === 'inbound-rtp' && report.kind === 'video') {
        const ms = this.#msEach(key, report.framesDecoded, report.totalDecodeTime);
        worst = worseOf(
          worst,
          this.#perFrame(ms, WANTED.decodeTime, BOUNDS.decodeTime.limit, `decoder of ${participant}`),
        );
      }
    }
    return worst;
  }

  #perFrame(ms: number | undefined, wanted: number, limit: number, what: string): Lateness | undefined {
    return over(ms, wanted * this.#frameIntervalMs, limit * this.#frameIntervalMs, what);
  }

  /** Time a frame since the last sample, ms. */
  #msEach(key: string, frames: number | undefined, seconds: number | undefined): number | undefined {
    if (frames === undefined || seconds === undefined) return undefined;
    const before = this.#totals.get(key);
    this.#totals.set(key, { frames, seconds });
    if (before === undefined || frames <= before.frames) return undefined;
    return ((seconds - before.seconds) * 1000) / (frames - before.frames);
  }
}

export function worseOf(a: Lateness | undefined, b: Lateness | undefined): Lateness | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const worse = b.severity > a.severity ? b : a;
  return { ...worse, spoils: a.spoils || b.spoils };
}

function over(value: number | undefined, wanted: number, limit: number, what: string): Lateness | undefined {
  return value === undefined ? undefined : { severity: value / wanted, spoils: value > limit, what };
}
