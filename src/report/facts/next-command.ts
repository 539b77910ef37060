import type { Result } from '../../model/result/result.ts';
import { MOST_FACTOR } from '../../model/scenario/slow.ts';
import { faultOf } from '../messages/invalid-words.ts';
import type { Text } from '../messages/words.ts';
import { baseTakes } from './takes.ts';

export const NEXT_WORDS = {
  /** Before the command. */
  tryNext: { en: 'Try next', zh: '下一步' },
  tryNextHere: { en: 'Try next, in this report’s folder', zh: '下一步，请在本报告所在文件夹中运行' },
} as const satisfies Record<string, Text>;

/** Way to start it that works in a clone, in a project that has it, and where it is on the path. */
export const LONGHAUL = 'npx longhaul';
/** Slow-down to try first, where it is not known what factor would have been enough. */
const FIRST_FACTOR = 4;
/** Attempts under each seed where only luck helps. */
const AGAIN = 3;
/** A word that every shell takes literally. */
const PLAIN_WORD = /^[\w./:@%+=,-]+$/;

/** Name of the copy beside every report. */
export const SCENARIO_COPY = 'scenario.yaml';

/** Returns the one command to try after an INVALID, by its first reason; undefined for any other outcome. */
export function nextCommand(
  { outcome, invalidReasons, takes, scenario }: Pick<Result, 'outcome' | 'invalidReasons' | 'takes' | 'scenario'>,
  scenarioFile = SCENARIO_COPY,
): string | undefined {
  if (outcome !== 'invalid') return undefined;
  const file = quoted(scenarioFile);
  const [first] = invalidReasons;
  const remedy = first === undefined ? 'run-again' : (faultOf(first.signal)?.remedy ?? 'slow-down');
  if (remedy === 'run-again') return `${LONGHAUL} run ${file}`;
  if (remedy === 'doctor') return `${LONGHAUL} doctor`;
  if (remedy === 'check') return `${LONGHAUL} check ${file}`;
  const invalid = baseTakes(takes).filter((take) => take.outcome === 'invalid');
  const isElsewhere = [scenario, ...(scenario.variants ?? [])].some(({ broadcast }) => broadcast.transport !== 'local');
  // A server that longhaul did not start runs in real time, and so does a take that asks a time server: only a quieter moment helps.
  const isReal = isElsewhere || invalid.some(({ clock }) => clock !== undefined);
  if (isReal && invalid.every(({ pace }) => pace === undefined)) return `${LONGHAUL} run ${file} --again ${AGAIN}`;
  const factor = slowerThan(invalid);
  const server = isElsewhere ? ' --with "COMMAND"' : '';
  return factor === undefined ? `${LONGHAUL} doctor` : `${LONGHAUL} run ${file} --slow ${factor}${server}`;
}

/** Returns twice the factor that was too little; undefined where time cannot be slowed, or no further. */
function slowerThan(takes: Result['takes']): number | undefined {
  const factors = takes.flatMap(({ pace }) => pace?.mostFactor ?? []);
  if (factors.length === 0)
    return takes.some(({ environment }) => String(environment.platform).startsWith('linux')) ? FIRST_FACTOR : undefined;
  const most = Math.round(Math.max(...factors));
  return most >= MOST_FACTOR ? undefined : Math.min(MOST_FACTOR, 2 * Math.max(1, most));
}

function quoted(word: string): string {
  return PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
