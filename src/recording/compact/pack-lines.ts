import type { RecordLine } from '../../model/recording/recording.ts';
import type { Row, ShapeLine } from '../../model/recording/shape-line.ts';
import { meantDigits } from './meant-digits.ts';

/** Lines that come each second, hardly changed but in their numbers. The others come seldom and stay as they are. */
const PACKED: ReadonlySet<string> = new Set<RecordLine['type']>([
  'frames-made',
  'frames-seen',
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
  /** The line as it is to be written, after the shapes it is the first to use. */
  pack(line: RecordLine): readonly (RecordLine | ShapeLine | Row)[];
  /** What was packed last may not have reached the file: shapes are written anew from here on. */
  forget(): void;
}

/** Names cost five times what the numbers under them do; so they are written once (ShapeLine tells how). */
export function linePacker(): LinePacker {
  const shapes = new Map<string, number>();
  // Numbers are not used again after forget(): rows already in the file keep their meaning.
  let nextShape = 0;
  let declared: ShapeLine[] = [];

  const rowOf = (object: object): Row => {
    const values: unknown[] = [];
    const of: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(object)) {
      const place = placeOf(value);
      if (place !== undefined) values.push(written(key, value));
      // As JSON has it: a number that is none becomes null, a field that is undefined is not there.
      if (value !== undefined) of[key] = place ?? (typeof value === 'number' ? null : value);
    }
    return [shapeOf(of), ...values];
  };

  const shapeOf = (of: ShapeLine['of']): number => {
    const key = JSON.stringify(of);
    const known = shapes.get(key);
    if (known !== undefined) return known;
    const shape = nextShape++;
    shapes.set(key, shape);
    declared.push({ type: 'shape', shape, of });
    return shape;
  };

  const written = (key: string, value: unknown): unknown => {
    if (typeof value === 'number') return meantDigits(key, value);
    if (!Array.isArray(value)) return rowOf(value as object);
    return value.map((item: unknown) => (typeof item === 'number' ? meantDigits(key, item) : rowOf(item as object)));
  };

  return {
    pack(line) {
      if (!PACKED.has(line.type)) return [line];
      declared = [];
      const row = rowOf(line);
      return [...declared, row];
    },
    forget: () => shapes.clear(),
  };
}

/** What stands for the value in its shape; undefined for what is the same in all rows: words, and null. */
function placeOf(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? 0 : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return {};
  if (value.every((item) => typeof item === 'number')) return [];
  return value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item)) ? [{}] : undefined;
}
