import { hash32 } from '../../../lib/random.ts';
import { flowOf } from '../packet-header.ts';
import { CodelControl } from './codel-control.ts';
import { PacketRing } from './packet-ring.ts';
import type { DisciplineOptions, QueueDiscipline } from './queue-discipline.ts';

/** Number of queues, and bytes of a queue's turn: the defaults of RFC 8290 and of Linux. */
const FLOWS = 1024;
const QUANTUM_BYTES = 1514;
/** Most packets dropped at once when the queues are full, as in Linux (sch_fq_codel.c) */
const DROP_BATCH = 64;

/** Queue of the flows whose hash is the same. */
class Flow {
  readonly ring = new PacketRing();
  readonly control: CodelControl;
  /** Bytes it may still send in this turn. */
  credits = 0;
  isListed = false;

  constructor({ aqm, events }: DisciplineOptions) {
    this.control = new CodelControl(aqm, events);
  }
}

/**
 * Queue for each flow, served in turns of a quantum, with a CoDel of its own: FQ-CoDel of RFC 8290. A flow that begins has
 * its first turn before those that have been sending, so a sparse flow hardly waits. When there is no room, packets are
 * dropped from the head of the longest queue. Which flows share a queue depends on the seed.
 */
export class FqCodelQueue implements QueueDiscipline {
  readonly #options: DisciplineOptions;
  readonly #seed: number;
  readonly #flowCount: number;
  readonly #quantum: number;
  readonly #flows = new Map<number, Flow>();
  /** Flows to be served, in order: those in their first turn, and the others. */
  readonly #newFlows: Flow[] = [];
  readonly #oldFlows: Flow[] = [];
  #bytes = 0;
  packets = 0;
  slot = 0;
  waitedMs = 0;
  takenBytes = 0;
  header = 0;

  constructor(options: DisciplineOptions, seed: number) {
    this.#options = options;
    this.#seed = seed;
    this.#flowCount = options.aqm.flows ?? FLOWS;
    this.#quantum = options.aqm.quantumBytes ?? QUANTUM_BYTES;
  }

  /** Always has room for the packet: others are dropped for it. */
  enqueue(slot: number, atMs: number, bytes: number, header: number): boolean {
    const { limits } = this.#options;
    while (this.packets > 0 && (this.packets >= limits.packets || this.#bytes + bytes > limits.bytes))
      this.#dropFromLongest(atMs);
    const flow = this.#flowFor(header);
    flow.ring.push(slot, atMs, bytes, header);
    this.packets++;
    this.#bytes += bytes;
    if (!flow.isListed) {
      flow.isListed = true;
      flow.credits = this.#quantum;
      this.#newFlows.push(flow);
    }
    return true;
  }

  take(nowMs: number): void {
    for (;;) {
      const isNew = this.#newFlows.length > 0;
      const list = isNew ? this.#newFlows : this.#oldFlows;
      const flow = list[0];
      if (flow === undefined) throw new Error('no packet waits');
      if (flow.credits <= 0) {
        flow.credits += this.#quantum;
        list.shift();
        this.#oldFlows.push(flow);
      } else if (flow.ring.packets === 0) {
        list.shift();
        // An emptied new flow waits for the old ones' turn, so that it cannot starve them by coming again and again.
        if (isNew && this.#oldFlows.length > 0) this.#oldFlows.push(flow);
        else flow.isListed = false;
      } else {
        this.#takeFrom(flow, nowMs);
        return;
      }
    }
  }

  #takeFrom(flow: Flow, nowMs: number): void {
    const { ring, control } = flow;
    const { packets, bytes } = ring;
    control.take(ring, nowMs);
    this.packets -= packets - ring.packets;
    this.#bytes -= bytes - ring.bytes;
    flow.credits -= control.bytes;
    this.slot = control.slot;
    this.waitedMs = control.waitedMs;
    this.takenBytes = control.bytes;
    this.header = control.header;
  }

  /** Drops half of the longest queue, at most DROP_BATCH packets. */
  #dropFromLongest(atMs: number): void {
    let longest: PacketRing | undefined;
    for (const { ring } of this.#flows.values())
      if (longest === undefined || ring.bytes > longest.bytes) longest = ring;
    if (longest === undefined) return;
    const enoughBytes = longest.bytes / 2;
    for (let dropped = 0, droppedBytes = 0; dropped < DROP_BATCH && droppedBytes < enoughBytes; dropped++) {
      droppedBytes += longest.firstBytes;
      this.#bytes -= longest.firstBytes;
      this.packets--;
      this.#options.events.dropped(longest.firstSlot, atMs);
      longest.shift();
    }
  }

  #flowFor(header: number): Flow {
    const index = hash32(this.#seed, flowOf(header)) % this.#flowCount;
    const known = this.#flows.get(index);
    if (known !== undefined) return known;
    const flow = new Flow(this.#options);
    this.#flows.set(index, flow);
    return flow;
  }
}
