import { setImmediate } from 'node:timers/promises';
import { createRandom, hash32 } from '../../lib/random.ts';
import type { Traces } from '../../model/scenario/link-profile.ts';
import { meanLossFraction } from '../../model/scenario/mean-loss.ts';
import type { Link, Topology } from '../../model/scenario/network.ts';
import { NONE, RouterCore } from '../emulation/router-core.ts';
import { type PathStats, pathStats, quantile, type ReceivedProbe } from './path-stats.ts';
import { HEADER_BYTES } from './probe-packet.ts';
import type { ProbedPath } from './probed-path.ts';

/** Expected value of a statistic when the links do what their profiles say: median and range over many seeds. */
export interface ExpectedRange {
  readonly middle: number;
  readonly least: number;
  readonly most: number;
}

export type ExpectedStats = { readonly [K in keyof PathStats]?: ExpectedRange };

/** Number of simulated seeds: their range spans about the 2 % to 98 % quantiles. */
const SEEDS = 40;
/** Lost probes that are accepted where the profile has losses too rare for any seed to meet one. */
const STRAY_PROBES = 2;
/** Longest time that a probe may be in flight after the last was sent. */
const AFTERWARDS_MS = 60_000;
const COLLECT_STEP_MS = 250;
/** Earliest weather time of a simulation: before the window, so that a repeating trace may be anywhere. */
const EARLIEST_WEATHER_MS = -20 * 3600 * 1000;
/** Mean wait for a Wi-Fi turn at a random place in each interval, as a share of the interval. */
const MEAN_TURN = 7 / 12;
/** Maximum number of packets in flight at once: all probes of one path. */
const CAPACITY = 4096;

/** Computes the expected statistics of each path, yielding to the event loop between paths. */
export async function expectedStatsOfAll(paths: readonly ProbedPath[], traces?: Traces): Promise<ExpectedStats[]> {
  const known = new Map<string, ExpectedStats>();
  const all: ExpectedStats[] = [];
  for (const path of paths) {
    // Viewers of one region share their profiles, and so their statistics.
    const key = JSON.stringify([
      path.links.map(({ profile }) => profile),
      path.bottleneck?.profile,
      path.probes.length,
    ]);
    const stats = known.get(key) ?? expectedStats(path, traces);
    known.set(key, stats);
    all.push(stats);
    await setImmediate();
  }
  return all;
}

/**
 * Computes the expected statistics of one path by sending its planned probes through the pure emulation under many seeds.
 * The ranges contain the randomness of a second's probing, and there is no second set of formulas that could be wrong.
 */
export function expectedStats(path: ProbedPath, traces: Traces = {}): ExpectedStats {
  const runs = Array.from({ length: SEEDS }, (_, seed) => pathStats(path.probes, simulate(path, traces, seed + 1)));
  const rangeOf = (pick: (stats: PathStats) => number | undefined): ExpectedRange | undefined => {
    const values = runs.flatMap((stats) => pick(stats) ?? []).sort((a, b) => a - b);
    const [least, most, middle] = [values[0], values.at(-1), quantile(values, 0.5)];
    return values.length < SEEDS / 2 || least === undefined || most === undefined || middle === undefined
      ? undefined
      : { middle, least, most };
  };
  const [delayMs, jitterMs, rateBps] = [
    rangeOf((stats) => stats.delayMs),
    rangeOf((stats) => stats.jitterMs),
    rangeOf((stats) => stats.rateBps),
  ];
  const loss = rangeOf((stats) => stats.lossFraction);
  const meanLoss = meanPathLoss(path.links);
  const singles = path.probes.filter(({ train }) => train === undefined).length;
  // A few lost probes are acceptable where losses are so rare that no seed met one; where the profile has no loss, none is.
  const strays = meanLoss > 0 ? STRAY_PROBES / singles : 0;
  return {
    ...(delayMs !== undefined && { delayMs }),
    ...(jitterMs !== undefined && { jitterMs }),
    // The mean is known exactly, and is the figure that the scenario asks for.
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

function simulate(path: ProbedPath, traces: Traces, seed: number): ReceivedProbe[] {
  const links = path.links.map(
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
    editor: {
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
  const received: ReceivedProbe[] = [];
  const collect = (untilMs: number) => {
    for (let slot = core.takeDue(untilMs); slot !== NONE; slot = core.takeDue(untilMs)) {
      const probe = probeOf[slot] ?? 0;
      // The receiver's checksum rejects corrupted packets.
      if (corrupted[slot] === 0)
        received.push({ probe, sentMs: path.probes[probe]?.atMs ?? 0, receivedMs: core.dueMs(slot) });
      core.release(slot);
    }
  };
  let lastMs = 0;
  path.probes.forEach(({ atMs, payloadBytes }, probe) => {
    collect(atMs);
    const slot = core.reserve();
    if (slot === NONE) throw new Error('more probes in flight than the plan allows');
    probeOf[slot] = probe;
    corrupted[slot] = 0;
    core.offer(slot, route, 1, payloadBytes + HEADER_BYTES, atMs);
    lastMs = atMs;
  });
  // In steps: cross traffic would go on for all of that time.
  for (let atMs = lastMs; core.inFlight > 0 && atMs < lastMs + AFTERWARDS_MS; atMs += COLLECT_STEP_MS) collect(atMs);
  return received;
}

/** Returns a link's mean loss and delay before the window opens, without the mean of a jitter that has one. */
export function expectedLinkStats({ profile }: Link): { readonly lossFraction: number; readonly meanDelayMs: number } {
  const { grantMs = 0, aggregateMs = 0 } = profile.radio ?? {};
  const waitMs = grantMs / 2 + aggregateMs * MEAN_TURN;
  return { lossFraction: meanLossFraction(profile.loss), meanDelayMs: profile.delayMs + waitMs };
}

/** Returns the mean loss of a path before the window opens, when no schedule or event is in force yet. */
function meanPathLoss(links: readonly Link[]): number {
  const passes = links.map(
    ({ profile }) => (1 - meanLossFraction(profile.loss)) * (1 - (profile.corruptFraction ?? 0)),
  );
  return 1 - passes.reduce((product, share) => product * share, 1);
}
