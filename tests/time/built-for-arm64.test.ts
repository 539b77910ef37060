import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LONG } from '../it-long.ts';
import { CAN_PRELOAD } from './family/can-preload.ts';
import { compile } from './family/compile.ts';
import type { Tools } from './family/family.ts';
import { ROUNDING_MS, readWaits } from './family/waits.ts';
import { withFamily } from './family/with-family.ts';

const COMPILER = 'aarch64-linux-gnu-gcc';
const EMULATOR = 'qemu-aarch64';
const LIBRARY = fileURLToPath(new URL('../../src/time/native/linux-arm64/virtual-time.so', import.meta.url));
/** The program lives by the emulator's clock, which is real; only the emulated library slows it. */
const EMULATED = ['-u', 'LD_PRELOAD', EMULATOR, '-L', '/usr/aarch64-linux-gnu', '-E', `LD_PRELOAD=${LIBRARY}`];
/** QEMU 7.2 does not know this system call and refuses it. */
const UNKNOWN_TO_QEMU = 'epoll_pwait2';

function hasEmulator(): boolean {
  try {
    for (const program of [COMPILER, EMULATOR]) execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.error(
      'SKIPPED: nothing here emulates arm64 (Debian: apt-get install qemu-user gcc-aarch64-linux-gnu libc6-dev-arm64-cross)',
    );
    return false;
  }
}

async function outputOf(program: string, args: string[], factor: number): Promise<string> {
  return await withFamily(async (family) => {
    const { code, out, err } = await family.evaluate(
      async ({ clock, run }: Tools, { factor, args }: { factor: number; args: string[] }) => {
        clock.setFactor(factor);
        return await run('env', args);
      },
      { factor, args: [...EMULATED, program, ...args] },
    );
    expect(code, err).toBe(0);
    return out;
  });
}

// The runner that makes the page is an x64 one here: the page has one layout on both machines.
describe.skipIf(!LONG || !CAN_PRELOAD || !hasEmulator())('the library built for arm64, emulated', () => {
  let compiled: ReturnType<typeof compile> | undefined;
  beforeAll(() => {
    compiled = compile(['every-wait', 'odd-waits', 'lost-signals'], COMPILER);
  });
  afterAll(() => compiled?.remove());
  const program = (name: string) => compiled?.programs[name] ?? '';

  test.each([1, 3])('waits for its virtual time in every waiting call at factor %d', async (factor) => {
    const out = await outputOf(program('every-wait'), ['12'], factor);
    const waits = readWaits(out).filter(({ name }) => name !== UNKNOWN_TO_QEMU);
    expect(new Set(waits.map(({ name }) => name)).size).toBe(32);
    for (const { name, good, kernel, wantedMs, tookMs } of waits) {
      expect(good, name).toBe(true);
      if (!kernel) expect(tookMs, `${name} is not early`).toBeGreaterThanOrEqual(wantedMs - ROUNDING_MS);
    }
  });

  test('handles the edge cases of waiting', async () => {
    // QEMU stamps no packets: its stamp is not a number.
    const text = (await outputOf(program('odd-waits'), [], 3)).replace(/:-?nan/, ':null');
    const odd = JSON.parse(text) as Record<string, number>;
    expect(odd).toMatchObject({ keepsToItsSet: 1, farDeadlineWaits: 1, refused: 6, othersWentOff: 0 });
    expect(Math.abs((odd.nanosleepWholeMs ?? 0) - 60)).toBeLessThan(2);
    expect(Math.abs((odd.selectWholeMs ?? 0) - 60)).toBeLessThan(2);
  });

  test('loses no signal', async () => {
    expect(JSON.parse(await outputOf(program('lost-signals'), ['4000'], 1.2))).toEqual({ signals: 4000, lost: 0 });
  });
});
