import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { curve } from '../../src/commands/curve.ts';
import { curvesOf } from '../../src/compare/curves-of.ts';
import type { Result, TakeResult } from '../../src/model/result/result.ts';
import type { Variant, VideoSettings } from '../../src/model/scenario/scenario.ts';
import { alongAxis, numberTicks, rateAxis, tickText } from '../../src/report/curve/curve-axes.ts';
import { curvePage } from '../../src/report/curve/curve-page.ts';
import { comparisonSentence, curveHeadlines } from '../../src/report/curve/curve-sentences.ts';
import { resultText } from '../../src/report/formats/json-report.ts';
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
    writeFileSync(join(scratch, 'result.json'), resultText(ladder()));
    const { code, out } = await inProcess(curve, { directories: [scratch], out: undefined, json: false }, 200);
    expect(code).toBe(0);
    expect(out).toMatch(
      /Near \| far: AV1 .* takes 30\.\d % fewer bits than H264 .* at equal clarity \(29\.\d % to 31\.\d %\), 6 seeds\.$/m,
    );
    expect(out).toMatch(/H264 1280×720 30 fps +Near \| far +500 kbps +490 kbps +0\.9\d+ +1 % +no data +6/);
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

  it('has one rung for variants that send the same, with the takes of both', () => {
    const result = ladder(['h264'], [5e5, 1e6]);
    const again = { name: 'again', broadcast: result.scenario.broadcast };
    const { rows } = curvesOf({
      ...result,
      scenario: { ...result.scenario, variants: [...(result.scenario.variants ?? []), again] },
      takes: [...result.takes, ...SEEDS.map((seed) => takeOf(seed, [{ clarity: 0.9 }], { variant: 'again' }))],
    });
    expect(rows.map(({ askedBps, takes }) => [askedBps, takes])).toEqual([
      [5e5, 12],
      [1e6, 6],
    ]);
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

  it('says so in Chinese', async () => {
    writeFileSync(join(scratch, 'result.json'), resultText(ladder()));
    const { out } = await inProcess(curve, { directories: [scratch], out: undefined, json: false }, 200, 'zh');
    expect(out).toMatch(/^设置 +地区 +设定码率 +实际码率 +清晰度（SSIM） +卡顿率 +延迟 p95 +轮次$/m);
    expect(out).toMatch(/清晰度相同时，AV1 .* 比 H264 .* 少用 30\.\d% 的码率（29\.\d% 到 31\.\d%），6 个种子。$/m);
  });
});

describe('the page of curves', () => {
  it('is written with a chart per region and number, in both languages, and PNG files', async () => {
    const out = join(scratch, 'out');
    writeFileSync(join(scratch, 'result.json'), resultText(ladder()));
    await inProcess(curve, { directories: [scratch], out, json: true });
    expect(JSON.parse(readFileSync(join(out, 'curves.json'), 'utf8'))).toEqual(curvesOf(ladder()));
    const page = readFileSync(join(out, 'index.html'), 'utf8');
    expect(page).toContain('<span lang="en">At equal clarity, AV1 1280×720 30\u00a0fps takes 30.2\u00a0% fewer bits');
    expect(page).toContain('<span lang="zh-Hans">清晰度相同时，AV1 1280×720 30\u00a0fps 比 H264');
    // Clarity and stutter; nothing is drawn of the latency, which no take has.
    expect(page.match(/<svg viewBox="0 0 200 100"/g)).toHaveLength(2);
    expect(readdirSync(join(out, 'charts')).sort()).toEqual(['near-clarity.png', 'near-stutter-rate.png']);
    expect(
      readFileSync(join(out, 'charts', 'near-clarity.png'))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  it('draws each bitrate where it belongs: equal steps for equal factors, clarity from near its lowest', () => {
    const { rows } = curvesOf(ladder());
    const axis = rateAxis(rows);
    expect(axis.ticks).toEqual([5e5, 1e6, 2e6, 4e6]);
    const [a = 0, b = 0, c = 0] = axis.ticks.map((bps) => alongAxis(axis, bps));
    expect(b - a).toBeCloseTo(c - b, 10);
    expect([alongAxis(axis, axis.low), alongAxis(axis, axis.high)]).toEqual([0, 1]);
    const ticks = numberTicks(rows, 'clarity');
    expect(ticks[0]).toBeGreaterThan(0.88);
    expect(ticks.at(-1)).toBeLessThanOrEqual(1);
    expect(numberTicks(rows, 'stutterRate')[0]).toBe(0);
    const clarities = [0.88, 0.9, 0.92] as const;
    expect(clarities.map((tick) => tickText(tick, 'clarity', clarities))).toEqual(['0.88', '0.90', '0.92']);
  });

  it.each([[[2.34e6, 2.43e6]], [[7.1e5, 7.2e5]], [[1e6]]])(
    'has at least two round bitrates for rungs as near each other as %j, none beside the axis',
    (rates) => {
      const rows = rates.map((encodedBps) => ({
        ...{ setting: 'H264', region: 'near', askedBps: encodedBps, encodedBps, takes: 1, ranges: {} },
      }));
      const { ticks, low, high } = rateAxis(rows);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(6);
      for (const bps of ticks) {
        expect(bps >= low && bps <= high).toBe(true);
        expect(Number(bps.toPrecision(2))).toBe(bps);
      }
    },
  );

  it('says which way a share goes where the numbers around it go another, and each cause of a missing seed', () => {
    const say = (fraction: number, low: number, high: number) =>
      comparisonSentence({
        ...{ anchor: 'H264', test: 'AV1', region: 'near' },
        bdRate: { fraction, interval: { low, high }, seeds: 6, dropped: ['never-equal', 'not-rising', 'never-equal'] },
      });
    expect(say(0, 0.01, 0.02).en).toMatch(/^AV1 takes as many bits as H264 at equal clarity \(1 % more to 2 % more\)/);
    expect(say(0, -0.01, 0.02).zh).toMatch(/^清晰度相同时，AV1 与 H264 码率相同（少 1% 到多 2%），6 个种子。/);
    expect(say(-0.01, 0.01, 0.02).en).toMatch(/^AV1 takes 1 % fewer bits than H264 .* \(1 % more to 2 % more\)/);
    expect(say(0, 0, 0).en).toMatch(/ as many bits as H264 .* \(0 % to 0 %\)/);
    expect(say(0, -0.01, 0).zh).toMatch(/（少 1% 到 0%）/);
    expect(say(-0.01, -0.02, 0).en).toMatch(/\(0 % to 2 %\)/);
    expect(say(0.03, 0.01, 0.05).en).toMatch(
      /\(1 % to 5 %\), 6 seeds\. 2 seeds without: the two .*\. 1 seed without: it/,
    );
  });

  it('has the median of the regions on top, between the two middle ones of an even number', () => {
    const found = curvesOf(ladder());
    const [anchor = '', test = ''] = found.settings;
    const comparisons = [-0.3, 0.02, -0.1, -0.4].map((fraction, i) => ({
      ...{ anchor, test, region: `r${i}` },
      bdRate: { fraction, interval: { low: fraction, high: fraction }, seeds: 6, dropped: [] },
    }));
    expect(curveHeadlines({ ...found, comparisons })[0]?.en).toMatch(
      /takes 20 % fewer bits than .* \(40 % fewer to 2 % more by region\)\.$/,
    );
    const few = comparisons.map(({ bdRate: { interval: _, ...bdRate }, ...each }) => ({ ...each, bdRate }));
    expect(curveHeadlines({ ...found, comparisons: few })[0]?.en).toMatch(
      /by region\)\. Fewer than five seeds .* chance\.$/,
    );
  });

  it('says where it is about a part of the clarities alone, of few bitrates, or of a minority of the seeds', () => {
    const found = curvesOf(ladder(['h264', 'av1'], [1e6, 2e6, 4e6]));
    const [first] = found.comparisons;
    expect(first?.bdRate?.commonShare).toBeGreaterThan(0.5);
    const bdRate = { fraction: -0.3, interval: { low: -0.3, high: -0.3 }, seeds: 2, dropped: [] };
    const sentence = comparisonSentence({
      anchor: 'a',
      test: 'b',
      region: 'near',
      bdRate: { ...bdRate, commonShare: 0.1 },
    });
    expect(sentence.en).toContain('Only 10 % of the clarity that either reaches is reached by both');
    expect(curveHeadlines(found).at(-1)?.en).toMatch(/^With fewer than four bitrates/);
    expect(curveHeadlines(curvesOf(ladder()))).toHaveLength(1);
    const dropped = ['never-equal', 'never-equal', 'never-equal'] as const;
    const comparisons = found.comparisons.map((each) => ({ ...each, bdRate: { ...bdRate, dropped } }));
    expect(curveHeadlines({ ...found, comparisons })[0]?.en).toMatch(/^It is not known how many bits/);
  });

  it('keeps settings apart that differ in something else than the picture', () => {
    const result = ladder(['h264'], [5e5, 1e6]);
    const quiet = (name: string, bitrateBps: number) => ({
      ...{
        name,
        broadcast: { ...BROADCAST, video: { ...BROADCAST.video, bitrateBps }, audio: { bitrateBps: 32_000 } },
      },
    });
    const variants = [...(result.scenario.variants ?? []), quiet('a', 5e5), quiet('b', 1e6)];
    expect(curvesOf({ ...result, scenario: { ...result.scenario, variants } }).settings).toEqual([
      'H264 1280×720 30 fps, audio bitrate 64 kbps',
      'H264 1280×720 30 fps, audio bitrate 32 kbps',
    ]);
  });

  it('names a setting that is alone, and what is not known', () => {
    const alone = curvesOf(ladder(['h264']));
    expect(curveHeadlines(alone)[0]?.en).toMatch(/^H264 1280×720 30 fps alone: a second codec/);
    const { scenario, ...rest } = ladder();
    const isAv1 = ({ broadcast }: Variant) => broadcast.video.codec === 'av1';
    const variants = scenario.variants?.filter((each, _, all) => !isAv1(each) || each === all.find(isAv1)) ?? [];
    expect(curveHeadlines(curvesOf({ ...rest, scenario: { ...scenario, variants } })).at(-1)?.en).toBe(
      'Left out, since one bitrate alone is no curve: AV1 1280×720 30 fps.',
    );
    const none = ladder().takes.map((take) => ({ ...take, outcome: 'invalid' as const }));
    const unknown = curvesOf({ ...ladder(), takes: none });
    expect(curveHeadlines(unknown)[0]?.en).toMatch(/^It is not known how many bits AV1/);
    expect(curvePage(unknown)).toContain('no seed has both curves');
  });
});
