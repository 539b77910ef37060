import { hash32 } from '../../lib/random.ts';
import type { LinkProfile } from '../../model/scenario/network.ts';
import { LOST_BLACKOUT, PASSED } from './weather.ts';

/** Marks on a packet, to be combined. */
export const UNMARKED = 0;
export const COPIED = 1;
export const CORRUPTED = 2;

/** An IPv4 header without options: corruption spares it, or the packet would go astray instead of being refused. */
const HEADER_BYTES = 20;
const BITS_PER_BYTE = 8;
const CHANCES = 2 ** 32;
const STREAM = { duplicate: 7, corrupt: 8, bit: 9 } as const;

/**
 * Duplication and corruption as in netem (sch_netem.c, netem_enqueue): a packet that is chosen to be duplicated and lost is
 * neither; the copy meets loss and corruption by itself, and is not duplicated again. Drawn by the number of the packet.
 */
export class Mishaps {
  readonly #duplicateFraction: number;
  readonly #corruptFraction: number;
  readonly #duplicateSeed: number;
  readonly #corruptSeed: number;
  readonly #bitSeed: number;
  #offered = 0;
  #passed = 0;
  /** UNMARKED, COPIED, CORRUPTED or both: of the packet last looked at. */
  marks = UNMARKED;
  /** Which bit of the packet to flip, counted from its first byte's lowest. */
  bit = 0;

  constructor({ duplicateFraction = 0, corruptFraction = 0 }: LinkProfile, seed: number) {
    this.#duplicateFraction = duplicateFraction;
    this.#corruptFraction = corruptFraction;
    this.#duplicateSeed = hash32(seed, STREAM.duplicate);
    this.#corruptSeed = hash32(seed, STREAM.corrupt);
    this.#bitSeed = hash32(seed, STREAM.bit);
  }

  /** The fate of a packet whose loss has been drawn. A blackout is no chance: nothing saves from it. */
  befall(fate: number, bytes: number): number {
    const duplicated = fate !== LOST_BLACKOUT && isDrawn(this.#duplicateSeed, this.#offered++, this.#duplicateFraction);
    const saved = duplicated && fate !== PASSED;
    this.marks = duplicated && !saved ? COPIED : UNMARKED;
    return this.#corrupt(saved ? PASSED : fate, bytes);
  }

  /** The fate of a copy. */
  befallCopy(fate: number, bytes: number): number {
    this.marks = UNMARKED;
    return this.#corrupt(fate, bytes);
  }

  #corrupt(fate: number, bytes: number): number {
    if (fate !== PASSED || bytes <= HEADER_BYTES) return fate;
    const packet = this.#passed++;
    if (!isDrawn(this.#corruptSeed, packet, this.#corruptFraction)) return fate;
    this.marks |= CORRUPTED;
    const bits = (bytes - HEADER_BYTES) * BITS_PER_BYTE;
    this.bit = HEADER_BYTES * BITS_PER_BYTE + Math.floor((hash32(this.#bitSeed, packet) / CHANCES) * bits);
    return fate;
  }
}

function isDrawn(seed: number, packet: number, fraction: number): boolean {
  return fraction > 0 && hash32(seed, packet) / CHANCES < fraction;
}
