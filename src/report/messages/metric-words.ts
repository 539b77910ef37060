import { findMetric } from '../../metrics/registry.ts';
import type { MetricId, MetricInfo } from '../../model/result/metric.ts';
import type { Verdict } from '../../model/result/verdict.ts';
import { NOT_SETTLED, PICTURE_FOLLOWING, SOUND_FOLLOWING } from '../../verdict/judge-take.ts';
import { type Text, WORDS } from './words.ts';

/** The verdict on a number that contention may have moved by an amount nobody measured. */
const UNKNOWN_ERROR_SENTENCE: Text = {
  en: '{metric}: {actual} against {bound}, not judged: how far this machine’s strain moves this number is not known',
  zh: '{metric}：{actual}，要求 {bound}；未作评判：本机的负荷对该指标影响多大尚不清楚',
};

const NOT_SETTLED_SENTENCE: Text = {
  en: '{metric}: {actual} against {bound}, not judged: the jitter buffer had not settled when measuring began, and may yet add a round trip',
  zh: '{metric}：{actual}，界限 {bound}；未作评判：测量开始时抖动缓冲尚未稳定，延迟可能还会增加一个往返延迟',
};

const SOUND_FOLLOWING_SENTENCE: Text = {
  en: '{metric}: {actual} against {bound}, not judged: the sound was still following its picture when measuring began',
  zh: '{metric}：{actual}，界限 {bound}；未作评判：测量开始时声音仍在追赶画面',
};

const PICTURE_FOLLOWING_SENTENCE: Text = {
  en: '{metric}: {actual} against {bound}, not judged: the picture was still being held back for its sound when measuring began, and may yet come later',
  zh: '{metric}：{actual}，界限 {bound}；未作评判：测量开始时画面仍在被推迟以等待声音，之后可能更晚',
};

/** Stands where "± 15 ms" would. */
export const UNKNOWN_ERROR_NOTE: Text = { en: '± unknown', zh: '± 未知' };

/** Returns the sentence of a missed, nearly missed or kept limit, with its slots; a general one where the metric has none of its own. */
export function metricSentence(id: MetricId): Text {
  const sentence = findMetric(id)?.sentence ?? 'plain';
  return sentence === 'plain' ? WORDS.fallbackSentence : sentence;
}

/** Returns the sentence of an uncertain verdict, with its slots. */
export function uncertainSentence({ error, reason }: Pick<Verdict, 'error' | 'reason'>): Text {
  if (reason === NOT_SETTLED) return NOT_SETTLED_SENTENCE;
  if (reason === SOUND_FOLLOWING) return SOUND_FOLLOWING_SENTENCE;
  if (reason === PICTURE_FOLLOWING) return PICTURE_FOLLOWING_SENTENCE;
  return error === undefined ? UNKNOWN_ERROR_SENTENCE : WORDS.uncertainSentence;
}

/** Returns a metric's definition; the result's own English one in both languages where this version does not know the metric. */
export function metricDefinition({ id, definition }: MetricInfo): Text {
  return { en: definition, zh: findMetric(id)?.definition.zh ?? definition };
}
