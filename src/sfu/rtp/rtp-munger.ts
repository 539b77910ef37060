import { sequenceDistance } from './sequence-numbers.ts';

/** A packet of the publisher's, its sequence number extended (SequenceUnwrapper). */
export interface SourcePosition {
  readonly sequence: number;
  readonly timestamp: number;
  readonly arrivalMs: number;
}

export interface MungedPosition {
  readonly sequenceNumber: number;
  readonly timestamp: number;
}

/** From which source sequence number on so much is added. */
interface Stretch {
  readonly fromSequence: number;
  readonly sequenceOffset: number;
}

interface Run {
  readonly timestampOffset: number;
  /** As the clocks have it, where time had to go on a little further. */
  readonly clockOffset: number;
  /** Never empty; one more for each stretch of packets left out. */
  readonly stretches: Stretch[];
  /** Highest source sequence number, sent or left out. */
  newest: number;
}

/** Packets are this late at most: older stretches are forgotten. */
const STRETCHES = 256;

/** One stream to one viewer as a single unbroken line of sequence numbers and timestamps, whatever happens upstream. */
export class RtpMunger {
  readonly #clockRate: number;
  #run: Run | undefined;
  /** Highest sent so far, with its source's arrival. */
  #last: (MungedPosition & { readonly arrivalMs: number }) | undefined;
  readonly #firstSequenceNumber: number;

  constructor(clockRate: number, firstSequenceNumber: number) {
    this.#clockRate = clockRate;
    this.#firstSequenceNumber = firstSequenceNumber;
  }

  /** Goes on with another publisher, whose numbers have nothing to do with the last one's: time goes on by the clock. */
  beginSource(at: SourcePosition): void {
    this.#begin(at, this.#offsetByArrival(at));
  }

  /** Goes on with the same publisher after packets that the viewer was not sent: they leave no hole. */
  beginAfterDrop(at: SourcePosition): void {
    this.#begin(at, this.#run?.timestampOffset ?? 0, this.#run?.clockOffset);
  }

  /**
   * Goes on with another stream of the same publisher. `ahead`: by how many ticks the last stream's timestamps are ahead of this
   * one's for the same moment, by both their clocks; undefined where that is not known.
   */
  beginEncoding(at: SourcePosition, ahead: number | undefined): void {
    const run = this.#run;
    const clockOffset = run === undefined || ahead === undefined ? this.#offsetByArrival(at) : run.clockOffset + ahead;
    // The picture may be one that was sent already, or older: a receiver wants time to go on.
    const distance = this.#last === undefined ? 1 : (at.timestamp + clockOffset - this.#last.timestamp) | 0;
    this.#begin(at, clockOffset + Math.max(0, 1 - distance), clockOffset);
  }

  /** The packet is not for this viewer; what follows closes up to what came before. False if it is late: then a hole stays. */
  skip({ sequence }: SourcePosition): boolean {
    const run = this.#run;
    if (run === undefined || sequence <= run.newest) return false;
    const sequenceOffset = (run.stretches.at(-1)?.sequenceOffset ?? 0) - 1;
    if (run.stretches.at(-1)?.fromSequence === sequence) run.stretches.pop();
    run.stretches.push({ fromSequence: sequence + 1, sequenceOffset });
    if (run.stretches.length > STRETCHES) run.stretches.shift();
    run.newest = sequence;
    return true;
  }

  /** Undefined for a packet from before the present beginning, and before the first. */
  rewrite(packet: SourcePosition): MungedPosition | undefined {
    const run = this.#run;
    const stretch = run?.stretches.findLast(({ fromSequence }) => fromSequence <= packet.sequence);
    if (run === undefined || stretch === undefined) return undefined;
    run.newest = Math.max(run.newest, packet.sequence);
    const position = {
      sequenceNumber: (packet.sequence + stretch.sequenceOffset) & 0xffff,
      timestamp: (packet.timestamp + run.timestampOffset) >>> 0,
    };
    if (this.#last === undefined || sequenceDistance(position.sequenceNumber, this.#last.sequenceNumber) > 0)
      this.#last = { ...position, arrivalMs: packet.arrivalMs };
    return position;
  }

  /** A timestamp of the publisher's as this viewer knows it; for sender reports. */
  rewriteTimestamp(timestamp: number): number {
    return (timestamp + (this.#run?.timestampOffset ?? 0)) >>> 0;
  }

  #offsetByArrival(at: SourcePosition): number {
    const last = this.#last;
    if (last === undefined) return 0;
    return last.timestamp + Math.round(((at.arrivalMs - last.arrivalMs) * this.#clockRate) / 1000) - at.timestamp;
  }

  #begin(at: SourcePosition, timestampOffset: number, clockOffset = timestampOffset): void {
    const next = this.#last === undefined ? this.#firstSequenceNumber : this.#last.sequenceNumber + 1;
    const stretches = [{ fromSequence: at.sequence, sequenceOffset: next - at.sequence }];
    this.#run = { timestampOffset, clockOffset, stretches, newest: at.sequence - 1 };
  }
}
