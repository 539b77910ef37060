import { metricInfos } from '../metrics/registry.ts';
import { RECOMMENDATION_SCHEMA_VERSION, type Recommendation } from '../model/result/recommendation.ts';
import type { Region, Scenario } from '../model/scenario/scenario.ts';
import { type Knowledge, knowledgeOf } from './candidates.ts';
import { conclude } from './conclude.ts';
import type { Evidence } from './evidence.ts';
import { nextTake } from './next-take.ts';
import { ALPHA, BAD_SHARE, GOOD_SHARE, PROVEN_ALPHA, PROVEN_BAD_SHARE } from './sequential-test.ts';
import type { Ladder } from './standings.ts';

export interface RecommendationOptions {
  readonly scenario: Scenario;
  readonly ladder: Ladder;
  readonly evidence: readonly Evidence[];
  /** Most takes that may be played in all. */
  readonly mostTakes: number;
  readonly tool: Recommendation['tool'];
}

/** Assembles all that is known now, as the reports show it. */
export function recommendationOf({
  scenario,
  ladder,
  evidence,
  mostTakes,
  tool,
}: RecommendationOptions): Recommendation {
  const { name, durationMs, warmupMs, regions } = scenario;
  const knowledge: Knowledge = knowledgeOf(ladder, evidence);
  const instant = (ms: number) => new Date(ms).toISOString();
  return {
    schemaVersion: RECOMMENDATION_SCHEMA_VERSION,
    tool,
    scenario: { name, durationMs, warmupMs, regions: regions.map(named) },
    startedAt: instant(Math.min(...evidence.map(({ fromMs }) => fromMs))),
    endedAt: instant(Math.max(...evidence.map(({ toMs }) => toMs))),
    isComplete: nextTake(knowledge) === undefined,
    takes: {
      played: evidence.length,
      invalid: evidence.filter(({ invalid }) => invalid !== undefined).length,
      most: mostTakes,
    },
    certainty: {
      ...{ alpha: ALPHA, goodShare: GOOD_SHARE, badShare: BAD_SHARE },
      ...{ provenBadShare: PROVEN_BAD_SHARE, provenAlpha: PROVEN_ALPHA },
    },
    rungs: knowledge.tried,
    standings: ladder.rungs.flatMap((rung) => knowledge.standings.filter((standing) => standing.rung === rung.name)),
    regions: ladder.regions.map((region) => ({ region, ...conclude(knowledge, [region]) })),
    overall: conclude(knowledge, ladder.regions),
    metrics: metricInfos().filter(({ id }) => knowledge.standings.some(({ worst }) => worst?.metric === id)),
  };
}

function named({ id, label, labelZh }: Region): Recommendation['scenario']['regions'][number] {
  return { id, label, ...(labelZh !== undefined && { labelZh }) };
}
