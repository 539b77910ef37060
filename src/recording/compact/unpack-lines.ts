import type { Row } from '../../model/recording/shape-line.ts';

type Fields = Record<string, unknown>;

/** A place in a shape that is filled with a value of the row. */
interface Place {
  readonly key: string;
  /** `nothing`: the value is skipped. */
  readonly holds: 'values' | 'row' | 'rows' | 'nothing';
}

interface Shape {
  /**
   * Template with the values that all objects share, copied for each object so that all fields have their positions.
   */
  readonly template: Readonly<Fields>;
  readonly places: readonly Place[];
  readonly isKept: boolean;
}

const [OPEN, CLOSE, COMMA, POINT, ZERO] = [0x5b, 0x5d, 0x2c, 0x2e, 0x30];
/** Largest number that can take one more digit and still is exact. */
const MOST_BEFORE_DIGIT = Math.floor(Number.MAX_SAFE_INTEGER / 10) - 1;

/** Result of unpack() for a line that only declares a shape. */
export const SHAPE = Symbol('shape');

/** Content of a packed line that its first characters give. */
export interface LineHead {
  /** Values that all lines of its shape share. */
  readonly constants: Readonly<Fields>;
  readonly atMs: number;
}

export interface LineUnpacker {
  /**
   * Reads the head of a packed line from its bytes, those from `from` to `to`, without decoding the line; undefined if it is
   * not packed, or its shape is not declared yet or begins with another place.
   */
  headOf(bytes: Buffer, from: number, to: number): LineHead | undefined;
  /** Restores a parsed line to what it was before packing; undefined if the row fits no shape, which means damage. */
  unpack(value: unknown): unknown;
}

/**
 * Creates the reverse of createLinePacker, which must see each line of the file, parsed, in order. `keptFields` selects the
 * fields to unpack of objects in lists, by the object's shape: `[]` drops the object, `undefined` keeps every field.
 */
export function createLineUnpacker(
  keptFields: (shape: Readonly<Fields>) => readonly string[] | undefined = () => undefined,
): LineUnpacker {
  const shapes = new Map<unknown, Shape>();

  const shapeIn = (row: Row): Shape => {
    const shape = shapes.get(row[0]);
    if (shape === undefined || row.length !== shape.places.length + 1) throw new TornRow();
    return shape;
  };

  const toObject = (row: Row, { template, places }: Shape): Fields => {
    const object: Fields = { ...template };
    for (let at = 0; at < places.length; at++) {
      const place = places[at] as Place;
      if (place.holds === 'values') object[place.key] = row[at + 1];
      else if (place.holds === 'row') object[place.key] = unpackRow(row[at + 1]);
      else if (place.holds === 'rows') object[place.key] = unpackRows(row[at + 1]);
    }
    return object;
  };

  const unpackRow = (value: unknown): Fields => {
    const row = rowIn(value);
    return toObject(row, shapeIn(row));
  };

  const unpackRows = (value: unknown): readonly Fields[] => {
    if (!Array.isArray(value)) throw new TornRow();
    const objects: Fields[] = [];
    for (const item of value) {
      const row = rowIn(item);
      const shape = shapeIn(row);
      if (shape.isKept) objects.push(toObject(row, shape));
    }
    return objects;
  };

  return {
    headOf(bytes, from, to) {
      if (bytes[from] !== OPEN || bytes[to - 1] !== CLOSE) return undefined;
      const shapeEnd = bytes.indexOf(COMMA, from);
      const timeEnd = bytes.indexOf(COMMA, shapeEnd + 1);
      if (shapeEnd < 0 || timeEnd < 0 || timeEnd >= to) return undefined;
      const shape = shapes.get(numberAt(bytes, from + 1, shapeEnd));
      if (shape?.places[0]?.key !== 'atMs') return undefined;
      const atMs = numberAt(bytes, shapeEnd + 1, timeEnd);
      return Number.isFinite(atMs) ? { constants: shape.template, atMs } : undefined;
    },
    unpack(value) {
      if (Array.isArray(value)) {
        try {
          return unpackRow(value);
        } catch (error) {
          if (error instanceof TornRow) return undefined;
          throw error;
        }
      }
      if (!isObject(value) || value.type !== 'shape') return value;
      if (!isObject(value.of)) return undefined;
      shapes.set(value.shape, toShape(value.of, keptFields(value.of)));
      return SHAPE;
    },
  };
}

function toShape(of: Readonly<Fields>, kept: readonly string[] | undefined): Shape {
  const isWanted = (key: string) => kept === undefined || kept.includes(key);
  const entries = Object.entries(of).map(([key, value]) => ({ key, value, holds: placeKind(value) }));
  const places = entries.flatMap(({ key, holds }) =>
    holds === 'constant' ? [] : [{ key, holds: isWanted(key) ? holds : ('nothing' as const) }],
  );
  const template = Object.fromEntries(entries.flatMap(({ key, value }) => (isWanted(key) ? [[key, value]] : [])));
  return { template, places, isKept: kept?.length !== 0 };
}

/** Reads the number written in these bytes, as Number() does; a file has a million of them in places where only they matter. */
function numberAt(bytes: Buffer, from: number, to: number): number {
  let [digits, scale] = [0, 0];
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte === POINT && scale === 0 && at > from && at < to - 1) scale = 1;
    else if (byte >= ZERO && byte <= ZERO + 9 && digits <= MOST_BEFORE_DIGIT) {
      digits = 10 * digits + (byte - ZERO);
      scale *= 10;
    } else return Number(bytes.toString('latin1', from, to));
  }
  // Both are whole and exact, so that their quotient is rounded once, as a decimal number is.
  return scale === 0 ? digits : digits / scale;
}

class TornRow extends Error {}

function rowIn(value: unknown): Row {
  if (!Array.isArray(value) || typeof value[0] !== 'number') throw new TornRow();
  return value as unknown as Row;
}

function placeKind(value: unknown): 'constant' | 'values' | 'row' | 'rows' {
  if (Array.isArray(value) && value.length === 0) return 'values';
  if (Array.isArray(value) && isObject(value[0])) return 'rows';
  if (isObject(value)) return 'row';
  return typeof value === 'number' ? 'values' : 'constant';
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
