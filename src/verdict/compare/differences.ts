import type { Result } from '../../model/result/result.ts';
import { BASE_VARIANT, type Broadcast } from '../../model/scenario/scenario.ts';
import { transportId } from '../../model/scenario/transport.ts';
import { unseenChanges } from './unseen-changes.ts';

/** A condition that both arms must have in common but do not. */
export interface Difference {
  /** "regions[1].access.out.rateBps" */
  readonly path: string;
  readonly baseline: unknown;
  readonly candidate: unknown;
}

/** Keys of words that change nothing about what was measured. */
const WORDS_ONLY = new Set(['label', 'labelZh', 'zone', 'localTime']);

/**
 * Lists what forbids a comparison: any difference apart from the encoder's settings, in the scenario (except its name and airtime:
 * what an airtime selects is compared itself), the network backend and the measuring version.
 */
export function forbiddingDifferences(baseline: Result, candidate: Result): readonly Difference[] {
  const networks = [backendsOf(baseline), backendsOf(candidate)] as const;
  // Takes that never got as far as a network are void, and say so themselves.
  const isKnown = networks.every((ids) => ids.length > 0);
  return [
    ...differences('', conditionsOf(baseline), conditionsOf(candidate)),
    ...(isKnown ? differences('network backend', ...networks) : []),
  ];
}

function conditionsOf({ scenario, tool }: Result) {
  const { durationMs, warmupMs, settle, regions, events, traces, broadcast } = scenario;
  const { transport, origin, source, firstMile } = broadcast;
  return {
    ...{ durationMs, warmupMs, settle, regions, events, traces },
    broadcast: { transport, origin, source, firstMile },
    'tool version': measuringVersion(tool.version),
  };
}

function backendsOf({ takes }: Result): readonly string[] {
  return [...new Set(takes.map(({ network }) => network.backend))].filter((id) => id !== 'none').sort();
}

/** Returns the part of a version that may change what a metric means: the major one; before 1.0 the minor one, too (semver.org, 4). */
export function measuringVersion(version: string): string {
  const [major = '', minor = ''] = version.split('.');
  return major === '0' ? `${major}.${minor}` : major;
}

function differences(path: string, a: unknown, b: unknown): readonly Difference[] {
  // Values of two types have nothing to compare field by field.
  if (!isRecord(a) || !isRecord(b) || Array.isArray(a) !== Array.isArray(b) || a.type !== b.type)
    return Object.is(a, b) ? [] : [{ path, baseline: a, candidate: b }];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !WORDS_ONLY.has(key));
  return keys.flatMap((key) => differences(step(path, key, Array.isArray(a)), a[key], b[key]));
}

function step(path: string, key: string, isItem: boolean): string {
  if (isItem) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Lists what makes a comparison doubtful without forbidding it. */
export function doubtfulDifferences(baseline: Result, candidate: Result): readonly string[] {
  const of = (result: Result, key: string) =>
    [...new Set(result.takes.flatMap(({ environment }) => environment[key] ?? []))].sort().join(', ');
  const conditions = [
    ['browser', 'the browser, and with it the encoder'],
    ['cpuModel', 'the machine (CPU)'],
    ['cpus', 'the machine (number of CPUs)'],
    ['kernel', 'the kernel'],
  ] as const;
  const broadcasts = [baseline, candidate].map(({ scenario }) => scenario.broadcast) as [Broadcast, Broadcast];
  const found = conditions.flatMap(([key, what]) => {
    const [a, b] = [of(baseline, key), of(candidate, key)];
    return a === b ? [] : [`${what} differs: ${a || 'unknown'} in the baseline, ${b || 'unknown'} in the candidate`];
  });
  const [before, after] = [baseline, candidate].map(({ scenario }) => JSON.stringify(scenario.changeLimits ?? {}));
  const [a, b] = [baseline.tool.version, candidate.tool.version];
  const transports = [baseline, candidate].map(({ scenario }) => scenario.broadcast.transport);
  const [transport, otherTransport] = transports.map((each) => JSON.stringify(each));
  const [from, to] = transports.map(transportId);
  const whole = `the transport differs (${from}, ${to}): what changed is the way as a whole, not the encoder alone`;
  return [
    ...nothingDiffers(...broadcasts),
    ...unseenChanges(...broadcasts),
    ...found,
    ...limitsDiffer(baseline, candidate),
    ...(transport === otherTransport ? [] : [whole]),
    ...(before === after ? [] : ['the budgets on change differ: the stricter of each counts']),
    ...(a === b ? [] : [`longhaul ${a} measured the baseline, ${b} the candidate`]),
  ];
}

export const NO_SETTING_DIFFERS = 'both send the same: no setting differs';

/** Warns where both arms are asked to send the very same over the same lines: whoever looks for a change has put it elsewhere. */
export function nothingDiffers(baseline: unknown, candidate: unknown): readonly string[] {
  return differences('', baseline, candidate).length > 0 ? [] : [NO_SETTING_DIFFERS];
}

/** Most limits that are named. */
const MOST_LIMITS = 3;

/** Warns where the arms were held against other limits: a change may bring its own, which it keeps. */
function limitsDiffer(baseline: Result, candidate: Result): readonly string[] {
  const [before, after] = [limitsOf(baseline), limitsOf(candidate)];
  // An arm without a take that counts was held against nothing.
  if (before.size === 0 || after.size === 0) return [];
  const numbers = [...new Set([...before.keys(), ...after.keys()])];
  const other = numbers.filter((number) => before.get(number) !== after.get(number));
  if (other.length === 0) return [];
  const named = other
    .slice(0, MOST_LIMITS)
    .map((number) => `${number} ${before.get(number) ?? 'none'} -> ${after.get(number) ?? 'none'}`);
  const left = other.length - named.length;
  const list = [...named, ...(left > 0 ? [`${left} more`] : [])].join(', ');
  return [`the limits differ, and each is ready or not by its own: ${list}`];
}

/** Returns each limit that the takes were held against, by its number: "near latency p95" to "<= 800 ms (warn 1200)". */
function limitsOf({ takes }: Result): ReadonlyMap<string, string> {
  const verdicts = takes.flatMap((take) =>
    take.variant === undefined || take.variant === BASE_VARIANT ? take.verdicts : [],
  );
  return new Map(
    verdicts.map(({ region, metric, statistic, comparison, limit, warnLimit, unit }) => [
      `${region} ${metric}${statistic === 'value' ? '' : ` ${statistic}`}`,
      `${comparison} ${limit}${warnLimit === undefined ? '' : ` (${warnLimit})`} ${unit}`,
    ]),
  );
}
