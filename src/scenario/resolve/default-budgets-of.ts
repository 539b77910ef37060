import type { z } from 'zod';
import type { Bound, Budget } from '../../model/scenario/budget.ts';
import { isPublished } from '../../model/scenario/transport.ts';
import type { Vocabulary } from '../../model/scenario/vocabulary.ts';
import { DEFAULT_FRAME_RATE } from '../reading/picture-size.ts';
import type { scenarioSchema } from '../schema/scenario.ts';
import { isStereo } from './is-stereo.ts';

type Written = z.output<typeof scenarioSchema>;

/** Returns the budgets of regions that set none; those of our own stream also where the schema refuses the scenario. */
export function defaultBudgetsOf(written: Written | undefined, vocabulary: Vocabulary): readonly Budget[] {
  if (written !== undefined && !isPublished(written.broadcast.transport)) return vocabulary.foreignDefaultBudgets;
  const isInStereo = written !== undefined && isStereo(written);
  const all = isInStereo
    ? [...vocabulary.defaultBudgets, ...vocabulary.stereoDefaultBudgets]
    : vocabulary.defaultBudgets;
  return all.map((budget) => atFrameRate(budget, written));
}

/** Returns a default limit on frames per second, which is made for 30, in proportion where the broadcast has fewer. */
function atFrameRate(budget: Budget, written: Written | undefined): Budget {
  const share = Math.min(1, (written?.broadcast.video.fps ?? DEFAULT_FRAME_RATE) / DEFAULT_FRAME_RATE);
  if (budget.unit !== 'fps' || share === 1) return budget;
  const scaled = (bound: Bound): Bound => ({ ...bound, limit: Math.round(bound.limit * share * 10) / 10 });
  return { ...budget, ready: scaled(budget.ready), ...(budget.warn && { warn: scaled(budget.warn) }) };
}
