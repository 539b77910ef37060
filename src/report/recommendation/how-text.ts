import type { Recommendation } from '../../model/recommendation.ts';
import { formatLimit } from '../format.ts';
import { fill, type Text } from '../words.ts';
import { RECOMMENDATION_WORDS as WORDS } from './recommendation-words.ts';

/** What the search's answer is worth. */
export function howText({ certainty, takes }: Recommendation): Text {
  const share = (value: number) => formatLimit(value, 'fraction');
  return fill(WORDS.howText, {
    ...{ bad: share(certainty.badShare), good: share(certainty.goodShare), alpha: share(certainty.alpha) },
    ...{ provenBad: share(certainty.provenBadShare), provenAlpha: share(certainty.provenAlpha) },
    ...takes,
  });
}
