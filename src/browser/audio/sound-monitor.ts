import type { AudioSettings } from '../../model/scenario/scenario.ts';
import { createHeardColumns, type HeardColumns, tenths } from '../sample-columns.ts';
import { type FoundMark, MarkFinder } from './mark-finder.ts';
import { PausePlan } from './pause-plan.ts';
import { SoundClock } from './sound-clock.ts';
import { SAMPLE_RATE } from './sound-marks.ts';

/** RMS level below which a block counts as silence; the pilot tone alone has 0.07. */
const SILENCE_RMS = 0.02;
/** RMS level of half the difference of the channels from which they count as different; the pilots' has 0.05. */
const STEREO_RMS = 0.02;
/** Gaps up to this long, less than a 10 ms block, are jitter of the clock: the intervals around them are joined. */
const JOIN_GAP_MS = 6;
/** Half of what the clock remembers, and more than it looks ahead. */
const SETTLE_INTERVAL_MS = 500;

/** Settings of the sound that matter for listening: how many channels it has, and whether it pauses. */
export type MonitoredSound = Pick<AudioSettings, 'channels' | 'dtx'>;

/** A block of sound not yet settled; positions are samples since the start. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly isLoud: boolean;
  readonly isStereo: boolean;
}

/** Notes when sound was heard, and when its marks were. Time that is not noted as heard was a gap. */
export class SoundMonitor {
  readonly #finder = new MarkFinder();
  readonly #clock = new SoundClock();
  readonly #pauses: PausePlan | undefined;
  readonly #channels: 1 | 2;
  #position = 0;
  #blocks: Block[] = [];
  #marks: FoundMark[] = [];
  #heard: HeardColumns;
  #settledMs: number;

  /** `before`: the monitor that ends as this one starts; takes over what it has heard and nobody has taken. */
  constructor(nowMs: number, sound: MonitoredSound = {}, before?: SoundMonitor) {
    const channels = sound.channels ?? 1;
    this.#channels = channels;
    this.#pauses = sound.dtx === true ? new PausePlan() : undefined;
    this.#heard = before?.take(Number.POSITIVE_INFINITY) ?? createHeardColumns(nowMs, channels);
    this.#settledMs = nowMs;
  }

  /** Takes a block of sound at SAMPLE_RATE whose last sample arrived at `atMs`; `right` is the second channel, if there is one. */
  hear(block: Float32Array, atMs: number, right?: Float32Array): void {
    const rms = rmsOf(block);
    const mark = this.#finder.push(block, rms);
    if (mark !== undefined) {
      this.#marks.push(mark);
      this.#pauses?.addMark(mark);
    }
    const from = this.#position;
    const to = from + block.length;
    // A planned pause is heard if nothing is: nothing was said then.
    const isPause = this.#pauses?.holds(from, to) ?? false;
    this.#blocks.push({
      ...{ from, to },
      isLoud: rms >= SILENCE_RMS || isPause,
      isStereo: isPause || (right !== undefined && halfDifferenceRms(block, right) >= STEREO_RMS),
    });
    this.#position = to;
    this.#clock.addArrival(to, atMs);
    // Even if nobody calls take() for a while: the clock remembers only so long.
    if (atMs - this.#settledMs > SETTLE_INTERVAL_MS) this.#settle(atMs);
  }

  /** Returns what has been heard since the last take, except the newest fraction of a second, whose times are not settled yet. */
  take(nowMs: number): HeardColumns {
    this.#settle(nowMs);
    const heard = this.#heard;
    this.#heard = createHeardColumns(nowMs, this.#channels);
    return heard;
  }

  #settle(nowMs: number): void {
    const heard = this.#heard;
    this.#settledMs = nowMs;
    this.#blocks = this.#blocks.filter(({ from, to, isLoud, isStereo }) => {
      const endMs = this.#clock.wallMsAt(to, nowMs);
      if (endMs === undefined) return true;
      // Both ends are derived from the block's own end: a pause before the block is not part of it.
      const lengthMs = ((to - from) / SAMPLE_RATE) * 1000;
      const [beginMs, finishMs] = [endMs - lengthMs - heard.baseMs, endMs - heard.baseMs];
      if (isLoud) addInterval(heard.fromMs, heard.toMs, beginMs, finishMs);
      if (isLoud && isStereo && heard.stereoFromMs !== undefined && heard.stereoToMs !== undefined)
        addInterval(heard.stereoFromMs, heard.stereoToMs, beginMs, finishMs);
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

function rmsOf(block: Float32Array): number {
  let energy = 0;
  for (const value of block) energy += value * value;
  return Math.sqrt(energy / block.length);
}

/** Returns the level of what a mono mix would lose; 0 for two equal channels. */
function halfDifferenceRms(left: Float32Array, right: Float32Array): number {
  let energy = 0;
  for (let i = 0; i < left.length; i++) energy += (((left[i] ?? 0) - (right[i] ?? 0)) / 2) ** 2;
  return Math.sqrt(energy / left.length);
}

function addInterval(fromMs: number[], toMs: number[], beginMs: number, endMs: number): void {
  const lastEnd = toMs.at(-1);
  if (lastEnd !== undefined && beginMs - lastEnd <= JOIN_GAP_MS) {
    toMs[toMs.length - 1] = tenths(Math.max(lastEnd, endMs));
    return;
  }
  fromMs.push(tenths(beginMs));
  toMs.push(tenths(endMs));
}
