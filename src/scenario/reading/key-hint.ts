import type { z } from 'zod';
import { didYouMean } from './nearest.ts';
import type { Path } from './notes.ts';
import { likeKey, plainKey } from './other-keys.ts';
import { alternativesOf } from './schema-parts.ts';

/** Places where each key is known: "transport" in `broadcast`. */
export type KeyPlaces = ReadonlyMap<string, readonly string[]>;

/**
 * Returns a hint on what an unknown key meant: another name of a known one, one that is close, or the place where it belongs,
 * next to `path` if it is known there. Undefined if there is nothing to suggest.
 */
export function keyHint(
  key: string,
  known: readonly string[],
  places: KeyPlaces = new Map(),
  path: Path = [],
): string | undefined {
  const [, joined = '', rest = ''] = /^([A-Za-z]\w*)[:=：]\s*(\S.*)$/.exec(key) ?? [];
  if (known.includes(joined) && !key.includes('：'))
    return `did you mean \`${joined}: ${rest}\`? A colon needs a space after it`;
  const place = path.length > 1 ? ELSEWHERE[plainKey(key)] : undefined;
  if (place !== undefined && !known.includes(key)) return place;
  const foreign = FOREIGN.find(([form]) => form.test(key));
  if (foreign !== undefined) return foreign[1];
  const named = likeKey(key, known);
  if (named !== undefined) return `did you mean \`${named}\`?`;
  const close = didYouMean(key, known);
  if (close !== undefined) return close;
  const where = nextTo(path, places.get(key) ?? []);
  return where.length === 0 ? undefined : `\`${key}\` belongs in ${where.map((place) => `\`${place}\``).join(' or ')}`;
}

/** Keys for what is said in another way, or elsewhere. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['join', 'joins', 'joinat', 'leave', 'leaveat', 'leaves', 'churn'].map((key) => [
      key,
      '`joins` or `churn` at the top of the file: all viewers join within that time, or a share leaves while others join',
    ]),
  ),
  ...Object.fromEntries(
    ['fail', 'error', 'critical'].map((key) => [
      key,
      '`ready` is the limit to pass; up to `warn`, a looser one, it warns, and beyond it fails',
    ]),
  ),
  ...Object.fromEntries(
    ['key', 'streamkey', 'secret', '推流码'].map((key) => [
      key,
      '`{env: NAME}` in place of a URL takes one with its stream key from the environment, `bearer` a token',
    ]),
  ),
  ...Object.fromEntries(
    ['from', 'city', 'origincity', 'location', 'where', 'country', '始发地', '出发地', '推流地', '地点'].map((key) => [
      key,
      'the catalog’s hauls begin in China: from elsewhere, write `haul` in place, such as {rtt: 180 ms, jitter: 5 ms, loss: 0.2 %}; `firstMile` is the line it is sent over',
    ]),
  ),
  ...Object.fromEntries(
    ['username', 'user', 'password', 'pass', 'basic', 'auth', '用户名', '密码'].map((key) => [
      key,
      'only a bearer token is sent: `bearer: {env: NAME}`; a server that takes name and password in the address has them in its URL',
    ]),
  ),
  ...Object.fromEntries(
    [
      ...[
        'bframes',
        'bf',
        'preset',
        'tune',
        'profile',
        'level',
        'crf',
        'qp',
        'cbr',
        'vbr',
        'ratecontrol',
        'rc',
        'threads',
        'lookahead',
      ],
      ...['vbv', 'bufsize', 'minbitrate', 'pixfmt', 'pixelformat', 'colorspace', 'refs', 'entropy', '预设', 'b帧'],
    ].map((key) => [key, 'the browser’s own encoder has no such setting: leave it out']),
  ),
  burst:
    'the `loss` of an event lasts for its whole `for`: a short one is a burst; a line written out has `burst` for all the time',
  crosstraffic:
    'the `crossTraffic` of a line takes `at` and `for`; an event with `rate` leaves the stream less as well',
  ...Object.fromEntries(
    ['orientation', 'rotation', 'rotate', 'portrait', 'vertical', '竖屏'].map((key) => [
      key,
      '`size` says it: 720x1280 is upright',
    ]),
  ),
};

/** Keys that other dialects of YAML and JSON have, and those that are no keys, with what to write instead. */
const FOREIGN: readonly (readonly [form: RegExp, hint: string])[] = [
  [/^\/[/*]/, 'a comment begins with #'],
  [/^(?:x-|\.)/, 'no key is there for anchors alone: write the anchor where its value is first used'],
  [/^\d[\d.]*\s*\D/, 'a comma ends the value before it: decimals have a point, thousands no sign'],
];

/** Most places named in one hint. */
const MAX_PLACES = 3;

/** Returns the nearest places below the map that a key was found in, if there are any, else the outermost of all. */
function nextTo(path: Path, all: readonly string[]): readonly string[] {
  const map = path.slice(0, -1).map((step) => (typeof step === 'number' ? '[]' : String(step)));
  const isBelow = (place: string) => {
    const steps = place.replaceAll('[]', '.[]').split('.');
    return map.length > 0 && map.every((step, n) => steps[n] === step || steps[n] === ANY_NAME);
  };
  const depth = (place: string) => place.split(/[.[]/).length;
  const sorted = all.toSorted((a, b) => depth(a) - depth(b));
  const below = sorted.filter(isBelow);
  const nearest = below.filter((place) => depth(place) === depth(below[0] ?? ''));
  return (nearest.length > 0 ? nearest : sorted).slice(0, MAX_PLACES);
}

/** Key of a map whose keys are names of the author's own, such as those of variants. */
const ANY_NAME = 'NAME';

/** Lists the keys of a map and of the maps in it, each with the maps that it stands in. Keys at the top are left out. */
export function keyPlaces(schema: z.core.$ZodType): KeyPlaces {
  const places = new Map<string, string[]>();
  collect(schema, '', places);
  return places;
}

function collect(schema: z.core.$ZodType, at: string, places: Map<string, string[]>): void {
  for (const { element, valueType, shape = {} } of alternativesOf(schema)) {
    if (element !== undefined) collect(element, `${at}[]`, places);
    if (valueType !== undefined) collect(valueType, `${at}.${ANY_NAME}`, places);
    for (const [key, value] of Object.entries(shape)) {
      if (at !== '' && places.get(key)?.includes(at) !== true) places.set(key, [...(places.get(key) ?? []), at]);
      collect(value, at === '' ? key : `${at}.${key}`, places);
    }
  }
}
