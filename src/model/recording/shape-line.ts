/**
 * What many objects of a recording have in common, written once before the first of them: their keys and whatever in them
 * is no number. Numbers are 0 here, lists [], objects {}, lists of objects [{}]. From then on such an object is a row, [shape, value,
 * value, ...], its values those of these places in this order; objects inside are rows of shapes of their own. A whole
 * line that is a row is an array instead of an object. Not a RecordLine: whoever reads lines gets them whole again.
 */
export interface ShapeLine {
  readonly type: 'shape';
  readonly shape: number;
  readonly of: Readonly<Record<string, unknown>>;
}

export type Row = readonly [shape: number, ...values: readonly unknown[]];
