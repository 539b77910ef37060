import { z } from 'zod';
import { broadcastSchema } from './broadcast-schema.ts';
import { metricIdSchema, statisticSchema, unitSchema } from './metric-schema.ts';
import { outcomeSchema } from './verdict-schema.ts';

const probability = z.number().min(0).max(1);
const armNameSchema = z.enum(['baseline', 'candidate']);

export const changeOutcomeSchema = z.enum(['improved', 'no-worse', 'regressed', 'inconclusive']);

export const comparisonOutcomeSchema = z.enum([...changeOutcomeSchema.options, 'invalid']);

export const missedBudgetSchema = z.object({
  region: z.string().describe('Region id'),
  metric: metricIdSchema.describe('Metric id'),
  statistic: statisticSchema.describe('Which number of the metric'),
});

export const comparedArmSchema = z.object({
  name: z.string().describe('The variant, or the directory it was read from'),
  broadcast: broadcastSchema,
  seeds: z.array(z.number()).describe('Seeds played'),
  outcome: outcomeSchema
    .exactOptional()
    .describe('Outcome of its own takes against the budgets, as if rehearsed alone; absent in older results'),
  missed: z
    .array(missedBudgetSchema)
    .exactOptional()
    .describe('Budgets missed by any of its takes that count; absent in older results'),
});

export const droppedSeedSchema = z.object({
  seed: z.number().describe('Seed of the take'),
  arm: armNameSchema.describe('Arm of the take'),
  reason: z.string().describe('Why it does not count'),
});

export const loneFailureSchema = z.object({
  seed: z.number().describe('Seed of both takes'),
  arm: armNameSchema.describe('Arm that missed the budget; the other kept it'),
  ...missedBudgetSchema.shape,
  isClear: z.boolean().describe('Missed by far more than takes of one setting differ'),
});

export const brokenTakeSchema = z.object({
  seed: z.number().describe('Seed of both takes'),
  reason: z.string().describe('What broke'),
});

export const lostSeedSchema = z
  .object({
    seed: z.number().describe('The seed'),
    times: z
      .int()
      .describe('Times that it was played and lost by the candidate alone, without another outcome between'),
    needed: z.int().describe('Times that are beyond chance'),
    state: z
      .enum(['open', 'again', 'not-again'])
      .describe(
        'again: lost as often as needed, which is regressed; not-again: not lost in a replay; open: played too rarely',
      ),
  })
  .describe(
    'A seed in which nothing was seen of the candidate, or it missed a budget clearly, and the baseline did not',
  );

export const changeSchema = z
  .object({
    ...missedBudgetSchema.shape,
    unit: unitSchema,
    better: z.enum(['lower', 'higher']).describe('Which direction is better'),
    isBudgeted: z.boolean().describe('Whether it decides; others are only shown'),
    outcome: changeOutcomeSchema.describe('no-worse: not worse by the margin or more'),
    why: z
      .enum(['too-few-seeds', 'missing-data', 'too-noisy', 'failed-alone'])
      .exactOptional()
      .describe(
        'Why it is inconclusive. missing-data: enough seeds were played but not measured in both arms, or the candidate alone lacks it under one. failed-alone: the candidate missed a budget under a seed where the baseline kept it; with outcome regressed, in more seeds than chance explains',
      ),
    pairs: z.int().describe('Seeds that have it in both arms'),
    baseline: z
      .number()
      .exactOptional()
      .describe(
        'Median over the pairs, a seed’s value being the mean of the region’s viewers; absent without a pair. A first frame with the mean time to connect of both arms, where connecting owes nothing to the encoder',
      ),
    candidate: z.number().exactOptional().describe('Likewise'),
    difference: z.number().exactOptional().describe('Median of candidate minus baseline; absent without a pair'),
    meanDifference: z.number().exactOptional().describe('Mean of candidate minus baseline; absent in older results'),
    interval: z
      .object({ low: z.number().describe('Lower end'), high: z.number().describe('Upper end') })
      .exactOptional()
      .describe('Differences that the test does not rule out, alpha beyond each end; absent if it rules out none'),
    margin: z.number().describe('Smallest difference that matters, in `unit`'),
    warnMargin: z.number().exactOptional().describe('A change worse by the margin but not by this only warns'),
    isOnlyWarning: z
      .boolean()
      .exactOptional()
      .describe('Regressed or inconclusive, but surely not worse by warnMargin: not held against the candidate'),
    worseP: probability.describe('p of looking this much worse if nothing changed, corrected for all numbers'),
    betterP: probability.describe('p of looking this much better if nothing changed, corrected for all numbers'),
    harmlessP: probability.describe('p of looking this harmless if it were worse by the margin'),
  })
  .describe('One number of one region');

export const encoderComparisonSchema = z
  .object({
    baseline: comparedArmSchema.describe('The arm compared with'),
    candidate: comparedArmSchema.describe('The arm that is judged'),
    outcome: comparisonOutcomeSchema.describe(
      'Outcome of the budgeted numbers: regressed if one is, no-worse or improved only if all are; invalid: data is missing',
    ),
    pairedSeeds: z.array(z.number()).describe('Seeds with a valid take in both arms'),
    dropped: z.array(droppedSeedSchema).describe('Takes that do not count'),
    alpha: probability.describe('Probability of any false alarm that this look at this candidate may spend'),
    look: z.int().describe('Number of this look, from 1'),
    looks: z.int().describe('Number of looks planned'),
    isAnytime: z
      .boolean()
      .exactOptional()
      .describe('The p values hold at any look, after every pair, and look and looks mean nothing; absent if not'),
    leastSeeds: z.int().describe('With fewer, nothing can be distinguished from chance at this alpha'),
    sureSeeds: z.int().describe('With this many, a change of one number alone can be detected'),
    loneFailures: z
      .array(loneFailureSchema)
      .exactOptional()
      .describe(
        'Budgets that one arm missed and the other kept under the same seed, the two a margin or more apart; absent in older results',
      ),
    brokenAlone: z
      .array(brokenTakeSchema)
      .exactOptional()
      .describe(
        'Takes of the candidate that broke (no picture though the network carried it, a crash, keyframes never made) under seeds where none of the baseline did; with any, the comparison is invalid or regressed; absent in older results',
      ),
    voidAloneP: probability
      .exactOptional()
      .describe(
        'p of this many more seeds under which no take of the candidate counts, if either arm’s are as likely to be spoilt; present only if beyond chance, and then the comparison is invalid or regressed',
      ),
    lostSeed: lostSeedSchema
      .exactOptional()
      .describe(
        'The first seed that one arm alone lost, if that is the candidate; `run` plays it again; absent if there is none',
      ),
    failureP: probability
      .exactOptional()
      .describe(
        'p of this many more seeds failing in the candidate alone if nothing changed (McNemar), corrected with all changes',
      ),
    clearFailureP: probability
      .exactOptional()
      .describe(
        'p of this many seeds missed clearly by the candidate alone (a take without any picture counts), or of a seed lost again, if takes do so by chance only',
      ),
    changes: z.array(changeSchema).describe('One per number and region, those with a budget first'),
    warnings: z
      .array(z.string())
      .describe('What makes the comparison doubtful without forbidding it: another machine, another browser'),
  })
  .describe('One encoder setting compared with another: same seeds, same network, differences taken seed by seed');
