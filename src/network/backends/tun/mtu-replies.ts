import type { Topology } from '../../../model/scenario/network.ts';
import { LOST_MTU } from '../../emulation/link.ts';
import type { PacketObserver } from '../../emulation/packet-observer.ts';
import { fragmentationNeeded, ICMP_ERROR_BYTES, writeIcmpError } from './icmp.ts';
import { sourceAddress } from './ipv4.ts';
import type { PacketSlots } from './packet-slots.ts';

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
    const { mtuBytes, icmpSilent } = this.#topology.links[link]?.profile ?? {};
    if (code === LOST_MTU && mtuBytes !== undefined && icmpSilent !== true) this.#reply(slot, mtuBytes);
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
    const reply = Buffer.allocUnsafeSlow(ICMP_ERROR_BYTES);
    if (writeIcmpError(buffer, at, fragmentationNeeded(mtuBytes), reply)) this.#send(reply, sourceAddress(buffer, at));
  }
}
