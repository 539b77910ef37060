import { hash32, hashShare } from '../../lib/random.ts';
import type { LinkProfile } from '../../model/scenario/link-profile.ts';
import { BITS_PER_BYTE } from '../../model/units.ts';
import { LOST_BLACKOUT, PASSED } from './weather.ts';

/** Bit flags that mark a packet. */
export const UNMARKED = 0;
export const COPIED = 1;
export const CORRUPTED = 2;

/**
 * IPv4 header without options. Corruption spares it: otherwise the packet would be misrouted rather than rejected by the
 * receiver.
 */
const HEADER_BYTES = 20;
const STREAM = { duplicate: 7, corrupt: 8, bit: 9 } as const;

/**
 * Duplication and corruption as in netem (sch_netem.c, netem_enqueue): a packet drawn for both duplication and loss is
 * neither lost nor duplicated. The copy has its own draws of loss and corruption and is not duplicated again. Draws depend
 * on the packet's number, not on time.
 */
export class Impairments {
  readonly #duplicateFraction: number;
  readonly #corruptFraction: number;
  readonly #duplicateSeed: number;
  readonly #corruptSeed: number;
  readonly #bitSeed: number;
  #offered = 0;
  #passed = 0;
  /** UNMARKED, COPIED, CORRUPTED or both, for the packet handled last. */
  marks = UNMARKED;
  /** Bit to flip in a CORRUPTED packet, counted from the lowest bit of its first byte. */
  bit = 0;

  constructor({ duplicateFraction = 0, corruptFraction = 0 }: LinkProfile, seed: number) {
    this.#duplicateFraction = duplicateFraction;
    this.#corruptFraction = corruptFraction;
    this.#duplicateSeed = hash32(seed, STREAM.duplicate);
    this.#corruptSeed = hash32(seed, STREAM.corrupt);
    this.#bitSeed = hash32(seed, STREAM.bit);
  }

  /**
   * Returns the final fate of a packet whose loss has been drawn, and sets `marks`. Duplication never rescues a packet lost
   * in a blackout.
   */
  apply(fate: number, bytes: number): number {
    const duplicated = fate !== LOST_BLACKOUT && isDrawn(this.#duplicateSeed, this.#offered++, this.#duplicateFraction);
    const rescued = duplicated && fate !== PASSED;
    this.marks = duplicated && !rescued ? COPIED : UNMARKED;
    return this.#corrupt(rescued ? PASSED : fate, bytes);
  }

  /** Returns the final fate of a copy whose loss has been drawn, and sets `marks`. */
  applyToCopy(fate: number, bytes: number): number {
    this.marks = UNMARKED;
    return this.#corrupt(fate, bytes);
  }

  #corrupt(fate: number, bytes: number): number {
    if (fate !== PASSED || bytes <= HEADER_BYTES) return fate;
    const packet = this.#passed++;
    if (!isDrawn(this.#corruptSeed, packet, this.#corruptFraction)) return fate;
    this.marks |= CORRUPTED;
    const bits = (bytes - HEADER_BYTES) * BITS_PER_BYTE;
    this.bit = HEADER_BYTES * BITS_PER_BYTE + Math.floor(hashShare(this.#bitSeed, packet) * bits);
    return fate;
  }
}

function isDrawn(seed: number, packet: number, fraction: number): boolean {
  return fraction > 0 && hashShare(seed, packet) < fraction;
}
