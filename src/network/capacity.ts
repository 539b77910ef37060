import type { LinkProfile, Trace, Traces } from '../model/network.ts';
import { OpportunityCapacity } from './opportunity-capacity.ts';
import { StepCapacity } from './step-capacity.ts';

/**
 * What a bottleneck can send over weather time, first in, first out. For each packet startMs(), then finishMs() unless the
 * packet is dropped. Times must not decrease.
 */
export interface Capacity {
  /** When the first byte of a packet that came at `arrivedMs` can go, the packets before it being gone by `freeMs`. */
  startMs(arrivedMs: number, freeMs: number): number;
  /** When the last of `bytes` has gone, the first going at `startMs`. */
  finishMs(startMs: number, bytes: number): number;
  /** In force at `atMs`; of single opportunities, their mean over the second before. */
  rateBps(atMs: number): number;
}

/** Undefined for a rate that never changes, which needs no capacity to be looked up, and where there is no bottleneck. */
export function createCapacity({ rateBps, rateSteps, trace }: LinkProfile, traces: Traces): Capacity | undefined {
  if (trace !== undefined) {
    const course = traces[trace];
    if (course === undefined) throw new Error(`a link names the trace ${trace}, which the topology does not have`);
    return capacityOf(course);
  }
  if (rateSteps === undefined || rateBps === undefined) return undefined;
  const { steps, repeatMs } = rateSteps;
  return new StepCapacity(rateBps, steps, repeatMs);
}

function capacityOf(trace: Trace): Capacity {
  switch (trace.type) {
    case 'opportunities':
      return new OpportunityCapacity(trace.atMs, trace.periodMs);
    case 'rates':
      return new StepCapacity(0, trace.steps, trace.periodMs, true);
  }
}
