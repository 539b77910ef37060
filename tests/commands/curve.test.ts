import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { curve } from '../../src/commands/curve.ts';
import { curvesOf } from '../../src/compare/curves-of.ts';
import type { Result, TakeResult } from '../../src/model/result/result.ts';
import type { VideoSettings } from '../../src/model/scenario/scenario.ts';
import { jsonReport } from '../../src/report/formats/json-report.ts';
import { BROADCAST, resultOf, takeOf } from '../verdict/compare/takes.ts';
import { inProcess } from './in-process.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];
const RATES = [5e5, 1e6, 2e6, 4e6];

/** A ladder of two codecs: AV1 needs 0.69 of H264's bitrate for the same clarity, whatever the weather takes from both. */
function ladder(codecs: readonly VideoSettings['codec'][] = ['h264', 'av1'], rates: readonly number[] = RATES): Result {
  const rungs = codecs.flatMap((codec) => rates.map((bitrateBps) => ({ codec, bitrateBps })));
  const broadcastOf = (rung: (typeof rungs)[number]) => ({ ...BROADCAST, video: { ...BROADCAST.video, ...rung } });
  const nameOf = ({ codec, bitrateBps }: (typeof rungs)[number]) => `${codec}-${bitrateBps}`;
  const takes = SEEDS.flatMap((seed) =>
    rungs.map((rung, i): TakeResult => {
      const worth = rung.bitrateBps / (rung.codec === 'av1' ? 0.69 + 0.01 * (seed % 3) : 1);
      const clarity = 1 - 40 / Math.sqrt(worth) - 0.005 * seed;
      const take = takeOf(seed, [{ clarity, stutterRate: 0.01 }], { variant: i === 0 ? 'base' : nameOf(rung) });
      return { ...take, encoder: { video: [{ bitrateBps: rung.bitrateBps * 0.98 }] } };
    }),
  );
  const [first, ...others] = rungs;
  if (first === undefined) throw new Error('no rungs');
  const variants = others.map((rung) => ({ name: nameOf(rung), broadcast: broadcastOf(rung) }));
  return resultOf(takes, { broadcast: broadcastOf(first), variants });
}

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'longhaul-curve-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

describe('longhaul curve', () => {
  it('says what a codec saves at equal clarity, with an interval from the seeds', async () => {
    writeFileSync(join(scratch, 'result.json'), String(jsonReport(ladder())[0]?.content));
    const { code, out } = await inProcess(curve, { directories: [scratch], json: false }, 200);
    expect(code).toBe(0);
    expect(out).toMatch(
      /near: AV1 .* takes 30\.\d % less than H264 .* at equal clarity \(31.* less to (29|30).* less\), 6 seeds$/m,
    );
    expect(out).toMatch(/H264 1280x720 30 fps +near +500 kbps +490 kbps +0\.9\d+ +1 % +no data +6/);
  });

  it('has a row for each setting, region and bitrate, rising', () => {
    const { rows } = curvesOf(ladder());
    expect(rows.map(({ setting, askedBps }) => `${setting.slice(0, 4)} ${askedBps}`)).toEqual([
      ...RATES.map((rate) => `H264 ${rate}`),
      ...RATES.map((rate) => `AV1  ${rate}`),
    ]);
    expect(rows[0]?.encodedBps).toBeCloseTo(0.98 * 5e5);
    expect(rows.every(({ takes }) => takes === 6)).toBe(true);
  });

  it('leaves out takes that the machine spoilt, and says when nothing could be compared', () => {
    const result = ladder();
    const spoilt = result.takes.map((take) => (take.seed <= 2 ? { ...take, outcome: 'invalid' as const } : take));
    expect(curvesOf({ ...result, takes: spoilt }).comparisons[0]?.bdRate?.seeds).toBe(4);
    const none = result.takes.map((take) => ({ ...take, outcome: 'invalid' as const }));
    expect(curvesOf({ ...result, takes: none }).comparisons[0]).not.toHaveProperty('bdRate');
  });

  it('is refused when no two variants differ in their bitrate alone', () =>
    expect(() => curvesOf(ladder(['h264', 'av1'], [1e6]))).toThrow(
      /variants that differ in nothing but their bitrate/,
    ));
});
