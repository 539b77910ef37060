/**
 * Records the takes in tests/fixtures anew, by real rehearsals: npx tsx scripts/record-fixtures.ts
 * On a quiet machine; a take that comes out invalid is tried again, at most three times, and else not kept.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Result } from '../src/model/result/result.ts';

const ROOT = resolve(import.meta.dirname, '..');
const FIXTURES = join(ROOT, 'tests', 'fixtures');
const ATTEMPTS = 3;

const scenario = (name: string, access: string) => `
name: ${name}
duration: 6s
warmup: 4s
broadcast:
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
  firstMile: {rtt: 10 ms}
regions:
  - {region: near, haul: {rtt: 40 ms}, access: ${access}}
`;

/** Name of the fixture to the viewer's access line: nothing wrong; losses that are repaired; a line below the bitrate. */
const TAKES = {
  clean: '{rtt: 10 ms}',
  lossy: '{rtt: 10 ms, loss: 3 %, burst: 2}',
  narrow: '{rtt: 10 ms, down: 700 kbps, queue: 200 ms}',
};

const scratch = mkdtempSync(join(tmpdir(), 'longhaul-fixtures-'));
try {
  mkdirSync(FIXTURES, { recursive: true });
  for (const [name, access] of Object.entries(TAKES)) record(name, access);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function record(name: string, access: string): void {
  const file = join(scratch, `${name}.yaml`);
  writeFileSync(file, scenario(name, access));
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const out = join(scratch, `${name}-${attempt}`);
    const result = JSON.parse(run(['run', file, '--json', '--out', out])) as Result;
    console.log(`${name}: ${result.outcome} ${result.invalidReasons.map(({ signal }) => signal).join(' ')}`);
    if (result.outcome === 'invalid') continue;
    const [recording = ''] = readdirSync(join(out, 'recordings'));
    copyFileSync(join(out, 'recordings', recording), join(FIXTURES, `${name}.ndjson`));
    return;
  }
  console.log(`${name}: kept as it was, no valid take`);
}

/** stdout, whatever the exit code. */
function run(args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, [join(ROOT, 'bin', 'longhaul.mjs'), ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1 << 26,
    });
  } catch (error) {
    return String((error as { stdout: string }).stdout);
  }
}
