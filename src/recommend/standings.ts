import { meanOf } from '../metrics/series/values.ts';
import type { Standing, TriedRung } from '../model/result/recommendation.ts';
import type { VideoSettings } from '../model/scenario/scenario.ts';
import type { Evidence, RegionEvidence } from './evidence.ts';
import { sequentialTest } from './sequential-test.ts';

export interface Rung {
  readonly name: string;
  readonly video: VideoSettings;
}

/** The space that is searched: rungs in order, and region ids. */
export interface Ladder {
  readonly rungs: readonly Rung[];
  readonly regions: readonly string[];
}

/** Invalid takes after which a rung without a valid one is given up: the machine cannot play it. */
export const MOST_INVALID = 3;

/** Returns where every rung stands in every region, by all evidence. */
export function standingsOf({ rungs, regions }: Ladder, evidence: readonly Evidence[]): readonly Standing[] {
  return regions.flatMap((region) => {
    const known = rungs.map((rung) => ({ rung, ...counted(rung, region, evidence) }));
    return known.map(({ rung, standing, isBurdened: _ }): Standing => {
      // A line that does not carry a rung does not carry one with more bits either, whatever the codec or the size.
      const lighter = known.find(
        (other) =>
          other.standing.state === 'beyond' && other.isBurdened && other.rung.video.bitrateBps < rung.video.bitrateBps,
      );
      if (standing.state !== 'open' || lighter === undefined) return standing;
      return { ...standing, state: 'ruled-out', ruledOutBy: lighter.rung.name };
    });
  });
}

export function standingOf(standings: readonly Standing[], rung: string, region: string): Standing {
  const found = standings.find((standing) => standing.rung === rung && standing.region === region);
  if (found === undefined) throw new Error(`no standing of ${rung} in ${region}`);
  return found;
}

function counted(rung: Rung, region: string, evidence: readonly Evidence[]) {
  const own = evidence
    .filter((take) => take.rung === rung.name)
    .flatMap(({ regions }) => regions.filter((each) => each.region === region));
  const count = (...outcomes: readonly RegionEvidence['outcome'][]) =>
    own.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const counts = { passes: count('pass'), fails: count('fail', 'clear-fail'), clearFails: count('clear-fail') };
  const clarity = meanOf(own.flatMap((each) => each.clarity ?? []));
  const missed = own.filter(({ worst }) => worst !== undefined);
  const worst = (missed.find(({ outcome }) => outcome === 'clear-fail') ?? missed[0])?.worst;
  const standing: Standing = {
    ...{ rung: rung.name, region, state: sequentialTest(counts), takes: own.length, ...counts },
    ...(clarity !== undefined && { clarity }),
    ...(worst && { worst }),
  };
  return { standing, isBurdened: own.some((each) => each.isBurdened) };
}

/** Summarizes what was seen of each rung, over all regions. */
export function triedRungs({ rungs }: Ladder, evidence: readonly Evidence[]): readonly TriedRung[] {
  return rungs.map(({ name, video }) => {
    const own = evidence.filter(({ rung }) => rung === name);
    const invalid = own.flatMap((take) => take.invalid ?? []);
    const isGivenUp = invalid.length === own.length && invalid.length >= MOST_INVALID;
    const encodedBps = meanOf(own.flatMap((take) => take.encodedBps ?? []));
    const clarity = meanOf(own.flatMap(({ regions }) => regions.flatMap((each) => each.clarity ?? [])));
    return {
      ...{ name, video, takes: own.length, invalidTakes: invalid.length },
      ...(isGivenUp && { unmeasurable: invalid.at(-1) ?? '' }),
      ...(encodedBps !== undefined && { encodedBps }),
      ...(clarity !== undefined && { clarity }),
    };
  });
}
