import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { DelaySchedule } from '../../../../src/network/emulation/delay/delay-schedule.ts';
import { LOST_BURST, Weather } from '../../../../src/network/emulation/weather.ts';
import { profile } from '../../support/profiles.ts';
import { runInUml, whyNoUml } from '../../uml/boot-uml.ts';
import {
  ALL_FLOWS,
  type BackendFinding,
  type Findings,
  JITTERY,
  nameOf,
  type Passage,
  SEED,
  STORMY,
  TURNING,
} from '../../uml/paths.ts';

/**
 * Kernels of hosted machines have no netem, so it is tested inside user-mode Linux, a kernel that runs as a process. Times
 * are that kernel's own timestamps at the devices of sender and receiver, so they do not include a program's wait for its
 * only CPU. Other load may still delay the whole kernel for some ms: hence minimum values, low quantiles and medians.
 */
const reason = await whyNoUml();
if (reason !== undefined)
  process.stderr.write(`\nSKIPPED: netem is not tested for real here, user-mode Linux cannot be booted: ${reason}\n\n`);

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

function quantile(values: readonly number[], fraction: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(fraction * (values.length - 1))] ?? Number.NaN;
}

/** Returns the one-way delays of the packets that arrived, in the order they were sent. */
function delaysOf({ sentMs, cameMs }: Passage): number[] {
  return sentMs.flatMap((atMs, number) => (cameMs[number] ?? []).slice(0, 1).map((came) => came - atMs));
}

const lostIn = ({ sentMs, cameMs }: Passage) => sentMs.filter((_, number) => cameMs[number]?.length === 0).length;

/** Returns the half-width of the interval that contains 99.9 % of counts. */
const spread = (count: number, fraction: number) => 3.29 * Math.sqrt(count * fraction * (1 - fraction));

/**
 * Computes rates in bit/s over ten packets of 1000 bytes each, only while packets were waiting, so that a delayed sender
 * does not count.
 */
function busyRatesOf({ sentMs, cameMs }: Passage): number[] {
  const came = sentMs
    .flatMap((atMs, number) => (cameMs[number] ?? []).map((cameAtMs) => ({ cameAtMs, tookMs: cameAtMs - atMs })))
    .sort((a, b) => a.cameAtMs - b.cameAtMs);
  const count = 10;
  return Array.from({ length: Math.floor((came.length - 1) / count) }, (_, n) =>
    came.slice(n * count, (n + 1) * count + 1),
  ).flatMap((group) => {
    const spanMs = (group.at(-1)?.cameAtMs ?? 0) - (group[0]?.cameAtMs ?? 0);
    return group.slice(1).every(({ tookMs }) => tookMs > 10) ? [(count * 8000) / (spanMs / 1000)] : [];
  });
}

/**
 * Returns the largest share of the storm's packets whose fate agrees with the weather, and the time at which that weather
 * starts, which is known only to some ms, because the window is opened by a message to another process.
 */
function agreement({ passages, openedMs }: BackendFinding): { share: number; beginMs: number } {
  const { sentMs, cameMs } = passages.stormy ?? { sentMs: [], cameMs: [] };
  const candidates = Array.from({ length: 201 }, (_, n) => {
    const beginMs = openedMs - 40 + n / 2;
    const weather = new Weather(profile(STORMY), SEED);
    const right = sentMs.filter(
      (atMs, number) =>
        atMs >= beginMs && (weather.fate(atMs - beginMs) === LOST_BURST) === (cameMs[number]?.length === 0),
    ).length;
    return { share: right / sentMs.length, beginMs };
  });
  const share = Math.max(...candidates.map((candidate) => candidate.share));
  const best = candidates.filter((candidate) => candidate.share === share).map(({ beginMs }) => beginMs);
  return { share, beginMs: quantile(best, 0.5) };
}

describe.skipIf(reason !== undefined)('netem in user-mode Linux, beside tun', () => {
  let found: Findings;
  const passage = (id: 'netem' | 'tun', name: string): Passage => {
    const passed = found[id].passages[name];
    if (passed === undefined) throw new Error(`nothing was sent on ${name}`);
    return passed;
  };
  const total = (id: 'netem' | 'tun', link: string, field: 'inPackets' | 'outPackets' | 'lostRandom' | 'lostBurst') =>
    found[id].seconds
      .flatMap(({ links }) => links.filter((second) => second.link === link))
      .reduce((sum, second) => sum + second[field], 0);

  beforeAll(async () => {
    found = (await runInUml(file('../../uml/compare-backends.ts'), [
      file('../../../../src/network/backends/tun/router.ts'),
      file('../../../../src/network/backends/netem/controller.ts'),
    ])) as Findings;
    const p50 = (id: 'netem' | 'tun') =>
      ['plain', 'plain>origin', 'lossy'].map((name) => quantile(delaysOf(passage(id, name)), 0.5).toFixed(2));
    process.stderr.write(
      `\none-way p50 in ms, asked 35.20 30.00 30.00: netem ${p50('netem').join(' ')}, tun ${p50('tun').join(' ')}; ` +
        `2 Mbps asked: netem ${Math.round(quantile(busyRatesOf(passage('netem', 'narrow')), 0.5))}, ` +
        `tun ${Math.round(quantile(busyRatesOf(passage('tun', 'narrow')), 0.5))}\n`,
    );
  }, 600_000);

  it('finds netem, opens, and leaves nothing behind', () => {
    expect(found.netemProbe).toMatchObject({ works: true });
    for (const { failures, left } of [found.netem, found.tun]) expect([failures, left]).toEqual([[], []]);
  });

  it('delays each direction as asked, within 0.2 ms of tun', () => {
    // 500 bytes at 20 Mbps take 0.2 ms.
    for (const [name, askedMs] of [
      ['plain', 35.2],
      ['plain>origin', 30],
      ['lossy', 30],
    ] as const) {
      const netem = delaysOf(passage('netem', name));
      const tun = delaysOf(passage('tun', name));
      expect(Math.min(...netem)).toBeGreaterThan(askedMs - 0.02);
      expect(quantile(netem, 0.05)).toBeLessThan(askedMs + 0.2);
      expect(Math.abs(quantile(netem, 0.05) - quantile(tun, 0.05))).toBeLessThan(0.2);
    }
  });

  it('loses at the rate asked, and reports it', () => {
    const lossy = passage('netem', 'lossy');
    const sent = lossy.sentMs.length;
    expect(Math.abs(lostIn(lossy) - sent * 0.1)).toBeLessThan(spread(sent, 0.1));
    expect(total('netem', 'lossy/out', 'lostRandom')).toBe(lostIn(lossy));
    expect(total('netem', 'lossy/out', 'inPackets')).toBe(sent);
    expect(total('netem', 'lossy/out', 'outPackets')).toBe(sent - lostIn(lossy));
  });

  it('passes a bottleneck’s rate, and keeps the queue within its limit', () => {
    const narrow = passage('netem', 'narrow');
    expect(Math.abs(quantile(busyRatesOf(narrow), 0.5) / 2e6 - 1)).toBeLessThan(0.01);
    expect(Math.abs(quantile(busyRatesOf(passage('tun', 'narrow')), 0.5) / 2e6 - 1)).toBeLessThan(0.01);
    expect(Math.min(...delaysOf(narrow))).toBeGreaterThan(4 - 0.02);
    expect(quantile(delaysOf(narrow), 0.95)).toBeGreaterThan(85);
    const told = found.netem.seconds.flatMap(({ links }) => links.filter(({ link }) => link === 'narrow/out'));
    const longestMs = Math.max(...told.map(({ queueDelayMaxMs }) => queueDelayMaxMs ?? 0));
    // A byte queue does not count the packet being sent, which adds up to 3 ms.
    expect(longestMs).toBeGreaterThan(85);
    expect(longestMs).toBeLessThanOrEqual(103);
    expect(told.reduce((sum, { lostQueue }) => sum + lostQueue, 0)).toBe(lostIn(narrow));
  });

  it('keeps a queue short with CoDel, as tun does', () => {
    const settled = (id: 'netem' | 'tun') => quantile(delaysOf(passage(id, 'codel')).slice(-100), 0.5);
    const before = (id: 'netem' | 'tun') => quantile(delaysOf(passage(id, 'codel')), 0.95);
    expect(lostIn(passage('netem', 'codel'))).toBeGreaterThan(0);
    expect(settled('netem')).toBeLessThan(before('netem'));
    expect(settled('tun')).toBeLessThan(before('tun'));
  });

  it('loses exactly the packets that the weather of this seed loses, as tun does', () => {
    // A step is 4 ms, the spacing of packets, so a packet that is some ms late may meet the next step.
    for (const id of ['netem', 'tun'] as const) expect(agreement(found[id]).share).toBeGreaterThan(0.98);
    expect(total('netem', 'stormy/out', 'lostBurst')).toBe(lostIn(passage('netem', 'stormy')));
  });

  it('starts blackouts and changes when the profile does', () => {
    const { beginMs } = agreement(found.netem);
    const { sentMs, cameMs } = passage('netem', 'turning');
    const [dark] = TURNING.blackouts;
    // On a busy machine a step may be some ms late, and so may a packet enter or leave the link: it entered some time
    // between its sending and its arrival minus the delay.
    const marginMs = 15;
    const through = sentMs
      .map((atMs, n) => ({ atMs: atMs - beginMs, byMs: (cameMs[n]?.[0] ?? Number.NaN) - TURNING.delayMs - beginMs }))
      .filter(({ atMs, byMs }) => !Number.isNaN(byMs) && atMs < 1500 - marginMs);
    expect(through.length).toBeGreaterThan(100);
    expect(through.filter(({ atMs, byMs }) => atMs > dark.fromMs + marginMs && byMs < dark.toMs - 1)).toEqual([]);
    const lost = sentMs.filter((_, n) => cameMs[n]?.length === 0).map((atMs) => atMs - beginMs);
    expect(Math.max(...lost)).toBeLessThan(dark.toMs + marginMs);
    expect(quantile(lost, 0.1)).toBeGreaterThan(dark.fromMs - marginMs);
    const sentInDark = sentMs.filter((atMs) => atMs - beginMs > dark.fromMs && atMs - beginMs < dark.toMs);
    expect(lost.length).toBeGreaterThan(sentInDark.length / 2);
    const delays = (fromMs: number, toMs: number) =>
      delaysOf({
        ...{ sentMs, order: [] },
        cameMs: cameMs.map((came, n) => {
          const weatherMs = (sentMs[n] ?? 0) - beginMs;
          return weatherMs > fromMs && weatherMs < toMs ? came : [];
        }),
      });
    // A busy machine delays packets, but not all.
    expect(quantile(delays(0, 500), 0.1)).toBeCloseTo(10, 0);
    expect(quantile(delays(1500 + marginMs, 5000), 0.1)).toBeCloseTo(60, 0);
  });

  it('jitters the delay as the weather does, and keeps order', () => {
    const { beginMs } = agreement(found.netem);
    const jittery = passage('netem', 'jittery');
    const askedAt = (lateMs: number) => {
      const course = new DelaySchedule(profile(JITTERY), SEED);
      const stepOf = (atMs: number) => Math.floor(Math.max(0, atMs - beginMs - lateMs) / 4) * 4;
      return jittery.sentMs.map((atMs) => course.delayMs(stepOf(atMs) + 2));
    };
    // A step of 4 ms has the delay of its middle; if it is late, the packet still meets the step before.
    const [asked, before] = [askedAt(0), askedAt(4)];
    const errors = delaysOf(jittery).map((delayMs, n) =>
      Math.min(Math.abs(delayMs - (asked[n] ?? 0)), Math.abs(delayMs - (before[n] ?? 0))),
    );
    expect(quantile(errors, 0.5)).toBeLessThan(1.5);
    expect(Math.abs(quantile(delaysOf(jittery), 0.5) - quantile(asked, 0.5))).toBeLessThan(1.5);
    expect(jittery.order).toEqual([...jittery.order].sort((a, b) => a - b));
  });

  it('draws reordering jitter as wide as asked', () => {
    for (const id of ['netem', 'tun'] as const) {
      const drawn = passage(id, 'drawn');
      const delays = delaysOf(drawn);
      // The standard deviation is 4 ms. For 420 values, the width of the lower half is within 10 %; a late kernel widens the
      // upper half.
      const width = quantile(delays, 0.5) - quantile(delays, 0.159);
      expect(width).toBeGreaterThan(3);
      expect(width).toBeLessThan(5.5);
      expect(drawn.order).not.toEqual([...drawn.order].sort((a, b) => a - b));
    }
  });

  it('copies as often as asked, and counts the copies', () => {
    const sent = passage('netem', 'copied').sentMs.length;
    const copies = found.netem.seconds
      .flatMap(({ links }) => links.filter(({ link }) => link === 'copied/out'))
      .reduce((sum, { duplicated = 0 }) => sum + duplicated, 0);
    expect(Math.abs(copies - sent * 0.2)).toBeLessThan(spread(sent, 0.2));
  });

  it('follows steps of rate, delay and loss through an outage, on a path of many effects', () => {
    for (const id of ['netem', 'tun'] as const) {
      const { sentMs, order } = passage(id, 'lossy>narrow');
      // Lost are bursts of 10 %, corruption of 2 %, and in the outage of 0.4 s what would wait for more than 0.1 s.
      expect(order.length).toBeGreaterThan(sentMs.length * 0.5);
      expect(order.length).toBeLessThan(sentMs.length);
    }
    const rates = found.netem.seconds.flatMap(({ links }) =>
      links.filter(({ link }) => link === 'odd/steps').map(({ rateBps }) => rateBps),
    );
    expect([rates[0], rates.at(-1)]).toEqual([4e6, 4e6]);
    expect(total('netem', 'odd/steps', 'inPackets')).toBe(passage('netem', 'lossy>narrow').sentMs.length);
  });

  it('counts sent and received packets on every path, and drops none unasked', () => {
    for (const flow of ALL_FLOWS.filter(({ from, to }) => from === 'origin' && to !== 'copied')) {
      const { sentMs, order } = passage('netem', nameOf(flow));
      expect([flow.to, total('netem', `${flow.to}/out`, 'inPackets')]).toEqual([flow.to, sentMs.length]);
      expect([flow.to, total('netem', `${flow.to}/out`, 'outPackets')]).toEqual([flow.to, order.length]);
    }
    for (const { shaper } of found.netem.seconds) expect(shaper.unaskedDrops).toBe(0);
  });
});
