import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { realDate } from '../lib/clock.ts';
import { InputError } from '../lib/errors.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import { writeWhole } from '../report/write-whole.ts';
import { conditionsText } from '../result/conditions-text.ts';
import { createRehearsalDirectory } from '../result/rehearsal-directory.ts';
import { ladderOf } from './search-ladder.ts';

/** What a search was asked, beside its recordings: another question may not go on with them. */
const SEARCH = 'search.json';

/**
 * A new directory for a search, or that of an earlier one of the same scenario, to go on in. Throws InputError when it holds
 * anything else.
 */
export async function openSearchDirectory(
  out: string | undefined,
  scenario: Scenario,
): Promise<{ readonly directory: string; readonly isOld: boolean }> {
  const asked = conditionsText({ ...scenario, ladder: ladderOf(scenario) });
  if (out !== undefined && existsSync(join(out, SEARCH))) {
    if (isQuestion(readFileSync(join(out, SEARCH), 'utf8'), asked)) return { directory: out, isOld: true };
    throw new InputError([
      {
        ...{ where: `--out ${out}`, path: '' },
        expected: 'a new directory, or that of an earlier search of this very scenario',
        got: 'a search of another scenario, or of this one before it was changed',
      },
    ]);
  }
  const directory = createRehearsalDirectory(out, `${scenario.name}-recommend`, realDate());
  await writeWhole(join(directory, SEARCH), `${asked}\n`);
  return { directory, isOld: false };
}

function isQuestion(stored: string, asked: string): boolean {
  try {
    return conditionsText(JSON.parse(stored)) === asked;
  } catch {
    return false;
  }
}

/** The takes of a search are of many broadcasts: there is no verdict on them together. */
export function refuseSearch(directory: string): void {
  if (!existsSync(join(directory, SEARCH))) return;
  throw new InputError([
    {
      ...{ where: directory, path: '', expected: "a rehearsal's directory", got: 'that of a search' },
      hint: '`longhaul recommend` with its scenario and --out writes the recommendation again',
    },
  ]);
}
