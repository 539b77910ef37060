import { HeldJitter } from '../network/emulation/delay/held-jitter.ts';
import { type Crossing, type Figure, tookMs, type WayEstimate } from './crossing.ts';
import { blockFigure, quantile } from './statistics.ts';

/** Below this the machines at both ends are what is seen. Assumption. */
const SPREAD_LEAST_MS = 0.6;
const JITTER_MOST_MS = 1000;
/** Draws that the law is read from. */
const LAW_MS = 8000;
const LAW_SEED = 1;

/**
 * Estimates the spread of single probes' delay, and the ± that a scenario has to ask for: order is kept on the emulated line, which
 * narrows large jitter, so the ± is far more than the spread. A drift of the clocks against each other is taken off before.
 */
export function estimateJitter(singles: readonly Crossing[]): Pick<WayEstimate, 'spreadMs' | 'jitterMs'> {
  const spreadMs = blockFigure(withoutDrift(singles), spreadOf);
  if (spreadMs === undefined) return {};
  const jitterOf = (spread: number) => jitterGiving(Math.max(0, spread));
  const jitterMs: Figure = {
    value: jitterOf(spreadMs.value),
    least: jitterOf(spreadMs.least),
    most: jitterOf(spreadMs.most),
  };
  return { spreadMs: { ...spreadMs, least: Math.max(0, spreadMs.least) }, jitterMs };
}

export function spreadOf(delays: readonly number[]): number | undefined {
  const [low, high] = [quantile(delays, 0.05), quantile(delays, 0.95)];
  return low === undefined || high === undefined ? undefined : high - low;
}

const known = new Map<number, number>();

/** Spread of longhaul's own jitter of ±amount, met by a dense stream. */
function spreadUnder(amountMs: number): number {
  const found = known.get(amountMs);
  if (found !== undefined) return found;
  const jitter = new HeldJitter(amountMs, LAW_SEED);
  const delays = Array.from({ length: LAW_MS / 2 }, (_, n) => jitter.extraMs(n * 2));
  const spread = spreadOf(delays) ?? 0;
  known.set(amountMs, spread);
  return spread;
}

function jitterGiving(spreadMs: number): number {
  if (spreadMs < SPREAD_LEAST_MS) return 0;
  let [low, high] = [0.1, JITTER_MOST_MS];
  while (high / low > 1.02) {
    const middle = Math.sqrt(low * high);
    if (spreadUnder(middle) < spreadMs) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}

/** Delays minus the straight line through the least delays of the first and the last fifth. */
function withoutDrift(singles: readonly Crossing[]): number[] {
  const came = singles.flatMap((probe) => {
    const took = tookMs(probe);
    return took === undefined ? [] : [{ atMs: probe.sentMs, took }];
  });
  const fifth = Math.floor(came.length / 5);
  const [first, last] = [came.slice(0, fifth), came.slice(came.length - fifth)];
  const [from, to] = [lowOf(first), lowOf(last)];
  const [fromMs, toMs] = [first[Math.floor(fifth / 2)]?.atMs, last[Math.floor(fifth / 2)]?.atMs];
  const isKnown = from !== undefined && to !== undefined && fromMs !== undefined && toMs !== undefined;
  // Clocks of computers drift by less than 100 ppm; what rises faster is the line.
  const slope = isKnown && toMs > fromMs ? Math.max(-1e-4, Math.min(1e-4, (to - from) / (toMs - fromMs))) : 0;
  return came.map(({ atMs, took }) => took - slope * (atMs - (fromMs ?? 0)));
}

function lowOf(part: readonly { readonly took: number }[]): number | undefined {
  return quantile(
    part.map(({ took }) => took),
    0.05,
  );
}
