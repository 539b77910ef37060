import { isEcnCapable, isMarked, withMark } from '../packet-header.ts';
import { PacketRing } from './packet-ring.ts';
import { PiControl } from './pi-control.ts';
import type { DisciplineOptions, QueueDiscipline } from './queue-discipline.ts';

/** Ramp of the L4S queue's own marking: RFC 9332, A.1. */
const RAMP_FROM_MS = 0.8;
const RAMP_MS = 0.4;
/** L4S packets behind which none waits are not marked for their own wait: Th_len of RFC 9332, A.1. */
const THRESHOLD_PACKETS = 1;
/** Share of the line that the classic queue gets at least, as in Linux (sch_dualpi2.c: classic protection). */
const CLASSIC_SHARE = 0.1;
const MTU_BYTES = 1500;
/** Last bit of the ECN field: ECT(1) and "congestion experienced" go to the L4S queue. */
const L4S_BIT = 0b01;

/** One of the two queues, with the part of a mark or drop that it owes: recur() of RFC 9332. */
class Part {
  readonly ring = new PacketRing();
  #owed = 0;

  /** Tells whether the next packet is the one in 1/`probability`. */
  recurs(probability: number): boolean {
    this.#owed += probability;
    if (this.#owed <= 1) return false;
    this.#owed -= 1;
    return true;
  }
}

/**
 * Two queues whose marks are coupled: DualPI2 of RFC 9332, appendix A. L4S packets, ECT(1), wait in the one, which has
 * priority and marks what has waited for a millisecond; the others wait in the other, which a PI controller keeps at 15 ms by
 * marking ECT(0) and dropping what is not ECN-capable, with the square of the probability with which it marks L4S. Overload
 * drops from both (A.2). Beyond the RFC: a packet behind which none waits is not dropped. Nothing is random.
 */
export class DualPi2Queue implements QueueDiscipline {
  readonly #options: DisciplineOptions;
  readonly #l4s = new Part();
  readonly #classic = new Part();
  readonly #control: PiControl;
  /** Sign: which queue is next when both wait. */
  #credit = -MTU_BYTES;
  slot = 0;
  waitedMs = 0;
  takenBytes = 0;
  header = 0;

  constructor(options: DisciplineOptions) {
    this.#options = options;
    this.#control = new PiControl(options.aqm.targetMs);
  }

  get packets(): number {
    return this.#l4s.ring.packets + this.#classic.ring.packets;
  }

  enqueue(slot: number, atMs: number, bytes: number, header: number): boolean {
    this.#control.update(this.#classic.ring, atMs);
    const { limits } = this.#options;
    const waitingBytes = this.#l4s.ring.bytes + this.#classic.ring.bytes;
    const isFull = this.packets >= limits.packets || waitingBytes + bytes > limits.bytes;
    if (this.packets > 0 && isFull) return false;
    ((header & L4S_BIT) === 0 ? this.#classic : this.#l4s).ring.push(slot, atMs, bytes, header);
    return true;
  }

  take(nowMs: number): void {
    this.#control.update(this.#classic.ring, nowMs);
    for (;;) {
      const isL4s = this.#isL4sNext();
      this.#dequeue(isL4s, nowMs);
      const isDropped = (isL4s ? this.#dropsL4s() : this.#dropsClassic()) && this.packets > 0;
      if (!isDropped) return;
      this.#options.events.dropped(this.slot, nowMs);
    }
  }

  #isL4sNext(): boolean {
    if (this.#classic.ring.packets === 0) return true;
    return this.#l4s.ring.packets > 0 && this.#credit <= 0;
  }

  #dequeue(isL4s: boolean, nowMs: number): void {
    const { ring } = isL4s ? this.#l4s : this.#classic;
    const other = isL4s ? this.#classic : this.#l4s;
    this.slot = ring.firstSlot;
    this.waitedMs = nowMs - ring.firstTimeMs;
    this.takenBytes = ring.firstBytes;
    this.header = ring.firstHeader;
    ring.shift();
    if (other.ring.packets > 0) this.#credit += this.takenBytes * (isL4s ? CLASSIC_SHARE : CLASSIC_SHARE - 1);
    else if (ring.packets === 0) this.#credit = -MTU_BYTES;
  }

  /** Marks the L4S packet that was taken, or returns that it is to be dropped. */
  #dropsL4s(): boolean {
    const { l4sProbability, classicProbability, isOverloaded } = this.#control;
    if (isOverloaded && this.#l4s.recurs(classicProbability)) return true;
    if (isOverloaded || this.#l4s.recurs(Math.max(l4sProbability, this.#rampProbability()))) this.#mark();
    return false;
  }

  /** Marks the classic packet that was taken, or returns that it is to be dropped. */
  #dropsClassic(): boolean {
    const { classicProbability, isOverloaded } = this.#control;
    if (!this.#classic.recurs(classicProbability)) return false;
    if (isOverloaded || !isEcnCapable(this.header)) return true;
    this.#mark();
    return false;
  }

  #rampProbability(): number {
    if (this.#l4s.ring.packets < THRESHOLD_PACKETS) return 0;
    return Math.min(1, Math.max(0, (this.waitedMs - RAMP_FROM_MS) / RAMP_MS));
  }

  #mark(): void {
    if (isMarked(this.header)) return;
    this.header = withMark(this.header);
    this.#options.events.marked(this.slot);
  }
}
