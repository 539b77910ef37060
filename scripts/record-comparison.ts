/**
 * Records a real comparison anew, as a fixture: "comparison" (1 Mbps, 1 Mbps again and 4 Mbps over lines of 2 Mbps), "four" (the same
 * without the second 1 Mbps, with clarity), "nudge" (2.5 Mbps, 2.5 Mbps again and 2.4 Mbps over lines of 6 Mbps), "settled" (the
 * same over three regions with weather, 10 s) or "codecs" (1 Mbps in H264, again, in VP9 and in AV1, and 4 Mbps in H264, over lines
 * of 2 Mbps with weather, 10 s):
 *   npx tsx scripts/record-comparison.ts NAME           plays its seeds, each again (at most three times) while a take is invalid
 *   npx tsx scripts/record-comparison.ts NAME DIR...    takes finished rehearsals of its scenario instead
 * On a quiet machine, some 6 minutes. Only what was measured is kept; invalid takes too, as a real comparison meets them.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { saveBaseline } from '../src/compare/baselines.ts';
import { joinResults, type NamedResult } from '../src/compare/compare-rehearsals.ts';
import { judgeRecordings } from '../src/result/judge-recordings.ts';

const ROOT = resolve(import.meta.dirname, '..');
const ATTEMPTS = 3;
const REGIONS = (downMbps: number) => `regions:
  - {region: near, haul: {rtt: 40 ms}, access: {rtt: 10 ms, down: ${downMbps} Mbps, queue: 200 ms}}
  - {region: far, haul: {rtt: 160 ms, jitter: 4 ms, loss: 1 %, burst: 3}, access: {rtt: 20 ms, down: ${downMbps} Mbps, queue: 200 ms}}
`;
const scenario = (name: string, mbps: number, variants: string, downMbps: number) => `name: ${name}
duration: 5s
warmup: 2s
broadcast:
  video: {codec: h264, size: 640x360, fps: 30, bitrate: ${mbps} Mbps}
  firstMile: {rtt: 10 ms}
variants: ${variants}
${REGIONS(downMbps)}`;
const SETTLED = `name: encoder-nudge
duration: 10s
warmup: 3s
broadcast:
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 2.5 Mbps}
  firstMile: {rtt: 10 ms, jitter: 1 ms}
variants: {again: {}, nudge: {video: {bitrate: 2.4 Mbps}}}
regions:
  - {region: near, haul: {rtt: 40 ms, jitter: 3 ms, loss: 0.1 %, burst: 2}, access: {rtt: 10 ms, jitter: 2 ms, loss: 0.1 %, down: 6 Mbps, queue: 200 ms}}
  - {region: mobile, haul: {rtt: 70 ms, jitter: 3 ms, loss: 0.1 %, burst: 2}, access: {rtt: 35 ms, jitter: 8 ms, loss: 0.3 %, burst: 3, down: 6 Mbps, queue: 200 ms}}
  - {region: far, haul: {rtt: 160 ms, jitter: 4 ms, loss: 1 %, burst: 3}, access: {rtt: 20 ms, down: 6 Mbps, queue: 200 ms}}
`;
const CODECS = `name: encoder-codecs
duration: 10s
warmup: 3s
broadcast:
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
  firstMile: {rtt: 10 ms, jitter: 1 ms}
variants:
  again: {}
  four: {video: {bitrate: 4 Mbps}}
  vp9: {video: {codec: vp9}}
  av1: {video: {codec: av1}}
regions:
  - {region: near, haul: {rtt: 40 ms, jitter: 3 ms, loss: 0.1 %, burst: 2}, access: {rtt: 10 ms, jitter: 2 ms, loss: 0.1 %, down: 2 Mbps, queue: 200 ms}}
  - {region: mobile, haul: {rtt: 70 ms, jitter: 3 ms, loss: 0.1 %, burst: 2}, access: {rtt: 35 ms, jitter: 8 ms, loss: 0.3 %, burst: 3, down: 2 Mbps, queue: 200 ms}}
`;
const COMPARISONS: Readonly<Record<string, { readonly yaml: string; readonly seeds: number }>> = {
  comparison: { yaml: scenario('encoder-gate', 1, '{again: {}, four: {video: {bitrate: 4 Mbps}}}', 2), seeds: 8 },
  four: { yaml: scenario('encoder-gate', 1, '{four: {video: {bitrate: 4 Mbps}}}', 2), seeds: 8 },
  settled: { yaml: SETTLED, seeds: 5 },
  codecs: { yaml: CODECS, seeds: 6 },
  nudge: { yaml: scenario('encoder-nudge', 2.5, '{again: {}, nudge: {video: {bitrate: 2.4 Mbps}}}', 6), seeds: 10 },
};

const [name = '', ...given] = process.argv.slice(2);
const wanted = COMPARISONS[name];
if (wanted === undefined) throw new Error(`one of ${Object.keys(COMPARISONS).join(', ')}, not "${name}"`);
const scratch = mkdtempSync(join(tmpdir(), 'longhaul-comparison-'));
try {
  const [first, ...more] = await Promise.all((given.length > 0 ? given : playAll(wanted)).map(read));
  if (first === undefined) throw new Error('nothing was recorded');
  const { result } = joinResults([first, ...more]);
  console.log(await saveBaseline(result, name, join(ROOT, 'tests', 'fixtures')));
  for (const { seed, variant, outcome, invalidReasons } of result.takes)
    console.log(`seed ${seed} ${variant}: ${outcome} ${invalidReasons.map(({ signal }) => signal).join(' ')}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function read(directory: string): Promise<NamedResult> {
  return { name: directory, result: await judgeRecordings(directory) };
}

/** Directories of all that was played. */
function playAll({ yaml, seeds }: { readonly yaml: string; readonly seeds: number }): string[] {
  const file = join(scratch, 'scenario.yaml');
  writeFileSync(file, yaml);
  return Array.from({ length: seeds }, (_, i) => i + 1).flatMap((seed) => {
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
