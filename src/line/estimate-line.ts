import { BITS_PER_BYTE } from '../model/units.ts';
import {
  type Crossing,
  type Figure,
  type LineEstimate,
  tookMs,
  type WayCrossings,
  type WayEstimate,
} from './crossing.ts';
import { estimateJitter } from './estimate-jitter.ts';
import { estimateLoss } from './estimate-loss.ts';
import { estimateQueue } from './estimate-queue.ts';
import { estimateRate } from './estimate-rate.ts';
import { blockFigure, trimmedMean } from './statistics.ts';

/** Left off at each end of the delays: moments of a busy machine. */
const TRIM = 0.02;

export interface LineCrossings {
  readonly atMs: number;
  readonly up: WayCrossings;
  /** Sent by the responder in answer to `up.singles`: those of it that came, in the same order. */
  readonly down: WayCrossings;
  /** Returns each single probe's round-trip time without the time spent at the responder. */
  readonly roundTripsMs: readonly number[];
}

/** All that the probes of a line say of it. Pure: the same probes give the same figures. */
export function estimateLine({ atMs, up, down, roundTripsMs }: LineCrossings): LineEstimate {
  const ways = { up: estimateWay(up), down: estimateWay(down) };
  const serialisingMs = ownMs(up.singles[0], ways.up.rateBps) + ownMs(down.singles[0], ways.down.rateBps);
  const rtt = blockFigure(roundTripsMs, (part) => trimmedMean(part, TRIM));
  const oneWay = { up: meanDelay(up.singles), down: meanDelay(down.singles) };
  return {
    atMs,
    ...(rtt !== undefined && {
      rttMs: {
        value: Math.max(0, rtt.value - serialisingMs),
        least: Math.max(0, rtt.least - serialisingMs),
        most: rtt.most - serialisingMs,
      },
    }),
    ...(oneWay.up !== undefined && oneWay.down !== undefined && { oneWayMs: { up: oneWay.up, down: oneWay.down } }),
    ...ways,
  };
}

function estimateWay({ singles, trains, fill }: WayCrossings): WayEstimate {
  const loss = estimateLoss(singles);
  const rateBps = estimateRate(trains);
  const isKnown = rateBps !== undefined && Number.isFinite(rateBps.most);
  return {
    ...loss,
    ...estimateJitter(singles),
    ...(rateBps !== undefined && { rateBps }),
    ...(isKnown && estimateQueue(fill, rateBps.value, loss.lossFraction?.value ?? 0)),
  };
}

/** Returns the time that a probe's own bits take at the bottleneck: the emulated line adds that by itself. */
function ownMs(probe: Crossing | undefined, rateBps: Figure | undefined): number {
  return probe === undefined || rateBps === undefined ? 0 : (probe.bytes * BITS_PER_BYTE * 1000) / rateBps.value;
}

function meanDelay(singles: readonly Crossing[]): number | undefined {
  return trimmedMean(
    singles.flatMap((probe) => tookMs(probe) ?? []),
    TRIM,
  );
}
