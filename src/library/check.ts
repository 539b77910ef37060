import { thisMachine } from '../capacity/machine-capacities.ts';
import { InputError, type Problem } from '../lib/errors.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import { loadScenario } from '../scenario/load.ts';
import { vocabulary } from '../verdict/vocabulary.ts';

export interface CheckedScenario {
  /** With canonical units and all names resolved; not there when anything is wrong. */
  readonly scenario?: Scenario;
  /** All that is wrong, in the file's order: where, what was expected, what was found. */
  readonly problems: readonly Problem[];
  /** What is allowed and yet probably not meant. */
  readonly warnings: readonly string[];
}

/** Whether a scenario is right: a file, or the name of one that ships (`quickstart`). Starts nothing. */
export async function check(scenario: string): Promise<CheckedScenario> {
  try {
    const loaded = await loadScenario(scenario, vocabulary, thisMachine());
    return { scenario: loaded.scenario, problems: [], warnings: loaded.warnings };
  } catch (error) {
    if (error instanceof InputError) return { problems: error.problems, warnings: [] };
    throw error;
  }
}
