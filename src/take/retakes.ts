import { realMs } from '../lib/clock.ts';
import { MOST_FACTOR, type Slow } from '../model/scenario/slow.ts';
import type { Take } from '../model/scenario/take.ts';

const LEAST_MOST_TIME_MS = 600_000;
const TIMES_THE_FIRST_ROUND = 3;
/** What spoilt a take at one factor is less likely to at so many times as much. */
const SLOWER = 2;

/** The factor to play a take at again that was spoilt at this one. */
export function slowerThan(factor: number): number {
  return Math.min(MOST_FACTOR, factor * SLOWER);
}

/** A take that was played, and what that took. */
export interface PlayedTake {
  readonly take: Take;
  /** The factor it came to. */
  readonly factor: number;
  /** Real time. */
  readonly tookMs: number;
}

/** Which spoilt takes are played again, how slowly, and whether there is time for it. */
export class Retakes {
  readonly #slow: Slow;
  readonly #mostTimeMs: number | undefined;
  readonly #begunMs = realMs();
  readonly #before = new Map<Take, PlayedTake>();
  #firstRoundMs = 0;

  constructor(slow: Slow, mostTimeMs: number | undefined) {
    this.#slow = slow;
    this.#mostTimeMs = mostTimeMs;
  }

  /** Plays a take; one that was spoilt before, at twice the factor or more. */
  async play(take: Take, record: (leastFactor?: number) => Promise<{ readonly factor: number }>): Promise<PlayedTake> {
    const before = this.#before.get(take);
    const fromMs = realMs();
    const { factor } = await record(
      before === undefined || this.#slow !== 'auto' ? undefined : slowerThan(before.factor),
    );
    const tookMs = realMs() - fromMs;
    if (before === undefined) this.#firstRoundMs += tookMs;
    return { take, factor, tookMs };
  }

  /** The takes that follow, numbered from `index` on. */
  after(spoilt: readonly PlayedTake[], index: number): readonly Take[] {
    return spoilt.map((played, i) => {
      const take = { ...played.take, index: index + i };
      this.#before.set(take, played);
      return take;
    });
  }

  /** Whether it would end in time, if it takes twice as long as before. */
  hasTimeFor(take: Take): boolean {
    const expectedMs = (this.#before.get(take)?.tookMs ?? 0) * (this.#slow === 'auto' ? SLOWER : 1);
    const mostMs = this.#mostTimeMs ?? Math.max(LEAST_MOST_TIME_MS, TIMES_THE_FIRST_ROUND * this.#firstRoundMs);
    return realMs() - this.#begunMs + expectedMs <= mostMs;
  }
}
