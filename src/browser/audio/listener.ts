import { createHeardColumns, type HeardColumns, tenths } from '../quality/columns.ts';
import { type FoundMark, MarkFinder } from './mark-finder.ts';
import { SoundClock } from './sound-clock.ts';
import { SAMPLE_RATE } from './sound-marks.ts';

/** Root mean square under which a block is silence; the pilot alone has 0.07. */
const SILENCE_RMS = 0.02;
/** Stretches of sound no further apart than this, less than a block of 10 ms, are one: it is the clock's own noise. */
const JOIN_MS = 6;
/** Half of what the clock remembers, and more than it looks ahead. */
const SETTLE_INTERVAL_MS = 500;

interface Block {
  readonly from: number;
  readonly to: number;
  readonly isLoud: boolean;
}

/** Notes when sound was heard and when its marks were. What is not noted as heard was a gap. */
export class Listener {
  readonly #finder = new MarkFinder();
  readonly #clock = new SoundClock();
  #position = 0;
  #blocks: Block[] = [];
  #marks: FoundMark[] = [];
  #heard: HeardColumns;
  #settledMs: number;

  /** `before` is what another one, which ends with this one's beginning, has heard and nobody has taken. */
  constructor(nowMs: number, before?: Listener) {
    this.#heard = before?.take(Number.POSITIVE_INFINITY) ?? createHeardColumns(nowMs);
    this.#settledMs = nowMs;
  }

  /** A block of mono sound at SAMPLE_RATE whose last sample came at `atMs`. */
  hear(block: Float32Array, atMs: number): void {
    let energy = 0;
    for (const value of block) energy += value * value;
    const rms = Math.sqrt(energy / block.length);
    const mark = this.#finder.push(block, rms);
    if (mark !== undefined) this.#marks.push(mark);
    const to = this.#position + block.length;
    this.#blocks.push({ from: this.#position, to, isLoud: rms >= SILENCE_RMS });
    this.#position = to;
    this.#clock.arrived(to, atMs);
    // Also if nobody takes for a while: the clock remembers only so long.
    if (atMs - this.#settledMs > SETTLE_INTERVAL_MS) this.#settle(atMs);
  }

  /** What has been heard since the last take, but for the newest fraction of a second, whose times are not settled. */
  take(nowMs: number): HeardColumns {
    this.#settle(nowMs);
    const heard = this.#heard;
    this.#heard = createHeardColumns(nowMs);
    return heard;
  }

  #settle(nowMs: number): void {
    const heard = this.#heard;
    this.#settledMs = nowMs;
    this.#blocks = this.#blocks.filter(({ from, to, isLoud }) => {
      const endMs = this.#clock.msOf(to, nowMs);
      if (endMs === undefined) return true;
      // Both ends by the block's own end: a pause before it is not its own time.
      const lengthMs = ((to - from) / SAMPLE_RATE) * 1000;
      if (isLoud) addStretch(heard, endMs - lengthMs - heard.baseMs, endMs - heard.baseMs);
      return false;
    });
    this.#marks = this.#marks.filter(({ code, position }) => {
      const markMs = this.#clock.msOf(position + 1, nowMs);
      if (markMs === undefined) return true;
      heard.mark.push(code);
      heard.markMs.push(tenths(markMs - heard.baseMs));
      return false;
    });
  }
}

function addStretch({ fromMs, toMs }: HeardColumns, beginMs: number, endMs: number): void {
  const lastEnd = toMs.at(-1);
  if (lastEnd !== undefined && beginMs - lastEnd <= JOIN_MS) {
    toMs[toMs.length - 1] = tenths(Math.max(lastEnd, endMs));
    return;
  }
  fromMs.push(tenths(beginMs));
  toMs.push(tenths(endMs));
}
