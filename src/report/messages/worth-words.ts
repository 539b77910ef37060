import type { Result } from '../../model/result/result.ts';
import { fill, type Text } from './words.ts';

const WORDS = {
  one: {
    en: 'That is 1 clean seed, which excludes little: up to {share} of evenings could still fail ({confidence} confidence).',
    zh: '仅 1 个种子通过，能排除的很少：仍可能有多达 {share} 的场次不达标（置信度 {confidence}）。',
  },
  many: {
    en: 'That is {count} clean seeds: up to {share} of evenings could still fail ({confidence} confidence).',
    zh: '共 {count} 个种子通过：仍可能有多达 {share} 的场次不达标（置信度 {confidence}）。',
  },
} as const satisfies Record<string, Text>;

/** What READY is worth, in a sentence beside the verdict; undefined where it is not said. */
export function worthSentence({ worth }: Pick<Result, 'worth'>): Text | undefined {
  if (worth === undefined) return undefined;
  const { cleanSeeds, couldFailFraction, confidence } = worth;
  return fill(cleanSeeds === 1 ? WORDS.one : WORDS.many, {
    count: cleanSeeds,
    share: wholePercent(couldFailFraction),
    confidence: wholePercent(confidence),
  });
}

function wholePercent(fraction: number): string {
  return `${Math.round(fraction * 100)} %`;
}
