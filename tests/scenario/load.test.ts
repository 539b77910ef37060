import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/lib/errors.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { loadText, problemsOf, RIGHT, spoilt, vocabulary } from './load-text.ts';

describe('a valid scenario', () => {
  test('is resolved to canonical units, with defaults filled in', async () => {
    const { scenario, source, warnings } = await loadText(RIGHT);
    expect(source).toBe(RIGHT);
    expect(warnings).toEqual([]);
    expect(scenario).toMatchObject({
      name: 'right',
      durationMs: 20_000,
      warmupMs: 6_000,
      seeds: [1],
      broadcast: {
        transport: 'local',
        source: { type: 'presenter' },
        video: { codec: 'h264', width: 1280, height: 720, fps: 30, bitrateBps: 2_000_000 },
        audio: { bitrateBps: 64_000 },
        firstMile: { profile: 'cn-studio-fibre', out: { delayMs: 5, rateBps: 30e6, queueMs: 100 } },
      },
    });
    expect(
      scenario.regions.map(({ id, label, viewers, haul, access }) => [
        id,
        label,
        viewers,
        haul.profile,
        access.profile,
      ]),
    ).toEqual([
      ['sea-sg', 'Singapore', 1, 'sea-sg/accelerated', 'sea-sg/fixed'],
      ['sea-id', 'Indonesia (Jakarta)', 2, 'sea-id/accelerated', 'sea-id/mobile-good'],
    ]);
  });

  test('needs no more than name, duration, bitrate and a region', async () => {
    const { scenario } = await loadText(
      'name: least\nduration: 1 min\nbroadcast: {video: {bitrate: 1 Mbps}}\nregions: [{region: jp, access: fixed}]\n',
    );
    expect(scenario.broadcast).toMatchObject({
      transport: 'local',
      source: { type: 'presenter' },
      video: { codec: 'h264', width: 1280, height: 720, fps: 30, bitrateBps: 1e6 },
      audio: { bitrateBps: 64_000 },
      firstMile: { profile: 'cn-studio-fibre' },
    });
    expect(scenario.regions[0]).toMatchObject({ viewers: 1, haul: { profile: 'jp/accelerated' } });
  });

  test('may use a clip beside the file', async () => {
    const { scenario } = await loadText(spoilt('presenter', '{file: clip.mp4}'));
    expect(scenario.broadcast.source).toEqual({ type: 'file', path: expect.stringMatching(/^\/.*\/clip\.mp4$/) });
  });

  test("may set the haul for all, and a region's own", async () => {
    const { scenario } = await loadText(
      spoilt('  firstMile', '  haul: direct-day\n  firstMile').replace('fixed}', 'fixed, haul: sea-id/direct-evening}'),
    );
    expect(scenario.regions.map(({ haul }) => haul.profile)).toEqual(['sea-id/direct-evening', 'sea-id/direct-day']);
  });

  test('may name any region whose haul and access are both written in place', async () => {
    const entry =
      '{region: mars, haul: {rtt: 500 ms, loss: {out: 1 %, back: 2 %}}, access: {down: 20 Mbps, rtt: 20 ms}}';
    const { scenario } = await loadText(spoilt('{region: sea-sg, access: fixed}', entry));
    expect(scenario.regions[0]).toEqual({
      id: 'mars',
      label: 'mars',
      viewers: 1,
      haul: {
        profile: 'custom',
        label: 'rtt 500 ms, loss out 1 %/back 2 %',
        out: { delayMs: 250, jitterMs: 0, loss: { type: 'random', lossFraction: 0.01 } },
        back: { delayMs: 250, jitterMs: 0, loss: { type: 'random', lossFraction: 0.02 } },
      },
      access: {
        profile: 'custom',
        label: 'down 20 Mbps, rtt 20 ms',
        out: { delayMs: 10, jitterMs: 0, loss: { type: 'none' }, rateBps: 20e6, queueMs: 300 },
        back: { delayMs: 10, jitterMs: 0, loss: { type: 'none' } },
      },
    });
  });

  test('may list a region twice under different ids', async () => {
    const { scenario } = await loadText(spoilt('region: sea-id', 'region: sea-sg\n    id: sg-mobile'));
    expect(scenario.regions.map(({ id, label, labelZh }) => [id, label, labelZh])).toEqual([
      ['sea-sg', 'Singapore', '新加坡'],
      ['sg-mobile', 'Singapore, sg-mobile', '新加坡，sg-mobile'],
    ]);
  });

  test('has the Chinese labels of catalog lines, and none for lines written in place', async () => {
    const { scenario } = await loadText(spoilt('access: fixed', 'access: {down: 20 Mbps, rtt: 20 ms}'));
    const [region] = scenario.regions;
    expect(scenario.broadcast.firstMile.labelZh).toMatch(/\p{Script=Han}/u);
    expect(region?.haul.labelZh).toBe('加速线路');
    expect(region?.access).not.toHaveProperty('labelZh');
  });
});

describe('a single mistake', () => {
  test.each([
    ['an unknown region', 'sea-sg', 'sea-gs', 9, 'regions[0].region', 'the unknown region "sea-gs"', '`sea-sg`'],
    ['a city for a region', 'sea-sg', 'jakar', 9, 'regions[0].region', 'the unknown region "jakar"', '`sea-id`, Ind'],
    ['an unknown access', 'mobile-good', 'mobile-god', 11, 'regions[1].access', '"mobile-god"', '`mobile-good`'],
    ['an unknown haul', 'access: fixed', 'access: fixed, haul: vpn', 9, 'regions[0].haul', '"vpn"', undefined],
    ['an unknown first mile', 'fibre', 'fiber', 7, 'broadcast.firstMile', '"cn-studio-fiber"', '`cn-studio-fibre`'],
    ['a name with too many parts', 'mobile-good', 'jp/fixed/x', 11, 'regions[1].access', '"jp/fixed/x"', undefined],
    ['an unknown codec', 'h264', 'vpp9', 6, 'broadcast.video.codec', '"vpp9"', '`vp9`'],
    [
      'a codec that none of them is',
      'h264',
      'h265',
      6,
      'broadcast.video.codec',
      '"h265"',
      'WebRTC does not send H.265',
    ],
    [
      'a transport without its settings',
      'transport: local',
      'transport: whip',
      4,
      'broadcast.transport',
      '"whip"',
      undefined,
    ],
    ['no endpoint', 'transport: local', 'transport: {whip: {}}', 4, 'broadcast.transport.whip', '{}', undefined],
    [
      'an endpoint on loopback',
      'transport: local',
      'transport: {whip: {watch: "http://localhost:8889/live/whep"}}',
      4,
      'broadcast.transport.whip.watch',
      '"http://localhost:8889/live/whep"',
      undefined,
    ],
    [
      'a token in the scenario',
      'transport: local',
      'transport: {whip: {watch: "https://m.example.com/whep", bearer: abc}}',
      4,
      'broadcast.transport.whip.bearer',
      '"abc"',
      undefined,
    ],
    [
      'a typo in a transport’s settings',
      'transport: local',
      'transport: {whip: {wach: "https://m.example.com/whep"}}',
      4,
      'broadcast.transport.whip.wach',
      'the unknown key "wach"',
      '`watch`',
    ],
    ['an unknown transport', 'transport: local', 'transport: whep', 4, 'broadcast.transport', '"whep"', undefined],
    [
      'a typo in a key',
      'access: fixed',
      'acess: fixed, access: fixed',
      9,
      'regions[0].acess',
      'the unknown key "acess"',
      '`access`',
    ],
    ['a bitrate without unit', '2 Mbps', '2', 6, 'broadcast.video.bitrate', '2', '2 Mbps?'],
    ['a bitrate in bytes', '2 Mbps', '2 MB/s', 6, 'broadcast.video.bitrate', '"2 MB/s"', '16 Mbps?'],
    ['a negative delay', 'cn-studio-fibre', '{rtt: -10 ms}', 7, 'broadcast.firstMile.rtt', '"-10 ms"', undefined],
    ['a loss over 100 %', 'cn-studio-fibre', '{loss: 101 %}', 7, 'broadcast.firstMile.loss', '"101 %"', undefined],
    [
      'a loss of over 100 % in one direction',
      'mobile-good',
      '{loss: {up: 101 %}}',
      11,
      'regions[1].access.loss.up',
      '"101 %"',
      undefined,
    ],
    ['a rate that is not a number', 'fps: 30', 'fps: .nan', 6, 'broadcast.video.fps', 'NaN', undefined],
    [
      'a time server with a port that is none',
      'name: right',
      'name: right\ntimeServer: ntp.example.com:0',
      2,
      'timeServer',
      '"ntp.example.com:0"',
      undefined,
    ],
    ['a duration of another unit', '20s', '20 m/s', 2, 'duration', '"20 m/s"', undefined],
    ['more frames than there are numbers for', '20s', '9.8 h', 2, 'duration', '9.8 h', undefined],
    ['a picture of odd size', '1280x720', '1281x720', 6, 'broadcast.video.size', '"1281x720"', undefined],
    [
      'an unknown device',
      'viewers: 2',
      'viewers: 2\n    device: mid-fone',
      13,
      'regions[1].device',
      'the unknown device "mid-fone"',
      '`mid-phone`',
    ],
    ['half a viewer', 'viewers: 2', 'viewers: 0.5', 12, 'regions[1].viewers', '0.5', undefined],
    ['seeds that repeat', 'duration: 20s', 'duration: 20s\nseeds: [1, 1]', 3, 'seeds', '[1,1]', undefined],
    ['a name that is no file name', 'name: right', 'name: ../right', 1, 'name', '"../right"', undefined],
    [
      'a region that is there twice',
      'region: sea-id',
      'region: sea-sg',
      10,
      'regions[1].region',
      '"sea-sg" again, as in regions[0]',
      'give',
    ],
    [
      'a region called all',
      'access: fixed',
      'access: fixed, id: all',
      9,
      'regions[0].id',
      '"all", which in budgets means every region',
      undefined,
    ],
    [
      'a queue without a rate',
      'mobile-good',
      '{queue: 100 ms}',
      11,
      'regions[1].access.queue',
      'a queue without a rate',
      undefined,
    ],
    [
      'a burst without loss',
      'mobile-good',
      '{burst: 3}',
      11,
      'regions[1].access.burst',
      'a burst without loss',
      undefined,
    ],
    [
      'a burst under one packet',
      'mobile-good',
      '{burst: 0.5, loss: 1 %}',
      11,
      'regions[1].access.burst',
      '0.5',
      undefined,
    ],
    [
      'more loss than its bursts allow',
      'mobile-good',
      '{burst: 3, loss: 80 %}',
      11,
      'regions[1].access.loss',
      '80 %',
      undefined,
    ],
    [
      'delays that are not the rtt',
      'mobile-good',
      '{rtt: 30 ms, delay: {down: 10 ms, up: 10 ms}}',
      11,
      'regions[1].access.delay',
      '20 ms in all',
      undefined,
    ],
    [
      'the keys of a haul in a line',
      'mobile-good',
      '{loss: {out: 1 %}}',
      11,
      'regions[1].access.loss.out',
      'the unknown key "out"',
      '`down` or `up`',
    ],
    ['an empty region', '{region: sea-sg, access: fixed}', '', 9, 'regions[0]', 'nothing', undefined],
  ])('%s is reported with its line, and nothing else is', async (_, from, to, line, path, got, hint) => {
    const problems = await problemsOf(spoilt(from, to));
    expect(problems.map((problem) => [problem.line, problem.path, problem.got])).toEqual([[line, path, got]]);
    if (hint === undefined) expect(problems[0]?.hint).toBeUndefined();
    else expect(problems[0]?.hint).toContain(hint);
  });

  test('a missing clip is reported with the path where it was expected', async () => {
    const [problem, ...others] = await problemsOf(spoilt('presenter', '{file: nowhere/clip.mp4}'));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ line: 5, path: 'broadcast.source.file' });
    expect(problem?.got).toMatch(/^clip not found: \/.*\/nowhere\/clip\.mp4$/);
  });

  test('a wrong haul of the broadcast is reported once, not for each region', async () => {
    const problems = await problemsOf(spoilt('  firstMile', '  haul: acelerated\n  firstMile'));
    expect(problems.map(({ line, path, hint }) => [line, path, hint])).toEqual([
      [7, 'broadcast.haul', 'did you mean `accelerated`?'],
    ]);
  });

  test('a missing key is reported at its parent’s line', async () => {
    const problems = await problemsOf(spoilt('region: sea-id', 'id: my-line').replace('bitrate: 2 Mbps', ''));
    expect(problems.map(({ line, path, got }) => [line, path, got])).toEqual([
      [6, 'broadcast.video.bitrate', 'nothing'],
      [10, 'regions[1].region', 'nothing'],
    ]);
  });
});

describe('several mistakes', () => {
  test('are reported at once in the order of the file, whatever their kind', async () => {
    const text = `name: a/b
duraton: 20s
broadcast:
  transport: carrier-pigeon
  video: {codec: theora, bitrate: 2}
  firstMile: {rtt: -1 ms, loss: oops, burst: 3}
  haul: {rtt: 10 ms, queue: 1 s}
regions:
  - {region: nowhere, acess: fixed, viewers: 0}
  - {region: jp, access: 4x, viewers: 1.5}
  - {region: nowhere-else, access: fixed, viewers: -1}
budgets:
  all: {stuterRate: "< 3 %"}
`;
    const problems = await problemsOf(text);
    expect(problems.map(({ line, path }) => `${line} ${path}`).sort()).toEqual(
      [
        '1 name',
        '2 duraton',
        '4 broadcast.transport',
        '5 broadcast.video.codec',
        '5 broadcast.video.bitrate',
        '6 broadcast.firstMile.rtt',
        '6 broadcast.firstMile.loss',
        '7 broadcast.haul.queue',
        '9 regions[0].access',
        '9 regions[0].acess',
        '9 regions[0].viewers',
        '10 regions[1].access',
        '10 regions[1].viewers',
        '11 regions[2].region',
        '11 regions[2].viewers',
        '13 budgets.all.stuterRate',
      ].sort(),
    );
    const lines = problems.map(({ line }) => line);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
  });
});

describe('a mistake', () => {
  test('in the list of regions does not make the budgets look wrong', async () => {
    const list = RIGHT.slice(RIGHT.indexOf('  - {'), RIGHT.indexOf('budgets:'));
    const problems = await problemsOf(RIGHT.replace(list, '  7\n').replace('all:', 'sea-sg:'));
    expect(problems).toEqual([
      {
        line: 9,
        path: 'regions',
        expected: 'a list of regions such as [{region: sea-sg, access: fixed}]',
        got: '7',
      },
    ]);
  });

  test('in the name of a region does not hide what else is wrong in its entry', async () => {
    const entry = spoilt('{region: sea-sg, access: fixed}', '{region: atlantis, access: fixd, haul: vpn}');
    expect((await problemsOf(entry)).map(({ path }) => path)).toEqual([
      'regions[0].region',
      'regions[0].access',
      'regions[0].haul',
    ]);
  });

  test("in a region's name does not make its budgets look wrong", async () => {
    const problems = await problemsOf(spoilt('region: sea-id', 'region: sea id').replace('all:', 'sea id:'));
    expect(problems.map(({ path }) => path)).toEqual(['regions[1].region']);
  });
});

describe('a file that is not a scenario', () => {
  test('is reported when it is missing or a folder', async () => {
    await expect(loadScenario('/nowhere/scenario.yaml', vocabulary)).rejects.toThrow(
      '/nowhere/scenario.yaml: expected a scenario file; got no such file',
    );
    await expect(loadScenario('/', vocabulary)).rejects.toThrow('/: expected a scenario file; got a folder');
  });

  test('is refused when empty, a list or binary', async () => {
    for (const text of ['', '# nothing but a comment\n', '- a\n- b\n', '\u0000\u0001'])
      expect(await problemsOf(text)).toMatchObject([
        { line: 1, path: '', expected: expect.stringMatching(/^a scenario/) },
      ]);
  });

  test('is refused with the line where its YAML breaks', async () => {
    expect(await problemsOf(spoilt('fps: 30, bitrate: 2 Mbps}', 'fps: 30'))).toMatchObject([
      { line: 7, expected: 'valid YAML' },
    ]);
    await expect(loadText('name: *nothing\n')).rejects.toThrow(InputError);
  });

  test('is refused for a duplicate key, besides its other problems', async () => {
    const problems = await problemsOf(spoilt('duration: 20s', 'duration: 20s\nduration: 30s').replace('h264', 'h265'));
    expect(problems.map(({ line, path, got }) => [line, path, got])).toEqual([
      [3, 'duration', '"duration" again'],
      [7, 'broadcast.video.codec', '"h265"'],
    ]);
  });
});

describe('a warning', () => {
  test('is given of 200 viewers on two cores, and none when the cores are not known', async () => {
    const text = spoilt('viewers: 2', 'viewers: 199');
    expect((await loadText(text)).warnings).toEqual([]);
    expect((await loadText(text, { cpus: 2 })).warnings).toEqual([
      expect.stringMatching(
        /scenario\.yaml:8: regions: 200 viewers need about 28 cores, and 1.2 of this machine’s 2 can be busy without being late: played at about 1\/23 of its speed$/,
      ),
    ]);
    const inRealTime = expect.stringMatching(
      /200 viewers need about 28 cores, and 1.2 of this machine’s 2 can be busy without being late: the take will most likely be/,
    );
    expect((await loadText(`${text}slow: 1\n`, { cpus: 2 })).warnings).toEqual([inRealTime]);
    // The command line overrides the scenario.
    expect((await loadText(`${text}slow: 64\n`, { cpus: 2, slow: 1 })).warnings).toEqual([inRealTime]);
  });

  test('is given of lines narrower than the stream', async () => {
    const text = spoilt('mobile-good', '{down: 2 Mbps}')
      .replace('cn-studio-fibre', '{up: 1 Mbps}')
      .replace('viewers: 2', 'viewers: 2\n    haul: {rate: 4 Mbps}');
    const { warnings } = await loadText(text);
    expect(warnings.map((warning) => warning.replace(/.*scenario\.yaml:/, ''))).toEqual([
      '7: broadcast.firstMile: carries 1 Mbps, which is less than the stream of 2.064 Mbps',
      '11: regions[1].access: carries 2 Mbps, which is less than the stream of 2.064 Mbps',
      '13: regions[1].haul: carries 4 Mbps, which is less than 2 streams of 2.064 Mbps',
    ]);
  });

  test('is given of a line that others’ traffic makes narrower than the stream, unless it gives way', async () => {
    const line = (flow: string) =>
      loadText(spoilt('cn-studio-fibre', `{up: 3 Mbps, crossTraffic: [{way: up, ${flow}}]}`));
    expect((await line('kind: udp, rate: 1 Mbps')).warnings).toEqual([
      expect.stringMatching(
        /:7: broadcast\.firstMile: carries 2 Mbps beside other traffic of 1 Mbps, which is less than the stream of 2\.064 Mbps$/,
      ),
    ]);
    for (const flow of ['kind: udp, rate: 0.5 Mbps', 'kind: udp, rate: 1 Mbps, on: 1 s, off: 9 s', 'kind: tcp'])
      expect((await line(flow)).warnings).toEqual([]);
  });

  test('is given of jitter larger than the delay it is around', async () => {
    const { warnings } = await loadText(spoilt('mobile-good', '{rtt: 10 ms, jitter: 8 ms}'));
    expect(warnings).toEqual([expect.stringMatching(/:11: regions\[1\]\.access\.jitter: ± 8 ms around .* of 5 ms/)]);
  });
});
