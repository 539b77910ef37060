/**
 * Plays Chromium's encoder over a wide, lossless first mile with each jitter of the catalog, and over one without any. Prints
 * which share of its target and of its frames the encoder keeps; exit code 1 where that is below 95 %, or where no take of a
 * jitter is valid:
 *   npx tsx scripts/chromium-under-jitter.ts [--seeds N] [--first N] [--seconds N] [JITTER_MS...]
 * Default: all jitters, one seed, from seed 1 on, 30 s.
 * The network is emulated as in a rehearsal, and time is slowed as far as this machine needs. About 2 minutes a take.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Result } from '../src/model/result/result.ts';
import { catalogJitters } from './bench/catalog-jitters.ts';

const ROOT = resolve(import.meta.dirname, '..');
const BITRATE_MBPS = 1.2;
const FPS = 30;
const LEAST_SHARE = 0.95;
/** Small pictures: what a machine can encode is not the question. */
const scenario = (jitterMs: number, seconds: number) => `name: jitter-${jitterMs}
duration: ${seconds}s
warmup: 4s
broadcast:
  video: {codec: h264, size: 320x180, fps: ${FPS}, bitrate: ${BITRATE_MBPS} Mbps}
  firstMile: {rtt: 300 ms${jitterMs > 0 ? `, jitter: ${jitterMs} ms` : ''}}
regions:
  - {region: near, haul: {}, access: {}}
`;

const { values, positionals } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1' },
    first: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '30' },
  },
  allowPositionals: true,
});
const jitters = positionals.length > 0 ? positionals.map(Number) : [0, ...(await catalogJitters())];
const scratch = mkdtempSync(join(tmpdir(), 'longhaul-jitter-'));
try {
  console.log('jitter  seed  target  bitrate  frames/s  slowed  share of target / frames');
  for (const jitterMs of jitters) {
    const outcomes = new Set<Played['keeps']>();
    for (let n = 0; n < Number(values.seeds); n++) {
      const { line, keeps } = play(jitterMs, Number(values.first) + n, Number(values.seconds));
      console.log(line);
      outcomes.add(keeps);
    }
    if (outcomes.has(false) || !outcomes.has(true)) process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

interface Played {
  readonly line: string;
  /** Whether the encoder keeps enough; undefined where there is no take, or the machine spoilt it. */
  readonly keeps: boolean | undefined;
}

/** Plays one take. */
function play(jitterMs: number, seed: number, seconds: number): Played {
  const file = join(scratch, `${jitterMs}-${seed}.yaml`);
  writeFileSync(file, scenario(jitterMs, seconds));
  const args = [
    'run',
    file,
    '--seed',
    String(seed),
    '--slow',
    'auto',
    '--json',
    '--out',
    join(scratch, `${jitterMs}-${seed}`),
  ];
  const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'bin', 'longhaul.mjs'), ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const name = `${`±${jitterMs} ms`.padEnd(8)}${String(seed).padEnd(6)}`;
  const take = stdout.startsWith('{') ? (JSON.parse(stdout) as Result).takes[0] : undefined;
  const layer = take?.encoder?.video[0];
  if (take === undefined || layer === undefined)
    return { line: `${name}no take: ${stderr.trim().split('\n').at(-1)}`, keeps: undefined };
  const spoilt = take.invalidReasons.map(({ signal }) => signal);
  const { targetBps = Number.NaN, bitrateBps = Number.NaN, fps = Number.NaN } = layer;
  const shares = [targetBps / (BITRATE_MBPS * 1e6), fps / FPS];
  const keeps = shares.every((share) => share >= LEAST_SHARE);
  const line = [
    name,
    `${(targetBps / 1000).toFixed(0)} kbps`.padEnd(11),
    `${(bitrateBps / 1000).toFixed(0)} kbps`.padEnd(11),
    fps.toFixed(1).padEnd(7),
    `x ${take.pace?.meanFactor?.toFixed(2) ?? '1'}`.padEnd(8),
    shares.map((share) => `${(share * 100).toFixed(1)} %`).join(' / '),
    ` ${keeps ? 'keeps' : 'FALLS'} ${spoilt.length > 0 ? `(spoilt: ${spoilt.join(' ')})` : ''}`,
  ].join('');
  return { line, keeps: spoilt.length > 0 ? undefined : keeps };
}
