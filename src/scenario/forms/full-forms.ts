import { wallMs } from '../../lib/clock.ts';
import type { MetricInfo } from '../../model/result/metric.ts';
import type { Notes, Path } from '../reading/notes.ts';
import { isMap, valueAt } from '../reading/structure.ts';
import { MOST_SEEDS, SEEDS_IN_A_ROW } from '../schema/short-forms.ts';
import { fullAirtime } from './full-airtime.ts';
import { fullBudgets, regionNames, type WithFullForms } from './full-budgets.ts';
import { fullEvent } from './full-event.ts';
import { fullSource } from './full-source.ts';
import { fullTransport } from './full-transport.ts';
import { fullVideo, withRateUnit } from './full-video.ts';
import { mapValues } from './map-values.ts';

/**
 * Returns a scenario as written with what can mean one thing only in its full form: `seeds: 3` is three seeds, a region by its
 * name alone has no other field, `source: clip.mp4` is a file, `outage: 5 s` is a blackout, bounds without a region are for all,
 * metrics and codecs go by other names too.
 */
export function withFullForms(value: unknown, metrics: readonly MetricInfo[], notes: Notes): WithFullForms {
  if (!isMap(value)) return { value, writtenPath: (path) => path };
  const { seeds, airtime, regions, broadcast, variants, ladder, events, budgets } = value;
  const base = isMap(broadcast)
    ? withVideo(withSource(withAudio(broadcast, notes), notes), ['broadcast'], notes)
    : broadcast;
  const full = fullBudgets(budgets, regionNames(regions), metrics, notes);
  return {
    value: {
      ...value,
      ...withUnits(value, notes),
      ...(seeds !== undefined && { seeds: seedList(seeds) ?? seeds }),
      ...(airtime !== undefined && { airtime: fullAirtime(airtime, wallMs(), notes) }),
      ...(Array.isArray(regions) && { regions: regions.map(fullRegion) }),
      ...(base !== undefined && { broadcast: base }),
      ...(isMap(variants) && {
        variants: mapValues(variants, (each, name) =>
          isMap(each) ? withVideo(each, ['variants', name], notes, valueAt(base, ['video'])) : each,
        ),
      }),
      ...(Array.isArray(ladder) && {
        ladder: ladder.map((step, i) => fullVideo(withoutName(step, i, notes), ['ladder', i], notes)),
      }),
      ...(Array.isArray(events) && { events: events.map(fullEvent) }),
      ...(budgets !== undefined && { budgets: full.value }),
    },
    writtenPath: full.writtenPath,
  };
}

/** Returns a step of a ladder without a name: its settings are its name. */
function withoutName(step: unknown, index: number, notes: Notes): unknown {
  if (!isMap(step) || typeof step.name !== 'string') return step;
  const { name, ...rest } = step;
  notes.warnings.push({
    path: ['ladder', index, 'name'],
    text: `${name} is left out: steps are named by their settings, h264-720p-2000k`,
  });
  return rest;
}

/** Returns the seeds that a number, "1-6" or ["1..6"] stands for; undefined for any other form. */
function seedList(seeds: unknown): readonly number[] | undefined {
  const written: unknown =
    Array.isArray(seeds) && seeds.length === 1 && typeof seeds[0] === 'string' ? seeds[0] : seeds;
  const [first, last] =
    typeof written === 'string' ? (SEEDS_IN_A_ROW.exec(written)?.slice(1).map(Number) ?? []) : [1, written];
  if (typeof first !== 'number' || typeof last !== 'number' || !Number.isInteger(last)) return undefined;
  const count = last - first + 1;
  return count >= 1 && count <= MOST_SEEDS ? Array.from({ length: count }, (_, i) => first + i) : undefined;
}

/** Returns a region by its name alone as an entry. A text that holds a field, "Jakarta: fixed", is none. */
function fullRegion(entry: unknown): unknown {
  return typeof entry === 'string' && entry.trim() !== '' ? { region: entry } : entry;
}

/** Times at the top that a number alone gives in seconds: an hour of rehearsal is nobody's first. */
const TIMES = ['duration', 'warmup', 'joins'];

/** Returns times, and a churn below one, that are numbers alone, with the unit that they can only have. */
function withUnits(value: Record<PropertyKey, unknown>, notes: Notes): Record<string, unknown> {
  const numbers = [...TIMES, 'churn'].flatMap((key) => {
    const written = value[key];
    if (typeof written !== 'number' || (key === 'churn' && !(written > 0 && written < 1))) return [];
    const text = key === 'churn' ? `${Number((written * 100).toPrecision(12))} %` : `${written} s`;
    notes.warnings.push({ path: [key], text: `${written} is taken as ${text}` });
    return [[key, text] as const];
  });
  return Object.fromEntries(numbers);
}

function withSource(broadcast: Record<PropertyKey, unknown>, notes: Notes): Record<PropertyKey, unknown> {
  const { source, transport } = broadcast;
  return {
    ...broadcast,
    ...(source !== undefined && { source: fullSource(source, notes) }),
    ...(transport !== undefined && { transport: fullTransport(transport, notes) }),
  };
}

/** Audio codecs of other ways to publish: over WebRTC they become Opus on the way. */
const OTHER_AUDIO_CODECS = ['aac', 'aac-lc', 'he-aac', 'mp3'];

/** Returns a broadcast whose audio is a bitrate alone with the bitrate in its place. */
function withAudio(broadcast: Record<PropertyKey, unknown>, notes: Notes): Record<PropertyKey, unknown> {
  const { audio } = broadcast;
  if (isMap(audio)) {
    const { codec } = audio;
    const isOther = typeof codec === 'string' && OTHER_AUDIO_CODECS.includes(codec.toLowerCase());
    if (isOther)
      notes.warnings.push({
        path: ['broadcast', 'audio', 'codec'],
        text: `${codec} is taken as opus, the one audio codec of WebRTC here`,
      });
    const settled = isOther ? { ...audio, codec: 'opus' } : audio;
    return { ...broadcast, audio: withRateUnit(settled, ['broadcast', 'audio'], notes) };
  }
  return typeof audio === 'string' || typeof audio === 'number'
    ? { ...broadcast, audio: withRateUnit({ bitrate: audio }, ['broadcast', 'audio'], notes) }
    : broadcast;
}

function withVideo(sending: Record<PropertyKey, unknown>, path: Path, notes: Notes, base?: unknown): unknown {
  const { video } = sending;
  return isMap(video) ? { ...sending, video: fullVideo(video, [...path, 'video'], notes, base) } : sending;
}
