import type { Result, TakeResult } from '../../model/result/result.ts';
import { baseTakes } from '../facts/base-takes.ts';
import { isStolenFrom, type MeanHost, meanHost, wholePercent } from '../facts/mean-host.ts';
import { fill, type Text } from './words.ts';

export const HOST_WORDS = {
  busy: {
    en: 'Meanwhile this machine’s CPUs were {busy} busy on average.',
    zh: '期间本机 CPU 平均占用 {busy}。',
  },
  busyAndStolen: {
    en: 'Meanwhile this machine’s CPUs were {busy} busy on average, and other machines took {stolen} of their time.',
    zh: '期间本机 CPU 平均占用 {busy}，另有 {stolen} 的 CPU 时间被其他虚拟机占用。',
  },
  stolen: {
    en: 'Meanwhile other machines took {stolen} of this machine’s CPU time.',
    zh: '期间本机 {stolen} 的 CPU 时间被其他虚拟机占用。',
  },
} as const satisfies Record<string, Text>;

/** The machine explains none of these. */
const NOT_THE_MACHINE: readonly string[] = ['nothing-judged', 'no-take'];

/** One sentence on the state of the machine during a take, to stand beside why it proves nothing; undefined where nobody knows. */
export function hostSentence({ host }: Pick<TakeResult, 'host'>): Text | undefined {
  const mean = meanHost(host);
  const { busyFraction, stealFraction } = mean;
  const values = { busy: wholePercent(busyFraction), stolen: wholePercent(stealFraction) };
  if (busyFraction === undefined) return isStolenFrom(mean) ? fill(HOST_WORDS.stolen, values) : undefined;
  return fill(isStolenFrom(mean) ? HOST_WORDS.busyAndStolen : HOST_WORDS.busy, values);
}

/** The same of the invalid take whose machine had least to spare; undefined where none is, or it is not the machine's doing. */
export function hostNote({ takes, invalidReasons }: Pick<Result, 'takes' | 'invalidReasons'>): Text | undefined {
  if (!invalidReasons.some(({ signal }) => !NOT_THE_MACHINE.includes(signal))) return undefined;
  const taken = ({ busyFraction = 0, stealFraction = 0 }: { [Key in keyof MeanHost]?: number | undefined }) =>
    busyFraction + stealFraction;
  const [worst] = baseTakes(takes)
    .filter(({ outcome }) => outcome === 'invalid')
    .toSorted((a, b) => taken(meanHost(b.host)) - taken(meanHost(a.host)));
  return worst === undefined ? undefined : hostSentence(worst);
}
