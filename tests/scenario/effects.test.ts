import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/lib/errors.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { linkProfilesOfLine } from '../../src/scenario/profiles/link-profiles.ts';
import { loadText, problemsOf, spoilt, vocabulary } from './load-text.ts';

const accessOf = async (line: string) => (await loadText(spoilt('mobile-good', line))).scenario.regions[1]?.access;
const firstProblem = async (line: string) => {
  const [problem, ...others] = await problemsOf(spoilt('mobile-good', line));
  expect(others).toEqual([]);
  return problem;
};

describe('the effects of a line', () => {
  test('are written with units, for both directions or for each', async () => {
    const line = `{rtt: 40 ms, down: 4 Mbps, up: 1 Mbps, jitter: {down: {amount: 20 ms, distribution: pareto}, up: 3 ms},
      loss: {down: {p: 1 %, r: 30 %, inBad: 90 %, inGood: 0.1 %}, up: 2 %}, queue: {down: 64 kB, up: 50 packets}, discipline: codel,
      duplicate: 0.1 %, corrupt: {up: 0.2 %}, reorder: {down: {share: 100 %, gap: 5}, up: 1 %}}`;
    expect(await accessOf(line)).toMatchObject({
      out: {
        delayMs: 20,
        jitterMs: 20,
        jitterDistribution: 'pareto',
        loss: { type: 'gilbert-elliott', p: 0.01, r: 0.3, lossInBad: 0.9, lossInGood: 0.001 },
        rateBps: 4e6,
        queueBytes: 64_000,
        discipline: 'codel',
        duplicateFraction: 0.001,
        reorder: { fraction: 1, gap: 5 },
      },
      back: {
        jitterMs: 3,
        loss: { type: 'random', lossFraction: 0.02 },
        rateBps: 1e6,
        queuePackets: 50,
        discipline: 'codel',
        duplicateFraction: 0.001,
        corruptFraction: 0.002,
        reorder: { fraction: 0.01, gap: 1 },
      },
    });
    const { out, back } = (await accessOf(line)) ?? {};
    expect(out).not.toHaveProperty('corruptFraction');
    expect(out).not.toHaveProperty('queueMs');
    expect(back).not.toHaveProperty('jitterDistribution');
  });

  test('that change over time become steps for each direction, and blackouts', async () => {
    const line = `{rtt: 40 ms, down: 4 Mbps, up: 1 Mbps, loss: 1 %, burst: 3, schedule: [{at: 10 s, down: 1 Mbps, rtt: 100 ms},
      {at: 20 s, down: 4 Mbps, loss: {up: 5 %}}], blackouts: [{at: 20 s, for: 2 s}, {at: 22 s, for: 500 ms, only: down}]}`;
    expect(await accessOf(line)).toMatchObject({
      out: {
        rateSteps: {
          steps: [
            { atMs: 10_000, rateBps: 1e6 },
            { atMs: 20_000, rateBps: 4e6 },
          ],
        },
        delaySteps: [{ atMs: 10_000, delayMs: 50 }],
        blackouts: [
          { fromMs: 20_000, toMs: 22_000 },
          { fromMs: 22_000, toMs: 22_500 },
        ],
      },
      back: {
        delaySteps: [{ atMs: 10_000, delayMs: 50 }],
        lossSteps: [{ atMs: 20_000, loss: { type: 'gilbert-elliott', r: 1 / 3 } }],
        blackouts: [{ fromMs: 20_000, toMs: 22_000 }],
      },
    });
  });

  test.each([
    ['burst: 12 ms', { r: 1 / 3 }],
    ['burst: 3', { r: 1 / 3 }],
    ['burst: 3 packets', { r: 1 / 3, perPacket: true }],
  ])('may have loss bursts measured in time or in packets: %s', async (burst, expected) => {
    const { loss } = (await accessOf(`{loss: 1 %, ${burst}}`))?.out ?? {};
    expect(loss).toMatchObject({ type: 'gilbert-elliott', ...expected });
    expect(loss !== undefined && 'perPacket' in loss).toBe('perPacket' in expected);
  });

  test('may hold packets, delay some, and have a radio: grants for the uplink only, the other effects in both directions', async () => {
    const line = `{rtt: 40 ms, holds: [{at: 2 s, for: 300 ms}, {at: 5 s, for: 1 s, only: up}], reorder: {share: 1 %, late: 20 ms},
      radio: {grants: 10 ms, aggregation: 6 ms, handover: {every: 30 s, for: 50 ms}, promotion: {idle: 12 s, for: 260 ms}}}`;
    const radio = {
      aggregateMs: 6,
      handover: { everyMs: 30_000, forMs: 50 },
      promotion: { idleMs: 12_000, forMs: 260 },
    };
    const { out, back } = (await accessOf(line)) ?? {};
    expect(out).toMatchObject({
      rateCaps: [{ fromMs: 2000, toMs: 2300, rateBps: 0 }],
      reorder: { fraction: 0.01, gap: 1, lateMs: 20 },
      radio,
    });
    expect(out?.radio).not.toHaveProperty('grantMs');
    expect(back?.radio).toEqual({ grantMs: 10, ...radio });
    expect(back?.rateCaps?.length).toBe(2);
  });

  test('start a cycle anywhere on access lines and at its beginning on hauls by default', async () => {
    const cycle = 'cycle: {every: 1 s, scale: [1, 0.5]}';
    const starts = async (start: string) => (await accessOf(`{down: 1 Mbps, ${cycle}${start}}`))?.out.startsAnywhere;
    expect([await starts(''), await starts(', start: anywhere'), await starts(', start: beginning')]).toEqual([
      true,
      true,
      undefined,
    ]);
    const haulOf = async (start: string) => {
      const haul = `{rate: 1 Mbps, ${cycle}${start}}`;
      const { scenario } = await loadText(spoilt('access: fixed', `access: fixed, haul: ${haul}`));
      return scenario.regions[0]?.haul.out.startsAnywhere;
    };
    expect([await haulOf(''), await haulOf(', start: anywhere')]).toEqual([undefined, true]);
    expect((await accessOf('{down: 1 Mbps, schedule: [{at: 1 s, down: 2 Mbps}]}'))?.out).not.toHaveProperty(
      'startsAnywhere',
    );
  });

  test('may repeat a cycle of rates', () => {
    const { out, back } = linkProfilesOfLine(
      { down: 2e6, cycle: { every: 10_000, scale: [1, 0.6, 0.3, 0.8] } },
      'viewer',
    );
    expect(out.rateSteps?.repeatMs).toBe(40_000);
    expect(out.rateSteps?.steps.map(({ atMs, rateBps }) => [atMs, rateBps])).toEqual([
      [0, 2e6],
      [10_000, 1.2e6],
      [20_000, 6e5],
      [30_000, 1.6e6],
    ]);
    expect(back).not.toHaveProperty('rateSteps');
  });

  test('of a haul use out and back', async () => {
    const haul =
      '{rtt: 100 ms, rate: 5 Mbps, schedule: [{at: 5 s, rate: {out: 2 Mbps}}], blackouts: [{at: 1 s, for: 1 s, only: back}]}';
    const { scenario } = await loadText(spoilt('access: fixed', `access: fixed, haul: ${haul}`));
    expect(scenario.regions[0]?.haul).toMatchObject({
      out: { rateSteps: { steps: [{ atMs: 5000, rateBps: 2e6 }] } },
      back: { rateBps: 5e6, blackouts: [{ fromMs: 1000, toMs: 2000 }] },
    });
    expect(scenario.regions[0]?.haul.back).not.toHaveProperty('rateSteps');
  });
});

describe('a jitter greater than the delay', () => {
  const warned = async (line: string) => (await loadText(spoilt('mobile-good', line))).warnings.length > 0;

  test('is warned of when it would often make packets early, which happens less where packets keep their order', async () => {
    // Where packets keep their order, ±40 ms makes them early by 15 ms in 1 % of the time.
    expect(await warned('{rtt: 60 ms, jitter: 40 ms}')).toBe(false);
    expect(await warned('{rtt: 20 ms, jitter: 40 ms}')).toBe(true);
    expect(await warned('{rtt: 60 ms, jitter: {amount: 40 ms, reordering: true}}')).toBe(true);
    expect(await warned('{rtt: 60 ms, jitter: {amount: 20 ms, distribution: pareto}}')).toBe(true);
  });
});

describe('a line that extends a named one', () => {
  test('has its fields, except those written beside it', async () => {
    const named = await accessOf('mobile-good');
    const extended = await accessOf('{extends: mobile-good, rtt: 200 ms, blackouts: [{at: 20 s, for: 2 s}]}');
    expect(extended).toMatchObject({
      profile: 'custom',
      label: `${named?.label}, rtt 200 ms, blackouts of 1 entry`,
      labelZh: `${named?.labelZh}，rtt 200 ms, blackouts of 1 entry`,
      out: { ...named?.out, delayMs: 100, blackouts: [{ fromMs: 20_000, toMs: 22_000 }] },
    });
  });

  test('may name a preset, another region’s, a first mile or a haul', async () => {
    expect((await accessOf('{extends: wpt-3g, loss: 1 %}'))?.out).toMatchObject({
      ...{ delayMs: 150, rateBps: 1.6e6, loss: { type: 'random', lossFraction: 0.01 } },
    });
    expect(
      (await accessOf('{extends: latam-br/mobile-peak, start: beginning, cycle: {every: 1 s, scale: [1, 0.5]}}'))?.out,
    ).toMatchObject({
      rateSteps: { repeatMs: 2000 },
    });
    const { scenario } = await loadText(
      spoilt('access: fixed', 'access: fixed, haul: {extends: direct-evening, holds: [{at: 1 s, for: 300 ms}]}'),
    );
    expect(scenario.regions[0]?.haul.back).toMatchObject({
      loss: { type: 'gilbert-elliott', r: 1 / 8 },
      rateCaps: [{ fromMs: 1000, toMs: 1300, rateBps: 0 }],
    });
    const studio = await loadText(spoilt('cn-studio-fibre', '{extends: cn-studio-4g, holds: [{at: 1 s, for: 1 s}]}'));
    expect(studio.scenario.broadcast.firstMile.out).toMatchObject({ rateBps: 5e6, rateCaps: [{ fromMs: 1000 }] });
  });

  test('drops the named line’s fields that would contradict its own', async () => {
    const line =
      '{extends: mobile-good, loss: {p: 1 %, r: 30 %}, delay: {down: 5 ms, up: 9 ms}, trace: {down: fast-train.csv}}';
    const { out, back } = (await accessOf(line)) ?? {};
    expect(out).toMatchObject({ delayMs: 5, trace: 'fast-train.csv', loss: { p: 0.01, r: 0.3 } });
    expect(back).toMatchObject({ delayMs: 9 });
    expect(back?.rateBps).toBeGreaterThan(0);
  });

  test.each([
    ['discipline: codel', 'queue: {kind: fq-codel}'],
    ['discipline: codel', 'queue: {down: {kind: fq-codel}, up: {kind: fq-codel}}'],
    ['queue: {kind: codel, size: 200 ms}', 'discipline: fq-codel'],
  ])('drops its `%s` beside `%s`, which would contradict it', async (base, own) => {
    const home = `catalog: {presets: {home: {profile: {down: 8 Mbps, up: 2 Mbps, ${base}}}}}\n`;
    const { scenario } = await loadText(home + spoilt('mobile-good', `{extends: home, ${own}}`));
    const { out, back } = scenario.regions[1]?.access ?? {};
    expect([out?.discipline, back?.discipline]).toEqual(['fq-codel', 'fq-codel']);
  });

  test('that does not exist is refused with those that do', async () => {
    expect(await firstProblem('{extends: mobile-gud, rtt: 1 ms}')).toMatchObject({
      ...{ path: 'regions[1].access.extends', got: '"mobile-gud"', hint: 'did you mean `mobile-good`?' },
    });
  });
});

describe('a shared haul that extends a named one', () => {
  test('resolves to each region’s own, and a region without it is reported', async () => {
    const shared = (name: string) =>
      spoilt('cn-studio-fibre', `cn-studio-fibre\n  haul: {extends: ${name}, loss: 0 %}`);
    const { scenario } = await loadText(shared('direct-day'));
    const delays = scenario.regions.map(({ haul }) => haul.out.delayMs);
    expect(new Set(delays).size).toBe(2);
    expect(scenario.regions.map(({ haul }) => haul.back.loss)).toEqual([{ type: 'none' }, { type: 'none' }]);
    expect(await problemsOf(shared('direct-night'))).toMatchObject([{ path: 'broadcast.haul.extends' }]);
  });
});

describe('a meaningless effect', () => {
  const at = (path: string) => `regions[1].access.${path}`;
  test.each([
    ['a queue of zero', '{down: 1 Mbps, queue: 0 ms}', 'queue', '"0 ms"'],
    ['a queue of zero bytes', '{down: 1 Mbps, queue: 0 kB}', 'queue', '"0 kB"'],
    ['a queue of no packets', '{down: 1 Mbps, queue: 0 packets}', 'queue', '"0 packets"'],
    ['a queue of half a packet', '{down: 1 Mbps, queue: {up: 1.5 packets}}', 'queue.up', '"1.5 packets"'],
    ['a chance over 100 %', '{loss: {p: 101 %}}', 'loss.p', '"101 %"'],
    ['a chain without p', '{loss: {r: 30 %}}', 'loss.p', 'nothing'],
    ['a duplicate over 100 %', '{duplicate: 101 %}', 'duplicate', '"101 %"'],
    ['an unknown distribution', '{jitter: {amount: 5 ms, distribution: gauss}}', 'jitter.distribution', '"gauss"'],
    ['an unknown discipline', '{down: 1 Mbps, discipline: fq}', 'discipline', '"fq"'],
    ['a discipline without a rate', '{discipline: codel}', 'discipline', 'a discipline without a rate'],
    ['a cycle without a rate', '{cycle: {every: 1 s, scale: [1]}}', 'cycle', 'a cycle without a rate'],
    ['a cycle down to nothing', '{down: 1 Mbps, cycle: {every: 1 s, scale: [1, 0]}}', 'cycle.scale[1]', '0'],
    [
      'a schedule out of order',
      '{down: 2 Mbps, schedule: [{at: 20 s, down: 1 Mbps}, {at: 10 s, down: 2 Mbps}]}',
      'schedule[1].at',
      '10 s',
    ],
    ['a step that changes nothing', '{schedule: [{at: 20 s}]}', 'schedule[0]', 'a time alone'],
    [
      'a rate from a step on only',
      '{schedule: [{at: 20 s, down: 1 Mbps}]}',
      'schedule[0]',
      'a rate from a step on only',
    ],
    ['overlapping blackouts', '{blackouts: [{at: 20 s, for: 2 s}, {at: 21 s, for: 2 s}]}', 'blackouts[1].at', '21 s'],
    ['a blackout without end', '{blackouts: [{at: 20 s}]}', 'blackouts[0].for', 'nothing'],
    [
      'a schedule beside a cycle',
      '{down: 2 Mbps, cycle: {every: 1 s, scale: [1, 2]}, schedule: [{at: 2 s, down: 1 Mbps}]}',
      'schedule',
      'another one beside it',
    ],
    ['a round trip of ten hours', '{rtt: 10 h}', 'rtt', '"10 h"'],
    ['a delay of minutes', '{delay: {down: 1 min, up: 5 ms}}', 'delay.down', '"1 min"'],
    ['a jitter of minutes', '{jitter: {amount: 1 min}}', 'jitter.amount', '"1 min"'],
    ['a queue of an hour', '{down: 1 Mbps, queue: 1 h}', 'queue', '"1 h"'],
    ['holds that overlap', '{holds: [{at: 1 s, for: 2 s}, {at: 2 s, for: 1 s}]}', 'holds[1].at', '2 s'],
    ['handovers without an end', '{radio: {handover: {every: 1 s, for: 2 s}}}', 'radio.handover.for', '2 s'],
    ['grants in seconds', '{radio: {grants: 10 s}}', 'radio.grants', '"10 s"'],
    ['a start without either', '{down: 1 Mbps, start: anywhere}', 'start', 'a start without either'],
    ['a burst shorter than a step', '{loss: 1 %, burst: 3 ms}', 'burst', '"3 ms"'],
    ['a burst of a rate', '{loss: 1 %, burst: 3 kbps}', 'burst', '"3 kbps"'],
    ['a chain beside burst', '{loss: {p: 1 %}, burst: 3}', 'loss', 'a chain {p, r, ...} beside `burst`'],
    [
      'a trace that is not there',
      '{trace: nowhere.trace}',
      'trace',
      expect.stringMatching(/^trace not found: \/.*nowhere\.trace$/),
    ],
  ])('%s is reported', async (_, line, path, got) => {
    expect(await firstProblem(line)).toMatchObject({ line: 11, path: at(path), got });
  });

  test('is matched to the form whose keys fit best', async () => {
    expect(await firstProblem('{jitter: {amount: 5 ms, distributon: normal}}')).toMatchObject({
      path: at('jitter.distributon'),
      hint: 'did you mean `distribution`?',
    });
    expect(await firstProblem('{queue: {dwn: 5 ms}, down: 1 Mbps}')).toMatchObject({
      path: at('queue.dwn'),
      hint: 'did you mean `down`?',
    });
  });
});

describe('a trace', () => {
  const loadedWith = async (trace: string, files: Readonly<Record<string, string>>) => {
    const folder = await mkdtemp(join(tmpdir(), 'longhaul-trace-'));
    try {
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
      const file = join(folder, 'scenario.yaml');
      await writeFile(file, spoilt('mobile-good', `{rtt: 20 ms, trace: ${trace}, up: 1 Mbps}`));
      return await loadScenario(file, vocabulary);
    } finally {
      await rm(folder, { recursive: true });
    }
  };
  const scenarioWith = async (...args: Parameters<typeof loadedWith>) => (await loadedWith(...args)).scenario;

  test('is read from beside the scenario, and its mean becomes the rate', async () => {
    const { traces, regions } = await scenarioWith('{down: my.csv}', { 'my.csv': '0,4\n1,2\n' });
    expect(traces).toMatchObject({ 'my.csv': { type: 'rates', periodMs: 2000 } });
    expect(regions[1]?.access.out).toMatchObject({ trace: 'my.csv', rateBps: 3e6, queueMs: 300 });
    expect(regions[1]?.access.back).toMatchObject({ rateBps: 1e6 });
  });

  test('that ships is found by its name', async () => {
    const { traces } = await scenarioWith('{down: fast-train.csv}', {});
    expect(Object.keys(traces ?? {})).toEqual(['fast-train.csv']);
  });

  test('in kbps is warned of at the place that names it', async () => {
    const { warnings } = await loadedWith('{down: my.csv}', { 'my.csv': '0,12550\n1,9800\n2,4100\n' });
    expect(warnings.join('\n')).toMatch(
      /scenario\.yaml:11: regions\[1\]\.access\.trace\.down: .*my\.csv: it reaches 12\.6 Gbps, .*; are they kbps or bit\/s\?$/m,
    );
  });

  test('with a letter in line 17 is refused with the line and the place that names it', async () => {
    const text = Array.from({ length: 40 }, (_, n) => (n === 16 ? 'x' : String(n))).join('\n');
    const error = await scenarioWith('{down: my.trace}', { 'my.trace': text }).catch((each: unknown) => each);
    if (!(error instanceof InputError)) throw new Error('accepted');
    expect(error.message).toMatch(
      /scenario\.yaml:11: regions\[1\]\.access\.trace\.down: expected a time in whole ms.*; got "x" in line 17 of \/.*\/my\.trace$/,
    );
  });

  test('beside a rate for the same direction is refused', async () => {
    await expect(scenarioWith('my.csv', { 'my.csv': '0,4\n' })).rejects.toThrow(
      'access.trace: expected a trace or a rate for each direction; got both for `up`',
    );
  });
});

describe('an event', () => {
  const withEvents = (events: string) => spoilt('budgets:', `events: ${events}\nbudgets:`);

  test('hits the haul of a region, or of all, for a time', async () => {
    const { scenario } = await loadText(
      withEvents(
        '[{at: 20 s, for: 10 s, haul: sea-id, delay: +80 ms, name: route flap}, {at: 1 s, for: 1 s, haul: all, only: back, loss: 5 %}]',
      ),
    );
    const blank = { extraDelayMs: 0, lossFraction: 0, blackout: false };
    expect(scenario.events).toEqual([
      {
        ...blank,
        name: 'route flap',
        region: 'sea-id',
        fromMs: 20_000,
        toMs: 30_000,
        directions: ['out', 'back'],
        extraDelayMs: 80,
      },
      { ...blank, name: 'event', region: 'sea-sg', fromMs: 1000, toMs: 2000, directions: ['back'], lossFraction: 0.05 },
      { ...blank, name: 'event', region: 'sea-id', fromMs: 1000, toMs: 2000, directions: ['back'], lossFraction: 0.05 },
    ]);
  });

  test('hits access lines and the first mile as well, with a rate or a hold', async () => {
    const { scenario } = await loadText(
      withEvents(
        '[{at: 1 s, for: 1 s, access: sea-id, rate: 500 kbps}, {at: 3 s, for: 300 ms, access: all, hold: true}, {at: 4 s, for: 1 s, firstMile: true, blackout: true}]',
      ),
    );
    const events = scenario.events?.map(({ segment, region, fromMs, rateBps, blackout }) => [
      ...[segment, region, fromMs, rateBps, blackout],
    ]);
    expect(events).toEqual([
      ['access', 'sea-id', 1000, 5e5, false],
      ['access', 'sea-sg', 3000, 0, false],
      ['access', 'sea-id', 3000, 0, false],
      ['first-mile', undefined, 4000, undefined, true],
    ]);
  });

  test.each([
    [
      'of two places',
      '[{at: 1 s, for: 1 s, haul: all, firstMile: true, delay: 1 ms}]',
      'events[0]',
      'haul and firstMile',
    ],
    ['of no place', '[{at: 1 s, for: 1 s, delay: 1 ms}]', 'events[0]', 'none'],
    ['of a rate and a hold', '[{at: 1 s, for: 1 s, haul: all, rate: 1 Mbps, hold: true}]', 'events[0].hold', 'both'],
    ['of no region’s access', '[{at: 1 s, for: 1 s, access: sea-ids, hold: true}]', 'events[0].access', '"sea-ids"'],
    ['of no region', '[{at: 1 s, for: 1 s, haul: sea-ids, delay: 1 ms}]', 'events[0].haul', '"sea-ids"'],
    ['of an hour more', '[{at: 1 s, for: 1 s, haul: sea-id, delay: +1 h}]', 'events[0].delay', '"+1 h"'],
    ['without an effect', '[{at: 1 s, for: 1 s, haul: sea-id}]', 'events[0]', 'an event without one'],
    ['that shortens the delay', '[{at: 1 s, for: 1 s, haul: sea-id, delay: -1 ms}]', 'events[0].delay', '"-1 ms"'],
    ['that is no list', '{at: 1 s}', 'events', '{"at":"1 s"}'],
  ])('%s is refused', async (_, events, path, got) => {
    expect(await problemsOf(withEvents(events))).toMatchObject([{ path, got }]);
  });
});
