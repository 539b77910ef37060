import type { Result } from '../../model/result/result.ts';
import { type InvalidReasonText, invalidReasonText } from '../messages/invalid-words.ts';

export interface InvalidGroup {
  readonly reasons: readonly Omit<InvalidReasonText, 'advice'>[];
  readonly advice: InvalidReasonText['advice'];
}

/** Parts of a result that say why it is invalid, and what its regions are called. */
interface Invalid extends Pick<Result, 'invalidReasons'> {
  readonly scenario: Pick<Result['scenario'], 'regions'>;
}

/** Groups reasons with the same advice, so that it is given once: a starved machine has many symptoms. */
export function invalidGroups({ invalidReasons, scenario }: Invalid): readonly InvalidGroup[] {
  const texts = invalidReasons.map((reason) => invalidReasonText(reason, scenario.regions));
  const advices = [...new Set(texts.map(({ advice }) => advice.en))];
  return advices.flatMap((wanted) => {
    const alike = texts.filter(({ advice }) => advice.en === wanted);
    const [first] = alike;
    return first === undefined ? [] : [{ reasons: alike, advice: first.advice }];
  });
}
