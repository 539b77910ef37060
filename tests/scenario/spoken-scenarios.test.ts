import { describe, expect, test } from 'vitest';
import { vocabulary as words } from '../../src/verdict/vocabulary.ts';
import { loadText, problemsOf } from './load-text.ts';

const scenario = ({
  top = '',
  broadcast = '',
  region = 'region: Singapore, access: fixed',
  all = 'all',
  budgets = 'stutterRate: "< 3 %"',
}) => `name: spoken
duration: 60s
${top}broadcast:
${broadcast}  video: {bitrate: 2 Mbps}
regions:
  - {${region}}
budgets:
  ${all}: {${budgets}}
`;

async function boundsOf(budgets: string, all = 'all') {
  const { scenario: loaded, warnings } = await loadText(scenario({ budgets, all }), { words });
  const own = (Object.values(loaded.budgets)[0] ?? []).filter(({ origin }) => origin === 'scenario');
  const bounds = own.map(({ metric, statistic, ready }) => [metric, statistic, ready.comparison, ready.limit]);
  return { bounds, warnings: warnings.join('\n') };
}

describe('a limit in a producer’s words', () => {
  test.each([
    ['latency: 800毫秒以内', ['latency', 'p95', '<=', 800]],
    ['latency: "控制在 1 秒以内"', ['latency', 'p95', '<=', 1000]],
    ['latency: 95th percentile under 1 s', ['latency', 'p95', '<', 1000]],
    ['latency: "P95 分位不超过 900 ms"', ['latency', 'p95', '<=', 900]],
    ['firstFrame: no longer than 2 seconds', ['firstFrame', 'value', '<=', 2000]],
    ['首帧: 两秒以内', ['firstFrame', 'value', '<=', 2000]],
    ['frameRate: 24 or more', ['frameRate', 'value', '>=', 24]],
    ['卡顿率: 百分之三以内', ['stutterRate', 'value', '<=', 0.03]],
    ['freezeCount: none', ['freezeCount', 'value', '<=', 0]],
    ['画质: 至少 3.5 分', ['videoScore', 'value', '>=', 3.5]],
  ])('%s', async (written, bound) => expect((await boundsOf(written)).bounds).toEqual([bound]));

  test('from the wrong side on both ends is refused', async () => {
    expect(await problemsOf(scenario({ budgets: 'latency: at least 1 s or less' }), words)).toHaveLength(1);
  });
});

describe('a word for several metrics', () => {
  test('means each of them, with a warning', async () => {
    const { bounds, warnings } = await boundsOf('lip sync: within 80 ms');
    expect(bounds).toEqual([
      ['audioLead', 'p50', '<=', 80],
      ['audioLag', 'p50', '<=', 80],
    ]);
    expect(warnings).toContain('lip sync is taken as audioLead, audioLag');
  });

  test.each([
    ['quality: ">= 4"', 'videoScore'],
    ['quality: ">= 0.95"', 'clarity'],
    ['smoothness: ">= 45 fps"', 'frameRate'],
    ['smoothness: "< 2 %"', 'stutterRate'],
    ['audio gaps: "< 2"', 'audioGapCount'],
  ])('means the one in whose unit %s is: %s', async (written, metric) => {
    expect((await boundsOf(written)).bounds.map(([id]) => id)).toEqual([metric]);
  });

  test('is refused with its suggestions where the bound is of none of them', async () => {
    const [problem] = await problemsOf(scenario({ budgets: 'smoothness: ">= 97 %"' }), words);
    expect(problem?.hint).toBe('did you mean `stutterRate` or `frameRate`?');
  });
});

test('a percentile that would leave viewers out says that the worst decides', async () => {
  const { bounds, warnings } = await boundsOf('firstFrame: "p90 < 2 s", latency: "p90 < 1 s"');
  expect(bounds).toContainEqual(['firstFrame', 'value', '<', 2000]);
  expect(warnings).toContain('p90 leaves no viewer out: firstFrame has one number for each, and the worst decides');
  expect(warnings).toContain('p90 is taken as p95, which is stricter');
});

test.each(['全部', 'default', 'All', 'everyone'])('%s is all regions', async (all) => {
  const { bounds, warnings } = await boundsOf('stutterRate: "< 4 %"', all);
  expect(bounds).toEqual([['stutterRate', 'value', '<', 0.04]]);
  expect(warnings).toContain(`${all} is taken as all`);
});

describe('a word for a picture', () => {
  test.each([
    ['talking-head', 'is taken as presenter, the one generated picture; {file: clip.mp4} sends your own'],
    ['game', 'as many bits but calmer than this'],
    ['幻灯片', 'which moves where a screen stands still'],
    ['{type: bars}', 'moves as a host does'],
  ])('%s stands for the generated one: %s', async (source, warning) => {
    const { scenario: loaded, warnings } = await loadText(scenario({ broadcast: `  source: ${source}\n` }), { words });
    expect(loaded.broadcast.source).toEqual({ type: 'presenter' });
    expect(warnings.join('\n')).toContain(warning);
  });

  test('that nobody knows is refused', async () => {
    expect(await problemsOf(scenario({ broadcast: '  source: aquarium\n' }), words)).toHaveLength(1);
  });
});

test.each([
  ['2026-12-24 20:00 KST', '2026-12-24T19:00+08:00'],
  ['2026-07-01 20:00 Europe/Paris', '2026-07-02T02:00+08:00'],
  ['2026-12-24 20:00 Asia/Jakarta', '2026-12-24T21:00+08:00'],
])('airtime: %s is %s', async (airtime, inChina) => {
  const { scenario: loaded } = await loadText(scenario({ top: `airtime: ${airtime}\n` }), { words });
  expect(loaded.airtime).toBe(inChina);
});

test.each(['2026-12-24 20:00 CST', '2026-10-25 02:30 Europe/Paris', '2026-03-29 02:30 Europe/Paris'])(
  'airtime: %s, which may be two times or none, is refused',
  async (airtime) => expect(await problemsOf(scenario({ top: `airtime: ${airtime}\n` }), words)).toHaveLength(1),
);

test('keys in Chinese are translations, without a warning', async () => {
  const text = `名称: 晚场\n时长: 一分钟\n直播:\n  视频: {编码: H.264, 分辨率: 720x1280, 帧率: 30, 码率: 2.5 兆}\n  跨境段: 加速线路\n地区:\n  - {地区: 曼谷, 线路: 固定宽带, 观众: 2}\n要求:\n  all: {卡顿率: 不超过 3%}\n`;
  const { scenario: loaded, warnings } = await loadText(text, { words });
  expect(warnings).toEqual([]);
  expect(loaded).toMatchObject({
    name: '晚场',
    durationMs: 60_000,
    broadcast: { video: { codec: 'h264', width: 720, height: 1280, bitrateBps: 2_500_000 } },
    regions: [
      { id: 'sea-th', viewers: 2, access: { profile: 'sea-th/fixed' }, haul: { profile: 'sea-th/accelerated' } },
    ],
  });
});

test('a neighbour nearby is taken as its region, with a warning', async () => {
  const { scenario: loaded, warnings } = await loadText(scenario({ region: 'region: Vienna, access: fixed' }), {
    words,
  });
  expect(loaded.regions[0]?.haul.profile).toBe('eu-de/accelerated');
  expect(warnings.join()).toContain('Vienna is taken as Germany (Frankfurt), whose round trips may differ');
});

test('settings of a server that was meant are named as its own', async () => {
  const whip = '{publish: "https://a.example/whip", username: u, password: p}';
  const problems = await problemsOf(scenario({ broadcast: `  transport: {whip: ${whip}}\n` }), words);
  expect(problems.map(({ path }) => path)).toEqual([
    'broadcast.transport.whip.username',
    'broadcast.transport.whip.password',
  ]);
});

describe('what an event makes of limits', () => {
  const withEvents = (events: string, budgets = 'longestFreeze: "< 1 s", stutterRate: "< 9 %"') =>
    loadText(`${scenario({ budgets })}events: [${events}]\n`, { words });

  test('an outage longer than a freeze may be', async () => {
    const { warnings } = await withEvents('{at: 20 s, for: 5 s, firstMile: true, blackout: true}');
    const [warning] = warnings.filter((each) => each.includes('nothing gets through'));
    expect(warning).toContain(
      'nothing gets through for 5 s, so that sea-sg cannot keep: audioStutterRate <= 2 %, longestFreeze < 1 s',
    );
  });

  test('an outage at the end lasts as long as it is measured, and one of feedback alone stops nothing', async () => {
    for (const event of [
      '{at: 59 s, for: 20 s, haul: all, blackout: true}',
      '{at: 9 s, for: 9 s, haul: all, only: back, blackout: true}',
    ]) {
      const { warnings } = await withEvents(event, 'longestFreeze: "< 1 s", audioStutterRate: "< 9 %"');
      expect(warnings.filter((each) => each.includes('nothing gets through'))).toEqual([]);
    }
  });

  test('a rate above the line’s own', async () => {
    const idle = async (rate: string) =>
      (await withEvents(`{at: 9 s, for: 9 s, access: Singapore, rate: ${rate}}`)).warnings.filter((each) =>
        each.includes('limits nothing'),
      );
    expect(await idle('60 Mbps')).toEqual([
      expect.stringContaining('the rate of 60 Mbps at 9 s limits nothing: the line carries 50 Mbps'),
    ]);
    expect(await idle('40 Mbps')).toEqual([]);
  });
});

test('a region’s limit on another statistic leaves the one of all standing, with a warning', async () => {
  const text = scenario({ budgets: 'latency: "p99 < 2 s"' }).concat('  Singapore: {latency: "p95 < 1 s"}\n');
  expect((await loadText(text, { words })).warnings.join()).toContain('the limit of all on p99 holds as well');
});

test('the narrowest line is held against the widest variant', async () => {
  const text = `${scenario({ broadcast: '  firstMile: cn-studio-4g\n' })}variants: {big: {video: {bitrate: 6 Mbps}}}\n`;
  expect((await loadText(text, { words })).warnings.join()).toContain(
    'carries 5 Mbps, which is less than the stream of 6.064 Mbps',
  );
});
