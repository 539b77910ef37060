import { z } from 'zod';
import { metricId, statistic, unit } from './metric-schema.ts';
import { broadcast } from './scenario-schema.ts';

const missedBudget = {
  region: z.string().describe('Region id'),
  metric: metricId.describe('Metric id'),
  statistic: statistic.describe('Which number of the metric'),
};

const arm = (what: string) =>
  z
    .object({
      name: z.string().describe('The variant, or the directory it was read from'),
      broadcast,
      seeds: z.array(z.number()).describe('Played'),
      outcome: z
        .enum(['ready', 'not-ready', 'invalid'])
        .exactOptional()
        .describe('Its own takes against the budgets, as if rehearsed alone; absent in older results'),
      missed: z.array(z.object(missedBudget)).exactOptional().describe('Budgets that any of them missed'),
    })
    .describe(what);

const probability = z.number().min(0).max(1);

const change = z
  .object({
    region: z.string().describe('Region id'),
    metric: metricId.describe('Metric id'),
    statistic: statistic.describe('Which number of the metric'),
    unit,
    better: z.enum(['lower', 'higher']).describe('Which way is better'),
    isBudgeted: z.boolean().describe('Whether it decides; the others are shown'),
    outcome: z.enum(['improved', 'no-worse', 'regressed', 'inconclusive']).describe('No worse: not by the margin'),
    why: z
      .enum(['too-few-seeds', 'missing-data', 'too-noisy', 'failed-alone'])
      .exactOptional()
      .describe(
        'Why it is inconclusive; failed-alone (or regressed by that): it missed a budget under a seed where the baseline kept it',
      ),
    pairs: z.int().describe('Seeds of which both arms have it'),
    baseline: z.number().exactOptional().describe('Median over the pairs; absent without one'),
    candidate: z.number().exactOptional().describe('Median over the pairs; absent without one'),
    difference: z.number().exactOptional().describe('Median of candidate minus baseline; absent without a pair'),
    meanDifference: z.number().exactOptional().describe('Mean of the same; absent in older results'),
    interval: z
      .object({ low: z.number().describe('Lower end'), high: z.number().describe('Upper end') })
      .exactOptional()
      .describe('What the test does not rule out of the difference: alpha beyond each end'),
    margin: z.number().describe('The least difference that matters, in `unit`'),
    warnMargin: z.number().exactOptional().describe('Worse by the margin but not by this only warns'),
    isOnlyWarning: z.boolean().exactOptional().describe('Surely not worse by warnMargin: not held against it'),
    worseP: probability.describe('Chance of looking so much worse if nothing changed, corrected for all of them'),
    betterP: probability.describe('Chance of looking so much better if nothing changed, corrected for all of them'),
    harmlessP: probability.describe('Chance of looking so harmless if it were worse by the margin'),
  })
  .describe('One number of one region');

export const encoderComparison = z
  .object({
    baseline: arm('What is held against'),
    candidate: arm('What is judged'),
    outcome: z
      .enum(['improved', 'no-worse', 'regressed', 'inconclusive', 'invalid'])
      .describe('Of the budgeted numbers; invalid: data is missing'),
    pairedSeeds: z.array(z.number()).describe('Seeds of which both arms have a valid take'),
    dropped: z
      .array(
        z.object({
          seed: z.number().describe('Of the take'),
          arm: z.enum(['baseline', 'candidate']).describe('Whose take'),
          reason: z.string().describe('Why it does not count'),
        }),
      )
      .describe('Takes that do not count'),
    alpha: probability.describe('Chance of any false alarm that this look at this candidate may spend'),
    look: z.int().describe('Which look this is, from 1'),
    looks: z.int().describe('How many are planned'),
    isAnytime: z.boolean().exactOptional().describe('Its p hold at any look, after every pair; absent if not'),
    leastSeeds: z.int().describe('With fewer nothing can be told from chance'),
    sureSeeds: z.int().describe('With so many a change of one number alone can be told'),
    loneFailures: z
      .array(
        z.object({
          seed: z.number().describe('Of both takes'),
          arm: z.enum(['baseline', 'candidate']).describe('Which missed it; the other kept it'),
          ...missedBudget,
          isClear: z.boolean().describe('By far more than takes of one setting differ'),
        }),
      )
      .exactOptional()
      .describe('Budgets that one arm missed and the other kept under one seed; absent in older results'),
    failureP: probability
      .exactOptional()
      .describe('Chance of so many more seeds failing in the candidate alone (McNemar), corrected with all changes'),
    clearFailureP: probability
      .exactOptional()
      .describe('Chance of so many seeds missed clearly by the candidate alone, if by chance only'),
    changes: z.array(change).describe('One a number and region, those with a budget first'),
    warnings: z.array(z.string()).describe('What makes the comparison doubtful'),
  })
  .describe('One encoder setting held against another');
