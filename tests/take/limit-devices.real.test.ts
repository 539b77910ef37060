import { expect, it, onTestFinished } from 'vitest';
import { sleep } from '../../src/lib/clock.ts';
import type { DeviceLine } from '../../src/model/recording/sample-lines.ts';
import { Pace } from '../../src/pace/pace.ts';
import { checkDevices, limitDevices } from '../../src/take/limit-devices.ts';
import { buildTake } from '../build-recording.ts';

/** Builds a take with a viewer on a device of so many cores. */
function takeWith(cpuCores: number) {
  const { take } = buildTake().header;
  const device = { id: 'phone', label: 'Phone', labelZh: '手机', viewport: { width: 360, height: 640 }, cpuCores };
  const regions = take.scenario.regions.map((region) => ({ ...region, device }));
  return { ...take, scenario: { ...take.scenario, regions } };
}

const refusal = await checkDevices(takeWith(1).scenario).catch(String);
if (refusal !== undefined) process.stderr.write(`\nSKIPPED: limits of devices are not tested here: ${refusal}\n\n`);

async function recordedWith(cpuCores: number): Promise<readonly DeviceLine[]> {
  const take = takeWith(cpuCores);
  const limits = await limitDevices(take);
  onTestFinished(() => limits.close());
  const lines: DeviceLine[] = [];
  limits.begin((line) => lines.push(line), new Pace(take, { clock: undefined, asked: 1, first: 1 }));
  await sleep(1500);
  return lines;
}

it.skipIf(refusal !== undefined)(
  'records nothing of a device whose limit was refused: it was not held to it',
  async () => {
    expect((await recordedWith(0.5)).map(({ viewer }) => viewer)).toEqual(['sea-sg-1']);
    // No number of microseconds, which the kernel refuses.
    expect(await recordedWith(Number.NaN)).toEqual([]);
  },
);
