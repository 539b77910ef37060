import type { LinkSecond, Topology } from '../../../model/scenario/network.ts';
import type { JournalPart } from '../../emulation/packet-journal.ts';
import { LOST_QUEUE } from '../../emulation/queue/bottleneck.ts';
import { NONE, RouterCore } from '../../emulation/router-core.ts';
import { WARMUP_WEATHER_MS, warmupWeatherMs } from '../../emulation/warmup-weather.ts';

/** As many as the router itself can have under way. */
const CAPACITY = 16_384;

/** What must become of a packet that a router took in. Times are the links'. */
export interface Foretold {
  readonly atMs: number;
  /** The weather was being hurried ahead by then. */
  readonly isHurried: boolean;
  /** It may have lain unread for so long, before. */
  readonly unreadMs: number;
  /** How late it was written, by the router's own word; undefined when it was not. */
  readonly lateMs: number | undefined;
  /** When it is through its last link; undefined when it must be lost, or was still under way when that was asked. */
  readonly dueMs: number | undefined;
  readonly fate: 'arrives' | 'lost' | 'queue-full' | 'under-way';
}

/** As far as it is known. */
type Telling = { -readonly [K in keyof Foretold]: Foretold[K] };

/**
 * The network as it was asked for, given the very packets that a router took in, in their order and at their times: what
 * it says of each is what must become of it, for the emulation is a function of seeds, times and order alone. Nothing
 * of the router's own decisions goes in.
 */
export class Replay {
  readonly #core: RouterCore;
  readonly #told: Telling[] = [];
  /** By slot: place in #told. */
  readonly #places = new Int32Array(CAPACITY);
  readonly #corrupted = new Uint8Array(CAPACITY);

  #aheadMs = 0;

  constructor(topology: Topology) {
    this.#core = new RouterCore(topology, CAPACITY, {
      weatherMs: WARMUP_WEATHER_MS,
      hands: {
        copy: (from, to) => {
          this.#places[to] = this.#places[from] ?? 0;
          this.#corrupted[to] = 0;
        },
        flipBit: (slot) => {
          this.#corrupted[slot] = 1;
        },
      },
      observer: {
        dropped: (slot, _link, code) => this.#lose(slot, code === LOST_QUEUE ? 'queue-full' : 'lost'),
        copied: () => {},
        corrupted: () => {},
      },
    });
  }

  /** What becomes of the probes in the next part of the journal, by serial number, as far as it is known when that was taken. */
  feed(part: JournalPart): ReadonlyMap<number, Foretold> {
    if (part.unnoted > 0)
      throw new Error(`${part.unnoted} packets crossed the network unnoted: what becomes of the others is not known`);
    const core = this.#core;
    const probes = new Map<number, Foretold>();
    const first = part.aheadMs[0] ?? 0;
    part.atMs.forEach((atMs, n) => {
      this.#collect(atMs);
      const slot = core.reserve();
      const route = core.routeBetween(part.from[n] ?? 0, part.to[n] ?? 0);
      if (slot === NONE || route === NONE) throw new Error('a packet of the journal finds no place in the topology');
      this.#places[slot] = this.#told.length;
      this.#corrupted[slot] = 0;
      const aheadMs = part.aheadMs[n] ?? 0;
      if (aheadMs !== this.#aheadMs) core.setWeather(atMs, warmupWeatherMs(atMs, aheadMs));
      this.#aheadMs = aheadMs;
      const told: Telling = {
        atMs,
        isHurried: aheadMs > first,
        unreadMs: part.unreadMs[n] ?? 0,
        lateMs: part.lateMs[n] ?? undefined,
        dueMs: undefined,
        fate: 'under-way',
      };
      this.#told.push(told);
      const serial = part.probe[n] ?? NONE;
      if (serial !== NONE) probes.set(serial, told);
      core.offer(slot, route, part.to[n] ?? 0, part.bytes[n] ?? 0, atMs);
    });
    this.#collect(part.takenAtMs);
    return probes;
  }

  /** What each link has to count since the last time. */
  takeSecond(atMs: number): LinkSecond[] {
    return this.#core.takeSecond(atMs);
  }

  #collect(untilMs: number): void {
    const core = this.#core;
    for (let slot = core.takeDue(untilMs); slot !== NONE; slot = core.takeDue(untilMs)) {
      const told = this.#told[this.#places[slot] ?? 0];
      // A receiver's checksum refuses what was corrupted; of copies the first counts.
      if (this.#corrupted[slot] === 1) this.#lose(slot, 'lost');
      else if (told !== undefined && told.fate !== 'arrives') {
        told.fate = 'arrives';
        told.dueMs = core.dueMs(slot);
      }
      core.release(slot);
    }
  }

  #lose(slot: number, fate: Foretold['fate']): void {
    const told = this.#told[this.#places[slot] ?? 0];
    if (told?.fate === 'under-way') told.fate = fate;
  }
}
