/** One number of one region: did the candidate make it worse? What the statistics work on, units and names left behind. */
export interface Question {
  /** Candidate minus baseline, one for each pair of takes; turned so that more is worse. Undefined where the pair dropped out. */
  readonly worsening: readonly (number | undefined)[];
  /** The least difference that anybody would act on, above 0. */
  readonly margin: number;
  /** A difference that is plain, where that is not the margin. */
  readonly scale?: number;
  /** A margin beyond that, up to which worse is only warned of. */
  readonly warnMargin?: number;
}

/** The differences that are there. */
export function differencesOf({ worsening }: Question): readonly number[] {
  return worsening.filter((difference) => difference !== undefined);
}

/** The same question asked the other way round: did the candidate make it better? */
export function mirrored(question: Question): Question {
  const { worsening } = question;
  return {
    ...question,
    worsening: worsening.map((difference) => (difference === undefined ? undefined : -difference)),
  };
}
