import type { Shelf } from './shelf.ts';

/**
 * The luma of shelves, drawn when first asked for: 10 ms and 1 MB each at 720p. Who makes pictures keeps all, so that no frame
 * has to wait; who holds one a second against the truth keeps `most`, and the one that was not asked for longest gives its
 * memory to the next.
 */
export class ShelfPlanes {
  readonly #shelves: readonly Shelf[];
  readonly #most: number;
  readonly #kept = new Map<string, Uint8Array>();

  constructor(shelves: readonly Shelf[], most: number) {
    this.#shelves = shelves;
    this.#most = most;
  }

  /** `size` bytes of the luma of the n-th shelf, counted round, with a grain; good until the next are asked for. */
  get(n: number, grain: number, size: number): Uint8Array {
    const place = n % this.#shelves.length;
    const key = `${place} ${grain} ${size}`;
    const plane = this.#kept.get(key) ?? this.#draw(place, grain, size);
    // The last is the one asked for last.
    this.#kept.delete(key);
    this.#kept.set(key, plane);
    return plane;
  }

  #draw(place: number, grain: number, size: number): Uint8Array {
    const plane = this.#forgotten(size) ?? new Uint8Array(size);
    this.#shelves[place]?.drawLuma(grain, plane);
    return plane;
  }

  /** Makes room; gives what lay there if it is of that size. */
  #forgotten(size: number): Uint8Array | undefined {
    if (this.#kept.size < this.#most) return undefined;
    for (const [oldest, plane] of this.#kept) {
      this.#kept.delete(oldest);
      return plane.length === size ? plane : undefined;
    }
    return undefined;
  }
}
