import type { ComparisonOutcome } from '../../model/result/encoder-comparison.ts';
import type { Text } from './words.ts';

/** Names of the outcomes. */
export const COMPARISON_WORDS: Record<ComparisonOutcome, Text> = {
  improved: { en: 'improved', zh: '更好' },
  'no-worse': { en: 'no worse', zh: '均在容许范围内' },
  regressed: { en: 'regressed', zh: '变差' },
  inconclusive: { en: 'inconclusive', zh: '无法判断' },
  invalid: { en: 'invalid', zh: '结果无效' },
};

/** Texts about encoder settings compared seed by seed. */
export const CHANGE_WORDS = {
  title: { en: 'Encoder settings compared', zh: '编码设置对比' },
  note: {
    en: 'Seed by seed, under the same network weather. Numbers with a limit decide; medians over the paired seeds.',
    zh: '逐个种子、在相同的网络“天气”下比较。设有上下限的指标参与判定；数值为各配对种子的中位数。',
  },
  against: { en: '{candidate} against {baseline}', zh: '{candidate} 对比 {baseline}' },
  baseline: { en: 'Baseline', zh: '基准' },
  candidate: { en: 'Candidate', zh: '候选' },
  difference: { en: 'Difference', zh: '差异' },
  interval: { en: 'Interval', zh: '区间' },
  margin: { en: 'Margin', zh: '容许范围' },
  fromTo: { en: '{low} to {high}', zh: '{low} 至 {high}' },
  anything: { en: 'nothing ruled out', zh: '尚不能排除任何差异' },
  inTheMean: { en: '{difference} in the mean', zh: '均值 {difference}' },
  missedAlone: { en: 'missed where the baseline kept it', zh: '基准达标而它未达标' },
  pWorse: { en: 'p(worse) {worse}', zh: 'p(变差) {worse}' },
  pBetter: { en: 'p(better) {better}', zh: 'p(变好) {better}' },
  pNoWorse: { en: 'p(no worse) {harmless}', zh: 'p(未变差) {harmless}' },
  pEither: { en: 'p(worse) {worse}, p(no worse) {harmless}', zh: 'p(变差) {worse}，p(未变差) {harmless}' },
  alpha: { en: 'alpha {alpha}', zh: 'α {alpha}' },
  alphaLooks: { en: 'alpha {alpha}, look {look} of {looks}', zh: 'α {alpha}，第 {look}/{looks} 次查看' },
  alphaAnyLook: { en: 'alpha {alpha} at any look', zh: 'α {alpha}，可随时查看' },
  others: { en: 'Without a limit: shown, not deciding', zh: '未设上下限：仅供参考' },
  more: { en: '{count} more', zh: '另有 {count} 项' },
  warned: { en: 'Worse, but within its warning: {list}.', zh: '有变差但仍在警告范围内：{list}。' },
  alsoWorse: { en: 'Worse too, without a limit: {list}.', zh: '另有未设上下限的指标变差：{list}。' },

  regressed: { en: 'Viewers would notice: {list}.', zh: '观众会察觉到变差：{list}。' },
  improved: { en: 'Better, and nowhere worse: {list}.', zh: '有改善，且没有任何指标变差：{list}。' },
  failsAlone: {
    en: 'It fails under seeds where {baseline} does not.',
    zh: '在 {baseline} 正常的种子下，它失败了。',
  },
  failedAlone: {
    en: 'Under {seeds} it misses what {baseline} keeps: {list}.',
    zh: '在{seeds}下，{baseline} 达标而它未达标：{list}。',
  },
  seeds: { en: 'seeds {list}', zh: '种子 {list}' },
  seed: { en: 'seed {list}', zh: '种子 {list}' },
  lostAgain: {
    en: 'Under seed {seed} it failed all {times} times, and {baseline} never: that is not chance.',
    zh: '在种子 {seed} 下运行 {times} 次，它每次都失败，而 {baseline} 从未失败：这并非偶然。',
  },
  lostNotAgain: {
    en: 'Seed {seed} was played again, and it did not fail each time: it may have been chance.',
    zh: '种子 {seed} 重新运行后，它并非每次都失败：可能是偶然。',
  },
  lostOpen: {
    en: 'If it fails all of {times} times under seed {seed}, and {baseline} never, it is regressed.',
    zh: '若在种子 {seed} 下运行 {times} 次它每次都失败，而 {baseline} 从未失败，则判为变差。',
  },
  notReady: {
    en: '{candidate} by itself is NOT READY: {list}.',
    zh: '{candidate} 自身未就绪：{list}。',
  },
  bothNotReady: {
    en: '{candidate} by itself is NOT READY, and so is {baseline}: {list}.',
    zh: '{candidate} 自身未就绪，{baseline} 亦然：{list}。',
  },
  excluded: {
    en: '{paired} seeds rule out only what breaks in more than {share} of seeds',
    zh: '{paired} 个种子只能排除在超过 {share} 的种子中出现的问题',
  },
  noWorse: {
    en: 'No number with a limit is worse by its margin, in any region.',
    zh: '所有地区的判定指标均在容许范围内。',
  },
  inconclusive: { en: 'Could not tell: {list}. {advice}', zh: '无法判断：{list}。{advice}' },
  unclear: {
    en: '{what} {difference} ({interval}; margin {margin})',
    zh: '{what} {difference}（{interval}，容许 {margin}）',
  },
  tooFewSeeds: { en: 'Too few seeds to tell anything yet. {advice}', zh: '种子太少，尚无法判断。{advice}' },
  invalid: {
    en: 'Nothing is known, because data is missing: {list}. {advice}',
    zh: '缺少数据，无法得出结论：{list}。{advice}',
  },
  brokenAlone: {
    en: 'It cannot be called no worse: it broke where {baseline} did not. Look into those recordings, and play more seeds.',
    zh: '不能判为未变差：它在 {baseline} 正常的种子下出现故障。请查看这些录制文件，并运行更多种子。',
  },
  voidAlone: {
    en: 'It cannot be called no worse: only its own takes do not count, under more seeds than chance explains. The setting may be more than this machine can play, or break what measures it.',
    zh: '不能判为未变差：只有它的轮次不计入，且种子数超出偶然范围。该设置可能超出本机能力，或使测量本身失败。',
  },
  missesAlone: {
    en: 'It cannot be called no worse: it misses budgets that {baseline} keeps. Look into those takes, and play more seeds.',
    zh: '不能判为未变差：{baseline} 达标的要求，它未达标。请查看这些轮次，并运行更多种子。',
  },
  brokeUnder: {
    en: 'Under {seeds} it broke, and {baseline} did not: {reasons}',
    zh: '在{seeds}下，{baseline} 正常而它出现故障：{reasons}',
  },
  noLimits: { en: 'no number with a limit was measured in both', zh: '没有任何设有上下限的指标在两边都测得' },
  moreSeeds: {
    en: 'It needs at least {least} seeds ({paired} paired now); with {sure}, a change of any one number can be told.',
    zh: '至少需要 {least} 个种子（现有 {paired} 对）；有 {sure} 个时，任何一个指标单独变化也能判断。',
  },
  someSeeds: {
    en: 'Play more seeds ({paired} paired now): with {sure}, a change of any one number can be told.',
    zh: '请运行更多种子（现有 {paired} 对）：有 {sure} 个时，任何一个指标单独变化也能判断。',
  },
  playOn: {
    en: 'Play on, with more --most-minutes ({paired} seeds paired now; green takes {green} at least).',
    zh: '请加大 --most-minutes 继续运行（现有 {paired} 对种子；判定未变差至少需要 {green} 个）。',
  },
  lessNoise: {
    en: 'The seeds differ too much ({paired} paired now): take more of them, or longer takes.',
    zh: '各种子之间差异过大（现有 {paired} 对）：请增加种子数或延长每轮时间。',
  },
  lacksSome: {
    en: '{paired} seeds are valid in both, but not all have these numbers: look into the recordings of those that lack them.',
    zh: '两边都有效的种子有 {paired} 个，但并非每个都有这些数值：请查看缺少数值的录制文件。',
  },
  playAgain: {
    en: 'Play the missing takes again; at least {least} seeds must be valid in both ({paired} are).',
    zh: '请重新运行缺失的轮次；两边都有效的种子至少要有 {least} 个（现有 {paired} 个）。',
  },
} as const satisfies Record<string, Text>;
