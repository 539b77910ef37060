import type { z } from 'zod';
import { didYouMean } from './nearest.ts';
import type { Path } from './notes.ts';

/** Keys by which other tools and their users call what a scenario calls otherwise; the first that is known there is named. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  ...each(['bandwidth', 'capacity', 'throughput', '带宽'], ['down` and `up', 'out` and `back']),
  ...each(['download', 'downlink', 'dl', 'down', '下行'], ['down', 'out', 'rate` with `only']),
  ...each(['upload', 'uplink', 'ul', 'up', '上行'], ['up', 'back', 'rate` with `only']),
  out: ['down` or `up'],
  back: ['down` or `up'],
  ...each(['rate', '速率'], ['bitrate', 'down` and `up', 'out` and `back', 'rate']),
  ...each(['码率', 'maxbitrate'], ['bitrate']),
  ...each(['layers', 'encodings'], ['simulcast']),
  ...each(['latency', '时延', '延迟'], ['rtt', 'delay']),
  ...each(['delayms', 'onewaydelay', 'owd', '单向时延', '单程延迟'], ['delay']),
  ...each(['ping', 'rttms', 'roundtrip', 'roundtriptime', '往返时延', '往返延迟'], ['rtt']),
  ...each(['packetloss', 'plr', '丢包', '丢包率'], ['loss']),
  抖动: ['jitter'],
  ...each(['framerate', '帧率'], ['fps']),
  ...each(['resolution', 'width', 'height', '分辨率'], ['size']),
  ...each(['gop', 'keyint', '关键帧间隔'], ['keyframeInterval']),
  ...each(['watchers', '观众', '观众数'], ['viewers']),
  network: ['access'],
  ...each(['city', 'country', '地区'], ['region', 'regions']),
  ...each(['duration', 'length', 'until', 'end', '持续'], ['for']),
  ...each(['start', 'begin', 'from'], ['at']),
  ...each(['startsat', 'startat', 'starttime', 'onair', 'date', 'time', '开播时间'], ['airtime', 'at']),
  ...each(['timezone', 'tz', '时区'], ['zone', 'airtime']),
  ...each(['arrivals', 'arrive', 'ramp', 'rampup', 'joinspread', '进场'], ['joins']),
  ...each(['leave', 'leaves', 'leaving', 'turnover', '离场', '流失'], ['churn']),
  ...each(['seed'], ['seeds']),
  ...each(['limits', 'thresholds', '要求', '上下限'], ['budgets']),
  ...each(['publisher', 'stream', '直播', '推流'], ['broadcast']),
  ...each(['接入', '网络'], ['access']),
  size: ['scaleDownBy'],
  视频: ['video'],
  音频: ['audio'],
  推流首段: ['firstMile'],
  跨境段: ['haul'],
  url: ['publish` or `watch'],
  whip: ['publish'],
  whep: ['watch'],
  名称: ['name'],
  时长: ['duration'],
  预热: ['warmup'],
  ...each(['稳定', 'settled', 'settling'], ['settle']),
  种子: ['seeds'],
  编码: ['codec'],
  设备: ['device'],
  ...each(['token', 'auth', 'authorization', 'bearertoken', '令牌'], ['bearer']),
  ...each(['svc', 'scalability', 'temporallayers', 'spatiallayers'], ['scalabilityMode']),
  ...each(['outage', 'dark', 'disconnect', '中断', '断网'], ['blackout']),
  ...each(['on', 'where', 'target', 'segment'], ['haul`, `access` or `firstMile']),
  ...each(['retransmission', 'rtx', '重传'], ['nack']),
  ...each(['stereo', '声道'], ['channels']),
};

function each(names: readonly string[], meanings: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, meanings]));
}

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
  const plain = plainKey(key);
  const named = (Object.hasOwn(OTHER_NAMES, plain) ? OTHER_NAMES[plain] : undefined)?.find((name) =>
    known.includes(name.split('`')[0] ?? ''),
  );
  if (named !== undefined) return `did you mean \`${named}\`?`;
  const close = didYouMean(key, known);
  if (close !== undefined) return close;
  const where = nextTo(path, places.get(key) ?? []);
  return where.length === 0 ? undefined : `\`${key}\` belongs in ${where.map((place) => `\`${place}\``).join(' or ')}`;
}

/** Returns a key without what writers differ in: case, hyphens, underscores and spaces. */
const plainKey = (key: string) => key.toLowerCase().replace(/[-_\s]/g, '');

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
    ['from', 'city', 'origincity', '始发地'].map((key) => [
      key,
      '`firstMile` is the line it is sent over; the catalog’s hauls begin in China',
    ]),
  ),
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
  const { def } = schema._zod as { readonly def: Definition };
  if (def.innerType !== undefined) collect(def.innerType, at, places);
  if (def.element !== undefined) collect(def.element, `${at}[]`, places);
  if (def.valueType !== undefined) collect(def.valueType, `${at}.${ANY_NAME}`, places);
  for (const option of def.options ?? []) collect(option, at, places);
  for (const [key, value] of Object.entries(def.shape ?? {})) {
    if (at !== '' && places.get(key)?.includes(at) !== true) places.set(key, [...(places.get(key) ?? []), at]);
    collect(value, at === '' ? key : `${at}.${key}`, places);
  }
}

/** Part of a schema's definition that holds other schemas. */
interface Definition {
  readonly innerType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
}
