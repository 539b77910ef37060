import type { Cut } from '../../model/recording/cuts.ts';
import { codedFrame, FRAME_NUMBERS, framesAhead } from '../../model/recording/frame-numbers.ts';
import type { SeenFrames } from '../../model/recording/seen-frames.ts';
import type { SplicedMade } from './splice-made.ts';

/** Time code and number of one frame agree to so many frames; one that was misread does not, and joins nothing. */
const AGREE_FRAMES = 5;

/** One that was to be seen just before a cut and came in it, another that came before its end: seen in neither. */
const AT_THE_EDGES = 1;

/** The last frame seen that joins what came before a cut to what comes after. */
interface Newest {
  readonly frame: number;
  readonly latencyMs: number;
}

/**
 * The frames seen outside of all cuts, with latencies as measured. What is seen after a cut stands for what would have been
 * seen then had there been none: its number falls by those that went with the cut, whether it was itself made before, in or after it. So
 * a frame made before a cut whose sight was cut out is not lost, and one made in it not unknown. Where the latency was
 * another after the cut than before, numbers are moved by as many frames: new ones stay new, and none is missed for it.
 */
export function spliceSeen(seen: SeenFrames, cuts: readonly Cut[], made: SplicedMade, fps: number): SeenFrames {
  const spliced = [seen.frame, seen.seenMs, seen.latencyMs].map(({ length }) => new Float64Array(length));
  const [frames, times, latencies] = spliced as [Float64Array, Float64Array, Float64Array];
  const known = new Uint8Array(FRAME_NUMBERS);
  const numbers = new NumbersSeen(made, fps);
  let [count, passed, outMs] = [0, 0, 0];
  for (let place = 0; place < seen.frame.length; place++) {
    const frame = seen.frame[place] ?? Number.NaN;
    const seenMs = seen.seenMs[place] ?? Number.NaN;
    const latencyMs = seen.latencyMs[place] ?? Number.NaN;
    const code = codedFrame(frame);
    const isNew = known[code] === 0;
    known[code] = 1;
    for (let cut = cuts[passed]; cut !== undefined && seenMs >= cut.toMs; cut = cuts[++passed]) {
      numbers.pass(passed);
      outMs = cut.beforeMs + cut.toMs - cut.fromMs;
    }
    if (seenMs >= (cuts[passed]?.fromMs ?? Number.POSITIVE_INFINITY)) continue;
    const atMs = seenMs - outMs;
    frames[count] = isNew ? numbers.ofNew(frame, atMs - latencyMs, latencyMs) : numbers.ofRepeated(frame);
    times[count] = atMs;
    latencies[count++] = latencyMs;
  }
  return { frame: frames.slice(0, count), seenMs: times.slice(0, count), latencyMs: latencies.slice(0, count) };
}

/** Numbers of frames seen, as told one by one. */
class NumbersSeen {
  readonly #made: SplicedMade;
  readonly #fps: number;
  /** Place of the frame made last before the one asked about. */
  #place = 0;
  #out = 0;
  #movedOn = 0;
  #hasPassed = false;
  #isJoined = true;
  #newest: Newest | undefined;

  constructor(made: SplicedMade, fps: number) {
    this.#made = made;
    this.#fps = fps;
  }

  /** This cut lies behind. */
  pass(cut: number): void {
    // Of a stream that somebody else makes nobody knows what was made: there is nothing to keep in step with.
    if (this.#made.frames.length === 0) return;
    this.#out = this.#made.numbersOut[cut] ?? this.#out;
    this.#isJoined = false;
    this.#hasPassed = true;
  }

  ofNew(frame: number, stampMs: number, latencyMs: number): number {
    const inStep = frame - this.#out;
    let number = inStep + this.#movedOn;
    if (!this.#agrees(inStep, stampMs)) return number;
    if (!this.#isJoined && this.#newest !== undefined) {
      const step = this.#stepAfter(this.#newest, number, latencyMs);
      this.#movedOn += step;
      number += step;
    }
    this.#isJoined = true;
    if (this.#newest === undefined || framesAhead(number, this.#newest.frame) > 0)
      this.#newest = { frame: number, latencyMs };
    return number;
  }

  /** First seen in a cut, or before one: the second time it is a still picture all the same. */
  ofRepeated(frame: number): number {
    return this.#hasPassed && this.#newest !== undefined ? this.#newest.frame : frame - this.#out + this.#movedOn;
  }

  #agrees(inStep: number, stampMs: number): boolean {
    const { frames } = this.#made;
    while ((frames[this.#place + 1]?.madeMs ?? Number.POSITIVE_INFINITY) <= stampMs) this.#place++;
    while (this.#place > 0 && (frames[this.#place]?.madeMs ?? 0) > stampMs) this.#place--;
    const made = frames[this.#place];
    return made !== undefined && Math.abs(framesAhead(inStep, made.frame)) <= AGREE_FRAMES;
  }

  /** How much further the numbers move so that the first frame after a cut follows the last before it. */
  #stepAfter(before: Newest, number: number, latencyMs: number): number {
    const missing = framesAhead(number, before.frame) - 1;
    // The latency grew: these numbers are taken already, by other frames.
    if (missing < 0) return -missing;
    const caughtUp = Math.max(0, Math.round(((before.latencyMs - latencyMs) * this.#fps) / 1000));
    // Those that the viewer caught up on were seen in the cut; any others are lost.
    return missing <= caughtUp + AT_THE_EDGES ? -missing : -caughtUp;
  }
}
