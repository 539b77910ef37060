/** Whether the candidate made one number of one region worse, as the statistics see it: without units and names. */
export interface Question {
  /** Candidate minus baseline per pair of takes, signed so that more is worse; undefined where the pair dropped out. */
  readonly worsening: readonly (number | undefined)[];
  /** Least difference that anybody would act on, above 0. */
  readonly margin: number;
  /** Size of a plain difference; defaults to the margin. */
  readonly scale?: number;
  /** Larger margin, below which a worsening only warns. */
  readonly warnMargin?: number;
}

/** Returns the differences of the pairs that did not drop out. */
export function differencesOf({ worsening }: Question): readonly number[] {
  return worsening.filter((difference) => difference !== undefined);
}

/** Returns the opposite question: whether the candidate made the number better. */
export function mirror(question: Question): Question {
  const { worsening } = question;
  return {
    ...question,
    worsening: worsening.map((difference) => (difference === undefined ? undefined : -difference)),
  };
}
