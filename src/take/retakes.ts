import { realMs } from '../lib/clock.ts';
import type { InvalidReason } from '../model/result/verdict.ts';
import { MOST_FACTOR, type Slow } from '../model/scenario/slow.ts';
import type { Take } from '../model/scenario/take.ts';

/** Default time limit, real ms: this, or a multiple of what the first round took, whichever is longer. */
const LEAST_TIME_LIMIT_MS = 600_000;
const FIRST_ROUNDS_LIMIT = 3;
/** A retake is played this many times slower: what spoilt a take at one factor is less likely to at twice that. */
const SLOWDOWN = 2;

/** Returns the factor for the retake of a take that was spoilt at `factor`. */
export function slowerThan(factor: number): number {
  return Math.min(MOST_FACTOR, factor * SLOWDOWN);
}

/** A take that has been played. */
export interface PlayedTake {
  readonly take: Take;
  /** Factor that the take's clock was slowed to in the end. */
  readonly factor: number;
  /** Real time it took. */
  readonly tookMs: number;
}

export interface SpoiltTake extends PlayedTake {
  /** Why it proves nothing. */
  readonly reasons: readonly InvalidReason[];
}

/** Decides which spoilt takes are played again, how slowly, and whether there is time for it. */
export class Retakes {
  readonly #slow: Slow;
  readonly #timeLimitMs: number | undefined;
  readonly #startMs = realMs();
  /** Each retake's spoilt take. */
  readonly #spoiltBefore = new Map<Take, SpoiltTake>();
  #firstRoundMs = 0;

  constructor(slow: Slow, timeLimitMs: number | undefined) {
    this.#slow = slow;
    this.#timeLimitMs = timeLimitMs;
  }

  /** Plays a take by `record`; with a factor of 'auto', a retake at twice the earlier factor or more. */
  async play(take: Take, record: (leastFactor?: number) => Promise<{ readonly factor: number }>): Promise<PlayedTake> {
    const before = this.#spoiltBefore.get(take);
    const fromMs = realMs();
    const { factor } = await record(
      before === undefined || this.#slow !== 'auto' ? undefined : slowerThan(before.factor),
    );
    const tookMs = realMs() - fromMs;
    if (before === undefined) this.#firstRoundMs += tookMs;
    return { take, factor, tookMs };
  }

  /** Returns a retake of each spoilt take, numbered from `index` on. */
  plan(spoilt: readonly SpoiltTake[], index: number): readonly Take[] {
    return spoilt.map((played, i) => {
      const take = { ...played.take, index: index + i };
      this.#spoiltBefore.set(take, played);
      return take;
    });
  }

  /** Returns why the take that this one is played instead of was spoilt; empty if it is no retake. */
  reasonsFor(take: Take): readonly InvalidReason[] {
    return this.#spoiltBefore.get(take)?.reasons ?? [];
  }

  /** Returns whether a retake would end within the time limit, given that it takes twice as long as before. */
  hasTimeFor(take: Take): boolean {
    const expectedMs = (this.#spoiltBefore.get(take)?.tookMs ?? 0) * (this.#slow === 'auto' ? SLOWDOWN : 1);
    const limitMs = this.#timeLimitMs ?? Math.max(LEAST_TIME_LIMIT_MS, FIRST_ROUNDS_LIMIT * this.#firstRoundMs);
    return realMs() - this.#startMs + expectedMs <= limitMs;
  }
}
