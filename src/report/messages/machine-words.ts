import type { Result, TakeResult } from '../../model/result/result.ts';
import { isStolenFrom, type MeanHost, meanHost, wholePercent } from '../facts/mean-host.ts';
import { baseTakes } from '../facts/takes.ts';
import { fill, plain, type Text } from './words.ts';

/** Returns why a backend was taken; in Chinese without what the others lacked, which result.json has. */
export function backendWhy(why: string): Text {
  const zh = why.startsWith('auto: the first that works here')
    ? '自动选择：本机可用的第一种'
    : why === 'asked for'
      ? '按要求'
      : why;
  return { en: why, zh };
}

/** Texts about the machine that ran the rehearsal. */
export const MACHINE_WORDS = {
  title: { en: 'The machine', zh: '本机' },
  note: {
    en: 'Whether this machine kept up. Where it does not, the rehearsal’s clock is slowed; where that does not help, the result is invalid rather than not ready.',
    zh: '本机是否跟得上。跟不上时会放慢彩排的时钟；若仍跟不上，结果判为无效，而不是尚未就绪。',
  },
  cpuBusy: { en: 'CPU busy', zh: 'CPU 占用' },
  cpuSteal: { en: 'CPU taken by other machines', zh: '被其他虚拟机占用的 CPU' },
  environment: { en: 'Environment', zh: '环境' },
  backend: { en: 'Network backend', zh: '网络后端' },
  backendWhy: { en: 'Why this backend', zh: '选用原因' },

  // Beside a take that proves nothing.
  busy: {
    en: 'Meanwhile this machine’s CPUs were {busy} busy on average.',
    zh: '其间本机 CPU 平均占用率为 {busy}。',
  },
  busyAndStolen: {
    en: 'Meanwhile this machine’s CPUs were {busy} busy on average, and other machines took {stolen} of their time.',
    zh: '其间本机 CPU 平均占用率为 {busy}，另有 {stolen} 的 CPU 时间被其他虚拟机占用。',
  },
  stolen: {
    en: 'Meanwhile other machines took {stolen} of this machine’s CPU time.',
    zh: '其间本机 {stolen} 的 CPU 时间被其他虚拟机占用。',
  },
} as const satisfies Record<string, Text>;

/** Names of the keys that a recording notes about its machine; other keys are shown as they are. */
export const ENVIRONMENT_NAMES: ReadonlyMap<string, Text> = new Map([
  ['node', { en: 'Node.js', zh: 'Node.js' }],
  ['platform', { en: 'Platform', zh: '平台' }],
  ['kernel', { en: 'Kernel', zh: '内核' }],
  ['cpuModel', { en: 'CPU', zh: 'CPU' }],
  ['cpus', { en: 'CPU cores', zh: 'CPU 核数' }],
  ['memoryBytes', { en: 'Memory', zh: '内存' }],
  ['browser', { en: 'Browser', zh: '浏览器' }],
]);

/** Names of the keys that backends report about themselves; other keys are shown as they are. */
const BACKEND_DETAIL_NAMES: ReadonlyMap<string, Text> = new Map([
  ['scheduling', { en: 'Priority it got', zh: '获得的优先级' }],
  ['mode', { en: 'Mode', zh: '模式' }],
  ['capacityPackets', { en: 'Packets it can hold', zh: '可容纳的数据包数' }],
  ['weatherStepMs', { en: 'Weather step (ms)', zh: '网络“天气”步长（毫秒）' }],
  ['queueSampleMs', { en: 'Queue sampling interval (ms)', zh: '队列采样间隔（毫秒）' }],
  ['privilege', { en: 'Rights it ran with', zh: '运行权限' }],
  ['tcpCongestionControl', { en: 'TCP congestion control', zh: 'TCP 拥塞控制' }],
]);

/** Validity signals that the machine never explains. */
const NOT_THE_MACHINE: readonly string[] = ['nothing-judged', 'no-take', 'not-settled'];

/** Returns everything the backend reports about itself, names and values. */
export function backendDetails({ network }: TakeResult): (readonly [Text, string])[] {
  return Object.entries(network.detail ?? {}).map(([key, value]) => [
    BACKEND_DETAIL_NAMES.get(key) ?? plain(key),
    String(value),
  ]);
}

/** Describes the load of the machine during a take that proves nothing; undefined where it is not known. */
export function hostSentence({ host }: Pick<TakeResult, 'host'>): Text | undefined {
  const mean = meanHost(host);
  const { busyFraction, stealFraction } = mean;
  const values = { busy: wholePercent(busyFraction), stolen: wholePercent(stealFraction) };
  if (busyFraction === undefined) return isStolenFrom(mean) ? fill(MACHINE_WORDS.stolen, values) : undefined;
  return fill(isStolenFrom(mean) ? MACHINE_WORDS.busyAndStolen : MACHINE_WORDS.busy, values);
}

/**
 * Describes the load of the machine during the invalid take that left it the least to spare; undefined where no take is
 * invalid or the machine is not the reason.
 */
export function hostNote({ takes, invalidReasons }: Pick<Result, 'takes' | 'invalidReasons'>): Text | undefined {
  if (!invalidReasons.some(({ signal }) => !NOT_THE_MACHINE.includes(signal))) return undefined;
  const taken = ({ busyFraction = 0, stealFraction = 0 }: { [Key in keyof MeanHost]?: number | undefined }) =>
    busyFraction + stealFraction;
  const [worst] = baseTakes(takes)
    .filter(({ outcome }) => outcome === 'invalid')
    .toSorted((a, b) => taken(meanHost(b.host)) - taken(meanHost(a.host)));
  return worst === undefined ? undefined : hostSentence(worst);
}
