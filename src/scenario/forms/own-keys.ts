import type { z } from 'zod';
import { formatPath, type Notes, type Path } from '../reading/notes.ts';
import { isFrameCount, isOneSeed, sameKey } from '../reading/other-keys.ts';
import { alternativesOf } from '../reading/schema-parts.ts';
import { isMap, isRecord, valueAt } from '../reading/structure.ts';
import { audioSchema, broadcastSchema, videoSchema } from '../schema/broadcast.ts';
import { scenarioSchema } from '../schema/scenario.ts';
import type { WithFullForms } from './full-budgets.ts';
import type { Move } from './move.ts';
import { withOwnShapes } from './own-shapes.ts';

type Written = Record<PropertyKey, unknown>;

/**
 * Returns a scenario in which keys that can mean one thing only are under their own names and in their own places: `gop` is
 * `keyframeInterval`, the `bitrate` of a broadcast is its video's. Warns of each. What is written twice stays, for the schema to refuse.
 */
export function withOwnKeys(value: unknown, notes: Notes): WithFullForms {
  const moves: Move[] = [];
  const named = (each: unknown) => renamed(each, [scenarioSchema], [], moves);
  // Only in its place is it known what a key beside its place means.
  const placed = named(inPlace(withOwnShapes(named(value), moves), moves));
  warnOfKeys(moves, notes);
  return { value: placed, writtenPath: (path) => writtenPath(path, moves) };
}

/** Warns of each key that was taken as another, or as one elsewhere; one that was moved and then renamed, once. */
function warnOfKeys(moves: readonly Move[], notes: Notes): void {
  for (const { from, to } of moves) {
    const isOfKey = typeof from.at(-1) === 'string' && typeof to.at(-1) === 'string';
    // A key in Chinese is a translation, no choice of ours: the rows of `check` say what it was taken as.
    const isTranslated = from.length === to.length && /^\p{Script=Han}/u.test(String(from.at(-1)));
    if (!isOfKey || isTranslated || moves.some((earlier) => isSame(earlier.to, from))) continue;
    const last = moves.find((later) => isSame(later.from, to))?.to ?? to;
    const key = formatPath(from.length === last.length ? last.slice(-1) : last);
    notes.warnings.push({ path: from, text: `${String(from.at(-1))} is taken as ${key}` });
  }
}

const isSame = (a: Path, b: Path) => a.length === b.length && a.every((step, i) => step === b[i]);

function writtenPath(path: Path, moves: readonly Move[]): Path {
  // The last move was made on the result of those before it.
  return moves.toReversed().reduce((at, { from, to }) => {
    const isWithin = to.every((step, i) => at[i] === step);
    return isWithin ? [...from, ...at.slice(to.length)] : at;
  }, path);
}

/** Gives the keys of a value that one of these schemas holds their own names, in all maps within. */
function renamed(value: unknown, schemas: readonly z.core.$ZodType[], at: Path, moves: Move[]): unknown {
  const all = schemas.flatMap(alternativesOf);
  if (Array.isArray(value)) {
    const items = all.flatMap(({ element }) => (element === undefined ? [] : [element]));
    return value.map((each: unknown, i) => renamed(each, items, [...at, i], moves));
  }
  if (!isMap(value)) return value;
  const shapes = all.flatMap(({ shape }) => (shape === undefined ? [] : [shape]));
  const ofAnyName = all.flatMap(({ valueType }) => (valueType === undefined ? [] : [valueType]));
  const known = [...new Set(shapes.flatMap((shape) => Object.keys(shape)))];
  const taken = new Set(Object.keys(value));
  const entries = Object.entries(value).map(([written, each]) => {
    const own = ofAnyName.length > 0 || known.includes(written) ? undefined : ownKey(written, each, known);
    const key = own === undefined || taken.has(own) ? written : own;
    taken.add(key);
    if (key !== written) moves.push({ from: [...at, written], to: [...at, key] });
    const within = [...shapes.flatMap((shape) => shape[key] ?? []), ...ofAnyName];
    const whole = key === 'seeds' && isOneSeed(written, each) ? [each] : each;
    return [key, renamed(whole, within, [...at, key], moves)] as const;
  });
  return Object.fromEntries(entries);
}

/** Returns the key that a name stands for. Viewers by number are no list of regions, and frames are no time. */
function ownKey(written: string, value: unknown, known: readonly string[]): string | undefined {
  const key = sameKey(written, known);
  const isOther = isFrameCount(written, value) || (key === 'regions' && !isRecord(value) && typeof value !== 'string');
  return isOther ? undefined : key;
}

const keysOf = (schema: { readonly shape: object }) => Object.keys(schema.shape);
/** A bitrate and a codec without `video` or `audio` before them are the picture's; FEC is asked of the sound, and refused for the picture. */
const VIDEO_KEYS = keysOf(videoSchema).filter((key) => key !== 'fec');
const AUDIO_KEYS = keysOf(audioSchema).filter((key) => !VIDEO_KEYS.includes(key));
const BROADCAST_KEYS = keysOf(broadcastSchema);
const TOP_KEYS = keysOf(scenarioSchema);

/** Moves what stands above its place into it: keys of the broadcast at the top, and those of its video and audio beside these. */
function inPlace(value: unknown, moves: Move[]): unknown {
  if (!isMap(value)) return value;
  const top = moved(
    value,
    [
      [BROADCAST_KEYS, ['broadcast']],
      [VIDEO_KEYS, ['broadcast', 'video']],
      [AUDIO_KEYS, ['broadcast', 'audio']],
    ],
    { known: TOP_KEYS, at: [], moves },
  );
  const { broadcast, variants } = top;
  const sending = (each: unknown, at: Path) =>
    isMap(each)
      ? moved(
          each,
          [
            [VIDEO_KEYS, ['video']],
            [AUDIO_KEYS, ['audio']],
          ],
          { known: BROADCAST_KEYS, at, moves },
        )
      : each;
  return {
    ...top,
    ...(isMap(broadcast) && { broadcast: sending(broadcast, ['broadcast']) }),
    ...(isMap(variants) && {
      variants: Object.fromEntries(
        Object.entries(variants).map(([name, each]) => [name, sending(each, ['variants', name])]),
      ),
    }),
  };
}

type Place = readonly [keys: readonly string[], path: Path];

/** Moves keys that are not known in a map into the first of these places below it that knows them and has none of that name yet. */
function moved(
  map: Written,
  places: readonly Place[],
  { known, at, moves }: { readonly known: readonly string[]; readonly at: Path; readonly moves: Move[] },
): Written {
  return Object.entries(map).reduce<Written>((result, [key, value]) => {
    const [, path] = places.find(([keys]) => keys.includes(key) || sameKey(key, keys) !== undefined) ?? [];
    if (known.includes(key) || path === undefined || !isFree(result, path, key)) return result;
    moves.push({ from: [...at, key], to: [...at, ...path, key] });
    const { [key]: _, ...rest } = result;
    return withValueAt(rest, [...path, key], value);
  }, map);
}

/** Reports whether a key can be put into the map at a path: all on the way are maps or not there, and the key is not. */
function isFree(map: Written, path: Path, key: string): boolean {
  const steps = path.map((_, i) => valueAt(map, path.slice(0, i + 1)));
  return steps.every((each) => each === undefined || isMap(each)) && valueAt(map, [...path, key]) === undefined;
}

function withValueAt(map: Written, [step = '', ...rest]: Path, value: unknown): Written {
  const within = map[step];
  return { ...map, [step]: rest.length === 0 ? value : withValueAt(isMap(within) ? within : {}, rest, value) };
}
