import { createHeardColumns, type HeardColumns, tenths } from '../sample-columns.ts';
import { type FoundMark, MarkFinder } from './mark-finder.ts';
import { SoundClock } from './sound-clock.ts';
import { SAMPLE_RATE } from './sound-marks.ts';

/** RMS level below which a block counts as silence; the pilot tone alone has 0.07. */
const SILENCE_RMS = 0.02;
/** Gaps up to this long, less than a 10 ms block, are jitter of the clock: the intervals around them are joined. */
const JOIN_GAP_MS = 6;
/** Half of what the clock remembers, and more than it looks ahead. */
const SETTLE_INTERVAL_MS = 500;

/** A block of sound not yet settled; positions are samples since the start. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly isLoud: boolean;
}

/** Notes when sound was heard, and when its marks were. Time that is not noted as heard was a gap. */
export class SoundMonitor {
  readonly #finder = new MarkFinder();
  readonly #clock = new SoundClock();
  #position = 0;
  #blocks: Block[] = [];
  #marks: FoundMark[] = [];
  #heard: HeardColumns;
  #settledMs: number;

  /** `before`: the monitor that ends as this one starts; takes over what it has heard and nobody has taken. */
  constructor(nowMs: number, before?: SoundMonitor) {
    this.#heard = before?.take(Number.POSITIVE_INFINITY) ?? createHeardColumns(nowMs);
    this.#settledMs = nowMs;
  }

  /** Takes a block of mono sound at SAMPLE_RATE whose last sample arrived at `atMs`. */
  hear(block: Float32Array, atMs: number): void {
    let energy = 0;
    for (const value of block) energy += value * value;
    const rms = Math.sqrt(energy / block.length);
    const mark = this.#finder.push(block, rms);
    if (mark !== undefined) this.#marks.push(mark);
    const to = this.#position + block.length;
    this.#blocks.push({ from: this.#position, to, isLoud: rms >= SILENCE_RMS });
    this.#position = to;
    this.#clock.addArrival(to, atMs);
    // Even if nobody calls take() for a while: the clock remembers only so long.
    if (atMs - this.#settledMs > SETTLE_INTERVAL_MS) this.#settle(atMs);
  }

  /** Returns what has been heard since the last take, except the newest fraction of a second, whose times are not settled yet. */
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
      const endMs = this.#clock.wallMsAt(to, nowMs);
      if (endMs === undefined) return true;
      // Both ends are derived from the block's own end: a pause before the block is not part of it.
      const lengthMs = ((to - from) / SAMPLE_RATE) * 1000;
      if (isLoud) addInterval(heard, endMs - lengthMs - heard.baseMs, endMs - heard.baseMs);
      return false;
    });
    this.#marks = this.#marks.filter(({ code, position }) => {
      const markMs = this.#clock.wallMsAt(position + 1, nowMs);
      if (markMs === undefined) return true;
      heard.mark.push(code);
      heard.markMs.push(tenths(markMs - heard.baseMs));
      return false;
    });
  }
}

function addInterval({ fromMs, toMs }: HeardColumns, beginMs: number, endMs: number): void {
  const lastEnd = toMs.at(-1);
  if (lastEnd !== undefined && beginMs - lastEnd <= JOIN_GAP_MS) {
    toMs[toMs.length - 1] = tenths(Math.max(lastEnd, endMs));
    return;
  }
  fromMs.push(tenths(beginMs));
  toMs.push(tenths(endMs));
}
