import { wallMs } from '../../../lib/clock.ts';
import type { Topology } from '../../../model/network.ts';
import type { LinksLine } from '../../../model/recording.ts';
import type { Endpoint } from '../../backend.ts';
import { NONE, RouterCore } from '../../router-core.ts';
import { WARMUP_WEATHER_MS } from '../../warmup-weather.ts';
import { ShaperCounters } from '../tun/shaper-counters.ts';
import { PreciseTimer } from './precise-timer.ts';
import { type Exit, RelayPort } from './relay-port.ts';
import { socketDrops } from './socket-drops.ts';

/** Most packets under way. */
export const RELAY_CAPACITY = 16_384;
/** Links count IP packets: IPv4's header and UDP's. */
const HEADER_BYTES = 28;
const ORIGIN = 'origin';
/** Packets sent between looks at the clock. */
const SEND_BATCH = 16;
const SECOND_MS = 1000;

/** Passes UDP payloads between ports of this machine, each when the links of its path say; as long as its process lives. */
export class RelayLoop {
  readonly #core: RouterCore;
  readonly #nodes: readonly string[];
  readonly #payloads: (Buffer | undefined)[] = new Array(RELAY_CAPACITY).fill(undefined);
  readonly #exits: (Exit | undefined)[] = new Array(RELAY_CAPACITY).fill(undefined);
  /** By slot: 1 when the receiver's checksum would refuse it. A relay cannot send it so, and does not send it. */
  readonly #corrupted = new Uint8Array(RELAY_CAPACITY);
  readonly #ports = new Map<string, Promise<RelayPort>>();
  readonly #shaper = new ShaperCounters();
  /** Origin of the links' time. */
  readonly #epochMs = performance.now();
  readonly #timer = new PreciseTimer(
    () => this.#now(),
    () => this.#sendDue(),
  );
  readonly #onSecond: (line: LinksLine) => void;
  #windowIsOpen = false;
  #dropsSeen = 0;

  constructor(topology: Topology, onSecond: (line: LinksLine) => void) {
    this.#nodes = topology.nodes.map(({ id }) => id);
    this.#core = new RouterCore(topology, RELAY_CAPACITY, {
      weatherMs: WARMUP_WEATHER_MS,
      hands: {
        copy: (from, to) => {
          this.#payloads[to] = this.#payloads[from];
          this.#exits[to] = this.#exits[from];
          this.#corrupted[to] = this.#corrupted[from] ?? 0;
        },
        flipBit: (slot) => {
          this.#corrupted[slot] = 1;
        },
      },
    });
    this.#onSecond = onSecond;
    setInterval(() => void this.#report(), SECOND_MS);
  }

  /** Resolves when packets can be passed in time. */
  started(): Promise<void> {
    return this.#timer.started();
  }

  /** A port whose packets take the path from the node to the origin and go on to `target`; the same one when asked again. */
  reach(node: string, target: Endpoint): Promise<RelayPort> {
    const name = `${node} ${target.address} ${target.port}`;
    const known = this.#ports.get(name);
    if (known !== undefined) return known;
    const from = this.#nodes.indexOf(node);
    const origin = this.#nodes.indexOf(ORIGIN);
    const opening = RelayPort.open(target, {
      onForth: (payload, exit) => this.#pass(from, origin, payload, exit),
      onBack: (payload, exit) => this.#pass(origin, from, payload, exit),
      onDropped: () => this.#shaper.dropped++,
    });
    this.#ports.set(name, opening);
    return opening;
  }

  openWindow(): void {
    if (!this.#windowIsOpen) this.#core.setWeather(this.#now(), 0);
    this.#windowIsOpen = true;
    this.#sendDue();
  }

  #now(): number {
    return performance.now() - this.#epochMs;
  }

  #pass(from: number, to: number, payload: Buffer, exit: Exit): void {
    const route = this.#core.routeBetween(from, to);
    if (route === NONE) {
      this.#shaper.unroutable++;
      return;
    }
    const slot = this.#core.reserve();
    if (slot === NONE) {
      this.#shaper.dropped++;
      return;
    }
    this.#payloads[slot] = payload;
    this.#exits[slot] = exit;
    this.#corrupted[slot] = 0;
    const nowMs = this.#now();
    this.#core.offer(slot, route, to, payload.length + HEADER_BYTES, nowMs);
    const dueMs = this.#core.nextDueMs;
    if (dueMs <= nowMs) this.#sendDue();
    else this.#timer.set(dueMs);
  }

  #sendDue(): void {
    let nowMs = this.#now();
    for (let sent = 0; ; ) {
      const slot = this.#core.takeDue(nowMs);
      if (slot === NONE) break;
      const payload = this.#payloads[slot];
      if (payload !== undefined && this.#corrupted[slot] === 0) this.#exits[slot]?.send(payload);
      this.#shaper.packets++;
      this.#shaper.lateness.add(Math.max(0, nowMs - this.#core.dueMs(slot)));
      this.#core.release(slot);
      if (++sent % SEND_BATCH === 0) nowMs = this.#now();
    }
    this.#timer.set(this.#core.nextDueMs);
  }

  async #report(): Promise<void> {
    const ports = (await Promise.all(this.#ports.values())).flatMap(({ localPorts }) => localPorts);
    const drops = (await socketDrops(ports)) ?? 0;
    this.#shaper.dropped += drops - this.#dropsSeen + this.#core.takeCopiesLost();
    this.#dropsSeen = drops;
    const links = this.#core.takeSecond(this.#now());
    this.#onSecond({ type: 'links', atMs: wallMs(), links, shaper: this.#shaper.take() });
  }
}
