import { median } from 'simple-statistics';
import { describe, expect, it, onTestFinished } from 'vitest';
import { explain } from '../../src/report/facts/explain.ts';
import { moments } from '../../src/report/timeline/moments.ts';
import {
  isRoot,
  rehearseValid,
  scratchDirectory,
  untilUndisturbed,
  whyInvalid,
  writeScenario,
} from '../e2e/longhaul.ts';
import { itFault } from '../it-long.ts';
import { least, mean, readingOf } from './reading.ts';
import { rehearseWithFaults } from './rehearse-with-faults.ts';
import { faultyScenario, LINE } from './scenario.ts';

/** One bad second of the machine is then below the twentieth that voids a take. */
const SECONDS = 21;
const FROZEN_AT = 15;
/** Whatever latency adds: what befell the source is seen in these seconds, and nothing else is. */
const FROZEN_SEEN = [FROZEN_AT, FROZEN_AT + 3] as const;

describe.skipIf(!isRoot)('faults of the network, and of the source', () => {
  it('move what they should, by as much as was put in, where they were put', { timeout: 600_000 }, async () => {
    const directory = scratchDirectory(onTestFinished);
    const scenario = faultyScenario({
      ...{ name: 'network-faults', seconds: SECONDS },
      regions: [
        `clean, ${LINE}`,
        'far, access: {rtt: 10 ms, loss: {down: 2 %}, burst: 6}, haul: {delay: {out: 130 ms, back: 30 ms}}',
        `lossy, ${LINE}`,
        `dark, ${LINE}`,
      ],
      events: [
        'at: 4 s, for: 8 s, haul: lossy, only: out, loss: 5 %, name: loss',
        'at: 6 s, for: 1 s, haul: dark, blackout: true, name: outage',
      ],
    });
    const { result } = await untilUndisturbed(
      (attempt) =>
        rehearseWithFaults(directory, `attempt-${attempt}`, scenario, async ({ publisher, at }) => {
          await at(FROZEN_AT);
          await publisher.freeze(true);
          await at(FROZEN_AT + 1);
          await publisher.freeze(false);
        }),
      (rehearsed) => whyInvalid(rehearsed.result),
    );
    const { take, course, number, stuck, linksWith, link } = readingOf(result);

    // +100 ms one way: what of latency is not the jitter buffer's is higher by that. The buffer settles to a size of its own on each
    // line, a frame or two apart from take to take, and on the far one to a round trip more after the third repaired frame.
    const beforeBuffer = (region: string) =>
      median(
        Array.from({ length: SECONDS }, (_, second) => {
          const [latencyMs, bufferMs] = ['latency', 'bufferDelay'].map(
            (id) => course(region, id, second, second + 1)[0],
          );
          return latencyMs === undefined || bufferMs === undefined ? [] : [latencyMs - bufferMs];
        }).flat(),
      );
    expect(Math.abs(beforeBuffer('far') - beforeBuffer('clean') - 100)).toBeLessThan(10);
    expect(number('far', 'roundTripTime') - number('clean', 'roundTripTime')).toBeGreaterThan(95);

    // 5 % of packets, as the viewer's own counters tell; repaired, so that hardly a frame is missing.
    const lossShare = mean(course('lossy', 'packetLoss', 5, 11));
    expect(lossShare).toBeGreaterThan(0.03);
    expect(lossShare).toBeLessThan(0.08);
    expect(linksWith('lostRandom')).toEqual(['haul:lossy/out']);
    expect(number('lossy', 'frameLoss')).toBeLessThan(0.05);

    // Bursts: the viewer counts what the link says it lost, whatever the weather of this seed made of 2 %.
    const line = link('access:far-1/out');
    const burstShare = (line?.lostBurst ?? 0) / (line?.inPackets ?? Number.NaN);
    expect(burstShare).toBeGreaterThan(0.005);
    expect(Math.abs(number('far', 'packetLoss') - burstShare)).toBeLessThan(Math.max(0.3 * burstShare, 0.005));
    expect(linksWith('lostBurst')).toEqual(['access:far-1/out']);
    expect(number('clean', 'packetLoss')).toBe(0);

    // An outage is seen whole but for what the jitter buffer still held when it began, and little longer: the keyframe after it has to
    // be asked for, made and sent.
    const heldBefore = Math.max(...course('dark', 'bufferDelay', 0, 6)) / 1000;
    expect(stuck('dark', 0, FROZEN_AT)).toBeGreaterThan(0.95 - heldBefore);
    expect(stuck('dark', 0, FROZEN_AT)).toBeLessThan(1 + 1.5);
    expect(linksWith('lostBlackout').filter((id) => !id.startsWith('haul:dark/'))).toEqual([]);
    for (const region of ['clean', 'lossy']) expect([region, stuck(region, 0, FROZEN_AT)]).toEqual([region, 0]);

    // A source that stands still for a second does so for everyone; no frame of it is lost on the way, and the cause is named.
    const frozen = take.source?.filter(({ stillMs }) => stillMs > 0) ?? [];
    expect(Math.abs(frozen.reduce((total, { stillMs }) => total + stillMs, 0) - 1000)).toBeLessThan(67);
    for (const region of ['clean', 'lossy']) {
      expect(Math.abs(stuck(region, ...FROZEN_SEEN) - 1), region).toBeLessThan(0.1);
      expect(Math.abs(number(region, 'framesRepeated') - 30), region).toBeLessThanOrEqual(2);
      expect(number(region, 'networkFrameLoss'), region).toBeLessThan(0.02);
      expect(number(region, 'firstMileFrameLoss'), region).toBeLessThan(0.02);
      const [still, ...others] = moments(result, take, region);
      expect(others).toEqual([]);
      expect(still?.facts[0]?.en).toMatch(/^the source itself gave no new picture for (0\.9|1|1\.1) s$/);
      expect(still?.facts[0]?.zh).toMatch(/^信号源自身有 (0\.9|1|1\.1) s 没有新画面$/);
      if (region !== 'clean') continue;
      const found = explain(result).find((finding) => finding.region === region);
      // How many frames the encoder left out for its bitrate (after scene cuts, some 5 %) may stand beside it, and blames nobody.
      const told = found?.facts.map(({ en }) => en).filter((fact) => !fact.startsWith('The publisher left out'));
      expect(told).toEqual([expect.stringContaining('the source itself')]);
    }
    // The outage of its own haul is told apart from it.
    const [outage] = moments(result, take, 'dark');
    expect(outage?.facts[0]?.en).toMatch(/^outage \(haul of dark/);
  });

  itFault(
    'a long outage and a line below the bitrate stall their own viewers, who are live again when it is over',
    {
      timeout: 600_000,
    },
    async () => {
      const directory = scratchDirectory(onTestFinished);
      const scenario = faultyScenario({
        ...{ name: 'long-faults', seconds: SECONDS },
        regions: [
          `clean, ${LINE}`,
          `darker, ${LINE}`,
          'narrow, access: {rtt: 10 ms, down: 10 Mbps, queue: 200 ms, schedule: [{at: 4 s, down: 500 kbps}, {at: 9 s, down: 10 Mbps}]}',
        ],
        events: ['at: 5 s, for: 4 s, haul: darker, blackout: true, name: long outage'],
      });
      const { result } = await rehearseValid(writeScenario(directory, scenario), directory);
      const { course, stuck, linksWith, failed } = readingOf(result);
      expect(stuck('darker')).toBeGreaterThan(3.9);
      expect(stuck('darker')).toBeLessThan(4 + 1.5);
      expect(linksWith('lostBlackout').filter((id) => !id.startsWith('haul:darker/'))).toEqual([]);
      expect(linksWith('lostQueue')).toEqual(['access:narrow-1/out']);
      expect(least(course('narrow', 'frameRate', 5, 9))).toBeLessThan(20);
      // Live, and not seconds of the outage played late: what was missed is not resent.
      for (const region of ['darker', 'narrow'])
        expect(Math.max(...course(region, 'latency', 11, SECONDS)), region).toBeLessThan(1000);
      expect(stuck('clean')).toBe(0);
      expect(failed()).toEqual(['darker', 'narrow']);
    },
  );
});
