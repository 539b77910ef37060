import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { realDate } from '../lib/clock.ts';
import { InputError } from '../lib/errors.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import { writeFileAtomic } from '../report/write-file-atomic.ts';
import { conditionsText } from '../result/conditions-text.ts';
import { createRehearsalDirectory } from '../result/rehearsal-directory.ts';
import { ladderOf } from './ladder-of.ts';

/** File beside the recordings that holds the conditions of the search: a search under other conditions may not resume with them. */
const SEARCH_FILE = 'search.json';

/**
 * Creates a directory for a search, or reopens that of an earlier search of the same scenario to resume it. Throws InputError when
 * `out` holds anything else.
 */
export async function openSearchDirectory(
  out: string | undefined,
  scenario: Scenario,
): Promise<{ readonly directory: string; readonly isResumed: boolean }> {
  const conditions = conditionsText({ ...scenario, ladder: ladderOf(scenario) });
  if (out !== undefined && existsSync(join(out, SEARCH_FILE))) {
    const stored = readFileSync(join(out, SEARCH_FILE), 'utf8');
    if (hasConditions(stored, conditions)) return { directory: out, isResumed: true };
    throw new InputError([
      {
        ...{ where: `--out ${out}`, path: '' },
        expected: 'a new directory, or that of an earlier search of this very scenario',
        got: 'a search of another scenario, or of this one before it was changed',
      },
    ]);
  }
  const directory = createRehearsalDirectory(out, `${scenario.name}-recommend`, realDate());
  await writeFileAtomic(join(directory, SEARCH_FILE), `${conditions}\n`);
  return { directory, isResumed: false };
}

function hasConditions(stored: string, conditions: string): boolean {
  try {
    return conditionsText(JSON.parse(stored)) === conditions;
  } catch {
    return false;
  }
}

/** Throws InputError for the directory of a search: its takes are of many broadcasts, so there is no verdict on them together. */
export function refuseSearch(directory: string): void {
  if (!existsSync(join(directory, SEARCH_FILE))) return;
  throw new InputError([
    {
      ...{ where: directory, path: '', expected: "a rehearsal's directory", got: 'that of a search' },
      hint: '`longhaul recommend` with its scenario and --out writes the recommendation again',
    },
  ]);
}
