import { estimateFramesInGap } from './frames-in-gap.ts';

/** Age at which a missing packet is given up; NACKs are not sent for longer either. */
const LOSS_TIMEOUT_MS = 2000;
const SMOOTHING = 1 / 16;
/** Unsettled frames kept, more than 2 s at any frame rate. */
const MAX_FRAMES = 1000;

export interface FrameCounts {
  readonly complete: number;
  readonly incomplete: number;
}

export interface FramePacket {
  /** Extended sequence number. */
  readonly sequence: number;
  readonly timestamp: number;
  readonly marker: boolean;
  /** Whether a frame starts with it (frame-starts.ts); undefined if unknown. */
  readonly starts: boolean | undefined;
  /** Whether it has no payload: padding, which takes a sequence number and belongs to no frame. */
  readonly empty: boolean;
}

/** Packets of one timestamp that have arrived. */
interface Frame {
  readonly timestamp: number;
  readonly firstMs: number;
  readonly empty: boolean;
  first: number;
  last: number;
  packets: number;
  /** Whether packet `first` starts the frame. */
  starts: boolean | undefined;
  /** Sequence number of the packet with the marker. */
  end: number | undefined;
  complete: boolean;
}

/**
 * Counts complete frames, each as soon as it is complete, and frames that lack a packet for good, over gaps of any
 * width: by sequence numbers, timestamps and markers. Both bound how many frames a gap swallowed entirely
 * (frames-in-gap.ts).
 */
export class FrameCounter {
  /** Frames not settled yet, in no order. */
  #frames: Frame[] = [];
  /** Last settled frame: the next one starts right after it, if nothing is missing. */
  #settled: Pick<Frame, 'timestamp' | 'last' | 'end'> | undefined;
  /** Averages over complete frames. */
  #packetsPerFrame: number | undefined;
  #ticksPerFrame: number | undefined;
  #complete = 0;
  #incomplete = 0;
  /** Highest sequence number received. */
  #newest = Number.NEGATIVE_INFINITY;

  /** Registers a packet; each once, in any order. */
  received(packet: FramePacket, nowMs: number): void {
    const { sequence, timestamp, marker, starts, empty } = packet;
    if (this.#settled !== undefined && sequence <= this.#settled.last) return;
    // Nearly always the newest frame.
    const existing = empty
      ? undefined
      : this.#frames.findLast((frame) => !frame.empty && frame.timestamp === timestamp);
    const continues = existing?.last === sequence - 1;
    const frame = existing ?? { ...startFrame(packet), firstMs: nowMs };
    if (existing === undefined) this.#frames.push(frame);
    else if (sequence < frame.first) [frame.first, frame.starts] = [sequence, starts];
    frame.last = Math.max(frame.last, sequence);
    frame.packets++;
    if (marker) frame.end = sequence;
    this.#joinNeighbours(frame, sequence, continues);
    this.#newest = Math.max(this.#newest, sequence);
    if (this.#frames.length > MAX_FRAMES) this.#settle(Number.POSITIVE_INFINITY);
  }

  take(nowMs: number): FrameCounts {
    this.#settle(nowMs - LOSS_TIMEOUT_MS);
    const counts = { complete: this.#complete, incomplete: this.#incomplete };
    [this.#complete, this.#incomplete] = [0, 0];
    return counts;
  }

  /** Settles everything: the packets that follow have their own numbering and clock. */
  restart(): void {
    this.#settle(Number.POSITIVE_INFINITY);
    this.#frames = [];
    this.#settled = undefined;
    this.#newest = Number.NEGATIVE_INFINITY;
  }

  /**
   * Ends a frame when another follows without a gap, with or without a marker. `continues`: the number before is the same
   * frame's.
   */
  #joinNeighbours(frame: Frame, sequence: number, continues: boolean): void {
    const before = continues ? undefined : this.#frames.findLast((one) => one !== frame && one.last === sequence - 1);
    const isNewest = sequence > this.#newest;
    const after = isNewest ? undefined : this.#frames.find((one) => one !== frame && one.first === sequence + 1);
    if (before !== undefined) before.end ??= before.last;
    if (after !== undefined) frame.end ??= sequence;
    for (const one of [before, frame, after]) if (one !== undefined) this.#countIfComplete(one);
  }

  #countIfComplete(frame: Frame): void {
    if (frame.complete || frame.end === undefined || frame.packets !== frame.end - frame.first + 1) return;
    if (frame.starts === true || (frame.starts === undefined && this.#isEnd(frame.first - 1))) this.#count(frame);
  }

  #count(frame: Frame): void {
    frame.complete = true;
    if (frame.empty) return;
    this.#complete++;
    this.#packetsPerFrame = smooth(this.#packetsPerFrame, frame.packets);
  }

  #isEnd(sequence: number): boolean {
    return this.#settled?.end === sequence || this.#frames.some(({ end }) => end === sequence);
  }

  /**
   * Settles, in order of sequence numbers, the frames that need no more waiting: nothing before them is missing, or it
   * has been since before `foundMs`.
   */
  #settle(foundMs: number): void {
    const frames = this.#frames.sort((a, b) => a.first - b.first);
    let index = 0;
    for (let frame = frames[index]; frame !== undefined; frame = frames[++index]) {
      const gap = this.#settled === undefined ? 0 : frame.first - this.#settled.last - 1;
      // The start of the very first frame is unknown.
      const isFirst = this.#settled === undefined && frame.end !== undefined;
      if (!(isFirst || (frame.complete && gap === 0))) {
        const gapFoundMs = frame.complete ? frame.firstMs : frames[index + 1]?.firstMs;
        if (gapFoundMs === undefined || gapFoundMs > foundMs) break;
        if (this.#settled !== undefined) this.#giveUp(frame, gap, this.#settled);
      } else if (gap === 0 && this.#settled !== undefined && !frame.empty)
        this.#ticksPerFrame = smooth(this.#ticksPerFrame, (frame.timestamp - this.#settled.timestamp) | 0);
      this.#settled = this.#positionAfter(frame);
    }
    this.#frames = frames.slice(index);
  }

  /** Counts the frames that a gap before or within this frame has broken. */
  #giveUp(frame: Frame, gap: number, before: Pick<Frame, 'timestamp' | 'end'>): void {
    const hasAllPackets = frame.end !== undefined && frame.packets === frame.end - frame.first + 1;
    const tailMissing = before.end === undefined;
    const lost = estimateFramesInGap({
      packets: gap,
      tailMissing,
      headMissing: frame.empty || frame.complete ? false : frame.starts === undefined ? undefined : !frame.starts,
      ticks: (frame.timestamp - before.timestamp) | 0,
      packetsPerFrame: this.#packetsPerFrame,
      ticksPerFrame: this.#ticksPerFrame,
    });
    this.#incomplete += lost.between;
    if (frame.complete || frame.empty) return;
    if (hasAllPackets && !lost.headMissing) this.#count(frame);
    else this.#incomplete++;
  }

  /**
   * Returns the new settled position. Padding advances the sequence number and leaves the frame before it as it was.
   */
  #positionAfter({ empty, timestamp, last, end }: Frame): Pick<Frame, 'timestamp' | 'last' | 'end'> {
    if (!empty || this.#settled === undefined) return { timestamp, last, end };
    const wasOpen = this.#settled.end === undefined;
    return { timestamp: this.#settled.timestamp, last, end: wasOpen ? undefined : last };
  }
}

function startFrame({ sequence, timestamp, starts, empty }: FramePacket): Omit<Frame, 'firstMs'> {
  const end = empty ? sequence : undefined;
  return {
    timestamp,
    empty,
    first: sequence,
    last: sequence,
    packets: 0,
    starts: empty || starts,
    end,
    complete: false,
  };
}

function smooth(average: number | undefined, value: number): number {
  return average === undefined ? value : average + (value - average) * SMOOTHING;
}
