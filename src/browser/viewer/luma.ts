/** A plane of pixels, one byte each; `stride` is the distance between rows, bytes. */
export interface Luma {
  readonly data: Uint8Array;
  readonly offset: number;
  readonly stride: number;
}

/** Returns the same plane from a row on. */
export function rowsFrom({ data, offset, stride }: Luma, row: number): Luma {
  return { data, offset: offset + row * stride, stride };
}
