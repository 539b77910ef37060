import type { Row } from '../../model/recording/shape-line.ts';

type Fields = Record<string, unknown>;

/** A place in a shape that takes a value of the row. */
interface Place {
  readonly key: string;
  /** 'nothing': the value is stepped over. */
  readonly holds: 'values' | 'row' | 'rows' | 'nothing';
}

interface Shape {
  /** The object with everything that is the same in each: copied at once, with the places of all its fields. */
  readonly blank: Readonly<Fields>;
  readonly places: readonly Place[];
  readonly isKept: boolean;
}

/** What unpack() makes of a line that only declares a shape. */
export const SHAPE = Symbol('shape');

/** What a packed line's first characters tell. */
export interface LineHead {
  /** What all lines of its shape have in common. */
  readonly constants: Readonly<Fields>;
  readonly atMs: number;
}

export interface LineUnpacker {
  /** Of a packed line that is not parsed yet; undefined where it is not packed, or does not tell. */
  headOf(text: string): LineHead | undefined;
  /** The line as it was before it was packed, or undefined where the row does not fit a shape: damage. */
  unpack(value: unknown): unknown;
}

/**
 * The reverse of linePacker: to be given each line of the file in order, parsed. `keptFields` tells of objects in lists which of
 * their fields are to be unpacked, or none of the object (an empty list); undefined is all of it.
 */
export function lineUnpacker(
  keptFields: (of: Readonly<Fields>) => readonly string[] | undefined = () => undefined,
): LineUnpacker {
  const shapes = new Map<unknown, Shape>();

  const shapeIn = (row: Row): Shape => {
    const shape = shapes.get(row[0]);
    if (shape === undefined || row.length !== shape.places.length + 1) throw new TornRow();
    return shape;
  };

  const objectOf = (row: Row, { blank, places }: Shape): Fields => {
    const object: Fields = { ...blank };
    for (let at = 0; at < places.length; at++) {
      const place = places[at] as Place;
      if (place.holds === 'values') object[place.key] = row[at + 1];
      else if (place.holds === 'row') object[place.key] = inner(row[at + 1]);
      else if (place.holds === 'rows') object[place.key] = innerList(row[at + 1]);
    }
    return object;
  };

  const inner = (value: unknown): Fields => {
    const row = rowIn(value);
    return objectOf(row, shapeIn(row));
  };

  const innerList = (value: unknown): readonly Fields[] => {
    if (!Array.isArray(value)) throw new TornRow();
    const objects: Fields[] = [];
    for (const item of value) {
      const row = rowIn(item);
      const shape = shapeIn(row);
      if (shape.isKept) objects.push(objectOf(row, shape));
    }
    return objects;
  };

  return {
    headOf(text) {
      if (!text.startsWith('[') || !text.endsWith(']')) return undefined;
      const [shapeEnd, timeEnd] = [text.indexOf(','), text.indexOf(',', text.indexOf(',') + 1)];
      const shape = shapes.get(Number(text.slice(1, shapeEnd)));
      const atMs = Number(text.slice(shapeEnd + 1, timeEnd));
      if (timeEnd < 0 || shape?.places[0]?.key !== 'atMs' || !Number.isFinite(atMs)) return undefined;
      return { constants: shape.blank, atMs };
    },
    unpack(value) {
      if (Array.isArray(value)) {
        try {
          return inner(value);
        } catch (error) {
          if (error instanceof TornRow) return undefined;
          throw error;
        }
      }
      if (!isObject(value) || value.type !== 'shape') return value;
      if (!isObject(value.of)) return undefined;
      shapes.set(value.shape, shapeOf(value.of, keptFields(value.of)));
      return SHAPE;
    },
  };
}

function shapeOf(of: Readonly<Fields>, kept: readonly string[] | undefined): Shape {
  const isWanted = (key: string) => kept === undefined || kept.includes(key);
  const entries = Object.entries(of).map(([key, value]) => ({ key, value, holds: heldAt(value) }));
  const places = entries.flatMap(({ key, holds }) =>
    holds === 'constant' ? [] : [{ key, holds: isWanted(key) ? holds : ('nothing' as const) }],
  );
  const blank = Object.fromEntries(entries.flatMap(({ key, value }) => (isWanted(key) ? [[key, value]] : [])));
  return { blank, places, isKept: kept?.length !== 0 };
}

class TornRow extends Error {}

function rowIn(value: unknown): Row {
  if (!Array.isArray(value) || typeof value[0] !== 'number') throw new TornRow();
  return value as unknown as Row;
}

function heldAt(value: unknown): 'constant' | 'values' | 'row' | 'rows' {
  if (Array.isArray(value) && value.length === 0) return 'values';
  if (Array.isArray(value) && isObject(value[0])) return 'rows';
  if (isObject(value)) return 'row';
  return typeof value === 'number' ? 'values' : 'constant';
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
