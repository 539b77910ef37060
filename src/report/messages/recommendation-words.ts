import type { Advice, StandingState } from '../../model/result/recommendation.ts';
import type { Text } from './words.ts';

/** Names of the outcomes of an advice. */
export const ADVICE_WORDS: Record<Advice['outcome'], Text> = {
  proven: { en: 'send this', zh: '建议发送' },
  likely: { en: 'probably this', zh: '可能合适' },
  none: { en: 'nothing fits', zh: '均不合适' },
};

/** Names of the states of a rung in a region. */
export const STANDING_WORDS: Record<StandingState, Text> = {
  within: { en: 'within budget', zh: '达标' },
  beyond: { en: 'over budget', zh: '不达标' },
  'ruled-out': { en: 'ruled out', zh: '已排除' },
  open: { en: 'open', zh: '未定' },
};

/** Texts about what to send. */
export const RECOMMENDATION_WORDS = {
  title: { en: 'What to send', zh: '推流建议' },
  forAll: { en: 'One stream for all regions', zh: '所有地区共用一路流' },
  perRegion: { en: 'Region by region', zh: '分地区' },
  perRegionNote: {
    en: 'The clearest step that keeps this region’s budgets, if it were the only one.',
    zh: '若只面向该地区，对其达标且画面最清晰的一档。',
  },
  rung: { en: '{codec} {width}×{height} {fps}, {bitrate}', zh: '{codec} {width}×{height} {fps}，{bitrate}' },

  proven: {
    en: 'It kept every budget in {passes} of {takes} takes, which rules out only that it misses in more than {share} of them (95 % confidence).',
    zh: '{takes} 个轮次中有 {passes} 个全部达标；据此只能排除未达标比例超过 {share} 的情形（置信度 95%）。',
  },
  likely: {
    en: 'It kept every budget in {passes} of {takes} takes, but takes ran out: continue in the same directory to be sure.',
    zh: '{takes} 个轮次中有 {passes} 个全部达标，但轮次已用完：请在同一目录中继续以确认。',
  },
  none: { en: 'No step of the ladder keeps the budgets.', zh: '阶梯中没有任何一档达标。' },
  clarityOf: { en: 'Clarity {clarity} (SSIM).', zh: '清晰度 {clarity}（SSIM）。' },

  stepUp: { en: 'One step up', zh: '再高一档' },
  lightest: { en: 'The lightest step', zh: '最低一档' },
  top: { en: 'There is nothing clearer on the ladder.', zh: '阶梯中没有更清晰的一档。' },
  more: { en: '{rung}: {bitrate} more', zh: '{rung}：多 {bitrate}' },
  moreClarity: { en: ', clarity +{clarity}', zh: '，清晰度 +{clarity}' },
  beyond: {
    en: '{region} cannot carry it: {metric} {actual}, limit {bound}; missed in {fails} of {takes} takes.',
    zh: '{region}无法承受：{metric}为 {actual}，要求 {bound}；{takes} 个轮次中有 {fails} 个未达标。',
  },
  ruledOut: {
    en: 'Not tried to the end: {lighter} is already too much for {region}.',
    zh: '未完整尝试：{lighter} 对{region}已经过高。',
  },
  open: { en: 'Not proven either way in {region}.', zh: '在{region}尚无定论。' },
  unmeasurable: { en: 'This machine could not measure it: {reason}', zh: '本机无法测量：{reason}' },

  evidence: { en: 'The evidence', zh: '依据' },
  evidenceNote: {
    en: 'Counted: takes within all budgets, of the valid ones. “Ruled out”: a step with a lower bitrate is already too much there.',
    zh: '有效轮次中全部达标的次数。“已排除”：码率更低的一档在该地区已经过高。',
  },
  step: { en: 'Step', zh: '档位' },
  encoded: { en: 'Encoded', zh: '实际编码' },
  clarity: { en: 'Clarity', zh: '清晰度' },
  takesOf: { en: '{passes} of {takes} takes', zh: '{passes}/{takes} 轮' },
  invalidTakes: { en: '{count} invalid', zh: '{count} 轮无效' },
  untried: { en: 'not tried', zh: '未尝试' },

  how: { en: 'How sure it is', zh: '可信程度' },
  howText: {
    en: 'A sequential test per step and region: a step that misses a budget in {bad} of its takes is called within budget with a probability of at most {alpha}, and one that misses in {good} of them is called over budget likewise. What is advised is proven further: a step that misses in {provenBad} of its takes passes for proven with a probability of at most {provenAlpha}. A miss under a seed where the lightest step misses, too, is due to the weather and does not count. What a region cannot carry at a lower bitrate it cannot carry at a higher one. {played} of at most {most} takes were played, {invalid} of them invalid.',
    zh: '对每一档和每个地区做序贯检验：在 {bad} 的轮次中未达标的一档被误判为合适的概率至多 {alpha}；在 {good} 的轮次中未达标的一档被误判为不合适的概率亦然。所建议的一档还需进一步证实：在 {provenBad} 的轮次中未达标的一档，被误认为已证实的概率至多 {provenAlpha}。若最低一档在同一种子下也未达标，则归因于网络天气，不计入。某地区无法承受的码率，更高码率同样无法承受。共运行 {played} 轮（上限 {most}），其中 {invalid} 轮无效。',
  },
  unfinished: {
    en: 'The search is not finished: run it again with the same --out.',
    zh: '搜索尚未完成：请用同一 --out 目录继续运行。',
  },
} as const satisfies Record<string, Text>;
