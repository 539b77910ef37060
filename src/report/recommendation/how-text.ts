import type { Recommendation } from '../../model/result/recommendation.ts';
import { RECOMMENDATION_WORDS as WORDS } from '../messages/recommendation-words.ts';
import { fill, type Text } from '../messages/words.ts';
import { formatLimit } from '../text/format.ts';

/** What the search's answer is worth. */
export function howText({ certainty, takes }: Recommendation): Text {
  const share = (value: number) => formatLimit(value, 'fraction');
  return fill(WORDS.howText, {
    ...{ bad: share(certainty.badShare), good: share(certainty.goodShare), alpha: share(certainty.alpha) },
    ...{ provenBad: share(certainty.provenBadShare), provenAlpha: share(certainty.provenAlpha) },
    ...takes,
  });
}
