import type { EncoderComparison } from '../../../src/model/result/encoder-comparison.ts';
import type { TakeResult } from '../../../src/model/result/result.ts';
import type { Scenario } from '../../../src/model/scenario/scenario.ts';
import type { Take } from '../../../src/model/scenario/take.ts';
import { planTakes } from '../../../src/scenario/plan.ts';
import { MOST_REPLAYS, planReplays } from '../../../src/scenario/plan-replays.ts';

interface Playing {
  /** Takes played so far; `play` adds to them. */
  readonly takes: readonly TakeResult[];
  readonly play: (take: Take) => void;
  readonly compare: () => readonly EncoderComparison[];
}

/** Plays all takes of a scenario, then what a candidate alone lost until that is known, as `run` does; returns the last comparisons. */
export function playWithReplays(scenario: Scenario, { takes, play, compare }: Playing): readonly EncoderComparison[] {
  planTakes(scenario).forEach(play);
  let comparisons = compare();
  for (let round = 0; round < MOST_REPLAYS; round++) {
    const due = planReplays(scenario, comparisons, takes.length);
    if (due.length === 0) break;
    due.forEach(play);
    comparisons = compare();
  }
  return comparisons;
}
