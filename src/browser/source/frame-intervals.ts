/** Intervals remembered: some seconds' worth. */
const REMEMBERED = 120;
const LEAST = 8;
/** An interval this many times a short one skips a picture that the browser did not show in time. */
const SKIPS_FROM = 1.5;

/** Learns the frame rate of a video from the timestamps of the pictures shown, some of which may be left out. */
export class FrameIntervals {
  #lastS: number | undefined;
  #intervalsS: number[] = [];

  /** Takes the timestamp of the next picture shown, s; one that lies before the last begins another round. */
  add(mediaTimeS: number): void {
    const intervalS = mediaTimeS - (this.#lastS ?? Number.POSITIVE_INFINITY);
    this.#lastS = mediaTimeS;
    if (intervalS > 0) this.#intervalsS.push(intervalS);
    if (this.#intervalsS.length > REMEMBERED) this.#intervalsS.shift();
  }

  /** Pictures a second; undefined while too few are known. */
  get frameRate(): number | undefined {
    const sorted = this.#intervalsS.toSorted((a, b) => a - b);
    const short = sorted[sorted.length >> 2];
    if (short === undefined || sorted.length < LEAST) return undefined;
    const whole = sorted.filter((interval) => interval < SKIPS_FROM * short);
    return whole.length / whole.reduce((sum, interval) => sum + interval, 0);
  }
}
