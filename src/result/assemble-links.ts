import type { LinkSecond } from '../model/recording/link-second.ts';
import type { RecordedTake } from '../model/recording/recorded-take.ts';
import type { LinkPoint, LinkTotals } from '../model/result/result.ts';

/** A second of the window and what a link did in it. */
interface Sample {
  readonly second: number;
  readonly done: LinkSecond;
}

/** Sums up what each link did in the window, in the recording's order, with a series of at most `mostPoints` points. */
export function assembleLinks(recorded: Pick<RecordedTake, 'window' | 'links'>, mostPoints: number): LinkTotals[] {
  const { window } = recorded;
  if (window === undefined) return [];
  const samples = new Map<string, Sample[]>();
  for (const { atMs, links } of recorded.links) {
    const second = Math.max(0, Math.ceil((atMs - window.fromMs) / 1000) - 1);
    // Keep seconds that ended inside the window, or just after it, as for the host.
    if (atMs <= window.fromMs || atMs > window.toMs + 500) continue;
    for (const link of links) {
      const own = samples.get(link.link) ?? [];
      own.push({ second, done: link });
      samples.set(link.link, own);
    }
  }
  const seconds = Math.ceil((window.toMs - window.fromMs) / 1000);
  const stretchSeconds = Math.max(1, Math.ceil(seconds / mostPoints));
  return [...samples].map(([link, own]) => ({
    link,
    ...totals(own.map(({ done }) => done)),
    stretchSeconds,
    course: seriesOf(own, stretchSeconds),
  }));
}

function totals(samples: readonly LinkSecond[]): Omit<LinkTotals, 'link' | 'stretchSeconds' | 'course'> {
  return {
    ...sums(samples, ['inPackets', 'inBytes', 'outPackets', 'outBytes', 'lostRandom', 'lostBurst', 'lostQueue']),
    ...rareSums(samples, ['lostBlackout', 'lostMtu', 'udpBlocked', 'duplicated', 'corrupted', 'reordered', 'marked']),
    ...rareSums(samples, ['crossPackets', 'crossOutBytes', 'crossLost', 'crossMarked']),
    ...named('meanDelayMs', meanDelayMs(samples)),
    ...named('queueDelayP50Ms', quantileByPackets(samples, 'queueDelayP50Ms', 0.5)),
    ...named('queueDelayP95Ms', quantileByPackets(samples, 'queueDelayP95Ms', 0.95)),
    ...named('queueDelayMaxMs', largest(samples, 'queueDelayMaxMs')),
    ...named('leastRateBps', least(samples, 'rateBps')),
    ...named('mostRateBps', largest(samples, 'rateBps')),
  };
}

function seriesOf(samples: readonly Sample[], stretchSeconds: number): LinkPoint[] {
  const groups = new Map<number, LinkSecond[]>();
  for (const { second, done } of samples) {
    const begin = Math.floor(second / stretchSeconds) * stretchSeconds;
    const group = groups.get(begin) ?? [];
    group.push(done);
    groups.set(begin, group);
  }
  return [...groups].map(([second, part]) => ({
    second,
    ...sums(part, ['inPackets', 'outBytes', 'lostRandom', 'lostBurst', 'lostQueue']),
    ...rareSums(part, ['lostBlackout']),
    ...named('meanDelayMs', inMicroseconds(meanDelayMs(part))),
    ...named('queueDelayP95Ms', inMicroseconds(largest(part, 'queueDelayP95Ms'))),
    ...named('queueDelayMaxMs', inMicroseconds(largest(part, 'queueDelayMaxMs'))),
    ...named('rateBps', least(part, 'rateBps')),
  }));
}

/** Rounds to microseconds: finer digits are noise, and half of the file. */
function inMicroseconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.round(ms * 1000) / 1000;
}

type Field = Exclude<keyof LinkSecond, 'link'>;
type CountField = 'inPackets' | 'inBytes' | 'outPackets' | 'outBytes' | 'lostRandom' | 'lostBurst' | 'lostQueue';

function sums<K extends CountField>(samples: readonly LinkSecond[], fields: readonly K[]): Record<K, number> {
  const entries = fields.map((field) => [field, samples.reduce((sum, sample) => sum + sample[field], 0)] as const);
  return Object.fromEntries(entries) as Record<K, number>;
}

/** Sums fields that only some links have; a field that the link lacks is left out, not 0. */
function rareSums<K extends Field>(samples: readonly LinkSecond[], fields: readonly K[]): { [P in K]?: number } {
  const entries = fields.flatMap((field) => {
    const known = values(samples, field);
    return known.length === 0 ? [] : [[field, known.reduce((sum, value) => sum + value, 0)] as const];
  });
  return Object.fromEntries(entries) as { [P in K]?: number };
}

function named<K extends string>(name: K, value: number | undefined): { [P in K]?: number } {
  return value === undefined ? {} : ({ [name]: value } as { [P in K]?: number });
}

function values(samples: readonly LinkSecond[], field: Field): number[] {
  const known: number[] = [];
  for (const sample of samples) {
    const value = sample[field];
    if (value !== undefined) known.push(value);
  }
  return known;
}

function least(samples: readonly LinkSecond[], field: Field): number | undefined {
  const known = values(samples, field);
  return known.length === 0 ? undefined : known.reduce((a, b) => Math.min(a, b));
}

function largest(samples: readonly LinkSecond[], field: Field): number | undefined {
  const known = values(samples, field);
  return known.length === 0 ? undefined : known.reduce((a, b) => Math.max(a, b));
}

function meanDelayMs(samples: readonly LinkSecond[]): number | undefined {
  const known = samples.flatMap(({ meanDelayMs: mean, outPackets }) =>
    mean === undefined ? [] : [{ mean, outPackets }],
  );
  const packets = known.reduce((sum, { outPackets }) => sum + outPackets, 0);
  if (packets === 0) return undefined;
  return known.reduce((sum, { mean, outPackets }) => sum + mean * outPackets, 0) / packets;
}

/** Returns the value below which the seconds of `share` (0 to 1) of the packets lie. */
function quantileByPackets(samples: readonly LinkSecond[], field: Field, share: number): number | undefined {
  const known = samples
    .flatMap((sample) => {
      const value = sample[field];
      return value === undefined ? [] : [{ value, weight: sample.outPackets }];
    })
    .sort((a, b) => a.value - b.value);
  const all = known.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  for (const { value, weight } of known) {
    below += weight;
    if (below >= all * share) return value;
  }
  return undefined;
}
