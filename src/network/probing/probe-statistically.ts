import type { CalibratedPath } from '../../model/result/calibration.ts';
import type { Topology } from '../../model/scenario/network.ts';
import type { ShapedNetwork } from '../backend.ts';
import { checkPath } from './check-path.ts';
import type { ExpectedStats } from './expected-stats.ts';
import { pathStats, receivedProbes } from './path-stats.ts';
import type { ProbedPath } from './probed-path.ts';
import { sendProbes } from './send-probes.ts';

/** Bounds of the wait after the last probe. A later arrival would be implausible. */
const LEAST_DRAIN_MS = 60;
const MOST_DRAIN_MS = 1500;

/** Probes a network without a journal and compares the statistics of each path with their expected ranges. */
export async function probeStatistically(
  {
    topology,
    paths,
    expected,
  }: {
    readonly topology: Topology;
    readonly paths: readonly ProbedPath[];
    readonly expected: readonly ExpectedStats[];
  },
  network: ShapedNetwork,
  signal: AbortSignal,
): Promise<CalibratedPath[]> {
  const { times } = await sendProbes(paths, topology, network, {
    signal,
    firstSerial: 0,
    drainMs: (longestMs) => Math.min(MOST_DRAIN_MS, LEAST_DRAIN_MS + 2 * longestMs),
  });
  const measured = paths.map(({ probes }, index) => {
    const probeTimes = times[index];
    return pathStats(probes, probeTimes === undefined ? [] : receivedProbes(probeTimes));
  });
  return [...new Set(paths.map(({ node }) => node))].map((node) => {
    const indexOf = { out: -1, back: -1 };
    paths.forEach((path, index) => {
      if (path.node === node) indexOf[path.direction] = index;
    });
    return {
      node,
      checks: checkPath(
        { out: measured[indexOf.out], back: measured[indexOf.back] },
        { out: expected[indexOf.out], back: expected[indexOf.back] },
      ),
    };
  });
}
