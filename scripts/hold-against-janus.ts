/**
 * Holds longhaul's origin against Debian's Janus (apt-get install janus): the same stream, lines and seed over both, and what the
 * viewer saw. Prints a row per trouble; exit code 1 where they differ by more than the bars:
 *   npx tsx scripts/hold-against-janus.ts [--seeds 1,2,3] [--slow FACTOR] [TROUBLE...]      (default: all troubles, seed 1)
 * Root. Two takes a trouble and seed, of 44 s each in the stream's own time; Janus is slowed with them.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { TYPESCRIPT_ARGS } from '../src/lib/typescript-process.ts';
import type { TakeResult } from '../src/model/result/result.ts';
import { ForeignNetwork } from '../tests/e2e/whip/foreign-network.ts';
import { run, scenarioFile } from './acceptance/rehearsal.ts';
import { scenarioOf, TROUBLES } from './janus/troubles.ts';

const MOST_STUTTER_POINTS = 2;
const MOST_RECOVERY_S = 0.5;
const PORT = 8889;
const SERVER = resolve(import.meta.dirname, 'janus/serve-janus.ts');

const { values, positionals } = parseArgs({
  options: { seeds: { type: 'string', default: '1' }, slow: { type: 'string', default: 'auto' } },
  allowPositionals: true,
});
const seeds = values.seeds.split(',').map(Number);
const names = positionals.length > 0 ? positionals : Object.keys(TROUBLES);

/** Numbers of one viewer over one take; undefined where there is nothing to measure. */
type Seen = Readonly<Record<'stutterPoints' | 'freezeS' | 'recoveryS' | 'latencyMs', number | undefined>>;

function seenIn(take: TakeResult): Seen {
  const [viewer] = take.viewers;
  const value = (id: string, scale: number) => {
    const measured = viewer?.metrics[id];
    return measured?.type === 'value' ? measured.value * scale : undefined;
  };
  const latency = viewer?.metrics.latency;
  return {
    stutterPoints: value('stutterRate', 100),
    freezeS: value('longestFreeze', 1 / 1000),
    recoveryS: value('recoveryTime', 1 / 1000),
    latencyMs: latency?.type === 'distribution' ? latency.p50 : undefined,
  };
}

const show = (value: number | undefined, digits: number) => (value === undefined ? '-' : value.toFixed(digits));

/** Row of the table; `holds` is undefined where a take is not valid. */
function rowOf(what: string, seed: number, takes: readonly TakeResult[]): { cells: string[]; holds?: boolean } {
  const of = (variant: string) => takes.find((take) => take.seed === seed && (take.variant ?? 'base') === variant);
  const [janus, own] = [of('base'), of('longhaul')];
  if (janus === undefined || own === undefined) return { cells: [what, String(seed), 'no take'] };
  const [theirs, ours] = [seenIn(janus), seenIn(own)];
  const pair = (name: keyof Seen, digits: number) => `${show(ours[name], digits)} / ${show(theirs[name], digits)}`;
  const spoilt = [...janus.invalidReasons, ...own.invalidReasons].map(({ signal }) => signal);
  const cells = [what, String(seed), pair('stutterPoints', 1), pair('freezeS', 2), pair('recoveryS', 2)];
  cells.push(pair('latencyMs', 0));
  if (spoilt.length > 0) return { cells: [...cells, `spoilt: ${spoilt.join(' ')}`] };
  const isWithin = (name: keyof Seen, most: number) =>
    ours[name] !== undefined && theirs[name] !== undefined && ours[name] - theirs[name] <= most;
  // Without a blackout there is nothing to recover from, on either side.
  const recovers =
    (ours.recoveryS === undefined && theirs.recoveryS === undefined) || isWithin('recoveryS', MOST_RECOVERY_S);
  const holds = isWithin('stutterPoints', MOST_STUTTER_POINTS) && recovers;
  return { cells: [...cells, holds ? 'holds' : 'FAILS'], holds };
}

const rows = [['trouble', 'seed', 'stutter, %', 'longest freeze, s', 'recovery, s', 'latency p50, ms', '']];
let allHold = true;
// A range of its own for each, so that two of these can run side by side.
const network = new ForeignNetwork(`192.168.${128 + (process.pid % 64)}`);
try {
  for (const name of names) {
    const trouble = TROUBLES[name];
    if (trouble === undefined) throw new Error(`${name}: none of ${Object.keys(TROUBLES).join(', ')}`);
    const words = [...network.enter.args, process.execPath, ...TYPESCRIPT_ARGS, SERVER, network.address, String(PORT)];
    const file = scenarioFile(scenarioOf(trouble, `http://${network.address}:${PORT}`, seeds));
    const server = `exec ${[network.enter.command, ...words].map((word) => `'${word}'`).join(' ')}`;
    const { result } = await run(file, ['--with', server, '--slow', values.slow]);
    for (const seed of seeds) {
      const { cells, holds } = rowOf(trouble.what, seed, result.takes);
      rows.push(cells);
      allHold &&= holds === true;
      console.log(cells.join('  '));
    }
  }
} finally {
  network.close();
}
console.log(`\nlonghaul / Janus\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}`);
process.exitCode = allHold ? 0 : 1;
