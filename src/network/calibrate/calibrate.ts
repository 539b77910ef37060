import { setImmediate } from 'node:timers/promises';
import { sleep } from '../../lib/clock.ts';
import type { CalibratedPath, Calibration } from '../../model/calibration.ts';
import type { LinksLine } from '../../model/lines/sample-lines.ts';
import type { Topology } from '../../model/network.ts';
import type { ShapedNetwork } from '../backend.ts';
import { blameLink } from './blame-link.ts';
import { checkPath } from './check-path.ts';
import { type ProbedWay, planProbes } from './probe-plan.ts';
import { sendProbes } from './send-probes.ts';
import { wayFigures } from './way-figures.ts';
import { type WayLaw, wayLaw } from './way-law.ts';

/** A moment's disturbance of the machine must not cost the take; a network that is wrong stays wrong. */
const ATTEMPTS = 3;
/** The links' last second has been reported by then. */
const LAST_SECOND_MS = 1200;

/** What will be sent, and what it comes out at when the network is what was asked. */
export interface CalibrationPlan {
  readonly topology: Topology;
  readonly ways: readonly ProbedWay[];
  /** Of each way. */
  readonly laws: readonly WayLaw[];
}

/** Works for some 0.1 s a path, in turns, so that the network can be built meanwhile. */
export async function planCalibration(topology: Topology): Promise<CalibrationPlan> {
  const ways = planProbes(topology);
  const known = new Map<string, WayLaw>();
  const laws: WayLaw[] = [];
  for (const way of ways) {
    // Viewers of one region have the same law.
    const key = JSON.stringify([way.links.map(({ profile }) => profile), way.bottleneck?.profile, way.probes.length]);
    const law = known.get(key) ?? wayLaw(way, topology.traces);
    known.set(key, law);
    laws.push(law);
    await setImmediate();
  }
  return { topology, ways, laws };
}

export interface CalibrateOptions {
  readonly signal: AbortSignal;
  /** What the links have reported so far: nobody else uses the network yet, so it is all of probes. */
  readonly seconds: () => readonly LinksLine[];
}

/**
 * Probes every path of a network that has just been opened and holds what was got against what was asked. Probes
 * again, at most twice, when something is off. Throws the signal's reason.
 */
export async function calibrate(
  { topology, ways, laws }: CalibrationPlan,
  network: ShapedNetwork,
  { signal, seconds }: CalibrateOptions,
): Promise<Calibration> {
  for (let attempt = 1; ; attempt++) {
    const begunMs = performance.now();
    const begun = seconds().length;
    const sightings = await sendProbes(ways, topology, network, signal);
    const figures = ways.map(({ probes }, index) => wayFigures(probes, sightings[index] ?? []));
    const paths = [...new Set(ways.map(({ node }) => node))].map((node): CalibratedPath => {
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
    const durationMs = performance.now() - begunMs;
    if (isAsAsked(paths)) return { durationMs, attempts: attempt, paths };
    if (attempt < ATTEMPTS) continue;
    await sleep(LAST_SECOND_MS, signal);
    return { durationMs, attempts: attempt, paths: paths.map((path) => blamed(path, ways, seconds().slice(begun))) };
  }
}

/** Whether every property of every path was seen to be what was asked. */
export function isAsAsked(paths: readonly CalibratedPath[]): boolean {
  return paths.every(({ checks }) => checks.every(({ outcome }) => outcome === 'ok'));
}

function blamed(
  { node, checks }: CalibratedPath,
  ways: readonly ProbedWay[],
  seconds: readonly LinksLine[],
): CalibratedPath {
  const own = ways.filter((way) => way.node === node);
  return {
    node,
    checks: checks.map((check) => {
      const link = check.outcome === 'ok' ? undefined : blameLink(check, own, seconds);
      return link === undefined ? check : { ...check, link };
    }),
  };
}
