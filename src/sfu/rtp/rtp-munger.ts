import { sequenceDistance } from './sequence-numbers.ts';

/** Position of a publisher's packet; its sequence number is extended (SequenceUnwrapper). */
export interface SourcePosition {
  readonly sequence: number;
  readonly timestamp: number;
  readonly arrivalMs: number;
}

export interface MungedPosition {
  readonly sequenceNumber: number;
  readonly timestamp: number;
}

/** Offset that applies from a source sequence number on. */
interface OffsetRange {
  readonly fromSequence: number;
  readonly sequenceOffset: number;
}

interface Run {
  readonly timestampOffset: number;
  /** Offset that the clocks give, where time had to advance a little further. */
  readonly clockOffset: number;
  /** Never empty; one more for each run of packets left out. */
  readonly ranges: OffsetRange[];
  /** Highest source sequence number, sent or skipped. */
  newest: number;
}

/** Offset ranges kept; no packet arrives later than that. */
const MAX_RANGES = 256;

/** Rewrites one stream for one viewer into unbroken sequence numbers and timestamps, whatever happens upstream. */
export class RtpMunger {
  readonly #clockRate: number;
  #run: Run | undefined;
  /** Highest position sent, with its source's arrival. */
  #last: { sequenceNumber: number; timestamp: number; arrivalMs: number } | undefined;
  readonly #firstSequenceNumber: number;

  constructor(clockRate: number, firstSequenceNumber: number) {
    this.#clockRate = clockRate;
    this.#firstSequenceNumber = firstSequenceNumber;
  }

  /** Continues with another publisher, whose numbering is unrelated: timestamps advance by arrival time. */
  beginSource(packet: SourcePosition): void {
    this.#start(packet, this.#offsetByArrival(packet));
  }

  /** Continues with the same publisher after packets that the viewer was not sent, without a gap. */
  beginAfterDrop(packet: SourcePosition): void {
    this.#start(packet, this.#run?.timestampOffset ?? 0, this.#run?.clockOffset);
  }

  /**
   * Continues with another simulcast stream of the same publisher. `ahead` is how far the previous stream's timestamps are
   * ahead of this one's for the same moment, in ticks, from their sender reports; undefined if unknown.
   */
  beginEncoding(packet: SourcePosition, ahead: number | undefined): void {
    const run = this.#run;
    const clockOffset =
      run === undefined || ahead === undefined ? this.#offsetByArrival(packet) : run.clockOffset + ahead;
    // The picture may have been sent already, or be older; receivers need timestamps that advance.
    const distance = this.#last === undefined ? 1 : (packet.timestamp + clockOffset - this.#last.timestamp) | 0;
    this.#start(packet, clockOffset + Math.max(0, 1 - distance), clockOffset);
  }

  /**
   * Leaves a packet out and closes the numbering behind it. Returns false if the packet is late: its number is already
   * assigned.
   */
  skip({ sequence }: SourcePosition): boolean {
    const run = this.#run;
    if (run === undefined || sequence <= run.newest) return false;
    const sequenceOffset = (run.ranges.at(-1)?.sequenceOffset ?? 0) - 1;
    if (run.ranges.at(-1)?.fromSequence === sequence) run.ranges.pop();
    run.ranges.push({ fromSequence: sequence + 1, sequenceOffset });
    if (run.ranges.length > MAX_RANGES) run.ranges.shift();
    run.newest = sequence;
    return true;
  }

  /**
   * Returns the position to send a packet with; undefined before the first packet, and for packets from before the
   * current start.
   */
  munge(packet: SourcePosition): MungedPosition | undefined {
    const run = this.#run;
    const range = run && rangeOf(run.ranges, packet.sequence);
    if (run === undefined || range === undefined) return undefined;
    run.newest = Math.max(run.newest, packet.sequence);
    const position = {
      sequenceNumber: (packet.sequence + range.sequenceOffset) & 0xffff,
      timestamp: (packet.timestamp + run.timestampOffset) >>> 0,
    };
    const last = this.#last;
    if (last === undefined) this.#last = { ...position, arrivalMs: packet.arrivalMs };
    else if (sequenceDistance(position.sequenceNumber, last.sequenceNumber) > 0) {
      last.sequenceNumber = position.sequenceNumber;
      last.timestamp = position.timestamp;
      last.arrivalMs = packet.arrivalMs;
    }
    return position;
  }

  /** Converts a publisher's timestamp to this viewer's, for sender reports. */
  mungeTimestamp(timestamp: number): number {
    return (timestamp + (this.#run?.timestampOffset ?? 0)) >>> 0;
  }

  #offsetByArrival(packet: SourcePosition): number {
    const last = this.#last;
    if (last === undefined) return 0;
    return (
      last.timestamp + Math.round(((packet.arrivalMs - last.arrivalMs) * this.#clockRate) / 1000) - packet.timestamp
    );
  }

  #start(packet: SourcePosition, timestampOffset: number, clockOffset = timestampOffset): void {
    const next = this.#last === undefined ? this.#firstSequenceNumber : this.#last.sequenceNumber + 1;
    const ranges = [{ fromSequence: packet.sequence, sequenceOffset: next - packet.sequence }];
    this.#run = { timestampOffset, clockOffset, ranges, newest: packet.sequence - 1 };
  }
}

/** Returns the range that a packet lies in, nearly always the last one; undefined if it is older than all. */
function rangeOf(ranges: readonly OffsetRange[], sequence: number): OffsetRange | undefined {
  for (let index = ranges.length - 1; index >= 0; index--) {
    const range = ranges[index];
    if (range !== undefined && range.fromSequence <= sequence) return range;
  }
  return undefined;
}
