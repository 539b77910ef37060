import { describe, expect, onTestFinished } from 'vitest';
import type { Result } from '../../src/model/result/result.ts';
import { itLong } from '../it-long.ts';
import { isRoot, longhaul, rehearseValid, scratchDirectory, writeScenario } from './longhaul.ts';

/** The line of `narrow` carries the small stream and not the large one from the 5th to the 13th second. */
const ladder = (video: string, narrowed = '500 kbps') => `
name: ladder
duration: 22s
warmup: 6s
settle: false
broadcast:
  video: {size: 640x360, fps: 30, ${video}}
  firstMile: {rtt: 10 ms}
regions:
  - {region: wide, haul: {rtt: 40 ms}, access: {rtt: 10 ms}}
  - region: narrow
    haul: {rtt: 40 ms}
    access: {rtt: 10 ms, down: 5 Mbps, up: 5 Mbps, queue: 300 ms, schedule: [{at: 5 s, down: ${narrowed}}, {at: 13 s, down: 5 Mbps}]}
`;

/** Height of the picture by second of the window. */
function heights(result: Result, region: string): (number | undefined)[] {
  const viewer = result.takes[0]?.viewers.find((one) => one.region === region);
  return (viewer?.series.pictureHeight ?? []).map(({ value }) => value);
}

function numberOf(result: Result, region: string, metric: string): number {
  const value = result.takes[0]?.viewers.find((one) => one.region === region)?.metrics[metric];
  if (value?.type !== 'value') throw new Error(`${metric} of ${region}: ${JSON.stringify(value)}`);
  return value.value;
}

describe.skipIf(!isRoot)('a stream in several sizes', () => {
  const SIMULCAST = 'bitrate: 900 kbps, simulcast: [{scaleDownBy: 2, bitrate: 300 kbps}]';

  async function rehearse(video: string): Promise<Result> {
    const directory = scratchDirectory(onTestFinished);
    return (await rehearseValid(writeScenario(directory, ladder(video)), directory)).result;
  }

  itLong(
    'gives the viewer whose line becomes narrow a smaller picture, and the full one again; the others keep it',
    {
      timeout: 600_000,
    },
    async () => {
      const result = await rehearse(`codec: h264, ${SIMULCAST}`);
      // Nothing limits this one: it was at the top when the window opened, and stays.
      expect(heights(result, 'wide').every((height) => height === 360)).toBe(true);
      expect(numberOf(result, 'wide', 'layerSwitches')).toBe(0);
      const narrow = heights(result, 'narrow');
      expect(narrow.slice(0, 5)).toEqual([360, 360, 360, 360, 360]);
      // Down in 4 s, and back up in 8 s once the line is wide again: with the shaper's and the window's edges half a second more.
      expect(Math.max(...narrow.slice(9, 13).map((height) => height ?? 0))).toBeLessThanOrEqual(180);
      expect(narrow.at(-1)).toBe(360);
      expect(numberOf(result, 'narrow', 'layerSwitches')).toBeLessThanOrEqual(6);
      // Half a second of queue is lost at the step; without layers it stands still for most of eight seconds.
      expect(numberOf(result, 'narrow', 'stutterRate')).toBeLessThan(0.1);
      expect(numberOf(result, 'narrow', 'downlinkEstimate')).toBeGreaterThan(300_000);
    },
  );

  itLong.each([
    ['vp8 in two sizes, each with three frame rates', `codec: vp8, ${SIMULCAST}`],
    ['vp9 in two sizes', `codec: vp9, ${SIMULCAST}`],
    ['av1 in two sizes', `codec: av1, ${SIMULCAST}`],
    ['vp9 with two layers of size in one stream', 'codec: vp9, bitrate: 900 kbps, scalabilityMode: L2T3_KEY'],
    ['av1 with two layers of size in one stream', 'codec: av1, bitrate: 900 kbps, scalabilityMode: L2T3_KEY'],
  ] as const)('%s', { timeout: 600_000 }, async (_, video) => {
    const directory = scratchDirectory(onTestFinished);
    const ended = await longhaul([
      'run',
      writeScenario(directory, ladder(video)),
      '--json',
      '--out',
      `${directory}/out`,
    ]);
    const result = JSON.parse(ended.stdout) as Result;
    const narrow = heights(result, 'narrow');
    expect(Math.max(...narrow.slice(9, 13).map((height) => height ?? 0))).toBeLessThanOrEqual(180);
    expect(narrow.at(-1)).toBe(360);
  });
});
