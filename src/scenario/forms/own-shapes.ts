import { isMap } from '../reading/structure.ts';
import type { Move } from './move.ts';

/**
 * Returns a scenario whose regions are a list and whose variants are a map, however they are written: regions from a map by their names,
 * from one entry or one name, variants from a list whose entries have a `name`.
 */
export function withOwnShapes(value: unknown, moves: Move[]): unknown {
  if (!isMap(value)) return value;
  const { regions, variants } = value;
  return {
    ...value,
    ...(regions !== undefined && { regions: regionList(regions, moves) }),
    ...(variants !== undefined && { variants: variantsByName(variants, moves) }),
  };
}

function regionList(regions: unknown, moves: Move[]): unknown {
  if (typeof regions === 'string') return [regions];
  if (!isMap(regions)) return regions;
  if (regions.region !== undefined) {
    moves.push({ from: ['regions'], to: ['regions', 0] });
    return [regions];
  }
  return Object.entries(regions).map(([region, entry], i) => {
    moves.push({ from: ['regions', region], to: ['regions', i] });
    if (entry === null) return { region };
    return isMap(entry) ? { region, ...entry } : { region, access: entry };
  });
}

function variantsByName(variants: unknown, moves: Move[]): unknown {
  if (!Array.isArray(variants)) return variants;
  const named = variants.flatMap((each: unknown, i) => {
    if (!isMap(each) || typeof each.name !== 'string') return [];
    const { name, ...rest } = each;
    return [{ name, rest, move: { from: ['variants', i], to: ['variants', name] } }];
  });
  // Two of one name would become one.
  if (named.length < variants.length || new Set(named.map(({ name }) => name)).size < named.length) return variants;
  moves.push(...named.map(({ move }) => move));
  return Object.fromEntries(named.map(({ name, rest }) => [name, rest]));
}
