import type { Outcome } from '../../model/result/verdict.ts';
import type { Text } from '../messages/words.ts';

/** Numbers that are shown over time: ids of their metrics. */
export type HistoryNumber = 'stutterRate' | 'latency' | 'firstFrame';

/** One rehearsal among those of a folder. */
export interface HistoryEntry {
  /** Name of its directory in the folder. */
  readonly directory: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Name of the scenario. */
  readonly scenario: string;
  readonly outcome: Outcome;
  /** Region that came off worst; absent when all passed, and when the rehearsal is invalid. */
  readonly worstRegion?: Text;
  /** Measured time of all takes, in minutes of the stream's own time. */
  readonly measuredMinutes: number;
  /** Numbers of the worst viewer; one is absent where a viewer has no data, and all are in an invalid rehearsal. */
  readonly numbers: Readonly<Partial<Record<HistoryNumber, number>>>;
  /** The same text for rehearsals whose numbers may be put side by side. */
  readonly conditions: string;
}
