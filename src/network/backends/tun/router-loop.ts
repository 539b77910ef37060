import { wallMs } from '../../../lib/clock.ts';
import type { Capture } from '../../capture/capture.ts';
import { NO_HEADER } from '../../emulation/packet-header.ts';
import type { PacketObserver } from '../../emulation/packet-observer.ts';
import { NONE, RouterCore } from '../../emulation/router-core.ts';
import { WARMUP_WEATHER_MS } from '../../emulation/warmup-weather.ts';
import { PollSet } from '../../linux/poll-set.ts';
import { ShaperCounters } from '../shaper-counters.ts';
import { Destinations } from './destinations.ts';
import { HopRouters } from './hop-routers.ts';
import { ICMP_ERROR_BYTES, TIME_EXCEEDED, writeIcmpError } from './icmp.ts';
import { destinationAddress, headerFields, isIpv4, needsHeaderFields, sourceAddress } from './ipv4.ts';
import { MtuReplies } from './mtu-replies.ts';
import { openCapture } from './open-capture.ts';
import { PacketSlots } from './packet-slots.ts';
import { RouterControls } from './router-controls.ts';
import type { RouterConfig, RouterMessage } from './router-messages.ts';
import { RouterWeather } from './router-weather.ts';
import type { TunDevice } from './tun-device.ts';
import { UdpBlock } from './udp-block.ts';
import { UnreadTime } from './unread-time.ts';

/** Maximum packets in flight, 300 ms at 600 Mbps: 32 MB of slots, of which only the used part is touched. */
export const ROUTER_CAPACITY = 16_384;
/** Packets read from one device before the next device has its turn. */
const READ_BATCH = 64;
/** Packets written between two readings of the clock. */
const WRITE_BATCH = 16;
const SECOND_MS = 1000;
/** Maximum sleep: a loop that slept longer knows that it was delayed. */
const MAX_SLEEP_MS = 2;

/**
 * Forwards packets between devices, each at the time its links determine. One loop: write due packets, wait, read new ones.
 */
export class RouterLoop {
  readonly #core: RouterCore;
  readonly #devices: readonly TunDevice[];
  readonly #poll: PollSet;
  readonly #destinations: Destinations;
  readonly #slots = new PacketSlots(ROUTER_CAPACITY, (from, to) => this.#copied(from, to));
  readonly #shaper = new ShaperCounters();
  readonly #send: (message: RouterMessage) => void;
  /**
   * Slot always kept in reserve: a packet that finds the pool exhausted can be read and dropped, and does not wake the loop
   * again.
   */
  #readSlot: number;
  /** Link time 0 on performance.now()'s clock. */
  readonly #epochMs = performance.now();
  readonly #controls: RouterControls;
  readonly #capture: Capture | undefined;
  /** Whether the links look at more of a packet than its size. */
  readonly #needsHeader: boolean;
  readonly #hops: HopRouters;
  /** Undefined where UDP passes everywhere. */
  readonly #udpBlock: UdpBlock | undefined;
  readonly #unread = new UnreadTime(0);
  /** Upper bound of the time each packet lay unread, by slot. */
  readonly #unreadMs = new Float32Array(ROUTER_CAPACITY);
  readonly #weather: RouterWeather;

  /**
   * `devices`: in the order of the topology's nodes. `controlFd`: source of RouterControl lines; the loop ends when it is
   * closed at its other end.
   */
  constructor(
    { topology, refused, capture }: RouterConfig,
    devices: readonly TunDevice[],
    controlFd: number,
    send: (message: RouterMessage) => void,
  ) {
    if (capture !== undefined)
      this.#capture = openCapture(capture, topology, this.#slots, performance.timeOrigin + this.#epochMs);
    this.#needsHeader = needsHeaderFields(topology);
    const udpBlock = new UdpBlock(topology);
    if (udpBlock.isUsed) this.#udpBlock = udpBlock;
    const observer: PacketObserver | undefined = topology.links.some(({ profile }) => profile.mtuBytes !== undefined)
      ? new MtuReplies(topology, this.#capture, this.#slots, (reply, to) => this.#sendOwn(reply, to))
      : this.#capture;
    this.#hops = new HopRouters(topology);
    this.#core = new RouterCore(this.#hops.topology, ROUTER_CAPACITY, {
      weatherMs: WARMUP_WEATHER_MS,
      ...(observer !== undefined && { observer }),
      editor: this.#slots,
    });
    this.#weather = new RouterWeather(this.#core);
    const options = { fd: controlFd, weather: this.#weather, slots: ROUTER_CAPACITY, now: () => this.#now(), send };
    this.#controls = new RouterControls(options);
    this.#readSlot = this.#core.reserve();
    this.#devices = devices;
    this.#poll = new PollSet([...devices.map(({ fd }) => fd), controlFd]);
    this.#destinations = new Destinations(topology.nodes, refused);
    this.#send = send;
  }

  /** Runs until it is asked to stop. Throws when a device has disappeared. */
  run(): void {
    try {
      this.#loop();
    } finally {
      this.#capture?.close(this.#now());
    }
  }

  #loop(): void {
    const control = this.#devices.length;
    let reportAtMs = this.#now() + SECOND_MS;
    for (;;) {
      this.#writeDue();
      if (this.#now() >= reportAtMs) {
        this.#report();
        reportAtMs += SECOND_MS;
      }
      const flushAtMs = this.#capture?.nextFlushMs ?? Number.POSITIVE_INFINITY;
      if (this.#now() >= flushAtMs) this.#capture?.flush();
      const sleepMs = this.#now();
      const untilMs = Math.min(this.#core.nextDueMs, reportAtMs, flushAtMs, sleepMs + MAX_SLEEP_MS);
      this.#unread.sleep(sleepMs, untilMs);
      const ready = this.#poll.wait(untilMs - sleepMs);
      this.#unread.wake(this.#now());
      for (let n = 0; n < ready; n++) {
        const index = this.#poll.ready(n);
        if (index === control) {
          if (!this.#controls.handle()) return;
        } else if (this.#poll.isReadable(n)) this.#readDevice(index);
        else throw new Error(`the device of ${this.#devices[index]?.namespace} has disappeared`);
      }
    }
  }

  #now(): number {
    return performance.now() - this.#epochMs;
  }

  #copied(from: number, to: number): void {
    this.#unreadMs[to] = this.#unreadMs[from] ?? 0;
    this.#controls.journal?.copied(from, to);
  }

  /** Sends a packet of the router's own to the node of an address; it takes no time on the way. */
  #sendOwn(packet: Buffer, address: number): void {
    const node = this.#destinations.nodeFor(address) ?? NONE;
    const fd = this.#devices[node]?.fd;
    const slot = fd === undefined ? NONE : this.#core.reserve();
    if (fd === undefined || slot === NONE) return;
    packet.copy(this.#slots.buffer, this.#slots.offset(slot));
    this.#capture?.answered(slot, node, packet.length);
    if (this.#slots.writeTo(fd, slot, packet.length) >= 0) this.#capture?.arrived(slot, this.#now());
    this.#core.release(slot);
  }

  #writeDue(): void {
    let nowMs = this.#now();
    for (let written = 0; ; ) {
      const slot = this.#core.takeDue(nowMs);
      if (slot === NONE) return;
      const fd = this.#devices[this.#core.destination(slot)]?.fd;
      if (fd === undefined) {
        this.#end(slot, this.#core.destination(slot), nowMs);
        continue;
      }
      if (this.#slots.writeTo(fd, slot, this.#core.byteLength(slot)) < 0) {
        this.#shaper.dropped++;
        this.#capture?.discarded(slot, 'refused', nowMs);
      } else {
        this.#capture?.arrived(slot, nowMs);
        this.#shaper.packets++;
        const lateMs = Math.max(0, nowMs - this.#core.dueMs(slot));
        this.#shaper.lateness.add(lateMs + (this.#unreadMs[slot] ?? 0));
        this.#controls.journal?.wrote(slot, lateMs);
      }
      this.#core.release(slot);
      if (++written % WRITE_BATCH === 0) nowMs = this.#now();
    }
  }

  #readDevice(node: number): void {
    const fd = this.#devices[node]?.fd ?? -1;
    const nowMs = this.#now();
    const unreadMs = this.#unread.boundMs(nowMs);
    const { buffer } = this.#slots;
    for (let count = 0; count < READ_BATCH; count++) {
      const slot = this.#readSlot;
      const bytes = this.#slots.readFrom(fd, slot);
      if (bytes < 0) return;
      const at = this.#slots.offset(slot);
      const to = isIpv4(buffer, at, bytes) ? this.#destinations.nodeFor(destinationAddress(buffer, at)) : undefined;
      const route = to === undefined ? NONE : this.#core.routeBetween(node, to);
      this.#capture?.sent(slot, node, to ?? NONE, bytes, nowMs);
      if (to === undefined || route === NONE) {
        this.#shaper.unroutable++;
        this.#capture?.discarded(slot, 'unroutable', nowMs);
        continue;
      }
      if (this.#udpBlock?.refuses(route, buffer, at, bytes)) {
        this.#capture?.discarded(slot, 'blocked', nowMs);
        continue;
      }
      const next = this.#core.reserve();
      if (next === NONE) {
        this.#shaper.dropped++;
        this.#capture?.discarded(slot, 'full', nowMs);
        continue;
      }
      this.#readSlot = next;
      this.#controls.accepted++;
      this.#unreadMs[slot] = unreadMs;
      this.#weather.accept(nowMs);
      const { aheadMs } = this.#weather;
      const header = this.#needsHeader ? headerFields(buffer, at, bytes) : NO_HEADER;
      this.#controls.journal?.accepted(
        slot,
        { from: node, to, bytes, header, atMs: nowMs, aheadMs, unreadMs },
        buffer,
        at,
      );
      const router = this.#hops.cross(route, buffer, at);
      if (router === NONE) this.#core.offer(slot, route, to, bytes, nowMs, header);
      else this.#core.offer(slot, this.#core.routeBetween(node, router), router, bytes, nowMs, header);
    }
  }

  /** Ends a packet whose TTL is used up at a router, and sends the answer in its place. */
  #end(slot: number, router: number, nowMs: number): void {
    const { buffer } = this.#slots;
    const at = this.#slots.offset(slot);
    this.#capture?.discarded(slot, 'expired', nowMs);
    this.#controls.journal?.ended(slot);
    const to = this.#destinations.nodeFor(sourceAddress(buffer, at)) ?? NONE;
    const route = this.#hops.isSilent(router) ? NONE : this.#core.routeBetween(router, to);
    if (route === NONE || !writeIcmpError(buffer, at, TIME_EXCEEDED, buffer, at)) {
      this.#core.release(slot);
      return;
    }
    this.#capture?.answered(slot, to, ICMP_ERROR_BYTES);
    this.#core.offer(slot, route, to, ICMP_ERROR_BYTES, nowMs, NO_HEADER);
  }

  #report(): void {
    for (const device of this.#devices) this.#shaper.dropped += device.takeQueueDrops();
    this.#shaper.dropped += this.#core.takeCopiesLost();
    const seconds = this.#core.takeSecond(this.#now());
    const links = this.#udpBlock?.addTo(seconds) ?? seconds;
    this.#send({ type: 'links', atMs: wallMs(), links, shaper: this.#shaper.take() });
  }
}
