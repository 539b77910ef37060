import type { MeasuredReport } from '../../model/recording/measured-stats.ts';
import { STATS_TYPES, type StatsType, statsFields } from '../../model/recording/w3c-stats.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Totals since the connection began, by report type; all other fields are momentary. */
const COUNTERS: ReadonlyMap<StatsType, readonly string[]> = new Map(
  STATS_TYPES.map((type) => [type, statsFields(type, ({ kind, use }) => kind === 'counter' && use === 'measured')]),
);

/** Total seconds by reason; each is a counter named `qualityLimitationDurations.<reason>`. */
const DURATIONS = 'qualityLimitationDurations';
const DURATION_PREFIX = `${DURATIONS}.`;

/** Returns the totals that a report has, by name. */
export function countersOf(report: MeasuredReport): readonly (readonly [name: string, total: number])[] {
  const fields = report as unknown as Fields;
  const named = counterNames(report).map((name) => [name, fields[name]] as const);
  const durations = Object.entries(durationsIn(fields)).map(
    ([reason, seconds]) => [`${DURATION_PREFIX}${reason}`, seconds] as const,
  );
  return [...named, ...durations].flatMap(([name, total]) =>
    typeof total === 'number' ? [[name, total] as const] : [],
  );
}

/** Reports whether counting restarted: a counter fell other than packetsLost, from which duplicates are subtracted. */
export function hasRestarted(report: MeasuredReport, before: MeasuredReport): boolean {
  const [now, then] = [report, before].map((each) => each as unknown as Fields) as [Fields, Fields];
  for (const name of counterNames(report))
    if (name !== 'packetsLost' && Number(now[name]) < Number(then[name])) return true;
  return false;
}

/** Returns a copy of the report with another timestamp and with each total lowered by its entry in `less`. */
export function withLess(report: MeasuredReport, timestamp: number, less: ReadonlyMap<string, number>): MeasuredReport {
  const fields: Record<string, unknown> = { ...report, timestamp };
  const durations: Record<string, unknown> | undefined =
    fields[DURATIONS] === undefined ? undefined : { ...durationsIn(fields) };
  for (const [name, amount] of less) {
    const isDuration = name.startsWith(DURATION_PREFIX);
    const [target, key] = isDuration ? [durations, name.slice(DURATION_PREFIX.length)] : [fields, name];
    const total = target?.[key];
    if (target !== undefined && typeof total === 'number') target[key] = total - amount;
  }
  if (durations !== undefined) fields[DURATIONS] = durations;
  // The copy has the same fields of the same types.
  return fields as unknown as MeasuredReport;
}

function counterNames({ type }: MeasuredReport): readonly string[] {
  return COUNTERS.get(type) ?? [];
}

function durationsIn(fields: Fields): Fields {
  const durations = fields[DURATIONS];
  return typeof durations === 'object' && durations !== null ? (durations as Fields) : {};
}
