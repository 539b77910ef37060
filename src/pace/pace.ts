import type { RecordLine } from '../model/recording/recording.ts';
import type { Slow } from '../model/scenario/slow.ts';
import type { Take } from '../model/scenario/take.ts';
import type { ClockReading, VirtualClock } from '../time/virtual-clock.ts';
import { type Lateness, LatenessReader, worseOf } from './lateness-of-line.ts';
import { FactorRule } from './next-factor.ts';
import { SpoiltSeconds } from './spoilt-seconds.ts';

/** Real time within which every wait looks at the page again while the factor may fall (native/page.h, LOOK_AGAIN_NS), and some more. */
const FALL_NOTICE_MS = 120;
/** A wait under way reckons with no deeper fall at a time (native/reading.c, SAFE_SHARE): more goes in steps. */
const FALL_STEP = 0.8;

export interface PaceOptions {
  /** Undefined in real time: the factor is 1 and stays so. */
  readonly clock: VirtualClock | undefined;
  readonly asked: Slow;
  /** What auto begins with. */
  readonly first: number;
  /** Less was too little for a take before. */
  readonly least?: number;
}

/** What the factor goes by: nothing; the network alone, while it is probed and browsers start; everything. */
type Phase = 'idle' | 'starting' | 'warming-up' | 'measuring';

/** How fast one take's own clock goes: chosen, steered while viewers join and the stream warms up, held in the window. */
export class Pace {
  readonly #clock: VirtualClock | undefined;
  readonly #auto: boolean;
  readonly #rule: FactorRule;
  readonly #late: LatenessReader;
  readonly #spoilt = new SpoiltSeconds();
  readonly #listeners: ((factor: number) => void)[] = [];
  #phase: Phase = 'idle';
  #factor: number;
  #falling: NodeJS.Timeout | undefined;
  #worst: Lateness | undefined;
  #goodSeconds = 0;
  #last: ClockReading | undefined;

  constructor(take: Take, { clock, asked, first, least }: PaceOptions) {
    this.#clock = clock;
    this.#auto = asked === 'auto';
    this.#rule = new FactorRule(least);
    this.#late = new LatenessReader(take.scenario, take.viewers);
    this.#factor = clock === undefined ? 1 : asked === 'auto' ? Math.max(first, least ?? 1) : asked;
  }

  get factor(): number {
    return this.#factor;
  }

  /** Seconds on end, up to now, in which everything was in time. */
  get goodSeconds(): number {
    return this.#goodSeconds;
  }

  get isSteered(): boolean {
    return this.#auto && this.#clock !== undefined;
  }

  /** Calls back with each new factor, and now with the one in force. */
  onChange(listener: (factor: number) => void): void {
    this.#listeners.push(listener);
    listener(this.#factor);
  }

  /** The take begins: from here on the clock goes at its first factor, and slower if the network is late. */
  begin(): void {
    this.#phase = 'starting';
    this.#clock?.setFactor(this.#factor);
    this.#last = this.#clock?.read();
  }

  /** The stream runs: the factor follows what is late, up and down. */
  steer(): void {
    this.#phase = 'warming-up';
    this.#goodSeconds = 0;
    this.#worst = undefined;
    if (this.isSteered) this.#clock?.letFall(true);
  }

  /** The window opens: the factor may rise, and never falls. */
  hold(): void {
    this.#phase = 'measuring';
    clearTimeout(this.#falling);
    this.#clock?.letFall(false);
  }

  /** Nothing is measured any more: what is left is done as fast as the machine can. */
  end(): void {
    this.#phase = 'idle';
    clearTimeout(this.#falling);
    this.#clock?.letFall(false);
    this.#clock?.setFactor(1);
  }

  /** Real time over the stream's own since the last call, and how long the clock stood still; nothing in real time. */
  takeSecond(): { readonly timeDilationFactor?: number; readonly clockStoodStillMs?: number } {
    const [before, now] = [this.#last, this.#clock?.read()];
    this.#last = now;
    if (before === undefined || now === undefined || now.virtualMs <= before.virtualMs) return {};
    return {
      timeDilationFactor: (now.realMs - before.realMs) / (now.virtualMs - before.virtualMs),
      clockStoodStillMs: now.stoodStillMs - before.stoodStillMs,
    };
  }

  /** Whole seconds since `fromMs`, of `seconds`, in which something was too late, as far as lines have come. */
  spoiltSeconds(fromMs: number, seconds: number): readonly number[] {
    return this.#spoilt.within(fromMs, seconds);
  }

  /** Looks at a line that is recorded; the host's, once a second, closes the second. */
  observe(line: RecordLine): void {
    const late = this.#late.read(line);
    if (late !== undefined) this.#spoilt.add(sourceOf(line), line.atMs, late.spoils);
    if (this.#phase !== 'starting' || line.type === 'links') this.#worst = worseOf(this.#worst, late);
    if (line.type !== 'host') return;
    const severity = this.#worst?.severity;
    this.#worst = undefined;
    if (this.#phase === 'idle') return;
    this.#goodSeconds = severity !== undefined && severity <= 1 ? this.#goodSeconds + 1 : 0;
    if (!this.isSteered) return;
    const { busyFraction } = line;
    const next = this.#rule.next(this.#factor, { severity, busyFraction }, this.#phase === 'warming-up');
    clearTimeout(this.#falling);
    if (next > this.#factor) this.#set(next);
    else if (next < this.#factor) this.#fallTo(next);
  }

  /** Goes down in steps no wait under way is surprised by, each after a time in which all have looked. */
  #fallTo(factor: number): void {
    const timer = setTimeout(
      () => {
        this.#set(Math.max(factor, this.#factor * FALL_STEP));
        if (this.#factor > factor) this.#fallTo(factor);
      },
      Math.max(1, FALL_NOTICE_MS / this.#factor),
    );
    timer.unref();
    this.#falling = timer;
  }

  #set(factor: number): void {
    this.#factor = factor;
    this.#clock?.setFactor(factor);
    for (const listener of this.#listeners) listener(factor);
  }
}

function sourceOf(line: RecordLine): string {
  const who = 'viewer' in line ? line.viewer : 'participant' in line ? line.participant : '';
  return `${line.type} ${who}`;
}
