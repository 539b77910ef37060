import { describe, expect, test } from 'vitest';
import { metricInfos } from '../../../src/metrics/registry.ts';
import { boundPattern, parseBound, parseChangeBound } from '../../../src/scenario/reading/bound.ts';

function metricOf(id: string) {
  const metric = metricInfos().find((known) => known.id === id);
  if (metric === undefined) throw new Error(id);
  return metric;
}

const bound = (id: string, text: string) => parseBound(text, metricOf(id));

describe('a bound', () => {
  test.each([
    ['latency', 'p95 < 800 ms', 'p95', '<', 800],
    ['latency', '< 0.8 s', 'p95', '<', 800],
    ['latency', 'p50 <= 300 ms', 'p50', '<=', 300],
    ['latency', 'max<2s', 'max', '<', 2000],
    ['stutterRate', '< 3 %', 'value', '<', 0.03],
    ['frameRate', '> 24 fps', 'value', '>', 24],
    ['videoBitrate', '>= 1.5 Mbps', 'value', '>=', 1_500_000],
    ['freezeCount', '<= 2', 'value', '<=', 2],
    ['clarity', '>= 0.9', 'value', '>=', 0.9],
    ['clarityPsnr', '> 32 dB', 'value', '>', 32],
    ['clarityPerBit', '> 5.5 dB per Mbps', 'value', '>', 5.5],
    ['pictureHeight', '>= 720 px', 'value', '>=', 720],
    ['audioScore', '>= 3.5', 'value', '>=', 3.5],
    ['audioLag', 'p50 <= 125 ms', 'p50', '<=', 125],
    ['audioStutterRate', '<= 2 %', 'value', '<=', 0.02],
    // Alone it can only be meant in the metric's own direction.
    ['latency', '800 ms', 'p95', '<=', 800],
    ['latency', 'p99 1 s', 'p99', '<=', 1000],
    ['frameRate', '24', 'value', '>=', 24],
    ['stutterRate', '≤ 3 %', 'value', '<=', 0.03],
    ['frameRate', '≥ 24 fps', 'value', '>=', 24],
    ['cpuWorth', '>= 120 %', 'value', '>=', 1.2],
  ])('on %s reads %s', (id, text, statistic, comparison, limit) => {
    expect(bound(id, text)).toEqual({ type: 'ok', value: { statistic, bound: { comparison, limit } } });
  });

  test.each([
    ['latency', '800'],
    ['videoBitrate', '2 Mbps'],
    ['latency', '< 3 %'],
    ['latency', '< 800'],
    ['latency', 'value < 800 ms'],
    ['latency', '= 800 ms'],
    ['latency', '< -1 ms'],
    ['stutterRate', '< 0.03'],
    ['frameRate', '> 24 s'],
    ['latency', '< 800 m'],
    ['freezeCount', '< 1.5'],
    ['freezeCount', '< 2 s'],
    ['clarity', '> 90 %'],
    ['clarityPsnr', '> 32'],
    ['pictureHeight', '> 720'],
    ['audioScore', '> good'],
    ['audioScore', '> 0.5'],
    ['stutterRate', '< 120 %'],
  ])('on %s refuses %s', (id, text) => {
    expect(bound(id, text).type).toBe('refused');
  });

  test('on the mean of a metric that is one number is one on that number', () => {
    expect(bound('stutterRate', 'mean < 3 %')).toEqual(bound('stutterRate', '< 3 %'));
  });

  test('with the wrong unit is refused with the right one', () => {
    expect(bound('latency', '< 3 %')).toMatchObject({
      expected:
        'a bound such as "p95 < 800 ms"; latency is measured as a time with its unit (ms, s, min, h) such as "80 ms", at most 1 h',
    });
  });

  test('on a frame rate may leave out its unit, as `fps: 30` does', () => {
    expect(bound('frameRate', '> 24')).toEqual(bound('frameRate', '> 24 fps'));
    expect('> 24').toMatch(new RegExp(boundPattern(metricOf('frameRate'))));
  });

  test('on the change of a score may be smaller than any score', () => {
    expect(parseChangeBound('change < 0.2', metricOf('audioScore'))).toEqual({
      type: 'ok',
      value: { statistic: 'value', limit: 0.2 },
    });
  });

  test.each([
    ['p90 < 800 ms', 'p95'],
    ['p(75) < 800 ms', 'p95'],
    ['p99.9 < 800 ms', 'max'],
    ['p50 < 800 ms', 'p50'],
    ['median < 800 ms', 'p50'],
  ])('of %s is on %s, the next that is reckoned', (text, statistic) => {
    expect(bound('latency', text)).toMatchObject({ value: { statistic, bound: { comparison: '<', limit: 800 } } });
  });

  test('counts may say how often, and lines of a picture be called p', () => {
    expect(bound('freezeCount', '<= 2 times')).toMatchObject({ value: { bound: { limit: 2 } } });
    expect(bound('freezeCount', '<= 三次')).toMatchObject({ value: { bound: { limit: 3 } } });
    expect(bound('pictureHeight', '>= 720p')).toMatchObject({ value: { bound: { limit: 720 } } });
  });

  test('may name a percentile of a metric with one number per viewer, which leaves no viewer out', () => {
    expect(bound('stutterRate', 'p95 < 3 %')).toEqual({
      type: 'ok',
      value: { statistic: 'value', bound: { comparison: '<', limit: 0.03 }, otherStatistic: 'p95' },
    });
  });
});
