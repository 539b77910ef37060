import { hash32 } from '../../../lib/random.ts';
import type { LinkProfile, RateCap, RateStep, Trace, Traces } from '../../../model/scenario/link-profile.ts';
import type { Capacity } from './capacity.ts';
import { CappedCapacity } from './capped-capacity.ts';
import { HandoverHolds } from './handover-holds.ts';
import { OpportunityCapacity } from './opportunity-capacity.ts';
import { ShiftedCapacity } from './shifted-capacity.ts';
import { StepCapacity } from './step-capacity.ts';

const HANDOVER_STREAM = 11;

/**
 * Creates the capacity of a link; undefined for a constant rate, which needs no lookup, and for a link without bottleneck.
 * `seed` is the segment's, for effects that hit both directions at once. Throws when the profile names an unknown trace.
 */
export function createCapacity(profile: LinkProfile, traces: Traces, seed = 0): Capacity | undefined {
  const own = ownCapacity(profile, traces);
  const { rateCaps = [], radio, rateBps = Number.POSITIVE_INFINITY } = profile;
  const caps = [
    ...(rateCaps.length > 0 ? [new StepCapacity(Number.POSITIVE_INFINITY, capSteps(rateCaps))] : []),
    ...(radio?.handover === undefined ? [] : [new HandoverHolds(radio.handover, hash32(seed, HANDOVER_STREAM))]),
  ];
  if (caps.length === 0) return own;
  return caps.reduce<Capacity>(
    (capacity, cap) => new CappedCapacity(capacity, cap),
    own ?? new StepCapacity(rateBps, []),
  );
}

function ownCapacity(
  { rateBps, rateSteps, trace, courseStartMs = 0 }: LinkProfile,
  traces: Traces,
): Capacity | undefined {
  if (trace !== undefined) {
    const named = traces[trace];
    if (named === undefined) throw new Error(`a link names the trace ${trace}, which the topology does not have`);
    return courseStartMs === 0 ? traceCapacity(named) : new ShiftedCapacity(traceCapacity(named), courseStartMs);
  }
  if (rateSteps === undefined || rateBps === undefined) return undefined;
  const { steps, repeatMs } = rateSteps;
  const rotated = repeatMs === undefined ? steps : rotateSteps(steps, repeatMs, courseStartMs);
  return new StepCapacity(rateBps, rotated, repeatMs);
}

function traceCapacity(trace: Trace): Capacity {
  switch (trace.type) {
    case 'opportunities':
      return new OpportunityCapacity(trace.atMs, trace.periodMs);
    case 'rates':
      return new StepCapacity(0, trace.steps, trace.periodMs, true);
  }
}

/** Rotates a cycle of steps so that it begins `byMs` after its original beginning. */
function rotateSteps(steps: readonly RateStep[], repeatMs: number, byMs: number): readonly RateStep[] {
  const before = steps.findLast(({ atMs }) => atMs <= byMs) ?? steps.at(-1);
  if (byMs === 0 || before === undefined) return steps;
  const rotated = steps.map((step) => ({ ...step, atMs: (step.atMs - byMs + repeatMs) % repeatMs }));
  const first = rotated.some(({ atMs }) => atMs === 0) ? [] : [{ ...before, atMs: 0 }];
  return [...first, ...rotated.sort((one, other) => one.atMs - other.atMs)];
}

/** Converts rate caps into steps; where caps overlap, the lowest applies. */
function capSteps(caps: readonly RateCap[]): RateStep[] {
  const times = [...new Set(caps.flatMap(({ fromMs, toMs }) => [fromMs, toMs]))].sort((a, b) => a - b);
  return times.map((atMs) => {
    const inForce = caps.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
    return { atMs, rateBps: Math.min(...inForce.map(({ rateBps }) => rateBps), Number.POSITIVE_INFINITY) };
  });
}
