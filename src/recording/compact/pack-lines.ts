import type { RecordLine } from '../../model/recording/recording.ts';
import type { Row, ShapeLine } from '../../model/recording/shape-line.ts';

/** Lines that come each second and change in little but their numbers. The others are rare and stay as they are. */
const PACKED: ReadonlySet<string> = new Set<RecordLine['type']>([
  'frames-made',
  'frames-seen',
  'frame-stamps',
  'clarity',
  'sound-made',
  'sound-heard',
  'stats',
  'sdk',
  'host',
  'device',
  'links',
  'origin',
]);

export interface LinePacker {
  /** Returns the line as it is to be written, preceded by the shapes it is the first to use. */
  pack(line: RecordLine): readonly (RecordLine | ShapeLine | Row)[];
  /** Makes shapes be written again from here on, because the last lines may not have reached the file. */
  forget(): void;
}

/** Creates a packer, which writes names only once (see ShapeLine): they take five times the bytes of the numbers. */
export function createLinePacker(): LinePacker {
  const shapes = new Map<string, number>();
  // Shape numbers are not reused after forget(), so that rows already in the file keep their meaning.
  let nextShape = 0;
  let declared: ShapeLine[] = [];

  const toRow = (object: object): Row => {
    const values: unknown[] = [];
    const of: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(object)) {
      const place = placeholder(value);
      if (place !== undefined) values.push(packValue(key, value));
      // As in JSON: NaN and infinities become null, and undefined fields are left out.
      if (value !== undefined) of[key] = place ?? (typeof value === 'number' ? null : value);
    }
    return [shapeNumber(of), ...values];
  };

  const shapeNumber = (of: ShapeLine['of']): number => {
    const key = JSON.stringify(of);
    const known = shapes.get(key);
    if (known !== undefined) return known;
    const shape = nextShape++;
    shapes.set(key, shape);
    declared.push({ type: 'shape', shape, of });
    return shape;
  };

  const packValue = (key: string, value: unknown): unknown => {
    if (typeof value === 'number') return roundValue(key, value);
    if (!Array.isArray(value)) return toRow(value as object);
    return value.map((item: unknown) => (typeof item === 'number' ? roundValue(key, item) : toRow(item as object)));
  };

  return {
    pack(line) {
      if (!PACKED.has(line.type)) return [line];
      declared = [];
      const row = toRow(line);
      return [...declared, row];
    },
    forget: () => shapes.clear(),
  };
}

/**
 * Returns the placeholder for a value in its shape; undefined for values that are the same in all rows: strings,
 * booleans and null.
 */
function placeholder(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? 0 : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return {};
  if (value.every((item) => typeof item === 'number')) return [];
  return value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item)) ? [{}] : undefined;
}

/** Units per ms in fields that end in `Ms`, and in browsers' time stamps, which are no finer: microseconds. */
const PER_MS = 1e3;
/** Units per s: microseconds. For fractions and decibels this is finer than anybody measures. */
const PER_OTHER = 1e6;
/** Smallest time stamp (ms since 1970); larger than any duration, whatever its unit. */
const LEAST_STAMP = 1e11;

/** Rounds a field's number to the digits that mean something, dropping those that only floating point added. */
export function roundValue(name: string, value: number): number {
  if (Number.isInteger(value)) return value;
  const scale = name.endsWith('Ms') || value > LEAST_STAMP ? PER_MS : PER_OTHER;
  return Math.round(value * scale) / scale;
}
