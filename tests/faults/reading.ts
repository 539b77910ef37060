import type { LinkTotals, Result, TakeResult, ViewerResult } from '../../src/model/result/result.ts';

/** Questions that the fault tests ask of a result. Regions have one viewer each. */
export function readingOf(result: Result) {
  const [take] = result.takes;
  if (take === undefined) throw new Error('no take');
  const viewerOf = (region: string): ViewerResult => {
    const viewer = take.viewers.find((each) => each.region === region);
    if (viewer === undefined) throw new Error(`no viewer in ${region}`);
    return viewer;
  };
  /** Returns a metric's values in the seconds [from, to). */
  const course = (region: string, metric: string, from: number, to: number): number[] =>
    (viewerOf(region).series[metric] ?? []).flatMap(({ second, value }) =>
      second >= from && second < to && value !== undefined ? [value] : [],
    );
  return {
    take,
    course,
    number(region: string, metric: string): number {
      const value = viewerOf(region).metrics[metric];
      if (value?.type === 'distribution') return value.p50;
      if (value?.type !== 'value') throw new Error(`${metric} of ${region}: ${JSON.stringify(value)}`);
      return value.value;
    },
    /** Seconds in which the picture stood still for over half a second at once, of seconds [from, to). */
    stuck: (region: string, from = 0, to = Number.POSITIVE_INFINITY) => sum(course(region, 'stutterRate', from, to)),
    failed: () =>
      [...new Set(result.verdicts.filter(({ outcome }) => outcome === 'fail').map(({ region }) => region))].sort(),
    /** Links whose own account shows this kind of loss; bursts without what a blackout took. */
    linksWith: (kind: 'lostRandom' | 'lostBurst' | 'lostBlackout' | 'lostQueue') =>
      take.links.filter((link) => lost(link, kind) > 0).map(({ link }) => link),
    link: (id: string) => take.links.find(({ link }) => link === id),
    /** Signals that spoil this second. */
    spoiltBy: (second: number) => spoiltBy(take, second),
  };
}

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
export const mean = (values: readonly number[]) => sum(values) / values.length;
export const least = (values: readonly number[]) => Math.min(...values);

function lost(link: LinkTotals, kind: 'lostRandom' | 'lostBurst' | 'lostBlackout' | 'lostQueue'): number {
  return (link[kind] ?? 0) - (kind === 'lostBurst' ? (link.lostBlackout ?? 0) : 0);
}

function spoiltBy({ invalidSeconds }: TakeResult, second: number): readonly string[] {
  return invalidSeconds.find((each) => each.second === second)?.signals ?? [];
}
