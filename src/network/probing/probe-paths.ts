import { sleep } from '../../lib/clock.ts';
import type { LinkSecond } from '../../model/recording/link-second.ts';
import type { LinksLine } from '../../model/recording/sample-lines.ts';
import type { CalibratedPath, Calibration } from '../../model/result/calibration.ts';
import type { Link, Topology } from '../../model/scenario/network.ts';
import type { ShapedNetwork } from '../backend.ts';
import { BACKENDS, type BackendId } from '../registry.ts';
import { blameLink, type ExpectedCounts, expectedFromProfile, expectedFromReplay } from './blame-link.ts';
import { planExactProbes } from './exact/plan-exact-probes.ts';
import { ExactProbing } from './exact/probe-exactly.ts';
import { type ExpectedStats, expectedStatsOfAll } from './expected-stats.ts';
import { planProbes } from './probe-plan.ts';
import { probeStatistically } from './probe-statistically.ts';
import type { OneWayPath, ProbedPath } from './probed-path.ts';

/**
 * Maximum number of attempts: a momentary disturbance of the machine must not cost the take, and a wrong network stays
 * wrong.
 */
const ATTEMPTS = 3;
/** Time after which the links' last second has been reported. */
const LAST_SECOND_MS = 1200;

/** Probes to send, and for a backend without a journal the statistics expected of each path. */
export type ProbingPlan = { readonly topology: Topology; readonly paths: readonly ProbedPath[] } & (
  | { readonly type: 'exact' }
  | { readonly type: 'statistical'; readonly expected: readonly ExpectedStats[] }
);

/**
 * Plans the probing. Expected statistics take some 0.1 s per path, yielding in between, so that the network can be built
 * meanwhile.
 */
export async function planProbing(topology: Topology, backend: BackendId): Promise<ProbingPlan> {
  if (BACKENDS[backend].journals) return { type: 'exact', topology, paths: planExactProbes(topology) };
  const paths = planProbes(topology);
  return { type: 'statistical', topology, paths, expected: await expectedStatsOfAll(paths, topology.traces) };
}

export interface ProbePathsOptions {
  readonly signal: AbortSignal;
  /**
   * Returns the seconds that the links have reported so far. Nothing else uses the network yet, so they count probes only.
   */
  readonly seconds: () => readonly LinksLine[];
}

/**
 * Probes every path of a network that has just been opened and compares the result with the scenario. Repeats at most twice
 * when a check fails. Throws the signal's reason.
 */
export async function probePaths(
  plan: ProbingPlan,
  network: ShapedNetwork,
  { signal, seconds }: ProbePathsOptions,
): Promise<Calibration> {
  const probe = createProbing(plan, network);
  try {
    for (let attempt = 1; ; attempt++) {
      const begunMs = performance.now();
      const begun = seconds().length;
      const { paths, expected } = await probe(signal);
      const durationMs = performance.now() - begunMs;
      if (allChecksPass(paths)) return { durationMs, attempts: attempt, paths };
      if (attempt < ATTEMPTS) continue;
      await sleep(LAST_SECOND_MS, signal);
      const found = seconds().slice(begun);
      return {
        ...{ durationMs, attempts: attempt },
        paths: paths.map((path) => withBlame(path, plan.paths, found, expected)),
      };
    }
  } finally {
    network.journal?.end();
  }
}

/** Tells whether every check of every path passed. */
export function allChecksPass(paths: readonly CalibratedPath[]): boolean {
  return paths.every(({ checks }) => checks.every(({ outcome }) => outcome === 'ok'));
}

type ExpectCounts = (link: Link, inPackets: number) => ExpectedCounts;
type Probing = (signal: AbortSignal) => Promise<{ paths: CalibratedPath[]; expected: ExpectCounts }>;

function createProbing(plan: ProbingPlan, network: ShapedNetwork): Probing {
  if (plan.type === 'statistical')
    return async (signal) => ({
      paths: await probeStatistically(plan, network, signal),
      expected: expectedFromProfile,
    });
  if (network.journal === undefined) throw new Error(`${network.backend.id} should keep a journal, but does not`);
  const exact = new ExactProbing(plan.topology, plan.paths, network, network.journal);
  return async (signal) => {
    const { checks, predictedCounts } = await exact.probe(signal);
    const paths = [...new Set(plan.paths.map(({ node }) => node))].map((node) => ({
      node,
      checks: plan.paths.flatMap((path, index) => (path.node === node ? (checks[index] ?? []) : [])),
    }));
    const byId = new Map(predictedCounts.map((second): [string, LinkSecond] => [second.link, second]));
    return {
      paths,
      expected: (link, inPackets) => {
        const second = byId.get(link.id);
        return second === undefined ? expectedFromProfile(link, inPackets) : expectedFromReplay(second);
      },
    };
  };
}

/** Adds to each failed check the link to blame, if one can be named. */
function withBlame(
  { node, checks }: CalibratedPath,
  paths: readonly OneWayPath[],
  seconds: readonly LinksLine[],
  expected: ExpectCounts,
): CalibratedPath {
  const own = paths.filter((path) => path.node === node);
  const links = checks.map((check) => (check.outcome === 'ok' ? undefined : blameLink(check, own, seconds, expected)));
  return {
    node,
    checks: checks.map((check, index) => {
      if (check.outcome === 'ok') return check;
      // A wrong rate or queue also makes single packets late, which no link's delay counter shows.
      const link =
        links[index] ?? links.find((named, n) => named !== undefined && checks[n]?.direction === check.direction);
      return link === undefined ? check : { ...check, link };
    }),
  };
}
