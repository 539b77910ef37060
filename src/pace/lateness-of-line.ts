import type { RecordLine } from '../model/recording.ts';
import type { Scenario } from '../model/scenario.ts';
import type { StatsReport } from '../model/w3c-stats.ts';

/** What was late in the stream's own time, against what is wanted: 1 is just good enough, 2 twice as late. */
export interface Lateness {
  readonly severity: number;
  /** "ticks", "encoder", "timer of sea-sg-1": for the log of the factor. */
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
  /** ms, p99 of a second. */
  viewerTimer: 8,
  originLoop: 8,
  shaper: 1.5,
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

  constructor({ broadcast, regions }: Scenario, viewers: readonly { readonly id: string; readonly region: string }[]) {
    this.#frameIntervalMs = 1000 / broadcast.video.fps;
    const limits = new Set(regions.filter(({ device }) => device?.cpuCores !== undefined).map(({ id }) => id));
    this.#limited = new Set(viewers.filter(({ region }) => limits.has(region)).map(({ id }) => id));
  }

  /** Undefined when the line tells nothing of lateness. */
  read(line: RecordLine): Lateness | undefined {
    switch (line.type) {
      case 'frames-made':
        return over(quantile(line.lateMs, TICK_QUANTILE), WANTED.lateTick * this.#frameIntervalMs, 'ticks');
      case 'frames-seen':
        if (line.timerLateP99Ms === undefined || this.#limited.has(line.viewer)) return undefined;
        return over(line.timerLateP99Ms, WANTED.viewerTimer, `timer of ${line.viewer}`);
      case 'links':
        return over(line.shaper.latenessP99Ms, WANTED.shaper, 'shaper');
      case 'origin':
        return over(line.loopP99Ms, WANTED.originLoop, 'origin');
      case 'host':
        return over(line.runnerLoopP99Ms, WANTED.runnerLoop, 'runner');
      case 'stats':
        return this.#limited.has(line.participant) ? undefined : this.#ofStats(line.participant, line.reports);
      default:
        return undefined;
    }
  }

  #ofStats(participant: string, reports: readonly StatsReport[]): Lateness | undefined {
    let worst: Lateness | undefined;
    for (const report of reports) {
      if (report.type === 'outbound-rtp' && report.kind === 'video')
        worst = worseOf(
          worst,
          this.#each(`${participant}/${report.id}`, report.framesEncoded, report.totalEncodeTime, 'encodeTime'),
        );
      if (report.type === 'inbound-rtp' && report.kind === 'video')
        worst = worseOf(
          worst,
          this.#each(`${participant}/${report.id}`, report.framesDecoded, report.totalDecodeTime, 'decodeTime'),
        );
    }
    return worst;
  }

  #each(
    key: string,
    frames: number | undefined,
    seconds: number | undefined,
    wanted: 'encodeTime' | 'decodeTime',
  ): Lateness | undefined {
    if (frames === undefined || seconds === undefined) return undefined;
    const before = this.#totals.get(key);
    this.#totals.set(key, { frames, seconds });
    if (before === undefined || frames <= before.frames) return undefined;
    const ms = ((seconds - before.seconds) * 1000) / (frames - before.frames);
    return over(ms, WANTED[wanted] * this.#frameIntervalMs, wanted === 'encodeTime' ? 'encoder' : `decoder of ${key}`);
  }
}

export function worseOf(a: Lateness | undefined, b: Lateness | undefined): Lateness | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return b.severity > a.severity ? b : a;
}

function over(value: number | undefined, wanted: number, what: string): Lateness | undefined {
  return value === undefined ? undefined : { severity: value / wanted, what };
}

function quantile(values: readonly number[], q: number): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * q) - 1];
}
