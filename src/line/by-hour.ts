import { groupedBy } from '../lib/grouped-by.ts';
import type { Figure, LineEstimate, WayEstimate } from './crossing.ts';
import type { NamedLine } from './line-yaml.ts';
import { quantile } from './statistics.ts';

/** The whole time as NAME, and where it spans several hours, each hour of the day on this machine's clock as NAME-20h. */
export function byHour(name: string, estimates: readonly LineEstimate[]): NamedLine[] {
  const whole = named(name, name, name, estimates);
  const hours = groupedBy(estimates, ({ atMs }) => new Date(atMs).getHours());
  if (hours.size < 2) return whole;
  const parts = [...hours]
    .sort(([a], [b]) => a - b)
    .flatMap(([hour, each]) => {
      const clock = `${String(hour).padStart(2, '0')}:00`;
      return named(
        `${name}-${String(hour).padStart(2, '0')}h`,
        `${name} from ${clock}`,
        `${name}（${clock} 起）`,
        each,
      );
    });
  return [...whole, ...parts];
}

function named(name: string, label: string, labelZh: string, estimates: readonly LineEstimate[]): NamedLine[] {
  const [first] = estimates;
  if (first === undefined) return [];
  const times =
    estimates.length > 1 ? { en: `, ${estimates.length} measurements`, zh: `，${estimates.length} 次测量` } : undefined;
  const estimate = estimates.length === 1 ? first : middleOf(first.atMs, estimates);
  return [{ name, label: label + (times?.en ?? ''), labelZh: labelZh + (times?.zh ?? ''), estimate }];
}

/** Takes the median of each figure over the measurements that have it; its interval spans the least and the most measured. */
function middleOf(atMs: number, estimates: readonly LineEstimate[]): LineEstimate {
  const rttMs = middle(estimates.map((each) => each.rttMs));
  const oneWays = estimates.flatMap(({ oneWayMs }) => oneWayMs ?? []);
  const oneWay = (pick: (each: { up: number; down: number }) => number) => quantile(oneWays.map(pick), 0.5);
  const [up, down] = [oneWay((each) => each.up), oneWay((each) => each.down)];
  return {
    atMs,
    ...(rttMs !== undefined && { rttMs }),
    ...(up !== undefined && down !== undefined && { oneWayMs: { up, down } }),
    up: middleWay(estimates.map((each) => each.up)),
    down: middleWay(estimates.map((each) => each.down)),
  };
}

const FIGURES = ['lossFraction', 'spreadMs', 'jitterMs', 'rateBps', 'queueMs', 'queueBytes'] as const;

function middleWay(ways: readonly WayEstimate[]): WayEstimate {
  const figures = FIGURES.flatMap((field) => {
    const figure = middle(ways.map((way) => way[field]));
    return figure === undefined ? [] : [[field, figure] as const];
  });
  const chains = ways.flatMap(({ chain }) => chain ?? []);
  const burstMs = middle(chains.map((chain) => chain.burstMs));
  const p = quantile(
    chains.map((chain) => chain.p),
    0.5,
  );
  const r = quantile(
    chains.map((chain) => chain.r),
    0.5,
  );
  // Bursts in half of the measurements are those of the line.
  const isBursty = chains.length * 2 > ways.length && burstMs !== undefined && p !== undefined && r !== undefined;
  return { ...Object.fromEntries(figures), ...(isBursty && { chain: { p, r, burstMs } }) };
}

/**
 * Takes the median, with an interval from the least to the most that was measured. Lower bounds count only where they are
 * half of the figures or more: a single train that filled nothing does not make the others' rate unknown.
 */
function middle(figures: readonly (Figure | undefined)[]): Figure | undefined {
  const all = figures.flatMap((figure) => figure ?? []);
  const bounded = all.filter(({ most }) => Number.isFinite(most));
  const known = bounded.length * 2 > all.length ? bounded : all;
  const value = quantile(
    known.map((figure) => figure.value),
    0.5,
  );
  if (value === undefined) return undefined;
  return {
    value,
    least: Math.min(...known.map(({ least }) => least)),
    most: Math.max(...known.map(({ most }) => most)),
  };
}
