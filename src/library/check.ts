import { thisMachine } from '../capacity/machine-capacities.ts';
import { InputError, type Problem } from '../lib/errors.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import { loadScenario } from '../scenario/load.ts';
import { vocabulary } from '../verdict/vocabulary.ts';

/** Result of checking a scenario. */
export interface CheckedScenario {
  /** The scenario in canonical units, its names resolved; absent when anything is wrong. */
  readonly scenario?: Scenario;
  /** All problems, in the file's order: where, what was expected, what was found. */
  readonly problems: readonly Problem[];
  /** Values that are allowed but probably not meant. */
  readonly warnings: readonly string[];
}

/** Checks a scenario, given as a file or as the name of one that ships (`quickstart`). Starts nothing. */
export async function check(scenario: string): Promise<CheckedScenario> {
  try {
    const loaded = await loadScenario(scenario, vocabulary, thisMachine());
    return { scenario: loaded.scenario, problems: [], warnings: loaded.warnings };
  } catch (error) {
    if (error instanceof InputError) return { problems: error.problems, warnings: [] };
    throw error;
  }
}
