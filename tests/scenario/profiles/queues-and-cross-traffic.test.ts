import { describe, expect, test } from 'vitest';
import { loadText, problemsOf, spoilt } from '../load-text.ts';

const accessOf = async (line: string) => (await loadText(spoilt('mobile-good', line))).scenario.regions[1]?.access;
const firstProblem = async (line: string) => {
  const [problem, ...others] = await problemsOf(spoilt('mobile-good', line));
  expect(others).toEqual([]);
  return problem;
};

describe('a queue with its discipline', () => {
  test('is written with its settings, for both directions or for one', async () => {
    const queue =
      '{down: {kind: fq-codel, size: 64 kB, target: 8 ms, interval: 80 ms, ecn: true, step: 1 ms, flows: 64, quantum: 300}}';
    const { out, back } = (await accessOf(`{down: 4 Mbps, up: 1 Mbps, queue: ${queue}}`)) ?? {};
    const aqm = { targetMs: 8, intervalMs: 80, ecn: true, stepMs: 1, flows: 64, quantumBytes: 300 };
    expect(out).toMatchObject({ queueBytes: 64_000, discipline: 'fq-codel', aqm });
    expect(back).toMatchObject({ queueMs: 300 });
    expect(back).not.toHaveProperty('discipline');
  });

  test('has the defaults of its kind, and 300 ms', async () => {
    const { out, back } = (await accessOf('{down: 4 Mbps, up: 1 Mbps, queue: {kind: fq-codel}}')) ?? {};
    for (const way of [out, back]) expect(way).toMatchObject({ queueMs: 300, discipline: 'fq-codel' });
    expect(out).not.toHaveProperty('aqm');
    expect((await accessOf('{down: 4 Mbps, discipline: fq-codel}'))?.out.discipline).toBe('fq-codel');
    const queue = '{kind: dualpi2, target: 20 ms}';
    expect((await accessOf(`{down: 4 Mbps, queue: ${queue}}`))?.out).toMatchObject({
      ...{ queueMs: 300, discipline: 'dualpi2', aqm: { targetMs: 20 } },
    });
  });

  test.each([
    ['{down: 4 Mbps, queue: {kind: fq_codel}}', 'kind', 'did you mean `fq-codel`?'],
    ['{down: 4 Mbps, queue: {kind: droptail, ecn: true}}', 'queue', undefined],
    ['{down: 4 Mbps, queue: {kind: codel, flows: 8}}', 'queue', undefined],
    ['{down: 4 Mbps, queue: {kind: dualpi2, ecn: true}}', 'queue', undefined],
    ['{down: 4 Mbps, queue: {kind: codel}, discipline: codel}', 'discipline', undefined],
    ['{down: 4 Mbps, mtu: 400}', 'mtu', undefined],
  ])('is refused where it contradicts itself: %s', async (line, key, hint) => {
    const problem = await firstProblem(line);
    expect(problem?.path).toMatch(new RegExp(`${key}$`));
    if (hint !== undefined) expect(problem).toMatchObject({ hint });
  });
});

describe('cross traffic', () => {
  test('becomes flows in the queue of its direction', async () => {
    const traffic = `[{kind: udp, way: down, rate: 1 Mbps, on: 2 s, off: 3 s, flows: 2}, {kind: tcp, way: up, ecn: true, at: 5 s, for: 10 s},
      {kind: tcp, way: up, rtt: 150 ms, least: 100 kB, most: 1 MB, off: 10 s}, {kind: tcp, way: up, control: bbr},
      {kind: tcp, way: up, control: cubic}, {kind: rtc, way: up, rate: 1.5 Mbps, rtt: 80 ms, at: 20 s}]`;
    const { out, back } =
      (await accessOf(`{rtt: 40 ms, down: 4 Mbps, up: 1 Mbps, mtu: 1400, crossTraffic: ${traffic}}`)) ?? {};
    const udp = { type: 'udp', rateBps: 1e6, packetBytes: 1200, onMs: 2000, offMs: 3000 };
    expect(out?.crossTraffic).toEqual([udp, udp]);
    expect(back?.crossTraffic).toEqual([
      { type: 'tcp', rttMs: 40, ecn: true, fromMs: 5000, toMs: 15_000 },
      { type: 'tcp', rttMs: 150, transfers: { leastBytes: 100_000, mostBytes: 1e6, pauseMs: 10_000 } },
      { type: 'tcp', rttMs: 40, control: 'bbr' },
      { type: 'tcp', rttMs: 40 },
      { type: 'rtc', rttMs: 80, mostBps: 1.5e6, fromMs: 20_000 },
    ]);
    expect([out?.mtuBytes, back?.mtuBytes]).toEqual([1400, 1400]);
  });

  test.each([
    ['{down: 4 Mbps, crossTraffic: [{kind: udp, way: down}]}', 'rate'],
    ['{down: 4 Mbps, crossTraffic: [{kind: tcp, way: down, rate: 1 Mbps}]}', 'rate'],
    ['{down: 4 Mbps, crossTraffic: [{kind: tcp, way: up}]}', 'way'],
    ['{down: 4 Mbps, crossTraffic: [{kind: rtc, way: down}]}', 'rate'],
    ['{down: 4 Mbps, crossTraffic: [{kind: rtc, way: down, rate: 1 Mbps, ecn: true}]}', 'ecn'],
    ['{down: 4 Mbps, crossTraffic: [{kind: udp, way: down, rate: 1 Mbps, control: bbr}]}', 'control'],
    ['{down: 4 Mbps, crossTraffic: [{kind: tcp, way: down, control: bbr, ecn: true}]}', 'ecn'],
    ['{down: 4 Mbps, crossTraffic: [{kind: tcp, way: out}]}', 'way'],
    ['{down: 4 Mbps, crossTraffic: [{kind: udp, way: down, rate: 1 Mbps, on: 1 s}]}', 'on'],
    ['{down: 4 Mbps, crossTraffic: [{kind: tcp, way: down, least: 1 MB}]}', 'least'],
    ['{down: 4 Mbps, crossTraffic: [{kind: tcp, way: down, least: 2 MB, most: 1 MB, off: 1 s}]}', 'most'],
    ['{down: 4 Mbps, crossTraffic: [{kind: tcp, way: down, for: 1 s}]}', 'for'],
    ['{down: 4 Mbps, radio: {promotion: {idle: 1 s, for: 260 ms}}, crossTraffic: [{kind: tcp, way: down}]}', 'kind'],
  ])('is refused where it makes no sense: %s', async (line, key) => {
    expect((await firstProblem(line))?.path).toMatch(new RegExp(`crossTraffic\\[0\\]\\.${key}$`));
  });
});
