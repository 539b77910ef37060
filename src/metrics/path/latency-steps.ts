import { quantile } from 'simple-statistics';
import type { LatencyStep } from '../../model/result/jitter-buffer.ts';
import type { SeriesPoint } from '../../model/result/metric.ts';

/** Seconds on either side that are compared: at most, and at least (at the window's ends). */
const MOST_SECONDS = 10;
const LEAST_SECONDS = 3;
/** Smallest change that is a step: half of the shortest round trip between continents. Assumption. */
const LEAST_STEP_MS = 20;
/**
 * A step is this many times the spread about the two levels. A steady slope, however steep, comes to 2.7; levels of
 * normal noise to less than 2.
 */
const SPREADS = 4;
/** Share of the seconds on either side that are nearer to their own level. */
const MOSTLY = 0.8;
/** Median absolute deviation times this is the standard deviation of normal noise. */
const NORMAL_SPREAD = 1.4826;

/**
 * Finds where the latency changed its level, second by second. A change is a step if the medians of up to 10 s before and
 * after it differ by 20 ms and by four times the spread about them; of neighbouring candidates the one that leaves the
 * least spread counts. Of each step, the jitter buffer's part is the change of its own medians there, and so is what it held the
 * picture back for its sound.
 */
export function findLatencySteps(
  latency: readonly SeriesPoint[],
  { buffer = [], hold = [] }: { readonly buffer?: readonly SeriesPoint[]; readonly hold?: readonly SeriesPoint[] } = {},
): readonly LatencyStep[] {
  return findLevelChanges(latency).map((change) => {
    const { second, fromMs, toMs } = change;
    const [bufferMs, holdMs] = [changeOf(buffer, change), changeOf(hold, change)];
    return {
      ...{ second, fromMs, toMs },
      ...(bufferMs !== undefined && { bufferMs }),
      ...(holdMs !== undefined && { holdMs }),
    };
  });
}

function changeOf(points: readonly SeriesPoint[], { from, second, to }: LevelChange): number | undefined {
  const [before, after] = [medianOf(points.slice(from, second)), medianOf(points.slice(second, to))];
  return before === undefined || after === undefined ? undefined : after - before;
}

interface LevelChange {
  readonly second: number;
  /** Seconds that were compared: `from` to `second` and `second` to `to`. */
  readonly from: number;
  readonly to: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** Sum of the distances from the two levels. */
  readonly residual: number;
}

/** Finds level changes of a course of one point a second; seconds without a value are passed over. */
export function findLevelChanges(points: readonly SeriesPoint[]): readonly LevelChange[] {
  const changes: LevelChange[] = [];
  let best: LevelChange | undefined;
  for (let second = LEAST_SECONDS; second <= points.length; second++) {
    const change = compareAround(points, second);
    if (best !== undefined && (change === undefined || second - best.second >= MOST_SECONDS)) {
      changes.push(best);
      best = undefined;
    }
    if (change !== undefined && (best === undefined || change.residual < best.residual)) best = change;
  }
  return changes;
}

function compareAround(points: readonly SeriesPoint[], second: number): LevelChange | undefined {
  const [from, to] = [Math.max(0, second - MOST_SECONDS), Math.min(points.length, second + MOST_SECONDS)];
  if (!isWideEnough(points, from, to)) return undefined;
  const [before, after] = [valuesOf(points.slice(from, second)), valuesOf(points.slice(second, to))];
  if (before.length < LEAST_SECONDS || after.length < LEAST_SECONDS) return undefined;
  const [fromMs, toMs] = [quantile(before, 0.5), quantile(after, 0.5)];
  const residuals = [...before.map((ms) => Math.abs(ms - fromMs)), ...after.map((ms) => Math.abs(ms - toMs))];
  const spread = NORMAL_SPREAD * quantile(residuals, 0.5);
  if (Math.abs(toMs - fromMs) < Math.max(LEAST_STEP_MS, SPREADS * spread)) return undefined;
  const borderMs = (fromMs + toMs) / 2;
  if (!areMostly(before, fromMs, borderMs) || !areMostly(after, toMs, borderMs)) return undefined;
  return { second, from, to, fromMs, toMs, residual: residuals.reduce((sum, ms) => sum + ms, 0) / residuals.length };
}

/** Reports whether the values could differ by a step at all: most places need no medians. */
function isWideEnough(points: readonly SeriesPoint[], from: number, to: number): boolean {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let place = from; place < to; place++) {
    const value = points[place]?.value;
    if (value === undefined) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most - least >= LEAST_STEP_MS;
}

/** Reports whether most values are on the same side of the border as their level. */
function areMostly(values: readonly number[], levelMs: number, borderMs: number): boolean {
  const onSide = values.filter((ms) => ms < borderMs === levelMs < borderMs).length;
  return onSide >= MOSTLY * values.length;
}

function valuesOf(points: readonly SeriesPoint[]): number[] {
  return points.flatMap(({ value }) => value ?? []);
}

function medianOf(points: readonly SeriesPoint[]): number | undefined {
  const values = valuesOf(points);
  return values.length === 0 ? undefined : quantile(values, 0.5);
}
