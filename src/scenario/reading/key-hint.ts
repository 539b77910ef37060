import type { z } from 'zod';
import { didYouMean } from './nearest.ts';

/** Keys by which other tools and their users call what a scenario calls otherwise; the first that is known there is named. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  bandwidth: ['down` and `up', 'out` and `back'],
  capacity: ['down` and `up', 'out` and `back'],
  throughput: ['down` and `up', 'out` and `back'],
  rate: ['bitrate', 'down` and `up', 'out` and `back'],
  layers: ['simulcast'],
  encodings: ['simulcast'],
  latency: ['rtt', 'delay'],
  ping: ['rtt'],
  packetloss: ['loss'],
  framerate: ['fps'],
  resolution: ['size'],
  gop: ['keyframeInterval'],
  watchers: ['viewers'],
  network: ['access'],
  city: ['region'],
  country: ['region'],
  startsat: ['airtime'],
  starttime: ['airtime'],
  start: ['airtime'],
  onair: ['airtime'],
  date: ['airtime'],
  time: ['airtime'],
  seed: ['seeds'],
  length: ['duration'],
  limits: ['budgets'],
  thresholds: ['budgets'],
  publisher: ['broadcast'],
  stream: ['broadcast'],
  uplink: ['firstMile'],
  size: ['scaleDownBy'],
  名称: ['name'],
  时长: ['duration'],
  预热: ['warmup'],
  种子: ['seeds'],
  开播时间: ['airtime'],
  直播: ['broadcast'],
  推流: ['broadcast'],
  视频: ['video'],
  音频: ['audio'],
  编码: ['codec'],
  分辨率: ['size'],
  帧率: ['fps'],
  码率: ['bitrate'],
  推流首段: ['firstMile'],
  跨境段: ['haul'],
  地区: ['regions', 'region'],
  接入: ['access'],
  网络: ['access'],
  观众: ['viewers'],
  要求: ['budgets'],
  上下行: ['down` and `up'],
  下行: ['down'],
  上行: ['up'],
  延迟: ['rtt', 'delay'],
  丢包: ['loss'],
  抖动: ['jitter'],
  url: ['publish` or `watch'],
  whip: ['publish'],
  whep: ['watch'],
};

/** Places where each key is known: "transport" in `broadcast`. */
export type KeyPlaces = ReadonlyMap<string, readonly string[]>;

/**
 * Returns a hint on what an unknown key meant: another name of a known one, one that is close, or the place where it belongs.
 * Undefined if there is nothing to suggest.
 */
export function keyHint(key: string, known: readonly string[], places: KeyPlaces = new Map()): string | undefined {
  const plain = key.toLowerCase().replace(/[-_]/g, '');
  const named = (Object.hasOwn(OTHER_NAMES, plain) ? OTHER_NAMES[plain] : undefined)?.find((name) =>
    known.includes(name.split('`')[0] ?? ''),
  );
  if (named !== undefined) return `did you mean \`${named}\`?`;
  const close = didYouMean(key, known);
  if (close !== undefined) return close;
  const where = places.get(key);
  return where === undefined ? undefined : `\`${key}\` belongs in ${where.map((place) => `\`${place}\``).join(' or ')}`;
}

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
  for (const [key, value] of Object.entries(def.shape ?? {})) {
    if (at !== '' && places.get(key)?.includes(at) !== true) places.set(key, [...(places.get(key) ?? []), at]);
    collect(value, at === '' ? key : `${at}.${key}`, places);
  }
}

/** Part of a schema's definition that holds other schemas. */
interface Definition {
  readonly innerType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
}
