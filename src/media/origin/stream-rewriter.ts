import { sequenceDistance } from './sequence-numbers.ts';

/** A packet of the publisher's, its sequence number extended (SequenceUnwrapper). */
export interface SourcePosition {
  readonly sequence: number;
  readonly timestamp: number;
  readonly arrivalMs: number;
}

export interface RewrittenPosition {
  readonly sequenceNumber: number;
  readonly timestamp: number;
}

interface Run {
  readonly firstSequence: number;
  readonly sequenceOffset: number;
  readonly timestampOffset: number;
}

/** One stream to one viewer as a single unbroken line of sequence numbers and timestamps, whatever happens upstream. */
export class StreamRewriter {
  readonly #clockRate: number;
  #run: Run | undefined;
  /** Highest sent so far, with its source's arrival. */
  #last: (RewrittenPosition & { readonly arrivalMs: number }) | undefined;
  readonly #firstSequenceNumber: number;

  constructor(clockRate: number, firstSequenceNumber: number) {
    this.#clockRate = clockRate;
    this.#firstSequenceNumber = firstSequenceNumber;
  }

  /** Goes on with another publisher, whose numbers have nothing to do with the last one's: time goes on by the clock. */
  beginSource(at: SourcePosition): void {
    const last = this.#last;
    const timestamp =
      last === undefined
        ? at.timestamp
        : last.timestamp + Math.round(((at.arrivalMs - last.arrivalMs) * this.#clockRate) / 1000);
    this.#begin(at, timestamp - at.timestamp);
  }

  /** Goes on with the same publisher after packets that the viewer was not sent: they leave no hole. */
  beginAfterDrop(at: SourcePosition): void {
    this.#begin(at, this.#run?.timestampOffset ?? 0);
  }

  #begin(at: SourcePosition, timestampOffset: number): void {
    const next = this.#last === undefined ? this.#firstSequenceNumber : this.#last.sequenceNumber + 1;
    this.#run = { firstSequence: at.sequence, sequenceOffset: next - at.sequence, timestampOffset };
  }

  /** Undefined for a packet from before the present beginning, and before the first. */
  rewrite(packet: SourcePosition): RewrittenPosition | undefined {
    const run = this.#run;
    if (run === undefined || packet.sequence < run.firstSequence) return undefined;
    const position = {
      sequenceNumber: (packet.sequence + run.sequenceOffset) & 0xffff,
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
}
