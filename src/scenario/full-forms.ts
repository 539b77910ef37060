import type { MetricInfo } from '../model/result/metric.ts';
import { metricNamed } from './reading/metric-names.ts';
import { diagnostic, type Notes, type Path } from './reading/notes.ts';
import { isMap } from './reading/structure.ts';
import { codecNamed, isEncoder } from './schema/codecs.ts';
import { FILE_NAME, MOST_SEEDS, NTSC_RATES } from './schema/short-forms.ts';

/** A scenario whose shorter forms have been replaced by the full ones. */
export interface WithFullForms {
  readonly value: unknown;
  /** Returns the path in the file of a path in `value`. */
  readonly writtenPath: (path: Path) => Path;
}

const ALL = 'all';

/**
 * Returns a scenario as written with what can mean one thing only in its full form: `seeds: 3` is three seeds, a region by its
 * name alone has no other field, `source: clip.mp4` is a file, bounds without a region are for all, metrics and codecs go by other
 * names too.
 */
export function withFullForms(value: unknown, metrics: readonly MetricInfo[], notes: Notes): WithFullForms {
  if (!isMap(value)) return { value, writtenPath: (path) => path };
  const { seeds, regions, broadcast, variants, ladder, budgets } = value;
  const full = fullBudgets(budgets, regionNames(regions), metrics, notes);
  return {
    value: {
      ...value,
      ...(typeof seeds === 'number' && { seeds: seedList(seeds) ?? seeds }),
      ...(Array.isArray(regions) && { regions: regions.map(fullRegion) }),
      ...(isMap(broadcast) && { broadcast: withVideo(withFile(broadcast), ['broadcast'], notes) }),
      ...(isMap(variants) && {
        variants: mapValues(variants, (each, name) =>
          isMap(each) ? withVideo(each, ['variants', name], notes) : each,
        ),
      }),
      ...(Array.isArray(ladder) && { ladder: ladder.map((step, i) => fullVideo(step, ['ladder', i], notes)) }),
      ...(budgets !== undefined && { budgets: full.value }),
    },
    writtenPath: full.writtenPath,
  };
}

function seedList(count: number): readonly number[] | undefined {
  const isCount = Number.isInteger(count) && count >= 1 && count <= MOST_SEEDS;
  return isCount ? Array.from({ length: count }, (_, i) => i + 1) : undefined;
}

/** Returns a region by its name alone as an entry. A text that holds a field, "Jakarta: fixed", is none. */
function fullRegion(entry: unknown): unknown {
  return typeof entry === 'string' && entry.trim() !== '' ? { region: entry } : entry;
}

function withFile(broadcast: Record<PropertyKey, unknown>): Record<PropertyKey, unknown> {
  const { source } = broadcast;
  return typeof source === 'string' && FILE_NAME.test(source) ? { ...broadcast, source: { file: source } } : broadcast;
}

function withVideo(sending: Record<PropertyKey, unknown>, path: Path, notes: Notes): unknown {
  const { video } = sending;
  return isMap(video) ? { ...sending, video: fullVideo(video, [...path, 'video'], notes) } : sending;
}

function fullVideo(settings: unknown, path: Path, notes: Notes): unknown {
  if (!isMap(settings)) return settings;
  const whole = NTSC_RATES[String(settings.fps)];
  if (whole !== undefined)
    notes.warnings.push({ path: [...path, 'fps'], text: `${String(settings.fps)} is taken as ${whole}` });
  return withCodecNamed(whole === undefined ? settings : { ...settings, fps: whole }, path, notes);
}

function withCodecNamed(settings: Record<PropertyKey, unknown>, path: Path, notes: Notes): unknown {
  if (settings.codec === undefined) return settings;
  const { codec } = settings;
  for (const encoder of [codec].flat().filter(isEncoder))
    notes.warnings.push({
      path: [...path, 'codec'],
      text: `${encoder} is an encoder: the browser’s own encodes ${codecNamed(encoder)}`,
    });
  return { ...settings, codec: Array.isArray(codec) ? codec.map(codecNamed) : codecNamed(codec) };
}

/** Lists what the regions may be called in budgets, as far as it is written. */
function regionNames(regions: unknown): readonly unknown[] {
  const entries: readonly unknown[] = Array.isArray(regions) ? regions : [];
  return entries.flatMap((entry) => (isMap(entry) ? [entry.id, entry.region] : [entry]));
}

function fullBudgets(
  budgets: unknown,
  regions: readonly unknown[],
  metrics: readonly MetricInfo[],
  notes: Notes,
): WithFullForms {
  const asWritten: WithFullForms = { value: budgets, writtenPath: (path) => path };
  if (!isMap(budgets)) return asWritten;
  const isMetric = (name: string) => !regions.includes(name) && metricNamed(name, metrics) !== undefined;
  const loose = Object.keys(budgets).filter(isMetric);
  const isForAll = loose.length > 0 && budgets[ALL] === undefined;
  const byRegion = isForAll
    ? {
        [ALL]: Object.fromEntries(loose.map((name) => [name, budgets[name]])),
        ...Object.fromEntries(Object.entries(budgets).filter(([name]) => !loose.includes(name))),
      }
    : budgets;
  const names = new Map<string, string>();
  const value = mapValues(byRegion, (bounds, region) => {
    if (!isMap(bounds)) return bounds;
    const named = Object.entries(bounds).map(([name, bound]) => {
      const id = metricNamed(name, metrics) ?? name;
      const place = `${region} ${id}`;
      const first = names.get(place);
      if (first !== undefined)
        notes.diagnostics.push(
          diagnostic(['budgets', region, id], 'each metric once', `"${first}" and "${name}", the same one`),
        );
      else names.set(place, name);
      return [id, textOf(bound)] as const;
    });
    return Object.fromEntries(named);
  });
  return {
    value,
    writtenPath: (path) => {
      const [top, region, metric, ...rest] = path;
      if (top !== 'budgets' || region === undefined) return path;
      const at = isForAll && region === ALL ? ['budgets'] : ['budgets', region];
      const name = metric === undefined ? undefined : names.get(`${String(region)} ${String(metric)}`);
      return metric === undefined ? at : [...at, name ?? metric, ...rest];
    },
  };
}

/** Returns a bound that YAML reads as a number, `frameRate: 24`, as the text that it is written with, in steps and lists too. */
function textOf(bound: unknown): unknown {
  if (typeof bound === 'number') return String(bound);
  if (Array.isArray(bound)) return bound.map(textOf);
  return isMap(bound) ? mapValues(bound, textOf) : bound;
}

function mapValues(
  map: Record<PropertyKey, unknown>,
  change: (value: unknown, key: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}
