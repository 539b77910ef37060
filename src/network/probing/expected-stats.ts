import { setImmediate } from 'node:timers/promises';
import { createRandom, hash32 } from '../../lib/random.ts';
import type { Link, Loss, Topology, Traces } from '../../model/scenario/network.ts';
import { NONE, RouterCore } from '../emulation/router-core.ts';
import { type PathStats, pathStats, quantile, type ReceivedProbe } from './path-stats.ts';
import { HEADER_BYTES } from './probe-packet.ts';
import type { ProbedPath } from './probed-path.ts';

/** What a figure comes out at when the links do what their profiles say: its middle, and its ends over many seeds. */
export interface ExpectedRange {
  readonly middle: number;
  readonly least: number;
  readonly most: number;
}

export type ExpectedStats = { readonly [K in keyof PathStats]?: ExpectedRange };

/** Draws of the law: their ends are about the 2 % and 98 % quantiles. */
const SEEDS = 40;
const STRAY_PROBES = 2;
/** Longest that a probe may be under way after the last was sent. */
const AFTERWARDS_MS = 60_000;
/** Before the window, at any time of a trace that repeats. */
const EARLIEST_WEATHER_MS = -20 * 3600 * 1000;
/** Mean wait for a radio's turn, one somewhere in each stretch of time: of a stretch. */
const MEAN_TURN = 7 / 12;
/** Packets under way at once: all of a way's. */
const CAPACITY = 4096;

/** Of each way, in turns with whatever else this process has to do. */
export async function expectedStatsOfAll(ways: readonly ProbedPath[], traces?: Traces): Promise<ExpectedStats[]> {
  const known = new Map<string, ExpectedStats>();
  const laws: ExpectedStats[] = [];
  for (const way of ways) {
    // Viewers of one region have the same law.
    const key = JSON.stringify([way.links.map(({ profile }) => profile), way.bottleneck?.profile, way.probes.length]);
    const law = known.get(key) ?? expectedStats(way, traces);
    known.set(key, law);
    laws.push(law);
    await setImmediate();
  }
  return laws;
}

/**
 * The figures of one way's plan under its links' profiles, over many seeds: sends the very same probes through the pure
 * emulation. What is random in a second's probing is in the ends of the law, so no second set of formulas can be wrong.
 */
export function expectedStats(way: ProbedPath, traces: Traces = {}): ExpectedStats {
  const draws = Array.from({ length: SEEDS }, (_, seed) => pathStats(way.probes, simulate(way, traces, seed + 1)));
  const lawOf = (pick: (figures: PathStats) => number | undefined): ExpectedRange | undefined => {
    const values = draws.flatMap((figures) => pick(figures) ?? []).sort((a, b) => a - b);
    const [least, most, middle] = [values[0], values.at(-1), quantile(values, 0.5)];
    return values.length < SEEDS / 2 || least === undefined || most === undefined || middle === undefined
      ? undefined
      : { middle, least, most };
  };
  const [delayMs, jitterMs, rateBps] = [
    lawOf((figures) => figures.delayMs),
    lawOf((figures) => figures.jitterMs),
    lawOf((figures) => figures.rateBps),
  ];
  const loss = lawOf((figures) => figures.lossFraction);
  const meanLoss = meanLossFraction(way.links);
  const singles = way.probes.filter(({ train }) => train === undefined).length;
  // Where losses are so rare that no draw met one, a few are still nothing to wonder at; where none is asked, one is.
  const strays = meanLoss > 0 ? STRAY_PROBES / singles : 0;
  return {
    ...(delayMs !== undefined && { delayMs }),
    ...(jitterMs !== undefined && { jitterMs }),
    // Its mean is known exactly, and is what the reader has asked for.
    ...(loss !== undefined && {
      lossFraction: {
        middle: meanLoss,
        least: Math.min(loss.least, meanLoss),
        most: Math.max(loss.most, meanLoss) + strays,
      },
    }),
    ...(rateBps !== undefined && { rateBps }),
  };
}

function simulate(way: ProbedPath, traces: Traces, seed: number): ReceivedProbe[] {
  const links = way.links.map(
    (link, index): Link => ({
      ...link,
      id: `${index}`,
      seed: hash32(seed, index),
      segmentSeed: hash32(seed, index),
    }),
  );
  const topology: Topology = {
    nodes: [
      { id: 'a', role: 'origin', address: '' },
      { id: 'b', role: 'viewer', address: '' },
    ],
    links,
    routes: [{ from: 'a', to: 'b', links: links.map(({ id }) => id) }],
    traces,
  };
  const probeOf = new Int32Array(CAPACITY);
  const corrupted = new Uint8Array(CAPACITY);
  const core = new RouterCore(topology, CAPACITY, {
    weatherMs: EARLIEST_WEATHER_MS * createRandom(seed)(),
    hands: {
      copy: (from, to) => {
        probeOf[to] = probeOf[from] ?? 0;
        corrupted[to] = 0;
      },
      flipBit: (slot) => {
        corrupted[slot] = 1;
      },
    },
  });
  const route = core.routeBetween(0, 1);
  const sightings: ReceivedProbe[] = [];
  const collect = (untilMs: number) => {
    for (let slot = core.takeDue(untilMs); slot !== NONE; slot = core.takeDue(untilMs)) {
      const probe = probeOf[slot] ?? 0;
      // The receiver's checksum refuses it.
      if (corrupted[slot] === 0)
        sightings.push({ probe, sentMs: way.probes[probe]?.atMs ?? 0, receivedMs: core.dueMs(slot) });
      core.release(slot);
    }
  };
  let lastMs = 0;
  way.probes.forEach(({ atMs, payloadBytes }, probe) => {
    collect(atMs);
    const slot = core.reserve();
    if (slot === NONE) throw new Error('more probes under way than the plan allows');
    probeOf[slot] = probe;
    corrupted[slot] = 0;
    core.offer(slot, route, 1, payloadBytes + HEADER_BYTES, atMs);
    lastMs = atMs;
  });
  collect(lastMs + AFTERWARDS_MS);
  return sightings;
}

/** Mean of what one link does to packets before the window opens, jitter with a mean of its own left out. */
export function linkLaw({ profile }: Link): { readonly lossFraction: number; readonly meanDelayMs: number } {
  const { grantMs = 0, aggregateMs = 0 } = profile.radio ?? {};
  const waitMs = grantMs / 2 + aggregateMs * MEAN_TURN;
  return { lossFraction: meanOf(profile.loss), meanDelayMs: profile.delayMs + waitMs };
}

/** Before the window opens: schedules and events begin with it. */
function meanLossFraction(links: readonly Link[]): number {
  const passes = links.map(({ profile }) => (1 - meanOf(profile.loss)) * (1 - (profile.corruptFraction ?? 0)));
  return 1 - passes.reduce((product, share) => product * share, 1);
}

function meanOf(loss: Loss): number {
  switch (loss.type) {
    case 'none':
      return 0;
    case 'random':
      return loss.lossFraction;
    case 'gilbert-elliott': {
      const bad = loss.p / (loss.p + loss.r);
      return bad * loss.lossInBad + (1 - bad) * loss.lossInGood;
    }
  }
}
