/**
 * Declares the shape that many objects of a recording share, before the first of them: their keys, and every value that
 * is not a number. Numbers are 0 here, lists [], objects {}, lists of objects [{}]. From then on such an object is a
 * row, [shape, value, value, ...], with values for these places in this order; nested objects are rows of shapes of
 * their own. A line that is a row is therefore an array instead of an object. This is not a RecordLine: readers get the
 * lines unpacked.
 */
export interface ShapeLine {
  readonly type: 'shape';
  readonly shape: number;
  readonly of: Readonly<Record<string, unknown>>;
}

export type Row = readonly [shape: number, ...values: readonly unknown[]];
