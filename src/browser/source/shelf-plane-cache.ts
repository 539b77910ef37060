import type { Shelf } from './shelf.ts';

/**
 * Cache of the luma of shelves, drawn on first use: 10 ms and 1 MB each at 720p. The publisher keeps all planes, so that no frame
 * has to wait; a viewer, which compares one frame a second, keeps `most`, and the least recently used plane gives its memory to
 * the next.
 */
export class ShelfPlaneCache {
  readonly #shelves: readonly Shelf[];
  readonly #most: number;
  readonly #kept = new Map<string, Uint8Array>();

  constructor(shelves: readonly Shelf[], most: number) {
    this.#shelves = shelves;
    this.#most = most;
  }

  /** Returns `size` bytes of the luma of the n-th shelf, modulo their number, with a grain; valid until the next call. */
  get(n: number, grain: number, size: number): Uint8Array {
    const index = n % this.#shelves.length;
    const key = `${index} ${grain} ${size}`;
    const plane = this.#kept.get(key) ?? this.#draw(index, grain, size);
    // A map keeps the order of insertion: the last is the one used last.
    this.#kept.delete(key);
    this.#kept.set(key, plane);
    return plane;
  }

  #draw(index: number, grain: number, size: number): Uint8Array {
    const plane = this.#evicted(size) ?? new Uint8Array(size);
    this.#shelves[index]?.drawLuma(grain, plane);
    return plane;
  }

  /** Makes room if necessary; returns the evicted plane if it has that size. */
  #evicted(size: number): Uint8Array | undefined {
    if (this.#kept.size < this.#most) return undefined;
    for (const [oldest, plane] of this.#kept) {
      this.#kept.delete(oldest);
      return plane.length === size ? plane : undefined;
    }
    return undefined;
  }
}
