import type { Topology } from '../../../model/scenario/network.ts';
import { LOST_MTU } from '../../emulation/link.ts';
import type { PacketObserver } from '../../emulation/packet-observer.ts';
import { checksum, parseAddress, sourceAddress } from './ipv4.ts';
import type { PacketSlots } from './packet-slots.ts';

/** Address of the routers between the hosts, which no host has. */
const ROUTER_ADDRESS = '10.77.255.254';
const HEADER_BYTES = 20;
const ICMP_BYTES = 8;
/** Part of the packet that is quoted: its header and 8 bytes (RFC 792). */
const QUOTED_BYTES = 28;
const REPLY_BYTES = HEADER_BYTES + ICMP_BYTES + QUOTED_BYTES;
const TTL = 64;
const ICMP = 1;
const UNREACHABLE = 3;
const FRAGMENTATION_NEEDED = 4;

/**
 * Returns the ICMP message "fragmentation needed" (RFC 1191) to the sender of the packet at offset `at`; undefined for a
 * packet that is itself ICMP, so that no error answers an error.
 */
export function fragmentationNeeded(pool: Buffer, at: number, mtuBytes: number): Buffer | undefined {
  if (pool[at + 9] === ICMP) return undefined;
  const reply = Buffer.allocUnsafeSlow(REPLY_BYTES).fill(0);
  reply[0] = 0x45;
  reply.writeUInt16BE(REPLY_BYTES, 2);
  reply[8] = TTL;
  reply[9] = ICMP;
  reply.writeUInt32BE(parseAddress(ROUTER_ADDRESS), 12);
  reply.writeUInt32BE(sourceAddress(pool, at), 16);
  reply.writeUInt16BE(checksum(reply, 0, HEADER_BYTES), 10);
  reply[HEADER_BYTES] = UNREACHABLE;
  reply[HEADER_BYTES + 1] = FRAGMENTATION_NEEDED;
  reply.writeUInt16BE(mtuBytes, HEADER_BYTES + 6);
  pool.copy(reply, HEADER_BYTES + ICMP_BYTES, at, at + QUOTED_BYTES);
  reply.writeUInt16BE(checksum(reply, HEADER_BYTES, ICMP_BYTES + QUOTED_BYTES), HEADER_BYTES + 2);
  return reply;
}

/** Answers packets that are too large for a link, and passes on what it observes. The answer takes no time on the way. */
export class MtuReplies implements PacketObserver {
  readonly #topology: Topology;
  readonly #next: PacketObserver | undefined;
  readonly #slots: Pick<PacketSlots, 'buffer' | 'offset'>;
  readonly #send: (reply: Buffer, address: number) => void;

  constructor(
    topology: Topology,
    next: PacketObserver | undefined,
    slots: Pick<PacketSlots, 'buffer' | 'offset'>,
    send: (reply: Buffer, address: number) => void,
  ) {
    this.#topology = topology;
    this.#next = next;
    this.#slots = slots;
    this.#send = send;
  }

  dropped(slot: number, link: number, code: number, atMs: number): void {
    const mtuBytes = this.#topology.links[link]?.profile.mtuBytes;
    if (code === LOST_MTU && mtuBytes !== undefined) this.#reply(slot, mtuBytes);
    this.#next?.dropped(slot, link, code, atMs);
  }

  copied(slot: number, copy: number, link: number): void {
    this.#next?.copied(slot, copy, link);
  }

  corrupted(slot: number, link: number): void {
    this.#next?.corrupted(slot, link);
  }

  marked(slot: number, link: number): void {
    this.#next?.marked?.(slot, link);
  }

  #reply(slot: number, mtuBytes: number): void {
    const { buffer } = this.#slots;
    const at = this.#slots.offset(slot);
    const reply = fragmentationNeeded(buffer, at, mtuBytes);
    if (reply !== undefined) this.#send(reply, sourceAddress(buffer, at));
  }
}
