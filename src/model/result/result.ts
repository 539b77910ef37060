import type { z } from 'zod';
import type { DeepReadonly } from './deep-readonly.ts';
import type { earlierSchema } from './schema/earlier-schema.ts';
import type { linkPointSchema, linkTotalsSchema } from './schema/link-totals-schema.ts';
import type {
  hostSecondSchema,
  resultSchema,
  sourceSecondSchema,
  takePaceSchema,
  takeResultSchema,
  viewerResultSchema,
} from './schema/result-schema.ts';
import type { scenarioSummarySchema } from './schema/scenario-summary-schema.ts';

/** Content of result.json: everything the reports show, nothing they have to work out again. */
export type Result = DeepReadonly<z.infer<typeof resultSchema>>;

/** The scenario that was rehearsed, without the parts that only a run needs. */
export type ScenarioSummary = DeepReadonly<z.infer<typeof scenarioSummarySchema>>;

/** The last rehearsal of the same under the same conditions, and its numbers beside these. */
export type EarlierRehearsal = DeepReadonly<z.infer<typeof earlierSchema>>;

/** One run with one seed. */
export type TakeResult = DeepReadonly<z.infer<typeof takeResultSchema>>;

/** Pace of the measured window. Factors are real time divided by the stream's own (time dilation factor). */
export type TakePace = DeepReadonly<z.infer<typeof takePaceSchema>>;

/** The machine itself in one second of the window. */
export type HostSecond = DeepReadonly<z.infer<typeof hostSecondSchema>>;

/** Output of the publisher in one second of the window. */
export type SourceSecond = DeepReadonly<z.infer<typeof sourceSecondSchema>>;

/** Measurements of one viewer. */
export type ViewerResult = DeepReadonly<z.infer<typeof viewerResultSchema>>;

/** Totals of one link over the window, and its course. Counts are packets; optional fields as in LinkSecond. */
export type LinkTotals = DeepReadonly<z.infer<typeof linkTotalsSchema>>;

/** A link in one interval of the window. Seconds without a sample are in no point. */
export type LinkPoint = DeepReadonly<z.infer<typeof linkPointSchema>>;
