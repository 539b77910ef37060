import type { LikelyCause, SymptomKind } from '../../../model/result/incident.ts';
import type { Unit } from '../../../model/result/metric.ts';
import type { Text } from '../../../model/result/text.ts';
import type { Scene } from '../scene.ts';

/** A number that stood beside an incident. */
export interface Observed {
  readonly value: number;
  /** Value away from incidents; undefined where there is no such time, or where it has none. */
  readonly usual?: number;
  readonly unit: Unit;
}

export interface Evidence {
  /** Key of the sentence that states it. */
  readonly way: string;
  /** Share (0 to 1) of the incident that this would explain: a rank, not a probability. */
  readonly strength: number;
  readonly links?: readonly string[];
  readonly observed: Readonly<Record<string, Observed>>;
}

/**
 * Everything longhaul knows about one cause of incidents. A new cause is one such object in a file of its own and one
 * line in registry.ts.
 */
export interface Cause {
  /** Stable id, in LikelyCause.cause. */
  readonly id: string;
  readonly title: Text;
  /** Sentences by way, with `{names}` of what was observed and `{link}`. */
  readonly sentences: Readonly<Record<string, Text>>;
  /** Remedy in a sentence. */
  readonly advice: Text;
  /** Symptoms that it can bring about at all. */
  readonly explains: readonly SymptomKind[];
  /** Looks for evidence in what was recorded beside the incident; undefined if nothing there speaks for this cause. */
  test(scene: Scene): Evidence | undefined;
}

/** Turns evidence into its form in result.json. */
export function likelyCause(cause: string, { way, strength, links, observed }: Evidence): LikelyCause {
  return {
    ...{ cause, way, strength },
    ...(links !== undefined && { links: [...links] }),
    evidence: Object.entries(observed).map(([name, { value, usual, unit }]) => ({
      ...{ name, value, unit },
      ...(usual !== undefined && { usual }),
    })),
  };
}
