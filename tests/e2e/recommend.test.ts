import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Recommendation } from '../../src/model/result/recommendation.ts';
import { itLong } from '../it-long.ts';
import { longhaul, scratchDirectory, writeScenario } from './longhaul.ts';

const SCENARIO = `
name: ladder
duration: 4s
warmup: 1s
settle: false
broadcast:
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
  firstMile: {rtt: 10 ms}
ladder:
  - {size: 320x180, bitrate: 200 kbps}
  - {size: 640x360, bitrate: [600 kbps, 2 Mbps]}
regions:
  - {region: near, haul: {rtt: 40 ms}, access: {rtt: 10 ms, down: 10 Mbps, queue: 200 ms}}
  - {region: far, haul: {rtt: 80 ms}, access: {rtt: 10 ms, down: 1 Mbps, queue: 200 ms}}
`;

itLong(
  'a search of three rungs says what each line bears, and goes on where it was left',
  { timeout: 600_000 },
  async () => {
    const directory = scratchDirectory(onTestFinished);
    const file = writeScenario(directory, SCENARIO);
    const out = join(directory, 'out');
    const search = (takes: number) => longhaul(['recommend', file, '--out', out, '--takes', String(takes), '--json']);

    const begun = await search(2);
    expect(begun.code, begun.stderr).toBe(3);
    expect(JSON.parse(begun.stdout)).toMatchObject({ isComplete: false, takes: { played: 2 } });

    const ended = await search(28);
    expect(ended.stderr).toContain('continuing the search');
    const found = JSON.parse(ended.stdout) as Recommendation;
    expect(readdirSync(join(out, 'recordings'))).toHaveLength(found.takes.played);
    expect(JSON.parse(readFileSync(join(out, 'recommendation.json'), 'utf8'))).toEqual(found);
    const unmeasurable = found.rungs.flatMap(({ name, unmeasurable: why }) =>
      why === undefined ? [] : `${name}: ${why}`,
    );
    expect(unmeasurable).toEqual([]);
    expect(found.isComplete, `${found.takes.invalid} of ${found.takes.played} takes were invalid`).toBe(true);
    const of = (region: string) => found.regions.find((advice) => advice.region === region);
    expect(of('near'), ended.stdout).toMatchObject({ outcome: 'proven', rung: 'h264-360p-2000k' });
    expect(of('far')?.outcome).toBe('proven');
    expect(['h264-360p-600k', 'h264-180p-200k']).toContain(of('far')?.rung);
    expect(found.overall.rung).toBe(of('far')?.rung);
    expect(of('far')?.stepUp).toMatchObject({ region: 'far' });
    expect(found.standings).toContainEqual(
      expect.objectContaining({ rung: 'h264-360p-2000k', region: 'far', state: 'beyond' }),
    );
    expect((await longhaul(['report', out])).stderr).toContain('that of a search');
    // The same recordings, another question: refused.
    const other = writeScenario(directory, SCENARIO.replace('4s', '5s'));
    expect((await longhaul(['recommend', other, '--out', out])).code).toBe(2);
  },
);
