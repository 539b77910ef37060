import type { LinkProfile, Traces } from '../../../model/scenario/link-profile.ts';
import type { Capacity } from '../capacity/capacity.ts';
import { CrossTraffic, isCrossSlot } from '../cross/cross-traffic.ts';
import type { LinkCounters } from '../link-counters.ts';
import { isMarked } from '../packet-header.ts';
import { NO_SLOT } from '../packet-pool.ts';
import { Bottleneck, LOST_QUEUE } from './bottleneck.ts';
import { CodelQueue } from './codel-queue.ts';
import { DualPi2Queue } from './dualpi2-queue.ts';
import { FqCodelQueue } from './fq-codel-queue.ts';
import type { QueueDiscipline, QueueEvents } from './queue-discipline.ts';
import { queueLimits } from './queue-limits.ts';
import { ServedBottleneck } from './served-bottleneck.ts';

/** Result of admit() for a packet that waits in a queue: whether and when it leaves is known once it is served. */
export const WAITS = -5;

export interface LinkQueueOptions {
  readonly capacity: Capacity | undefined;
  readonly traces: Traces;
  readonly seed: number;
  /** Weather time at link time 0. */
  readonly weatherMs: number;
  readonly counters: LinkCounters;
  readonly events: QueueEvents;
}

/**
 * Bottleneck of a link with all that wants to pass it: the link's own packets and cross traffic. As long as no packet of the
 * link's own waits, it serves its queue by itself, in catchUp(); otherwise the caller calls serve() at `serveAtMs`, in time
 * order with admit(). How often catchUp() is called changes nothing.
 */
export class LinkQueue {
  /** Decides when packets arrive; undefined when the queue must be served. */
  readonly #fifo: Bottleneck | undefined;
  readonly #served: ServedBottleneck | undefined;
  readonly #cross: CrossTraffic | undefined;
  readonly #counters: LinkCounters;
  #offsetMs: number;
  #crossMs = 0;
  /** Number of the link's own packets that wait to be served. */
  waiting = 0;
  /** Time at which the packet served last has been sent, and its size. */
  sentMs = 0;
  sentBytes = 0;

  constructor(profile: LinkProfile, { capacity, traces, seed, weatherMs, counters, events }: LinkQueueOptions) {
    this.#offsetMs = weatherMs;
    this.#counters = counters;
    const own: QueueEvents = {
      dropped: (slot, atMs) => (isCrossSlot(slot) ? this.#dropCross(slot, atMs) : this.#drop(slot, atMs, events)),
      marked: (slot) => (isCrossSlot(slot) ? counters.crossMarked++ : this.#mark(slot, events)),
    };
    const discipline = createDiscipline(profile, traces, { seed, events: own });
    if (discipline === undefined) this.#fifo = new Bottleneck(profile, capacity, traces);
    else this.#served = new ServedBottleneck(profile, capacity, discipline);
    const { crossTraffic = [] } = profile;
    if (crossTraffic.length > 0) this.#cross = new CrossTraffic(profile, seed, weatherMs);
  }

  get hasCrossTraffic(): boolean {
    return this.#cross !== undefined;
  }

  /** Returns when the packet has been sent, LOST_QUEUE, or WAITS. */
  admit(slot: number, atMs: number, bytes: number, header: number): number {
    if (this.#cross !== undefined) this.catchUp(atMs);
    const fifo = this.#fifo;
    if (fifo !== undefined) {
      const sentMs = fifo.admit(atMs, bytes, this.#offsetMs);
      if (sentMs === LOST_QUEUE) this.#counters.lostQueue++;
      else this.#counters.queueDelay?.add(fifo.waitedMs);
      return sentMs;
    }
    this.waiting++;
    if (this.#served?.enqueue(slot, atMs, bytes, header) === true) return WAITS;
    this.waiting--;
    this.#counters.lostQueue++;
    return LOST_QUEUE;
  }

  /** Time at which serve() is to be called next; Infinity when none of the link's own packets waits. */
  get serveAtMs(): number {
    return this.waiting === 0 || this.#served === undefined
      ? Number.POSITIVE_INFINITY
      : this.#served.startMs(this.#offsetMs);
  }

  /** Serves one packet. Returns its slot, or NO_SLOT when it was not one of the link's own, or none was to be served yet. */
  serve(atMs: number): number {
    if (this.#cross !== undefined) this.catchUp(atMs);
    return this.serveAtMs > atMs ? NO_SLOT : this.#serveOne(atMs);
  }

  /** Lets cross traffic do what it does until `atMs`. */
  catchUp(atMs: number): void {
    const cross = this.#cross;
    if (cross === undefined) return;
    for (;;) {
      const nextMs = Math.max(this.#crossMs, cross.nextMs);
      const served = this.#served;
      if (served !== undefined && this.waiting === 0 && served.queue.packets > 0) {
        const serveMs = served.startMs(this.#offsetMs);
        if (serveMs <= atMs && serveMs < nextMs) {
          this.#serveOne(serveMs);
          continue;
        }
      }
      if (nextMs > atMs) return;
      this.#crossMs = nextMs;
      this.#admitCross(cross, nextMs);
    }
  }

  setOffset(atMs: number, offsetMs: number): void {
    this.#offsetMs = offsetMs;
    this.#cross?.setOffset(atMs, offsetMs);
  }

  #serveOne(atMs: number): number {
    const served = this.#served;
    if (served === undefined) return NO_SLOT;
    served.serve(atMs, this.#offsetMs);
    const { slot, takenBytes, waitedMs, header } = served.queue;
    if (isCrossSlot(slot)) {
      this.#counters.crossOutBytes += takenBytes;
      this.#cross?.sourceOf(slot).left(served.freeMs, isMarked(header));
      return NO_SLOT;
    }
    this.waiting--;
    this.#counters.queueDelay?.add(waitedMs);
    this.sentMs = served.freeMs;
    this.sentBytes = takenBytes;
    return slot;
  }

  #admitCross(cross: CrossTraffic, atMs: number): void {
    const bytes = cross.act(atMs);
    if (bytes === 0) return;
    const { source, slot } = cross;
    const counters = this.#counters;
    counters.crossPackets++;
    const isQueued = cross.passes(atMs + this.#offsetMs) && this.#queueCross(source, slot, atMs, bytes);
    if (isQueued) return;
    counters.crossLost++;
    source.refused(atMs);
  }

  /** Sends a packet of cross traffic through the queue; returns false when there is no room. */
  #queueCross(source: CrossTraffic['source'], slot: number, atMs: number, bytes: number): boolean {
    if (this.#fifo === undefined) return this.#served?.enqueue(slot, atMs, bytes, source.header) === true;
    const sentMs = this.#fifo.admit(atMs, bytes, this.#offsetMs);
    if (sentMs === LOST_QUEUE) return false;
    this.#counters.crossOutBytes += bytes;
    source.left(sentMs, false);
    return true;
  }

  #dropCross(slot: number, atMs: number): void {
    this.#counters.crossLost++;
    this.#cross?.sourceOf(slot).dropped(atMs);
  }

  #drop(slot: number, atMs: number, events: QueueEvents): void {
    this.waiting--;
    this.#counters.lostQueue++;
    events.dropped(slot, atMs);
  }

  #mark(slot: number, events: QueueEvents): void {
    this.#counters.marked++;
    events.marked(slot);
  }
}

/** Creates the discipline of a profile; undefined for drop-tail, which decides when a packet arrives. */
function createDiscipline(
  profile: LinkProfile,
  traces: Traces,
  { seed, events }: { readonly seed: number; readonly events: QueueEvents },
): QueueDiscipline | undefined {
  const options = { limits: queueLimits(profile, traces), aqm: profile.aqm ?? {}, events };
  switch (profile.discipline) {
    case 'codel':
      return new CodelQueue(options);
    case 'fq-codel':
      return new FqCodelQueue(options, seed);
    case 'dualpi2':
      return new DualPi2Queue(options);
    default:
      return undefined;
  }
}
