import type { RecordLine } from '../model/recording/recording.ts';
import type { Slow } from '../model/scenario/slow.ts';
import type { Take } from '../model/scenario/take.ts';
import type { ClockReading, VirtualClock } from '../time/virtual-clock.ts';
import { FactorRule } from './factor-rule.ts';
import { type Lateness, LatenessReader, worseOf } from './lateness-reader.ts';
import { SpoiltSeconds } from './spoilt-seconds.ts';

/**
 * Real time after which every wait under way has reread the page while the factor may fall (native/page.h,
 * LOOK_AGAIN_NS), plus a margin.
 */
const FALL_NOTICE_MS = 120;
/**
 * Largest fall at once that waits under way allow for, as a ratio (native/reading.c, SAFE_SHARE); a deeper fall goes in
 * steps.
 */
const FALL_STEP = 0.8;

export interface PaceOptions {
  /** Undefined in real time, where the factor stays 1. */
  readonly clock: VirtualClock | undefined;
  readonly asked: Slow;
  /** Factor that `auto` begins with. */
  readonly first: number;
  /** Lowest factor: less was too little for an earlier take. */
  readonly least?: number;
}

/**
 * Phase of a take: the factor depends on nothing while idle, on the network alone while it is probed and browsers
 * start, then on everything.
 */
type Phase = 'idle' | 'starting' | 'warming-up' | 'measuring';

/**
 * Sets how fast a take's own clock runs: chosen at first, steered while viewers join and the stream warms up, held in
 * the window.
 */
export class Pace {
  readonly #clock: VirtualClock | undefined;
  readonly #isAuto: boolean;
  readonly #rule: FactorRule;
  readonly #lateness: LatenessReader;
  readonly #spoilt = new SpoiltSeconds();
  readonly #listeners: ((factor: number, why?: string) => void)[] = [];
  #phase: Phase = 'idle';
  #factor: number;
  #fallTimer: NodeJS.Timeout | undefined;
  #worst: Lateness | undefined;
  #goodSeconds = 0;
  #lastReading: ClockReading | undefined;

  constructor(take: Take, { clock, asked, first, least }: PaceOptions) {
    this.#clock = clock;
    this.#isAuto = asked === 'auto';
    this.#rule = new FactorRule(least);
    this.#lateness = new LatenessReader(take.scenario, take.viewers);
    this.#factor = clock === undefined ? 1 : asked === 'auto' ? Math.max(first, least ?? 1) : asked;
  }

  get factor(): number {
    return this.#factor;
  }

  /** Number of consecutive seconds, up to now, in which nothing was late. */
  get goodSeconds(): number {
    return this.#goodSeconds;
  }

  get isSteered(): boolean {
    return this.#isAuto && this.#clock !== undefined;
  }

  /** Calls back now with the current factor, and later with each new one and, if it rose, with what was late. */
  onChange(listener: (factor: number, why?: string) => void): void {
    this.#listeners.push(listener);
    listener(this.#factor);
  }

  /** Begins the take: the clock runs at the first factor, and slower if the network is late. */
  begin(): void {
    this.#phase = 'starting';
    this.#clock?.setFactor(this.#factor);
    this.#lastReading = this.#clock?.read();
  }

  /** Starts steering once the stream runs: the factor follows the lateness up and down. */
  steer(): void {
    this.#phase = 'warming-up';
    this.#goodSeconds = 0;
    this.#worst = undefined;
    if (this.isSteered) this.#clock?.letFall(true);
  }

  /** Holds the factor while the window is open: it may rise but never falls. */
  hold(): void {
    this.#phase = 'measuring';
    clearTimeout(this.#fallTimer);
    this.#clock?.letFall(false);
  }

  /** Ends the take: nothing is measured any more, so the rest runs in real time. */
  end(): void {
    this.#phase = 'idle';
    clearTimeout(this.#fallTimer);
    this.#clock?.letFall(false);
    this.#clock?.setFactor(1);
  }

  /**
   * Returns real time divided by stream time since the last call, and how long the clock stood still; empty in real
   * time.
   */
  takeSecond(): { readonly timeDilationFactor?: number; readonly clockStoodStillMs?: number } {
    const [before, now] = [this.#lastReading, this.#clock?.read()];
    this.#lastReading = now;
    if (before === undefined || now === undefined || now.virtualMs <= before.virtualMs) return {};
    return {
      timeDilationFactor: (now.realMs - before.realMs) / (now.virtualMs - before.virtualMs),
      clockStoodStillMs: now.stoodStillMs - before.stoodStillMs,
    };
  }

  /** Returns which of the `seconds` seconds after `fromMs` were spoilt by lateness, as far as lines have arrived. */
  spoiltSeconds(fromMs: number, seconds: number): readonly number[] {
    return this.#spoilt.within(fromMs, seconds);
  }

  /** Takes in a line that is being recorded; the host's line, once a second, ends the second. */
  observe(line: RecordLine): void {
    const lateness = this.#lateness.read(line);
    if (lateness !== undefined) this.#spoilt.add(sourceOf(line), line.atMs, lateness.spoils);
    if (this.#phase !== 'starting' || line.type === 'links') this.#worst = worseOf(this.#worst, lateness);
    if (line.type !== 'host') return;
    const { severity, what } = this.#worst ?? {};
    this.#worst = undefined;
    if (this.#phase === 'idle') return;
    this.#goodSeconds = severity !== undefined && severity <= 1 ? this.#goodSeconds + 1 : 0;
    if (!this.isSteered) return;
    const { busyFraction } = line;
    const next = this.#rule.next(this.#factor, { severity, busyFraction }, this.#phase === 'warming-up');
    clearTimeout(this.#fallTimer);
    if (next > this.#factor) this.#set(next, severity !== undefined && severity > 1 ? what : undefined);
    else if (next < this.#factor) this.#fallTo(next);
  }

  /** Lowers the factor in steps that waits under way allow for, each after all of them have reread the page. */
  #fallTo(factor: number): void {
    const timer = setTimeout(
      () => {
        this.#set(Math.max(factor, this.#factor * FALL_STEP));
        if (this.#factor > factor) this.#fallTo(factor);
      },
      Math.max(1, FALL_NOTICE_MS / this.#factor),
    );
    timer.unref();
    this.#fallTimer = timer;
  }

  #set(factor: number, why?: string): void {
    this.#factor = factor;
    this.#clock?.setFactor(factor);
    for (const listener of this.#listeners) listener(factor, why);
  }
}

/** Returns the series that a line belongs to: "frames-seen sea-sg-1". */
function sourceOf(line: RecordLine): string {
  const participant = 'viewer' in line ? line.viewer : 'participant' in line ? line.participant : '';
  return `${line.type} ${participant}`;
}
