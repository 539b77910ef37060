import type { FramesMadeLine } from '../model/recording/frame-lines.ts';
import type { RecordLine } from '../model/recording/recording.ts';
import type { StatsReport } from '../model/recording/w3c-stats.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import { decoderSlow } from '../verdict/validity/signals/decoder-slow.ts';
import { encoderSlow } from '../verdict/validity/signals/encoder-slow.ts';
import { generatorLate } from '../verdict/validity/signals/generator-late.ts';
import { originLate } from '../verdict/validity/signals/origin-late.ts';
import { runnerLate } from '../verdict/validity/signals/runner-late.ts';
import { shaperLate } from '../verdict/validity/signals/shaper-late.ts';
import { viewerTimerLate } from '../verdict/validity/signals/viewer-timer-late.ts';

/** Lateness of one part of a take, in stream time. */
export interface Lateness {
  /** Lateness relative to its target: 1 is just good enough, 2 is twice as late. */
  readonly severity: number;
  /** Whether it exceeds what validity allows in a second. */
  readonly spoils: boolean;
  /** The part that was late: "ticks", "encoder", "timer of sea-sg-1". */
  readonly what: string;
}

/**
 * Targets for the lateness in a second, in stream time. They are well below what makes it invalid
 * (bounds in verdict/validity/signals), so that the factor rises before anything is spoilt, and so low that no number gets an
 * error worth showing (verdict/uncertainty).
 */
const TARGETS = {
  /** Shares of the frame interval. */
  lateTick: 0.25,
  encodeTime: 0.5,
  decodeTime: 0.3,
  /** p99 of a second, ms; for viewers the worst one, and their mean, with which the errors of their numbers grow. */
  viewerTimer: 16,
  meanViewerTimer: 5,
  originLoop: 8,
  shaper: 2.5,
  runnerLoop: 40,
} as const;
/** Quantile of a second's ticks that is judged: two of 30 may be late. */
const TICK_QUANTILE = 0.93;

/**
 * Derives lateness from a take's lines as they are recorded. Totals of W3C statistics are compared with the previous
 * line.
 */
export class LatenessReader {
  readonly #frameIntervalMs: number;
  /** Viewers on limited devices, which are late on purpose. */
  readonly #limited: ReadonlySet<string>;
  readonly #totals = new Map<string, { readonly frames: number; readonly seconds: number }>();
  #lastFrame: number | undefined;
  #timers: number[] = [];

  constructor({ broadcast, regions }: Scenario, viewers: readonly { readonly id: string; readonly region: string }[]) {
    this.#frameIntervalMs = 1000 / broadcast.video.fps;
    const limits = new Set(regions.filter(({ device }) => device?.cpuCores !== undefined).map(({ id }) => id));
    this.#limited = new Set(viewers.filter(({ region }) => limits.has(region)).map(({ id }) => id));
  }

  /** Returns the lateness in a line; undefined when it contains none. */
  read(line: RecordLine): Lateness | undefined {
    switch (line.type) {
      case 'frames-made':
        return this.#ticksLateness(line);
      case 'frames-seen':
        if (this.#limited.has(line.viewer) || line.timerLateP99Ms === undefined) return undefined;
        this.#timers.push(line.timerLateP99Ms);
        return toLateness(
          line.timerLateP99Ms,
          TARGETS.viewerTimer,
          viewerTimerLate.bounds.viewerTimer.limit,
          `timer of ${line.viewer}`,
        );
      case 'links': {
        const { latenessP99Ms, unaskedDrops, unroutable } = line.shaper;
        if (unaskedDrops !== undefined && unaskedDrops > unroutable)
          return { severity: 2, spoils: true, what: 'shaper' };
        return toLateness(latenessP99Ms, TARGETS.shaper, shaperLate.bounds.shaperLateness.limit, 'shaper');
      }
      case 'origin':
        return toLateness(line.loopP99Ms, TARGETS.originLoop, originLate.bounds.originLoop.limit, 'origin');
      case 'host':
        return worseOf(
          toLateness(line.runnerLoopP99Ms, TARGETS.runnerLoop, runnerLate.bounds.runnerLoop.limit, 'runner'),
          toLateness(
            this.#takeMeanTimer(),
            TARGETS.meanViewerTimer,
            viewerTimerLate.bounds.viewerTimer.limit,
            'timers',
          ),
        );
      case 'stats':
        return this.#limited.has(line.participant) ? undefined : this.#statsLateness(line.participant, line.reports);
      default:
        return undefined;
    }
  }

  /**
   * Returns the viewers' mean timer lateness in the second that a host line ends, ms; undefined without any viewer's
   * line.
   */
  #takeMeanTimer(): number | undefined {
    const timers = this.#timers;
    this.#timers = [];
    return timers.length === 0 ? undefined : timers.reduce((sum, ms) => sum + ms, 0) / timers.length;
  }

  #ticksLateness({ frame, lateMs }: FramesMadeLine): Lateness | undefined {
    const sorted = [...lateMs].sort((a, b) => a - b);
    const [judged, worst] = [sorted[Math.ceil(sorted.length * TICK_QUANTILE) - 1], sorted.at(-1)];
    if (judged === undefined || worst === undefined) return undefined;
    const [first = 0, last = 0] = [frame[0], frame.at(-1)];
    const missing = last - (this.#lastFrame ?? first - 1) - frame.length;
    this.#lastFrame = last;
    const late = sorted.filter((ms) => ms > generatorLate.bounds.lateTick.limit).length / sorted.length;
    return {
      severity: judged / (TARGETS.lateTick * this.#frameIntervalMs),
      spoils:
        missing > 0 ||
        worst > generatorLate.bounds.veryLateTick.limit ||
        late > generatorLate.bounds.lateTicksInSecond.limit,
      what: 'ticks',
    };
  }

  #statsLateness(participant: string, reports: readonly StatsReport[]): Lateness | undefined {
    let worst: Lateness | undefined;
    for (const report of reports) {
      const key = `${participant}/${report.id}`;
      if (report.type === 'outbound-rtp' && report.kind === 'video') {
        const ms = this.#msPerFrame(key, report.framesEncoded, report.totalEncodeTime);
        worst = worseOf(worst, this.#perFrame(ms, TARGETS.encodeTime, encoderSlow.bounds.encodeTime.limit, 'encoder'));
      }
      if (report.type === 'inbound-rtp' && report.kind === 'video') {
        const ms = this.#msPerFrame(key, report.framesDecoded, report.totalDecodeTime);
        worst = worseOf(
          worst,
          this.#perFrame(ms, TARGETS.decodeTime, decoderSlow.bounds.decodeTime.limit, `decoder of ${participant}`),
        );
      }
    }
    return worst;
  }

  #perFrame(ms: number | undefined, target: number, limit: number, what: string): Lateness | undefined {
    return toLateness(ms, target * this.#frameIntervalMs, limit * this.#frameIntervalMs, what);
  }

  /** Returns the mean time per frame since the last sample, ms. */
  #msPerFrame(key: string, frames: number | undefined, seconds: number | undefined): number | undefined {
    if (frames === undefined || seconds === undefined) return undefined;
    const before = this.#totals.get(key);
    this.#totals.set(key, { frames, seconds });
    if (before === undefined || frames <= before.frames) return undefined;
    return ((seconds - before.seconds) * 1000) / (frames - before.frames);
  }
}

/** Returns the more severe of two; it spoils the second if either does. */
export function worseOf(a: Lateness | undefined, b: Lateness | undefined): Lateness | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const worse = b.severity > a.severity ? b : a;
  return { ...worse, spoils: a.spoils || b.spoils };
}

function toLateness(value: number | undefined, target: number, limit: number, what: string): Lateness | undefined {
  return value === undefined ? undefined : { severity: value / target, spoils: value > limit, what };
}
