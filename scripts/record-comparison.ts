/**
 * Records tests/fixtures/comparison anew: 1 Mbps, 1 Mbps again and 4 Mbps over lines of 2 Mbps, by real rehearsals:
 *   npx tsx scripts/record-comparison.ts            plays 8 seeds, each again (at most three times) while a take is invalid
 *   npx tsx scripts/record-comparison.ts DIR...     takes finished rehearsals of its scenario instead
 * On a quiet machine, some 6 minutes. Only what was measured is kept; invalid takes too, as a real comparison meets them.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { saveBaseline } from '../src/baselines.ts';
import { joinResults, type NamedResult } from '../src/compare-rehearsals.ts';
import { judgeRecordings } from '../src/judge-recordings.ts';

const ROOT = resolve(import.meta.dirname, '..');
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const ATTEMPTS = 3;
const SCENARIO = `
name: encoder-gate
duration: 5s
warmup: 2s
broadcast:
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
  firstMile: {rtt: 10 ms}
variants:
  again: {}
  four: {video: {bitrate: 4 Mbps}}
regions:
  - {region: near, haul: {rtt: 40 ms}, access: {rtt: 10 ms, down: 2 Mbps, queue: 200 ms}}
  - {region: far, haul: {rtt: 160 ms, jitter: 4 ms, loss: 1 %, burst: 3}, access: {rtt: 20 ms, down: 2 Mbps, queue: 200 ms}}
`;

const scratch = mkdtempSync(join(tmpdir(), 'longhaul-comparison-'));
try {
  const given = process.argv.slice(2);
  const [first, ...more] = await Promise.all((given.length > 0 ? given : playAll()).map(read));
  if (first === undefined) throw new Error('nothing was recorded');
  const { result } = joinResults([first, ...more]);
  console.log(await saveBaseline(result, 'comparison', join(ROOT, 'tests', 'fixtures')));
  for (const { seed, variant, outcome, invalidReasons } of result.takes)
    console.log(`seed ${seed} ${variant}: ${outcome} ${invalidReasons.map(({ signal }) => signal).join(' ')}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function read(directory: string): Promise<NamedResult> {
  return { name: directory, result: await judgeRecordings(directory) };
}

/** Directories of all that was played. */
function playAll(): string[] {
  const file = join(scratch, 'encoder-gate.yaml');
  writeFileSync(file, SCENARIO);
  return SEEDS.flatMap((seed) => {
    const played: string[] = [];
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const out = join(scratch, `seed-${seed}-${attempt}`);
      const options = ['run', file, '--seed', String(seed), '--out', out, '--json'];
      const { stdout } = spawnSync(process.execPath, [join(ROOT, 'bin', 'longhaul.mjs'), ...options], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
        maxBuffer: 1 << 28,
      });
      played.push(out);
      const { takes } = JSON.parse(stdout) as { takes: { outcome: string }[] };
      if (takes.every(({ outcome }) => outcome !== 'invalid')) break;
    }
    return played;
  });
}
