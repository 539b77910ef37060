import type { CalibratedPath } from '../../model/result/calibration.ts';
import type { Topology } from '../../model/scenario/network.ts';
import type { ShapedNetwork } from '../backend.ts';
import { checkPath } from './check-path.ts';
import type { ExpectedStats } from './expected-stats.ts';
import { pathStats, receivedProbes } from './path-stats.ts';
import type { ProbedPath } from './probed-path.ts';
import { sendProbes } from './send-probes.ts';

/** After the last probe: beyond this one would be too late to be believed. */
const LEAST_DRAIN_MS = 60;
const MOST_DRAIN_MS = 1500;

/** Probes a network of which no more is known than the laws of its links: figures of all probes of a way together. */
export async function probeByLaw(
  {
    topology,
    ways,
    laws,
  }: { readonly topology: Topology; readonly ways: readonly ProbedPath[]; readonly laws: readonly ExpectedStats[] },
  network: ShapedNetwork,
  signal: AbortSignal,
): Promise<CalibratedPath[]> {
  const { trips } = await sendProbes(ways, topology, network, {
    signal,
    firstSerial: 0,
    drainMs: (longestMs) => Math.min(MOST_DRAIN_MS, LEAST_DRAIN_MS + 2 * longestMs),
  });
  const figures = ways.map(({ probes }, index) => {
    const trip = trips[index];
    return pathStats(probes, trip === undefined ? [] : receivedProbes(trip));
  });
  return [...new Set(ways.map(({ node }) => node))].map((node) => {
    const place = { out: -1, back: -1 };
    ways.forEach((way, index) => {
      if (way.node === node) place[way.direction] = index;
    });
    return {
      node,
      checks: checkPath(
        { out: figures[place.out], back: figures[place.back] },
        { out: laws[place.out], back: laws[place.back] },
      ),
    };
  });
}
