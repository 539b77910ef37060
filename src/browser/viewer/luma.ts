/** A plane of luma; `stride` is from row to row. */
export interface Luma {
  readonly data: Uint8Array;
  readonly offset: number;
  readonly stride: number;
}

/** The same plane from a row on. */
export function rowsFrom({ data, offset, stride }: Luma, row: number): Luma {
  return { data, offset: offset + row * stride, stride };
}
