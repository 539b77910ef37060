import type { Result } from '../../model/result/result.ts';
import { MOST_FACTOR } from '../../model/scenario/slow.ts';
import { signalId } from '../messages/invalid-words.ts';
import type { Text } from '../messages/words.ts';
import { baseTakes } from './takes.ts';

export const NEXT_WORDS = {
  /** Before the command. */
  tryNext: { en: 'Try next', zh: '下一步' },
  tryNextHere: { en: 'Try next, in this report’s folder', zh: '下一步，请在本报告所在文件夹中运行' },
} as const satisfies Record<string, Text>;

/** Troubles of chance, or by somebody's hand. */
const RUN_AGAIN: readonly string[] = ['recording-cut-short', 'clocks-apart', 'no-data', 'no-take'];
/** Something here is missing or broken: a slower clock does not help. */
const LOOK_INTO: readonly string[] = ['no-media', 'crashed', 'keyframes-missing'];
/** Where it is not known what a factor would have had to be. */
const FIRST_TRY = 4;
/** Attempts under each seed where nothing but luck is left. */
const AGAIN = 3;
/** A word that every shell takes as it is. */
const PLAIN_WORD = /^[\w./:@%+=,-]+$/;

/** The copy that lies beside every report. */
export const SCENARIO_COPY = 'scenario.yaml';

/** The one command to try after an INVALID, by its first reason; undefined for any other outcome. */
export function nextCommand(
  { outcome, invalidReasons, takes, scenario }: Pick<Result, 'outcome' | 'invalidReasons' | 'takes' | 'scenario'>,
  scenarioFile = SCENARIO_COPY,
): string | undefined {
  if (outcome !== 'invalid') return undefined;
  const file = quoted(scenarioFile);
  const [first] = invalidReasons.map(({ signal }) => signalId(signal));
  if (first === undefined || RUN_AGAIN.includes(first)) return `longhaul run ${file}`;
  if (LOOK_INTO.includes(first)) return 'longhaul doctor';
  if (first === 'nothing-judged') return `longhaul check ${file}`;
  const invalid = baseTakes(takes).filter((take) => take.outcome === 'invalid');
  const isElsewhere = [scenario, ...(scenario.variants ?? [])].some(({ broadcast }) => broadcast.transport !== 'local');
  // A server that longhaul did not start lives in real time, and so does who asks a time server: only a quieter moment helps.
  const isReal = isElsewhere || invalid.some(({ clock }) => clock !== undefined);
  if (isReal && invalid.every(({ pace }) => pace === undefined)) return `longhaul run ${file} --again ${AGAIN}`;
  const factor = slowerThan(invalid);
  const server = isElsewhere ? ' --with "COMMAND"' : '';
  return factor === undefined ? 'longhaul doctor' : `longhaul run ${file} --slow ${factor}${server}`;
}

/** Twice what was too little; undefined where time cannot be slowed, or not any more. */
function slowerThan(takes: Result['takes']): number | undefined {
  const factors = takes.flatMap(({ pace }) => pace?.mostFactor ?? []);
  if (factors.length === 0)
    return takes.some(({ environment }) => String(environment.platform).startsWith('linux')) ? FIRST_TRY : undefined;
  const most = Math.round(Math.max(...factors));
  return most >= MOST_FACTOR ? undefined : Math.min(MOST_FACTOR, 2 * Math.max(1, most));
}

function quoted(word: string): string {
  return PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
