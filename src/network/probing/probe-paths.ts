import { sleep } from '../../lib/clock.ts';
import type { LinksLine } from '../../model/recording/sample-lines.ts';
import type { CalibratedPath, Calibration } from '../../model/result/calibration.ts';
import type { Link, LinkSecond, Topology } from '../../model/scenario/network.ts';
import type { ShapedNetwork } from '../backend.ts';
import { BACKENDS, type BackendId } from '../registry.ts';
import { blameLink, type Expected, expectedByCount, expectedByLaw } from './blame-link.ts';
import { planExactProbes } from './exact/plan-exact-probes.ts';
import { ExactProbing } from './exact/probe-exactly.ts';
import { type ExpectedStats, expectedStatsOfAll } from './expected-stats.ts';
import { probeByLaw } from './probe-by-law.ts';
import { planProbes } from './probe-plan.ts';
import type { OneWayPath, ProbedPath } from './probed-path.ts';

/** A moment's disturbance of the machine must not cost the take; a network that is wrong stays wrong. */
const ATTEMPTS = 3;
/** The links' last second has been reported by then. */
const LAST_SECOND_MS = 1200;

/** What will be sent; without a journal also what it comes out at when the network is what was asked. */
export type ProbingPlan = { readonly topology: Topology; readonly ways: readonly ProbedPath[] } & (
  | { readonly type: 'exact' }
  /** Of each way. */
  | { readonly type: 'by-law'; readonly laws: readonly ExpectedStats[] }
);

/** Laws take some 0.1 s a path, in turns, so that the network can be built meanwhile. */
export async function planProbing(topology: Topology, backend: BackendId): Promise<ProbingPlan> {
  if (BACKENDS[backend].journals) return { type: 'exact', topology, ways: planExactProbes(topology) };
  const ways = planProbes(topology);
  return { type: 'by-law', topology, ways, laws: await expectedStatsOfAll(ways, topology.traces) };
}

export interface ProbePathsOptions {
  readonly signal: AbortSignal;
  /** What the links have reported so far: nobody else uses the network yet, so it is all of probes. */
  readonly seconds: () => readonly LinksLine[];
}

/**
 * Probes every path of a network that has just been opened and holds what was got against what was asked. Probes
 * again, at most twice, when something is off. Throws the signal's reason.
 */
export async function probePaths(
  plan: ProbingPlan,
  network: ShapedNetwork,
  { signal, seconds }: ProbePathsOptions,
): Promise<Calibration> {
  const probe = probing(plan, network);
  try {
    for (let attempt = 1; ; attempt++) {
      const begunMs = performance.now();
      const begun = seconds().length;
      const { paths, expected } = await probe(signal);
      const durationMs = performance.now() - begunMs;
      if (isAsAsked(paths)) return { durationMs, attempts: attempt, paths };
      if (attempt < ATTEMPTS) continue;
      await sleep(LAST_SECOND_MS, signal);
      const found = seconds().slice(begun);
      return { durationMs, attempts: attempt, paths: paths.map((path) => blamed(path, plan.ways, found, expected)) };
    }
  } finally {
    network.journal?.end();
  }
}

/** Whether every property of every path was seen to be what was asked. */
export function isAsAsked(paths: readonly CalibratedPath[]): boolean {
  return paths.every(({ checks }) => checks.every(({ outcome }) => outcome === 'ok'));
}

type Expect = (link: Link, inPackets: number) => Expected;
type Probing = (signal: AbortSignal) => Promise<{ paths: CalibratedPath[]; expected: Expect }>;

function probing(plan: ProbingPlan, network: ShapedNetwork): Probing {
  if (plan.type === 'by-law')
    return async (signal) => ({ paths: await probeByLaw(plan, network, signal), expected: expectedByLaw });
  if (network.journal === undefined) throw new Error(`${network.backend.id} was to keep a journal, and keeps none`);
  const exact = new ExactProbing(plan.topology, plan.ways, network, network.journal);
  return async (signal) => {
    const { checks, counted } = await exact.probe(signal);
    const paths = [...new Set(plan.ways.map(({ node }) => node))].map((node) => ({
      node,
      checks: plan.ways.flatMap((way, index) => (way.node === node ? (checks[index] ?? []) : [])),
    }));
    const byId = new Map(counted.map((second): [string, LinkSecond] => [second.link, second]));
    return {
      paths,
      expected: (link, inPackets) => {
        const second = byId.get(link.id);
        return second === undefined ? expectedByLaw(link, inPackets) : expectedByCount(second);
      },
    };
  };
}

function blamed(
  { node, checks }: CalibratedPath,
  ways: readonly OneWayPath[],
  seconds: readonly LinksLine[],
  expected: Expect,
): CalibratedPath {
  const own = ways.filter((way) => way.node === node);
  const links = checks.map((check) => (check.outcome === 'ok' ? undefined : blameLink(check, own, seconds, expected)));
  return {
    node,
    checks: checks.map((check, index) => {
      if (check.outcome === 'ok') return check;
      // What is wrong with a rate or a queue makes single packets late, which no count of delays tells.
      const link =
        links[index] ?? links.find((named, n) => named !== undefined && checks[n]?.direction === check.direction);
      return link === undefined ? check : { ...check, link };
    }),
  };
}
