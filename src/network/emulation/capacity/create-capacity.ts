import { hash32 } from '../../../lib/random.ts';
import type { LinkProfile, RateCap, RateStep, Trace, Traces } from '../../../model/scenario/network.ts';
import type { Capacity } from './capacity.ts';
import { CappedCapacity } from './capped-capacity.ts';
import { HandoverHolds } from './handover-holds.ts';
import { OpportunityCapacity } from './opportunity-capacity.ts';
import { ShiftedCapacity } from './shifted-capacity.ts';
import { StepCapacity } from './step-capacity.ts';

const HANDOVER_STREAM = 11;

/**
 * Undefined for a rate that never changes, which needs no capacity to be looked up, and where there is no bottleneck. `seed`
 * is that of what befalls both directions at once.
 */
export function createCapacity(profile: LinkProfile, traces: Traces, seed = 0): Capacity | undefined {
  const own = ownCapacity(profile, traces);
  const { rateCaps = [], radio, rateBps = Number.POSITIVE_INFINITY } = profile;
  const caps = [
    ...(rateCaps.length > 0 ? [new StepCapacity(Number.POSITIVE_INFINITY, stepsOf(rateCaps))] : []),
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
    const course = traces[trace];
    if (course === undefined) throw new Error(`a link names the trace ${trace}, which the topology does not have`);
    return courseStartMs === 0 ? capacityOf(course) : new ShiftedCapacity(capacityOf(course), courseStartMs);
  }
  if (rateSteps === undefined || rateBps === undefined) return undefined;
  const { steps, repeatMs } = rateSteps;
  const turned = repeatMs === undefined ? steps : turnedSteps(steps, repeatMs, courseStartMs);
  return new StepCapacity(rateBps, turned, repeatMs);
}

function capacityOf(trace: Trace): Capacity {
  switch (trace.type) {
    case 'opportunities':
      return new OpportunityCapacity(trace.atMs, trace.periodMs);
    case 'rates':
      return new StepCapacity(0, trace.steps, trace.periodMs, true);
  }
}

/** The same cycle, begun `byMs` after its beginning. */
function turnedSteps(steps: readonly RateStep[], repeatMs: number, byMs: number): readonly RateStep[] {
  const before = steps.findLast(({ atMs }) => atMs <= byMs) ?? steps.at(-1);
  if (byMs === 0 || before === undefined) return steps;
  const turned = steps.map((step) => ({ ...step, atMs: (step.atMs - byMs + repeatMs) % repeatMs }));
  const first = turned.some(({ atMs }) => atMs === 0) ? [] : [{ ...before, atMs: 0 }];
  return [...first, ...turned.sort((one, other) => one.atMs - other.atMs)];
}

/** The least of caps that overlap holds. */
function stepsOf(caps: readonly RateCap[]): RateStep[] {
  const times = [...new Set(caps.flatMap(({ fromMs, toMs }) => [fromMs, toMs]))].sort((a, b) => a - b);
  return times.map((atMs) => {
    const inForce = caps.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
    return { atMs, rateBps: Math.min(...inForce.map(({ rateBps }) => rateBps), Number.POSITIVE_INFINITY) };
  });
}
