/** A plane of pixels, one byte each; `stride` is the distance between rows, bytes. */
export interface Plane {
  readonly data: Uint8Array;
  readonly offset: number;
  readonly stride: number;
}

/** Returns the same plane from a row on. */
export function rowsFrom({ data, offset, stride }: Plane, row: number): Plane {
  return { data, offset: offset + row * stride, stride };
}
