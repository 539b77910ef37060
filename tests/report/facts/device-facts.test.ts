import { describe, expect, it } from 'vitest';
import type { MetricValue } from '../../../src/model/result/metric.ts';
import type { Result } from '../../../src/model/result/result.ts';
import { explain } from '../../../src/report/facts/explain.ts';
import { htmlReport } from '../../../src/report/formats/html-report.ts';
import { notReadyResult } from '../sample-result.ts';

const REGION = 'sea-id';
const VIEWER = 'sea-id-2';
const value = (unit: MetricValue['unit'], number: number): MetricValue => ({ type: 'value', unit, value: number });

/** Puts Jakarta's second viewer on a phone; every link of its path loses the given share. */
function onPhone(throttled: MetricValue, lost: number): Result {
  const bad = notReadyResult();
  const phone = {
    id: 'low-end-phone',
    label: 'Low-end phone',
    labelZh: '低端手机',
    viewport: { width: 360, height: 640 },
  };
  const regions = bad.scenario.regions.map((region) => (region.id === REGION ? { ...region, device: phone } : region));
  const takes = bad.takes.map((take) => ({
    ...take,
    viewers: take.viewers.map((viewer) => ({
      ...viewer,
      metrics:
        viewer.id === VIEWER
          ? { ...viewer.metrics, deviceThrottled: throttled, decodeTime: value('ms', 41) }
          : viewer.metrics,
    })),
    links: take.links.map((link) => ({ ...link, lostRandom: link.inPackets * lost, lostBurst: 0, lostQueue: 0 })),
  }));
  return { ...bad, scenario: { ...bad.scenario, regions }, takes };
}

describe('a device at its limit', () => {
  it('is named as the limit where the network lost next to nothing', () => {
    const [jakarta] = explain(onPhone(value('fraction', 0.93), 0.002));
    expect(jakarta?.facts[0]).toEqual({
      en: 'The device, not the network, was the limit for Jakarta, viewer 2 (Low-end phone): its CPU was used up 93 % of the time, while no link on its way lost more than 0.2 %. Decoding took 41 ms a frame; a frame lasts 33 ms.',
      zh: 'Jakarta 观众 2（低端手机）的瓶颈在设备，不在网络：其 CPU 有 93% 的时间处于满载，而沿途各链路的丢包率均不超过 0.2%。每帧解码耗时 41 ms，而一帧时长为 33 ms。',
    });
  });

  it('is doubted where the clock was slowed, since others made each frame cost more', () => {
    const slowed = (meanFactor: number) => {
      const result = onPhone(value('fraction', 0.93), 0.002);
      const pace = { meanFactor, leastFactor: 1, mostFactor: 6, stoodStillMs: 0, replacedSeconds: 0, playedMs: 80_000 };
      return explain({ ...result, takes: result.takes.map((take) => ({ ...take, pace })) })[0]?.facts[0];
    };
    expect(slowed(4)?.en).toMatch(/quieter machine, before you believe it\.$/);
    expect(slowed(4)?.zh).toMatch(/再次彩排后再采信。$/);
    expect(slowed(1.2)?.en).toMatch(/a frame lasts 33 ms\.$/);
  });

  it('tells what a CPU second was worth instead, where that was measured and the share corrected by it', () => {
    const worth = (measured: number) => {
      const result = onPhone(value('fraction', 0.93), 0.002);
      const pace = {
        meanFactor: 4,
        leastFactor: 1,
        mostFactor: 6,
        stoodStillMs: 0,
        replacedSeconds: 0,
        playedMs: 80_000,
      };
      const takes = result.takes.map((take) => ({
        ...{ ...take, pace },
        viewers: take.viewers.map((viewer) => ({
          ...viewer,
          metrics: { ...viewer.metrics, cpuWorth: value('fraction', measured) },
        })),
      }));
      return explain({ ...result, takes })[0]?.facts[0];
    };
    expect(worth(0.6)?.en).toMatch(/did 60 % of the reference machine’s work; the device’s share was set by that\.$/);
    expect(worth(0.6)?.zh).toMatch(/参考机的 60%；设备的份额已按此设定。$/);
    expect(worth(0.2)?.en).toMatch(/more than the device’s share can be corrected for.*before you believe it\.$/);
    expect(worth(0.2)?.zh).toMatch(/再次彩排后再采信。$/);
  });

  it('does not rule out a network that lost packets too', () => {
    const [jakarta] = explain(onPhone(value('fraction', 0.5), 0.08));
    expect(jakarta?.facts[0]?.en).toContain(
      'The device was at its limit, too, for Jakarta, viewer 2 (Low-end phone): its CPU was used up 50 % of the time; the worst link on its way lost 8 %.',
    );
  });

  it('is not named below its limit, or if nothing limits it', () => {
    for (const throttled of [
      value('fraction', 0.1),
      { type: 'no-data', unit: 'fraction', reason: 'nothing limits it' } as const,
    ]) {
      const [jakarta] = explain(onPhone(throttled, 0));
      expect(JSON.stringify(jakarta)).not.toContain('The device');
    }
  });

  it('is on its region’s card, in both languages', () => {
    const page = String(htmlReport(onPhone(value('fraction', 0.93), 0.002))[0]?.content);
    const regions = page.slice(page.indexOf('id="regions"'), page.indexOf('id="timelines"'));
    expect(regions).toContain('The device, not the network, was the limit');
    expect(regions).toContain('瓶颈在设备，不在网络');
  });
});
