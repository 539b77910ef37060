import type { FoundMark } from './mark-finder.ts';
import { isPause, SAMPLE_RATE } from './sound-marks.ts';

/**
 * Samples by which a pause may begin early or end late: a jitter buffer plays faster or slower in pauses, where nobody notices,
 * by 100 ms and more (150 ms; assumption).
 */
const TOLERANCE = 0.15 * SAMPLE_RATE;

/** A pause is known by a mark in one of the two seconds before it: after an outage, silence is no pause. */
const KNOWN_AHEAD = 3 * SAMPLE_RATE + TOLERANCE;

/** Tells where a sound that pauses is silent, by the last mark heard in it. */
export class PausePlan {
  #mark: FoundMark | undefined;

  addMark(mark: FoundMark): void {
    this.#mark = mark;
  }

  /** Returns whether the samples lie in a pause; never before a mark has been heard. */
  holds(from: number, to: number): boolean {
    if (this.#mark === undefined || to - this.#mark.position > KNOWN_AHEAD) return false;
    const { code, position } = this.#mark;
    const secondAt = (sample: number) => code + Math.floor((sample - position) / SAMPLE_RATE);
    // Tolerance makes a pause longer: shifted by it either way, the samples lie in the pause itself.
    return isPause(secondAt(from + TOLERANCE)) || isPause(secondAt(to - 1 - TOLERANCE));
  }
}
