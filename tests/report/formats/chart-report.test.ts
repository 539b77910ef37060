import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { chartReport } from '../../../src/report/formats/chart-report.ts';
import { lineChart } from '../../../src/report/html/charts/line-chart.ts';
import { chartModels, niceTicks, valueBottom, valueTop } from '../../../src/report/timeline/chart-model.ts';
import { namedLines } from '../../../src/report/timeline/legend.ts';
import { thinPoints } from '../../../src/report/timeline/thin-points.ts';
import { notReadyResult } from '../sample-result.ts';

const PNG_MAGIC = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

async function pixels(png: Uint8Array): Promise<Uint32Array> {
  const image = await loadImage(Buffer.from(png));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  return new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
}

describe('charts', () => {
  const files = chartReport(notReadyResult());

  it('are one per metric with values over time', () => {
    expect(files.map(({ path }) => path)).toEqual([
      'charts/latency.png',
      'charts/stutter-rate.png',
      'charts/frame-rate.png',
      'charts/packet-loss.png',
      'charts/round-trip-time.png',
      'charts/video-bitrate.png',
    ]);
  });

  it.each(files.map(({ path, content }) => [path, content] as const))(
    '%s is a PNG with lines on it',
    async (_, png) => {
      if (!(png instanceof Uint8Array)) throw new Error('a chart is binary');
      expect([...png.subarray(0, 8)]).toEqual(PNG_MAGIC);
      const seen = await pixels(png);
      expect(new Set(seen).size).toBeGreaterThan(50);
      // #0064b0, #c24e00 and #00805c, little-endian with full opacity: the lines of the three regions.
      for (const colour of [0xffb06400, 0xff004ec2, 0xff5c8000]) expect(seen.includes(colour)).toBe(true);
    },
  );

  it('have Chinese words and Chinese names where that is asked for, whatever fonts the machine has', () => {
    const drawn = (made: typeof files) => Buffer.from(made[0]?.content as Uint8Array);
    const result = notReadyResult();
    const titled = (name: string) =>
      drawn(chartReport({ ...result, scenario: { ...result.scenario, name } }, [], 'zh'));
    const [one, other, missing] = ['雅', '达', '\u{10fffd}'].map(titled) as [Buffer, Buffer, Buffer];
    expect(one.equals(other)).toBe(false);
    // A character that no font has is drawn as a box.
    for (const each of [one, other]) expect(each.equals(missing)).toBe(false);
    expect(titled('').equals(drawn(files))).toBe(false);
  });

  it('are none without a take', () => expect(chartReport({ ...notReadyResult(), takes: [] })).toEqual([]));
});

it('leaves a limit off the axis if it would flatten the lines', () => {
  const result = notReadyResult();
  const [take] = result.takes;
  const [latency] = take === undefined ? [] : chartModels(result, take);
  if (latency === undefined) throw new Error('the sample has latency');
  const points = [{ second: 0, value: 100 }];
  const lines = [{ viewer: 'a', region: 'b', style: { colour: 0, dash: [] }, points }];
  expect(valueTop({ lines, limits: [{ limit: 300, statistic: 'p95', regions: ['b'] }] })).toBe(300);
  expect(valueTop({ lines, limits: [{ limit: 800, statistic: 'p95', regions: ['b'] }] })).toBe(100);
});

it('names viewers in the legend, and regions where viewers are many', () => {
  const lineOf = (viewer: string, region: string) => ({
    viewer,
    region,
    style: { colour: 0, dash: [2, 3] },
    points: [],
  });
  const jakarta = { id: 'sea-id', label: 'Jakarta', labelZh: '雅加达', viewers: 9 };
  const few = { lines: [lineOf('sea-id-1', 'sea-id'), lineOf('sea-id-2', 'sea-id')] };
  expect(namedLines(few, [jakarta]).map(({ name }) => name.zh)).toEqual(['雅加达观众 1', '雅加达观众 2']);
  const many = { lines: Array.from({ length: 9 }, (_, i) => lineOf(`sea-id-${i + 1}`, 'sea-id')) };
  expect(namedLines(many, [jakarta])).toMatchObject([{ name: { en: 'Jakarta', zh: '雅加达' }, style: { dash: [] } }]);
});

it('chooses round ticks that reach the top', () => {
  expect(niceTicks(1051, 'ms')).toEqual([0, 500, 1000, 1500]);
  expect(niceTicks(30, 'fps')).toEqual([0, 10, 20, 30]);
  expect(niceTicks(1, 'fraction')).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(niceTicks(0, 'fps')).toEqual([0, 1]);
  // Sound may be ahead of its picture.
  expect(niceTicks(15, 'ms', -47)).toEqual([-60, -40, -20, 0, 20]);
  expect(niceTicks(0, 'ms', -8)).toEqual([-8, -6, -4, -2, 0]);
});

it('thins a long series without losing a spike or filling a gap', () => {
  const points = Array.from({ length: 3000 }, (_, second) => ({
    second,
    value: second >= 1000 && second < 1100 ? undefined : second === 2345 ? 999 : 10,
  }));
  const thin = thinPoints(points, 3000);
  expect(thin.length).toBeLessThanOrEqual(600);
  expect(thin.some(({ second, value }) => second === 2345 && value === 999)).toBe(true);
  expect(thin.some(({ second, value }) => second >= 1000 && second < 1100 && value === undefined)).toBe(true);
});

it('draws numbers below 0 within the chart', () => {
  const points = [4, -6, -43, 15].map((value, second) => ({ second, value }));
  const lines = [{ viewer: 'b-1', region: 'b', style: { colour: 0, dash: [] }, points }];
  expect(valueBottom({ lines })).toBe(-43);
  const { markup } = lineChart({
    ...{ unit: 'ms', seconds: 4, top: 15, bottom: valueBottom({ lines }), limits: [], invalidSeconds: [] },
    ...{ labelledBy: 'a', lines },
  });
  const drawn = [...(/ d="([^"]+)"/.exec(markup)?.[1] ?? '').matchAll(/[ML][\d.]+ (-?[\d.]+)/g)].map(([, y]) =>
    Number(y),
  );
  expect(drawn).toHaveLength(4);
  expect(drawn.filter((y) => y < 0 || y > 100)).toEqual([]);
  expect(markup).toContain('>0</span>');
});
