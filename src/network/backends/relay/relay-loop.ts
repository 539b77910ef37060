import { wallMs } from '../../../lib/clock.ts';
import { hashString } from '../../../lib/random.ts';
import type { LinksLine } from '../../../model/recording/sample-lines.ts';
import type { Topology } from '../../../model/scenario/network.ts';
import type { Endpoint } from '../../backend.ts';
import { packHeader } from '../../emulation/packet-header.ts';
import { NONE, RouterCore } from '../../emulation/router-core.ts';
import { WARMUP_WEATHER_MS } from '../../emulation/warmup-weather.ts';
import { ShaperCounters } from '../shaper-counters.ts';
import { RelayPort } from './relay-port.ts';
import { SocketDrops } from './socket-drops.ts';
import type { PacketSender, Wire, WireOptions } from './wire.ts';

/** Maximum number of packets in flight. */
export const RELAY_CAPACITY = 16_384;
/** Headers of IPv4 and UDP, because links count IP packets. */
const HEADER_BYTES = 28;
const ORIGIN = 'origin';
/** Packets sent between two readings of the clock. */
const SEND_BATCH = 16;
const SECOND_MS = 1000;

/** Packets of one socket pair, one way: from node to node. */
interface RelayedFlow {
  readonly from: number;
  readonly to: number;
  readonly header: number;
}

/**
 * Forwards UDP payloads between ports of this machine, each at the time its path's links determine, until the process ends.
 */
export class RelayLoop {
  readonly #core: RouterCore;
  readonly #nodes: readonly string[];
  readonly #payloads: (Buffer | undefined)[] = new Array(RELAY_CAPACITY).fill(undefined);
  readonly #senders: (PacketSender | undefined)[] = new Array(RELAY_CAPACITY).fill(undefined);
  /**
   * 1 for each slot with a packet that the receiver's checksum would reject. A relay cannot send such packets, so it drops
   * them.
   */
  readonly #corrupted = new Uint8Array(RELAY_CAPACITY);
  readonly #ports = new Map<string, RelayPort>();
  readonly #shaper = new ShaperCounters();
  /** Link time 0 on performance.now()'s clock. */
  readonly #epochMs = performance.now();
  readonly #wire: Wire;
  readonly #onSecond: (line: LinksLine) => void;
  /** Latest time passed to the core, whose times must not decrease. */
  #coreTimeMs = 0;
  #windowIsOpen = false;
  readonly #socketDrops = new SocketDrops();

  constructor(topology: Topology, openWire: (options: WireOptions) => Wire, onSecond: (line: LinksLine) => void) {
    this.#nodes = topology.nodes.map(({ id }) => id);
    this.#core = new RouterCore(topology, RELAY_CAPACITY, {
      weatherMs: WARMUP_WEATHER_MS,
      editor: {
        copy: (from, to) => {
          this.#payloads[to] = this.#payloads[from];
          this.#senders[to] = this.#senders[from];
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

  /** Resolves when packets can be forwarded in time. */
  started(): Promise<void> {
    return this.#wire.started();
  }

  /**
   * Returns the port whose packets take the path from the node to the origin and go on to `target`; opens it on first use.
   */
  reach(node: string, target: Endpoint): RelayPort {
    const name = `${node} ${target.address} ${target.port}`;
    const known = this.#ports.get(name);
    if (known !== undefined) return known;
    const from = this.#nodes.indexOf(node);
    const origin = this.#nodes.indexOf(ORIGIN);
    // A port stands for one host's socket, and so for one flow each way.
    const header = packHeader(hashString(name), 0);
    const port = new RelayPort(this.#wire, target, {
      onFromClient: (payload, sender, atMs) => this.#forward({ from, to: origin, header }, payload, sender, atMs),
      onFromTarget: (payload, sender, atMs) => this.#forward({ from: origin, to: from, header }, payload, sender, atMs),
      onDropped: () => this.#shaper.dropped++,
    });
    this.#ports.set(name, port);
    return port;
  }

  openWindow(): void {
    this.#coreTimeMs = this.#now();
    if (!this.#windowIsOpen) this.#core.setWeather(this.#coreTimeMs, 0);
    this.#windowIsOpen = true;
    this.#sendDue();
  }

  #now(): number {
    return performance.now() - this.#epochMs;
  }

  #forward({ from, to, header }: RelayedFlow, payload: Buffer, sender: PacketSender, arrivedMs: number): void {
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
    this.#senders[slot] = sender;
    this.#corrupted[slot] = 0;
    this.#coreTimeMs = Math.max(this.#coreTimeMs, arrivedMs);
    this.#core.offer(slot, route, to, payload.length + HEADER_BYTES, this.#coreTimeMs, header);
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
      if (payload !== undefined && this.#corrupted[slot] === 0) this.#senders[slot]?.send(payload);
      this.#shaper.packets++;
      this.#shaper.lateness.add(Math.max(0, nowMs - this.#core.dueMs(slot)));
      this.#core.release(slot);
      if (++sent % SEND_BATCH === 0) nowMs = this.#now();
    }
    this.#coreTimeMs = nowMs;
    this.#wire.wakeAt(this.#core.nextDueMs);
  }

  async #report(): Promise<void> {
    const ports = [...this.#ports.values()].flatMap(({ localPorts }) => localPorts);
    const drops = await this.#socketDrops.take(ports);
    this.#shaper.areDropsKnown = drops !== undefined;
    if (drops !== undefined) this.#shaper.dropped += drops;
    this.#shaper.dropped += this.#core.takeCopiesLost();
    this.#coreTimeMs = this.#now();
    const links = this.#core.takeSecond(this.#coreTimeMs);
    this.#onSecond({ type: 'links', atMs: wallMs(), links, shaper: this.#shaper.take() });
  }
}
