import { groupedBy } from '../../lib/grouped-by.ts';
import { speedText } from '../../lib/speed-text.ts';
import type { Result, TakePace, TakeResult } from '../../model/result/result.ts';
import { NOTABLE_FACTOR } from '../../model/scenario/slow.ts';
import { isFull, isStolenFrom, meanHost, wholePercent } from '../facts/mean-host.ts';
import { formatQuantity } from '../text/format.ts';
import { ENUMERATION, fill, joinTexts, plain, SEMICOLON, STOP, type Text } from './words.ts';

/** Texts about how fast the rehearsal was played. */
export const PACE_WORDS = {
  busy: {
    en: 'Played at {speed} of its speed, because this machine was busy; all times are the stream’s own.',
    zh: '因本机繁忙，彩排以 {speed} 倍速进行；所有时间均为直播自身的时间。',
  },
  stolen: {
    en: 'Played at {speed} of its speed, because {share} of this machine’s CPU time was taken by other machines; all times are the stream’s own.',
    zh: '因本机 {share} 的 CPU 时间被其他虚拟机占用，彩排以 {speed} 倍速进行；所有时间均为直播自身的时间。',
  },
  keepsUp: {
    en: 'Played at {speed} of its speed, so that this machine keeps up; all times are the stream’s own.',
    zh: '为使本机跟得上，彩排以 {speed} 倍速进行；所有时间均为直播自身的时间。',
  },
  range: { en: '{from} to {to}', zh: '{from} 至 {to}' },
  upToFull: { en: '{least} to all', zh: '{least} 至 1' },
  stoodStill: {
    en: 'The machine did not respond for {duration} in total; the stream’s clock waited',
    zh: '本机累计 {duration} 无响应，其间直播时钟一同暂停',
  },
  nothingLost: { en: ', nothing was lost', zh: '，无任何数据丢失' },
  replacedOne: {
    en: '1 s that the machine spoilt was replayed at the end.',
    zh: '其中受本机影响的 1 s 已在末尾补测。',
  },
  replaced: {
    en: '{count} s that the machine spoilt were replayed at the end.',
    zh: '其中受本机影响的 {count} s 已在末尾补测。',
  },
  seedsOfVariant: { en: '{seeds} ({variant})', zh: '{seeds}（{variant}）' },
  ofSeeds: { en: 'Seed {seeds}: {sentence}', zh: '种子 {seeds}：{sentence}' },
  ownSpeed: { en: 'its own', zh: '原速' },

  // The page's chart and rows.
  speedColumn: { en: 'Speed', zh: '速度' },
  speed: { en: 'Speed of the stream’s clock', zh: '直播时钟的速度' },
  meanSpeed: { en: '{speed} (mean factor {factor})', zh: '{speed}（平均耗时 {factor} 倍）' },
  playedFor: { en: 'Real time of the measured window', zh: '测量时段的实际耗时' },
  chart: { en: 'Real time for each second of the stream', zh: '直播每秒的实际耗时' },
  chartNote: {
    en: 'At 2 s the rehearsal’s clock goes at half speed. Every other chart is in the stream’s own time.',
    zh: '2 s 表示彩排时钟以半速运行。其他图表均以直播自身的时间为准。',
  },
  keyPlayed: { en: 'slowed clock', zh: '放慢的时钟' },
  keyStill: { en: 'clock stood still: the machine did not respond', zh: '时钟暂停：本机无响应' },
} as const satisfies Record<string, Text>;

/** Shortest time that counts as a machine that did not respond, ms; less is scheduling. */
export const NOTABLE_STILL_MS = 100;
/** Ratio of the ends of a range below which they are shown as one factor. */
const STEADY_RATIO = 1.1;

type PacedTake = TakeResult & { readonly pace: TakePace };

/**
 * Says how fast the rehearsal was played and why, in one sentence for all takes that are alike, and how the machine affected
 * its clock; [] if it ran at its own speed throughout.
 */
export function paceNotes({ takes }: Pick<Result, 'takes'>): readonly Text[] {
  return [...groupedBy(takes.filter(isPaced), cause).values()].flatMap((alike) => {
    const sentences = sentencesOf(alike);
    if (alike.length === takes.length || sentences.length === 0) return sentences;
    return sentences.map((sentence) => fill(PACE_WORDS.ofSeeds, { seeds: seedsOf(alike), sentence }));
  });
}

/** Returns "1, 2", or "1, 2 (base); 1 (low)" where variants are compared. */
function seedsOf(takes: readonly PacedTake[]): Text {
  const variants = [...new Set(takes.map(({ variant }) => variant))].map((variant) => {
    const own = takes.filter((take) => take.variant === variant).map(({ seed }) => String(seed));
    const seeds = joinTexts([...new Set(own)].map(plain), ENUMERATION);
    return variant === undefined ? seeds : fill(PACE_WORDS.seedsOfVariant, { seeds, variant });
  });
  return joinTexts(variants, SEMICOLON);
}

/** Returns "1/3", "1/1.6 to 1/4", "1/3 to all" if it began unslowed, or "its own" if nothing was slowed. */
export function speedOf(paces: readonly TakePace[]): Text {
  const least = paces.reduce((end, { leastFactor }) => Math.min(end, leastFactor), Number.POSITIVE_INFINITY);
  const most = paces.reduce((end, { mostFactor }) => Math.max(end, mostFactor), 0);
  if (most < NOTABLE_FACTOR) return PACE_WORDS.ownSpeed;
  const [from, to] = [speedText(least), speedText(most)];
  if (least < NOTABLE_FACTOR && from !== to) return fill(PACE_WORDS.upToFull, { least: to });
  return most / least < STEADY_RATIO || from === to
    ? plain(speedText((least + most) / 2))
    : fill(PACE_WORDS.range, { from, to });
}

function isPaced(take: TakeResult): take is PacedTake {
  return take.pace !== undefined;
}

type Cause = 'busy' | 'stolen' | 'keepsUp' | 'none';

function cause({ pace, host }: PacedTake): Cause {
  if (pace.mostFactor < NOTABLE_FACTOR) return 'none';
  const mean = meanHost(host);
  return isFull(mean) ? 'busy' : isStolenFrom(mean) ? 'stolen' : 'keepsUp';
}

function sentencesOf(alike: readonly PacedTake[]): Text[] {
  const paces = alike.map(({ pace }) => pace);
  const total = (of: (pace: TakePace) => number) => paces.reduce((sum, pace) => sum + of(pace), 0);
  const [stoodStillMs, replaced] = [total((pace) => pace.stoodStillMs), total((pace) => pace.replacedSeconds)];
  const isWhole = replaced === 0 && alike.every(({ invalidSeconds }) => invalidSeconds.length === 0);
  return [
    ...speedSentence(alike, paces),
    ...(stoodStillMs > NOTABLE_STILL_MS ? [stillSentence(stoodStillMs, isWhole)] : []),
    ...(replaced === 1
      ? [PACE_WORDS.replacedOne]
      : replaced > 1
        ? [fill(PACE_WORDS.replaced, { count: replaced })]
        : []),
  ];
}

function speedSentence(alike: readonly PacedTake[], paces: readonly TakePace[]): Text[] {
  const [first] = alike;
  const why = first === undefined ? 'none' : cause(first);
  if (why === 'none') return [];
  const { stealFraction } = meanHost(alike.flatMap(({ host }) => host));
  return [fill(PACE_WORDS[why], { speed: speedOf(paces), share: wholePercent(stealFraction) })];
}

function stillSentence(stoodStillMs: number, isWhole: boolean): Text {
  const { stoodStill, nothingLost } = PACE_WORDS;
  const sentence = fill(stoodStill, { duration: formatQuantity(stoodStillMs, 'ms') });
  return joinTexts([sentence, ...(isWhole ? [nothingLost] : []), STOP], plain(''));
}
