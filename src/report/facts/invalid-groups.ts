import type { InvalidReason } from '../../model/result/verdict.ts';
import { type InvalidReasonText, invalidReasonText } from '../messages/invalid-words.ts';

export interface InvalidGroup {
  readonly reasons: readonly Omit<InvalidReasonText, 'advice'>[];
  readonly advice: InvalidReasonText['advice'];
}

/** Groups reasons with the same advice, so that it is given once: a starved machine has many symptoms. */
export function invalidGroups(reasons: readonly InvalidReason[]): readonly InvalidGroup[] {
  const texts = reasons.map(invalidReasonText);
  const advices = [...new Set(texts.map(({ advice }) => advice.en))];
  return advices.flatMap((wanted) => {
    const alike = texts.filter(({ advice }) => advice.en === wanted);
    const [first] = alike;
    return first === undefined ? [] : [{ reasons: alike, advice: first.advice }];
  });
}
