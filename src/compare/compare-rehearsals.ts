import { InputError } from '../lib/errors.ts';
import type { EncoderComparison } from '../model/result/encoder-comparison.ts';
import type { Result } from '../model/result/result.ts';
import { baseTakes } from '../report/facts/takes.ts';
import { conditionsText } from '../result/conditions-text.ts';
import { compareTakes } from '../verdict/compare/compare-takes.ts';
import { chance, compareVariants } from '../verdict/compare/compare-variants.ts';
import { doubtfulDifferences, forbiddingDifferences } from '../verdict/compare/differences.ts';
import { marginOf } from '../verdict/compare/margins.ts';
import { regionsOfOwnJoins } from '../verdict/compare/own-joins.ts';
import { ANY_LOOK, type Look } from '../verdict/compare/statistics/alpha.ts';
import { stricterLimits } from './stricter-limits.ts';

/** A finished rehearsal with a name. */
export interface NamedResult {
  readonly name: string;
  readonly result: Result;
}

/** Most differences that an error lists; more would add nothing. */
const MOST_SHOWN = 12;

/** Compares the candidate's broadcast with the baseline's. Throws InputError, naming the differences, if they are not comparable. */
export function compareRehearsals(baseline: NamedResult, candidate: NamedResult, look: Look): EncoderComparison {
  refuseIncomparable(baseline, candidate);
  const arm = ({ name, result }: NamedResult) => ({
    ...{ name, broadcast: result.scenario.broadcast },
    takes: baseTakes(result.takes),
  });
  const isAnytime = [baseline, candidate].some(({ result }) => result.isUntilDecided);
  return compareTakes(arm(baseline), arm(candidate), {
    ...(isAnytime ? ANY_LOOK : look),
    regions: candidate.result.scenario.regions.map(({ id }) => id),
    ownJoins: regionsOfOwnJoins(
      candidate.result.scenario.regions,
      [baseline, candidate].map(({ result }) => result.scenario.broadcast.transport),
    ),
    metrics: metricsOf(candidate.result, baseline.result),
    changeLimits: stricterLimits(
      baseline.result.scenario.changeLimits ?? {},
      candidate.result.scenario.changeLimits ?? {},
      marginOf,
    ),
    marginOf,
    chance,
    warnings: [...notCompared(candidate), ...doubtfulDifferences(baseline.result, candidate.result)],
  });
}

/** Warns of a candidate whose changes are in variants: two rehearsals are compared by their own broadcasts. */
function notCompared({ name, result }: NamedResult): readonly string[] {
  const names = result.scenario.variants?.map((variant) => variant.name) ?? [];
  return names.length === 0 ? [] : [`variants of ${name} are not compared: ${names.join(', ')}`];
}

/** Lists all metrics of both: one that the candidate does not know is missing there, and no reason to forget its budget. */
function metricsOf({ metrics }: Result, baseline: Result): Result['metrics'] {
  const known = new Set(metrics.map(({ id }) => id));
  return [...metrics, ...baseline.metrics.filter(({ id }) => !known.has(id))];
}

/** Compares the variants of one rehearsal. Throws InputError if it has none. */
export function compareInside({ name, result }: NamedResult, look: Look): readonly EncoderComparison[] {
  const comparisons = compareVariants(result, result.isUntilDecided === true ? ANY_LOOK : look);
  if (comparisons.length === 0)
    throw new InputError([
      {
        where: name,
        path: '',
        expected: 'a rehearsal with variants, or a second directory to compare with',
        got: 'one rehearsal of one broadcast',
      },
    ]);
  return comparisons;
}

/**
 * Joins the takes of rehearsals of the same scenario, as if all had been played in one, in the order in which they began: of a seed
 * played again the first valid take counts, whichever directory is named first. Throws InputError if they do not match.
 */
export function joinResults([first, ...more]: readonly [NamedResult, ...NamedResult[]]): NamedResult {
  for (const other of more) {
    refuseIncomparable(first, other);
    const [a, b] = [first, other].map(({ result }) =>
      conditionsText([result.scenario.broadcast, result.scenario.variants]),
    );
    if (a !== b)
      throw new InputError([
        {
          ...{ where: other.name, path: 'broadcast', expected: `the broadcast and variants of ${first.name}` },
          got: 'others: only takes of the same encoder settings can be put together',
        },
      ]);
  }
  return {
    name: first.name,
    result: {
      ...first.result,
      takes: [first, ...more]
        .toSorted((a, b) => a.result.startedAt.localeCompare(b.result.startedAt))
        .flatMap(({ result }) => result.takes),
      ...([first, ...more].some(({ result }) => result.isUntilDecided) && { isUntilDecided: true }),
    },
  };
}

const TRANSPORT = 'broadcast.transport';

function refuseIncomparable(baseline: NamedResult, candidate: NamedResult): void {
  // The same show over another transport is a fair question, which variants may ask too.
  const found = forbiddingDifferences(baseline.result, candidate.result).filter(
    ({ path }) => path !== TRANSPORT && !path.startsWith(`${TRANSPORT}.`),
  );
  if (found.length === 0) return;
  const shown = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
  throw new InputError(
    found.slice(0, MOST_SHOWN).map(({ path, baseline: a, candidate: b }) => ({
      where: candidate.name,
      path,
      expected: `${shown(a)}, as in ${baseline.name} (only encoder settings and the transport may differ)`,
      got: shown(b),
    })),
  );
}
