import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measureTake } from '../../src/metrics/measure-take.ts';
import { METRICS } from '../../src/metrics/registry.ts';
import type { RecordedTake } from '../../src/model/recording/recorded-take.ts';
import type { MetricValue } from '../../src/model/result/metric.ts';
import { readRecording } from '../../src/recording/reader.ts';
import { judgeTake } from '../../src/verdict/judge-take.ts';
import { checkValidity } from '../../src/verdict/validity/check-validity.ts';

/** Real takes, recorded by scripts/record-fixtures.ts: one way 30 ms, 30 fps, 1 Mbps. */
const read = (name: string) => readRecording(join(import.meta.dirname, '../fixtures', `${name}.ndjson`));

const metricsOf = (take: RecordedTake) => measureTake(take).viewers[0]?.metrics ?? {};
const single = (value: MetricValue | undefined) => (value?.type === 'value' ? value.value : Number.NaN);

/** Sums the browser's own counters over the window, to be compared with ours. */
function browserCounted(take: RecordedTake, field: 'freezeCount' | 'framesDecoded') {
  const inWindow =
    take.viewers[0]?.stats.filter(
      ({ atMs }) => take.window && atMs >= take.window.fromMs && atMs <= take.window.toMs + 500,
    ) ?? [];
  const counts = inWindow.flatMap(({ reports }) =>
    reports.flatMap((report) =>
      report.type === 'inbound-rtp' && report.kind === 'video' ? [report[field] ?? Number.NaN] : [],
    ),
  );
  return (counts.at(-1) ?? Number.NaN) - (counts[0] ?? Number.NaN);
}

describe('recorded takes', () => {
  it.each(['clean', 'lossy', 'narrow'])('%s is valid, whole, and has every metric or a reason', async (name) => {
    const take = await read(name);
    expect(take.tornLines).toBe(0);
    expect(checkValidity(take)).toMatchObject({ valid: true, reasons: [] });
    for (const [id, value] of Object.entries(metricsOf(take))) {
      expect(Object.keys(METRICS)).toContain(id);
      if (value.type === 'no-data') expect(value.reason).not.toBe('');
      else
        for (const number of Object.values(value).filter((part) => typeof part === 'number'))
          if (id === 'avOffset') expect(number).not.toBeNaN();
          else expect(number).toBeGreaterThanOrEqual(0);
    }
  });

  it('filling-queue: what waits behind 4.5 s of packets is not lost, and no counter disagrees', async () => {
    const take = await read('filling-queue');
    // 1.2 Mbps into a line that falls to 400 kbps: the browser counted 3 lost, of 698 that were sent 367 came.
    expect(single(metricsOf(take).packetLoss)).toBeCloseTo(3 / 370, 3);
    expect(checkValidity(take)).toMatchObject({ valid: true, reasons: [] });
    expect(single(metricsOf(take).stutterRate)).toBeGreaterThan(0.1);
  });

  it('simulcast: what each stream’s encoder left out was lost nowhere, and padding is no packet that came', async () => {
    const take = await read('simulcast');
    expect(checkValidity(take)).toMatchObject({ valid: true, reasons: [] });
    const [clean, narrowed] = measureTake(take).viewers;
    // 2.85 % were called lost after the origin: of the three encoders, the one that left out least was taken for all.
    expect(single(clean?.metrics.networkFrameLoss)).toBeLessThan(0.003);
    expect(single(clean?.metrics.publisherFrameSkips)).toBeGreaterThan(0.1);
    // The links' own queue dropped 54 packets of all kinds, and probes sent some hundred of padding.
    expect(single(narrowed?.metrics.packetLoss)).toBeGreaterThan(0.06);
    expect(single(narrowed?.metrics.firstMileFrameLoss)).toBe(0);
  });

  it('clean: nothing lost, no stutter, latency above the delay of the emulated path', async () => {
    const take = await read('clean');
    const metrics = metricsOf(take);
    expect(single(metrics.packetLoss)).toBe(0);
    expect(single(metrics.stutterRate)).toBe(0);
    expect(single(metrics.frameLoss)).toBeLessThan(0.01);
    expect(single(metrics.joinFailures)).toBe(0);
    const latency = metrics.latency;
    expect(latency?.type === 'distribution' && latency.p50).toBeGreaterThan(30);
    expect(latency?.type === 'distribution' && latency.p95).toBeLessThan(200);
    expect(
      judgeTake(measureTake(take), take.header.take.scenario.budgets).every(({ outcome }) => outcome === 'pass'),
    ).toBe(true);
  });

  it('clean: sound goes on without a gap, a little after its picture, and the picture is clear', async () => {
    const metrics = metricsOf(await read('clean'));
    expect(single(metrics.longestAudioGap)).toBe(0);
    // Chromium leaves up to 30 ms between the two; a mark is right within a block of 10 ms.
    expect(metrics.avOffset?.type === 'distribution' && Math.abs(metrics.avOffset.p50)).toBeLessThan(45);
    const { audioLatency } = metrics;
    expect(audioLatency?.type === 'distribution' && audioLatency.p50).toBeGreaterThan(30);
    expect(audioLatency?.type === 'distribution' && audioLatency.max - audioLatency.p50).toBeLessThan(20);
    expect(single(metrics.clarity)).toBeGreaterThan(0.9);
    expect(single(metrics.clarityPsnr)).toBeGreaterThan(30);
  });

  it('narrow: the sound, which is small, is seconds ahead of a picture that queues', async () => {
    const { avOffset, audioLatency, latency } = metricsOf(await read('narrow'));
    if (avOffset?.type !== 'distribution' || audioLatency?.type !== 'distribution' || latency?.type !== 'distribution')
      throw new Error('no data');
    expect(audioLatency.p50).toBeLessThan(1000);
    expect(avOffset.p50).toBeGreaterThan(1000);
    expect(latency.p50).toBeGreaterThan(audioLatency.p50);
  });

  it.each(['clean', 'lossy', 'narrow'])('%s: no stage has more frames than the one before it', async (name) => {
    const metrics = metricsOf(await read(name));
    const stages = [
      metrics.framesMade,
      metrics.framesEncoded,
      metrics.framesSent,
      metrics.framesAtOrigin,
      metrics.framesSeen,
    ].map(single);
    expect(stages).toEqual(stages.toSorted((a, b) => b - a));
    expect(single(metrics.framesMissed)).toBe((stages[0] ?? Number.NaN) - (stages.at(-1) ?? Number.NaN));
  });

  it('clean: we saw the frames the browser decoded', async () => {
    const take = await read('clean');
    const seen = single(metricsOf(take).frameRate) * 6;
    expect(Math.abs(seen - browserCounted(take, 'framesDecoded'))).toBeLessThanOrEqual(35);
  });

  it('lossy: the browser lost what the links lost, within the window’s edges', async () => {
    const take = await read('lossy');
    const lost = single(metricsOf(take).packetLoss);
    const window = take.window;
    const seconds = take.links
      .filter(({ atMs }) => window && atMs > window.fromMs && atMs <= window.toMs)
      .flatMap(({ links }) => links.filter(({ link }) => link === 'access:near-1/out'));
    const linkLost =
      seconds.reduce((sum, second) => sum + second.lostBurst + second.lostRandom, 0) /
      seconds.reduce((sum, second) => sum + second.inPackets, 0);
    expect(lost).toBeGreaterThan(0);
    // Audio, repairs and RTCP share the link, and the samples' seconds are not the links'.
    expect(Math.abs(lost - linkLost)).toBeLessThan(0.02);
  });

  it('narrow: not ready, and the queue is where the packets went', async () => {
    const take = await read('narrow');
    const verdicts = judgeTake(measureTake(take), take.header.take.scenario.budgets);
    expect(verdicts.some(({ outcome }) => outcome === 'fail')).toBe(true);
    const queueLosses = take.links.flatMap(({ links }) =>
      links.filter(({ lostQueue }) => lostQueue > 0).map(({ link }) => link),
    );
    expect([...new Set(queueLosses)]).toEqual(['access:near-1/out']);
  });

  it.each(['clean', 'lossy'])('%s: freezes agree with the browser’s own count within one', async (name) => {
    const take = await read(name);
    expect(Math.abs(single(metricsOf(take).freezeCount) - browserCounted(take, 'freezeCount'))).toBeLessThanOrEqual(1);
  });
});
