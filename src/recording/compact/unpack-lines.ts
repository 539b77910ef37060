import type { Row } from '../../model/lines/shape-line.ts';

type Fields = Record<string, unknown>;

/** A place in a shape: whether and how it takes a value of the row. */
type Place =
  | { readonly key: string; readonly holds: 'constant'; readonly constant: unknown }
  | { readonly key: string; readonly holds: 'values' | 'row' | 'rows' };

/** What unpack() makes of a line that only declares a shape. */
export const SHAPE = Symbol('shape');

export interface LineUnpacker {
  /** The line as it was before it was packed, or undefined where the row does not fit a shape: damage. */
  unpack(value: unknown): unknown;
}

/** The reverse of linePacker: to be given each line of the file in order, parsed. */
export function lineUnpacker(): LineUnpacker {
  const shapes = new Map<unknown, readonly Place[]>();

  const objectOf = (row: Row): Fields => {
    const places = shapes.get(row[0]);
    if (places === undefined) throw new TornRow();
    const object: Fields = {};
    let at = 1;
    for (const place of places)
      object[place.key] = place.holds === 'constant' ? place.constant : held(place, row[at++]);
    if (at !== row.length) throw new TornRow();
    return object;
  };

  const held = ({ holds }: Place, value: unknown): unknown => {
    if (holds === 'row') return objectOf(rowIn(value));
    if (holds !== 'rows') return value;
    if (!Array.isArray(value)) throw new TornRow();
    return value.map((item) => objectOf(rowIn(item)));
  };

  return {
    unpack(value) {
      if (Array.isArray(value)) {
        try {
          return objectOf(rowIn(value));
        } catch (error) {
          if (error instanceof TornRow) return undefined;
          throw error;
        }
      }
      if (!isObject(value) || value.type !== 'shape') return value;
      if (!isObject(value.of)) return undefined;
      shapes.set(value.shape, Object.entries(value.of).map(placeOf));
      return SHAPE;
    },
  };
}

class TornRow extends Error {}

function rowIn(value: unknown): Row {
  if (!Array.isArray(value) || typeof value[0] !== 'number') throw new TornRow();
  return value as unknown as Row;
}

function placeOf([key, value]: [string, unknown]): Place {
  if (Array.isArray(value) && value.length === 0) return { key, holds: 'values' };
  if (Array.isArray(value) && isObject(value[0])) return { key, holds: 'rows' };
  if (isObject(value)) return { key, holds: 'row' };
  return typeof value === 'number' ? { key, holds: 'values' } : { key, holds: 'constant', constant: value };
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
