import { wallMs } from '../../../lib/clock.ts';
import type { LinksLine } from '../../../model/recording/sample-lines.ts';
import type { Topology } from '../../../model/scenario/network.ts';
import type { Endpoint } from '../../backend.ts';
import { NONE, RouterCore } from '../../emulation/router-core.ts';
import { WARMUP_WEATHER_MS } from '../../emulation/warmup-weather.ts';
import { ShaperCounters } from '../shaper-counters.ts';
import { RelayPort } from './relay-port.ts';
import { socketDrops } from './socket-drops.ts';
import type { Exit, Wire, WireOptions } from './wire.ts';

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
  readonly #ports = new Map<string, RelayPort>();
  readonly #shaper = new ShaperCounters();
  /** Origin of the links' time. */
  readonly #epochMs = performance.now();
  readonly #wire: Wire;
  readonly #onSecond: (line: LinksLine) => void;
  /** The core has been told of this time: it may not hear of an earlier one. */
  #toldMs = 0;
  #windowIsOpen = false;
  #dropsSeen = 0;

  constructor(topology: Topology, openWire: (options: WireOptions) => Wire, onSecond: (line: LinksLine) => void) {
    this.#nodes = topology.nodes.map(({ id }) => id);
    this.#core = new RouterCore(topology, RELAY_CAPACITY, {
      weatherMs: WARMUP_WEATHER_MS,
      editor: {
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
    this.#wire = openWire({
      now: () => this.#now(),
      onDue: () => this.#sendDue(),
      onDropped: () => this.#shaper.dropped++,
    });
    setInterval(() => void this.#report(), SECOND_MS);
  }

  get wire(): string {
    return this.#wire.kind;
  }

  /** Resolves when packets can be passed in time. */
  started(): Promise<void> {
    return this.#wire.started();
  }

  /** A port whose packets take the path from the node to the origin and go on to `target`; the same one when asked again. */
  reach(node: string, target: Endpoint): RelayPort {
    const name = `${node} ${target.address} ${target.port}`;
    const known = this.#ports.get(name);
    if (known !== undefined) return known;
    const from = this.#nodes.indexOf(node);
    const origin = this.#nodes.indexOf(ORIGIN);
    const port = new RelayPort(this.#wire, target, {
      onForth: (payload, exit, atMs) => this.#pass(from, origin, payload, exit, atMs),
      onBack: (payload, exit, atMs) => this.#pass(origin, from, payload, exit, atMs),
      onDropped: () => this.#shaper.dropped++,
    });
    this.#ports.set(name, port);
    return port;
  }

  openWindow(): void {
    this.#toldMs = this.#now();
    if (!this.#windowIsOpen) this.#core.setWeather(this.#toldMs, 0);
    this.#windowIsOpen = true;
    this.#sendDue();
  }

  #now(): number {
    return performance.now() - this.#epochMs;
  }

  #pass(from: number, to: number, payload: Buffer, exit: Exit, arrivedMs: number): void {
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
    this.#toldMs = Math.max(this.#toldMs, arrivedMs);
    this.#core.offer(slot, route, to, payload.length + HEADER_BYTES, this.#toldMs);
    const dueMs = this.#core.nextDueMs;
    if (dueMs <= this.#now()) this.#sendDue();
    else this.#wire.wakeAt(dueMs);
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
    this.#toldMs = nowMs;
    this.#wire.wakeAt(this.#core.nextDueMs);
  }

  async #report(): Promise<void> {
    const ports = [...this.#ports.values()].flatMap(({ localPorts }) => localPorts);
    const drops = (await socketDrops(ports)) ?? 0;
    this.#shaper.dropped += drops - this.#dropsSeen + this.#core.takeCopiesLost();
    this.#dropsSeen = drops;
    this.#toldMs = this.#now();
    const links = this.#core.takeSecond(this.#toldMs);
    this.#onSecond({ type: 'links', atMs: wallMs(), links, shaper: this.#shaper.take() });
  }
}
