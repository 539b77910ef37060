import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vocabulary as words } from '../../src/verdict/vocabulary.ts';
import { Editor } from './editor.ts';
import { loadText, problemsOf } from './load-text.ts';

/** The rest of a first scenario, as its writers copied it from the README. */
const scenario = ({
  top = '',
  duration = '60s',
  broadcast = '',
  video = 'codec: h264, size: 1280x720, fps: 30, bitrate: 2 Mbps',
  audio = 'bitrate: 64 kbps',
  region = 'region: Singapore, access: fixed',
  budgets = 'stutterRate: "< 3 %"',
}) => `name: first
duration: ${duration}
${top}broadcast:
${broadcast}  video: {${video}}
  audio: {${audio}}
regions:
  - {${region}}
budgets:
  all: {${budgets}}
`;

const rates = (videoBps: number, audioBps: number) => ({
  broadcast: { video: { bitrateBps: videoBps }, audio: { bitrateBps: audioBps } },
});
const video = (settings: object) => ({ broadcast: { video: settings } });
const firstMile = (profile: string) => ({ broadcast: { firstMile: { profile } } });
const haul = (profile: string) => ({ regions: [{ haul: { profile } }] });
const access = (profile: string) => ({ regions: [{ access: { profile } }] });
const device = (id: string) => ({ regions: [{ device: { id } }] });
const bound = (metric: string, statistic: string, comparison: string, limit: number) => ({
  metric,
  statistic,
  ready: { comparison, limit },
});

const editor = new Editor();
beforeAll(() => editor.start());
afterAll(() => editor.close());

describe('the scenario of the README', () => {
  test.each(['README.md', 'README.zh.md'])('in %s is accepted, without a warning', async (name) => {
    const text = await readFile(new URL(`../../${name}`, import.meta.url), 'utf8');
    const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(text) ?? [];
    const { scenario: loaded, warnings } = await loadText(yaml, { words });
    expect(warnings).toEqual([]);
    expect(loaded.regions.map(({ id }) => id)).toEqual(['sea-sg', 'sea-id', 'my-line']);
    // Its comments are right as well.
    const { scenario: whole } = await loadText(yaml.replace(/^( *)# (\w+: .*)$/gm, '$1$2'), { words });
    expect(whole.broadcast.transport).toMatchObject({ whip: { bearer: { env: 'TOKEN' } } });
    expect(whole).toMatchObject({ airtime: '2026-12-24T20:00+08:00', churn: 0.2 });
    expect([whole.events, whole.variants].map((each) => each?.length)).toEqual([1, 2]);
  });
});

/** Written by sixteen people who had read the README only. */
describe('a first scenario is accepted where it can mean one thing only', () => {
  test.each([
    ['minutes as others write them', { duration: '2m' }, { durationMs: 120_000 }],
    ['minutes in words', { duration: '3 minutes' }, { durationMs: 180_000 }],
    ['minutes in Chinese', { duration: '2 分钟' }, { durationMs: 120_000 }],
    [
      'a size by its name',
      { video: 'size: 1080p, bitrate: 4M' },
      { broadcast: { video: { width: 1920, bitrateBps: 4e6 } } },
    ],
    ['the one audio codec', { audio: 'codec: opus, bitrate: 96k' }, { broadcast: { audio: { bitrateBps: 96_000 } } }],
    ['a frame rate without its unit', { budgets: 'frameRate: "> 24"' }, {}],
    ['a limit alone, in the direction of its metric', { budgets: 'stutterRate: 5 %, latency: p99 1 s' }, {}],
    ['a limit as a report writes it', { budgets: 'stutterRate: "≤ 5 %", frameRate: "≥ 24 fps"' }, {}],
    ['a place in Chinese', { region: 'region: 吉隆坡, access: fixed' }, { regions: [{ id: 'sea-my' }] }],
    ['a number of seeds', { top: 'seeds: 3\n' }, { seeds: [1, 2, 3] }],
    ['a sum of times', { duration: '1m30s' }, { durationMs: 90_000 }],
    ['a time as FFmpeg writes it', { duration: '00:01:30' }, { durationMs: 90_000 }],
    ['rates as tc writes them', { video: 'bitrate: 2mbit', audio: 'bitrate: 64kbit' }, rates(2e6, 64_000)],
    ['rates as OBS writes them', { video: 'bitrate: 2500 Kbps', audio: 'bitrate: 160k' }, rates(2.5e6, 160_000)],
    ['a size with another sign', { video: 'size: 1280*720, bitrate: 2M' }, video({ width: 1280, height: 720 })],
    ['a size in capitals', { video: 'size: 1080P, bitrate: 2M' }, video({ width: 1920, height: 1080 })],
    ['a codec as its standard writes it', { video: 'codec: H.264, bitrate: 2M' }, video({ codec: 'h264' })],
    ['a codec in capitals', { video: 'codec: VP9, bitrate: 2M' }, video({ codec: 'vp9' })],
    ['a frame rate with its unit', { video: 'fps: 25fps, bitrate: 2M' }, video({ fps: 25 })],
    ['a clip by its name', { broadcast: '  source: clip.mp4\n' }, { broadcast: { source: { type: 'file' } } }],
    ['a first mile in words', { broadcast: '  firstMile: 光纤\n' }, firstMile('cn-studio-fibre')],
    ['a first mile by its label', { broadcast: '  firstMile: China studio, fibre\n' }, firstMile('cn-studio-fibre')],
    ['a haul by its Chinese label', { broadcast: '  haul: 公网直连（晚高峰）\n' }, haul('sea-sg/direct-evening')],
    ['an access by its Chinese label', { region: 'region: 雅加达, access: 固定宽带' }, access('sea-id/fixed')],
    ['an access in words', { region: 'region: 雅加达, access: 晚高峰移动网络' }, access('sea-id/mobile-peak')],
    ['an access in other letters', { region: 'region: Jakarta, access: Mobile Good' }, access('sea-id/mobile-good')],
    ['a line that extends one by its label', { region: 'region: jp, access: {extends: 固定宽带, rtt: 9 ms}' }, {}],
    ['a device by its label', { region: 'region: jp, access: fixed, device: 中端手机' }, device('mid-phone')],
    ['seeds in a row in brackets', { top: 'seeds: [1..3]\n' }, { seeds: [1, 2, 3] }],
    ['seeds in a row', { top: 'seeds: 3-6\n' }, { seeds: [3, 4, 5, 6] }],
    ['one of the cities of a label', { region: 'region: Mumbai, access: fixed' }, { regions: [{ id: 'in' }] }],
    ['the neighbour of Shenzhen', { region: 'region: 香港, access: fixed' }, { regions: [{ id: 'hk' }] }],
    ['lines and frame rate in one', { video: 'size: 1080p60, bitrate: 4M' }, video({ height: 1080, fps: 60 })],
    [
      'layers by their sizes, the whole picture among them',
      { video: 'simulcast: [{size: 720p, bitrate: 2M}, {size: 360p, bitrate: 600k}, {size: 320x180, bitrate: 150k}]' },
      video({
        bitrateBps: 2e6,
        simulcast: [
          { scaleDownBy: 4, bitrateBps: 150_000 },
          { scaleDownBy: 2, bitrateBps: 600_000 },
        ],
      }),
    ],
    ['stereo in a word', { audio: 'channels: stereo' }, { broadcast: { audio: { channels: 2 } } }],
    [
      'a clip that loops',
      { broadcast: '  source: {file: clip.mp4, loop: true}\n' },
      { broadcast: { source: { type: 'file' } } },
    ],
    [
      'a secret as shells write it',
      { broadcast: '  transport: {whip: {publish: "https://a.example/w", bearer: $TOKEN}}\n' },
      { broadcast: { transport: { whip: { bearer: { env: 'TOKEN' } } } } },
    ],
    [
      'an outage',
      { top: 'events: [{at: 5 s, outage: 2 s, firstMile: true}]\n' },
      { events: [{ segment: 'first-mile', fromMs: 5000, toMs: 7000, blackout: true }] },
    ],
    ['a city of two words', { region: 'region: Los Angeles, access: fixed' }, { regions: [{ id: 'na-west' }] }],
  ])('%s', async (_, parts, expected) => {
    const text = scenario(parts);
    expect((await loadText(text, { words })).scenario).toMatchObject(expected);
    expect(await editor.problems(text)).toEqual([]);
  });

  test.each([
    ['a metric in Chinese', { budgets: '卡顿率: "< 4 %"' }, bound('stutterRate', 'value', '<', 0.04)],
    ['a metric by its label', { budgets: 'End-to-end latency: 1 s' }, bound('latency', 'p95', '<=', 1000)],
    ['a metric in snake case', { budgets: 'first_frame: "< 2 s"' }, bound('firstFrame', 'value', '<', 2000)],
    ['a metric as others call it', { budgets: 'loss: "< 2 %"' }, bound('packetLoss', 'value', '<', 0.02)],
    ['a bound in words', { budgets: 'stutterRate: below 4 percent' }, bound('stutterRate', 'value', '<', 0.04)],
    ['a bound in Chinese', { budgets: '卡顿率: 不超过 4 %' }, bound('stutterRate', 'value', '<=', 0.04)],
    ['a full-width sign', { budgets: 'stutterRate: ＜ 4％' }, bound('stutterRate', 'value', '<', 0.04)],
    [
      'a level to warn at and one to fail at',
      { budgets: 'stutterRate: {warn: "< 1 %", fail: "< 3 %"}' },
      { ...bound('stutterRate', 'value', '<', 0.01), warn: { comparison: '<', limit: 0.03 } },
    ],
    ['a percentile as k6 writes it', { budgets: 'latency: p(99) < 900ms' }, bound('latency', 'p99', '<', 900)],
    ['a number without a unit of its own', { budgets: 'frameRate: 24' }, bound('frameRate', 'value', '>=', 24)],
  ])('%s', async (_, parts, expected) => {
    const text = scenario(parts);
    const [budgets = []] = Object.values((await loadText(text, { words })).scenario.budgets);
    expect(budgets).toContainEqual(expect.objectContaining(expected));
    expect(await editor.problems(text)).toEqual([]);
  });

  test('regions by their names alone, on the mobile line off the peak, which a warning says', async () => {
    const text = scenario({}).replace('- {region: Singapore, access: fixed}', '- Singapore\n  - 雅加达');
    const { scenario: loaded, warnings } = await loadText(text, { words });
    expect(loaded.regions.map(({ access: line }) => line.profile)).toEqual([
      'sea-sg/mobile-good',
      'sea-id/mobile-good',
    ]);
    expect(warnings.map((warning) => warning.replace(/^.*?: /, ''))).toEqual([
      'regions[0].access: none is written: mobile-good is taken; also fixed, mobile-peak',
      'regions[1].access: none is written: mobile-good is taken; also fixed, mobile-peak',
    ]);
    expect(await editor.problems(text)).toEqual([]);
  });

  test('a time alone, which is the next one in China', async () => {
    for (const airtime of ['21:00', 'tonight 21:00', '今晚21:00', '21:00+08:00']) {
      const text = scenario({ top: `airtime: ${airtime}\n`, region: 'region: Jakarta, access: mobile' });
      const { scenario: loaded, warnings } = await loadText(text, { words });
      const aheadMs = Date.parse(loaded.airtime ?? '') - Date.now();
      expect(aheadMs).toBeGreaterThan(-1000);
      expect(aheadMs).toBeLessThanOrEqual(24 * 3600 * 1000);
      expect(loaded.regions).toMatchObject([
        { access: { profile: 'sea-id/mobile-peak' }, localTime: expect.stringContaining('T20:00') },
      ]);
      expect(warnings[0]).toContain(`airtime: ${airtime} is taken as ${loaded.airtime}`);
      expect(await editor.problems(text)).toEqual([]);
    }
  });

  test('a bound looser than a default on another statistic, which holds as well, with a warning', async () => {
    const warned = async (budgets: string) => (await loadText(scenario({ budgets }), { words })).warnings;
    expect(await warned('latency: "p99 < 2 s"')).toEqual([
      expect.stringContaining('budgets.all.latency: the default on p95, which is stricter, holds as well'),
    ]);
    for (const fine of ['latency: "p50 < 300 ms"', 'latency: ["p99 < 2 s", "p95 < 1 s"]', 'latency: "p95 < 2 s"'])
      expect(await warned(fine)).toEqual([]);
  });

  test('layers of a variant by their sizes, of the picture that the broadcast sends', async () => {
    const text = scenario({
      top: 'variants: {layered: {video: {simulcast: [{size: 640x360, bitrate: 500k}]}}}\n',
      video: 'size: 1080p30, bitrate: 4M',
    });
    const { variants } = (await loadText(text, { words })).scenario;
    expect(variants).toMatchObject([
      { broadcast: { video: { simulcast: [{ scaleDownBy: 3, bitrateBps: 500_000 }] } } },
    ]);
    expect(await editor.problems(text)).toEqual([]);
  });

  test('bounds without a region, which are for all', async () => {
    const text = scenario({}).replace('  all: {stutterRate: "< 3 %"}', '  卡顿率: 4 %\n  Singapore: {latency: 1 s}');
    const { budgets } = (await loadText(text, { words })).scenario;
    for (const expected of [bound('stutterRate', 'value', '<=', 0.04), bound('latency', 'p95', '<=', 1000)])
      expect(budgets['sea-sg']).toContainEqual(expect.objectContaining(expected));
    expect(await editor.problems(text)).toEqual([]);
  });

  test.each([
    ['fibre', 'access: fibre', access('sea-sg/fixed'), 'regions[0].access: fibre is taken as fixed'],
    ['Wi-Fi', 'access: Wi-Fi', access('sea-sg/fixed'), 'regions[0].access: Wi-Fi is taken as fixed'],
    [
      'a mobile network, without an airtime',
      'access: mobile',
      access('sea-sg/mobile-good'),
      'regions[0].access: without an airtime, mobile has no hour: mobile-good is taken; also fixed, mobile-peak',
    ],
    [
      'a cheap phone',
      'access: fixed, device: cheap-phone',
      device('low-end-phone'),
      'cheap-phone is taken as low-end-phone',
    ],
  ])('everyday names: %s, with a warning', async (_, written, expected, warning) => {
    const text = scenario({ region: `region: sea-sg, ${written}` });
    const { scenario: loaded, warnings } = await loadText(text, { words });
    expect(loaded).toMatchObject(expected);
    expect(warnings.join('\n')).toContain(warning);
    expect(await editor.problems(text)).toEqual([]);
  });

  test.each([
    [
      'an encoder for its codec',
      'codec: libx264, bitrate: 2M',
      { codec: 'h264' },
      'libx264 is an encoder: the browser’s own',
    ],
    ['a frame rate of NTSC', 'fps: 29.97, bitrate: 2M', { fps: 30 }, '29.97 is taken as 30'],
  ])('%s, with a warning', async (_, written, expected, warning) => {
    const text = scenario({ video: written });
    const { scenario: loaded, warnings } = await loadText(text, { words });
    expect(loaded).toMatchObject(video(expected));
    expect(warnings.join()).toContain(warning);
    expect(await editor.problems(text)).toEqual([]);
  });

  test.each<readonly [string, Parameters<typeof scenario>[0], object, string]>([
    [
      'keys at the top',
      { top: 'transport: {whip: {watch: "https://a.example/w"}}\n' },
      {},
      'transport is taken as broadcast.transport',
    ],
    [
      'an interval of keyframes',
      { video: 'bitrate: 2M, keyframe: 2s' },
      video({ keyframeIntervalMs: 2000 }),
      'keyframe is taken as keyframeInterval',
    ],
    [
      'a GOP in frames',
      { video: 'fps: 25, bitrate: 2M, gop: 50' },
      video({ keyframeIntervalMs: 2000 }),
      '50 frames are taken as 2000 ms',
    ],
    [
      'a key in other letters',
      { video: 'Bitrate: 2M, frame_rate: 25' },
      video({ bitrateBps: 2e6, fps: 25 }),
      'Bitrate is taken as bitrate',
    ],
    [
      'a width and a height',
      { video: 'bitrate: 2M, width: 1280, height: 720' },
      video({ width: 1280, height: 720 }),
      '',
    ],
    [
      'a bitrate as OBS writes it',
      { video: 'bitrate: 2500' },
      video({ bitrateBps: 2.5e6 }),
      '2500 is taken as 2500 kbps',
    ],
    ['seconds without a unit', { duration: '90' }, { durationMs: 90_000 }, '90 is taken as 90 s'],
    ['a fraction that leaves', { top: 'churn: 0.2\n' }, { churn: 0.2 }, '0.2 is taken as 20 %'],
    ['one seed', { top: 'seed: 7\n' }, { seeds: [7] }, 'seed is taken as seeds'],
    ['who arrives', { top: 'arrivals: 20 s\n' }, { joinSpreadMs: 20_000 }, 'arrivals is taken as joins'],
    [
      'another city',
      { region: 'region: Hanoi, access: fixed' },
      { regions: [{ id: 'sea-vn' }] },
      'Hanoi is taken as Vietnam',
    ],
    ['a name with hyphens', { region: 'region: us-west, access: fixed' }, { regions: [{ id: 'na-west' }] }, ''],
    [
      'a date without an offset',
      { top: 'airtime: 2098-12-04 20:00\n' },
      { airtime: '2098-12-04T20:00+08:00' },
      'is taken as 2098-12-04T20:00+08:00',
    ],
    [
      'a line by its kind',
      { broadcast: '  firstMile: 5G\n' },
      firstMile('cn-studio-5g'),
      '5G is taken as cn-studio-5g',
    ],
    [
      'all hauls',
      { top: 'events: [{at: 5 s, for: 2 s, haul: true, loss: 5 %}]\n' },
      { events: [{ lossFraction: 0.05 }] },
      '',
    ],
    [
      'variants in a list',
      { top: 'variants: [{name: 高码率, bitrate: 4M}]\n' },
      { variants: [{ name: '高码率', broadcast: video({ bitrateBps: 4e6 }).broadcast }] },
      'bitrate is taken as variants.高码率.video.bitrate',
    ],
    ['words about it', { top: 'description: run on every pull request\n' }, {}, ''],
    [
      'few frames, whose default limit is as much lower',
      { video: 'bitrate: 2M, fps: 15' },
      {
        budgets: {
          'sea-sg': expect.arrayContaining([
            expect.objectContaining({ metric: 'frameRate', ready: { comparison: '>=', limit: 10 } }),
          ]),
        },
      },
      '',
    ],
  ])('%s, with a warning where it is our choice', async (_, parts, expected, warning) => {
    const { scenario: loaded, warnings } = await loadText(scenario(parts), { words });
    expect(loaded).toMatchObject(expected);
    expect(warnings.join('\n')).toContain(warning);
  });

  test.each([
    ['8pm', '20:00'],
    ['tonight at 8', '20:00'],
    ['今晚八点半', '20:30'],
    ['晚上8点', '20:00'],
    ['20:00 北京时间', '20:00'],
    ['十二点', '12:00'],
  ])('a time in words: %s', async (airtime, time) => {
    const { scenario: loaded } = await loadText(scenario({ top: `airtime: ${airtime}\n` }), { words });
    expect(loaded.airtime).toContain(`T${time}+08:00`);
  });

  test.each(['today at 8', 'tonight at 1', '晚上12点', '20:00 CST', '8'])(
    'words that may be two times are refused: %s',
    async (airtime) => {
      expect(await problemsOf(scenario({ top: `airtime: "${airtime}"\n` }), words)).toMatchObject([
        { path: 'airtime' },
      ]);
    },
  );

  test.each([
    ['by their names', '\n  singapore: {access: fixed}\n  Jakarta: mobile-good', ['sea-sg', 'sea-id']],
    ['one alone', ' {region: Jakarta, access: fixed}', ['sea-id']],
    ['one name', ' Jakarta', ['sea-id']],
  ])('regions that are no list: %s', async (_, regions, ids) => {
    const text = scenario({}).replace('\n  - {region: Singapore, access: fixed}', regions);
    expect((await loadText(text, { words })).scenario.regions.map(({ id }) => id)).toEqual(ids);
  });

  test('a bound without a statistic, which takes the place of the default one', async () => {
    const { scenario: loaded, warnings } = await loadText(scenario({ budgets: 'audioLead: "< 120 ms"' }), { words });
    const ofLead = loaded.budgets['sea-sg']?.filter(({ metric }) => metric === 'audioLead');
    expect(ofLead).toMatchObject([{ statistic: 'p50', origin: 'scenario', ready: { limit: 120 } }]);
    expect(warnings).toEqual([]);
  });

  test('a variant of few frames, which does not loosen the limit on the others', async () => {
    const text = scenario({ top: 'variants: {slow: {video: {fps: 15}}}\n' });
    const { scenario: loaded, warnings } = await loadText(text, { words });
    expect(loaded.budgets['sea-sg']).toContainEqual(
      expect.objectContaining({ metric: 'frameRate', ready: { comparison: '>=', limit: 20 } }),
    );
    expect(warnings.join()).toContain('variants.slow: has 15 fps, so that no limit of 20 fps can be kept');
  });

  test('keys in no place at all: the shortest scenario', async () => {
    const { scenario: loaded } = await loadText('bitrate: 2M\nviewers: [Jakarta]\n', { words });
    expect((await loadText('名称: 直播\nbitrate: 2M\nviewers: [Jakarta]\n', { words })).scenario.name).toBe('直播');
    expect(loaded).toMatchObject({ name: 'scenario', durationMs: 60_000, ...video({ bitrateBps: 2e6 }) });
  });

  test('a mistake in a key of another name is reported in its line', async () => {
    const [problem] = await problemsOf('bitrate: 2M\nviewers:\n  - {city: Jakarta, watchers: none}\n', words);
    expect(problem).toMatchObject({ line: 3, path: 'regions[0].viewers' });
  });

  test('a haul that nobody wrote is warned of: it is the best there is', async () => {
    const { warnings } = await loadText(scenario({}), { words, withHaul: true });
    expect(warnings.join()).toContain('an accelerated line is taken');
  });

  test.each(['Friday Night Live!', 'Saturday sale (Jakarta)', '双十一：雅加达专场', '12.12 & more'])(
    'a name as people give it: %s',
    async (name) => {
      const text = scenario({}).replace('name: first', `name: "${name}"`);
      expect((await loadText(text, { words })).scenario.name).toBe(name);
      expect(await editor.problems(text)).toEqual([]);
    },
  );
});

describe('a first scenario that is refused is told what to write', () => {
  test.each([
    ['a line as tc calls it', { region: 'region: Jakarta, access: {bandwidth: 3 Mbps}' }, '`down` and `up`'],
    ['one delay for two ways', { region: 'region: Jakarta, access: {delay: 30 ms}' }, '`rtt: 30 ms`'],
    ['a country and a city', { region: 'region: us-la, access: fixed' }, '`na-west`, US West (Los Angeles)'],
    ['an access that is not there', { region: 'region: Jakarta, access: mobile-poor' }, '`mobile-peak`'],
    ['a metric of another kind', { budgets: 'vmaf: "> 80"' }, '`clarity`'],
    ['one seed', { top: 'seeds: 42\n' }, '[42], that one seed'],
    ['a name of several lines', { region: 'region: 雅加达, access: 移动网' }, '`mobile-good` or `mobile-peak`'],
    ['a time on a clock', { duration: '1:30' }, '90 s or 90 min'],
    ['a bound without its unit', { budgets: 'latency: "p(95)<800"' }, '800 ms or 800 s'],
    ['a share without its unit', { budgets: 'stutterRate: "< 0.03"' }, '3 % or 0.03 %'],
    ['a rate of k6', { budgets: 'stutterRate: "rate < 3 %"' }, 'leave `rate` out'],
    ['a metric twice', { budgets: 'stutterRate: 3 %, 卡顿率: 4 %' }, ''],
    ['thousands with a comma', { video: 'bitrate: 2,500 kbps' }, 'thousands no sign'],
    [
      'an upright picture said twice',
      { video: 'bitrate: 2M, size: 720x1280, orientation: portrait' },
      '`size` says it',
    ],
    ['a level to fail at', { budgets: 'stutterRate: {ready: "< 3 %", fail: "< 5 %"}' }, 'up to `warn`'],
    ['where it is sent from', { broadcast: '  from: Guangzhou\n' }, '`firstMile`'],
    ['a stream key', { broadcast: '  transport: {whip: {watch: "https://a.example/w", key: x}}\n' }, '`{env: NAME}`'],
    ['a place of an event', { top: 'events: [{at: 5 s, for: 2 s, on: firstMile, loss: 5 %}]\n' }, '`firstMile`'],
    ['viewers of one region who leave', { region: 'region: jp, access: fixed, leave: 30 s' }, '`joins` or `churn`'],
    [
      'variants without a base',
      { video: 'fps: 30', top: 'variants: {low: {video: {bitrate: 1M}}}\n' },
      'the bitrate of `low`',
    ],
    ['a region of its own with a space', { region: 'region: Mars Base, access: fixed' }, ''],
    ['an encoder of no codec', { video: 'codec: libx265, bitrate: 2M' }, ''],
    ['a codec that WebRTC lacks', { video: 'codec: h265, bitrate: 2 Mbps' }, 'does not send H.265'],
    ['a word of several metrics, in a unit of none', { budgets: 'lipSync: "< 3 %"' }, '`audioLead` or `audioLag`'],
    ['the load of a processor', { budgets: 'cpu: "< 80 %"' }, '`frameRate` or `decodeTime`'],
    ['an average of many', { budgets: 'latency: "avg < 1 s"' }, '`p50`'],
    ['a city of another country', { region: 'region: Kyiv, access: fixed' }, '{region: eu-pl, id: kyiv}'],
    [
      'a layer of another shape',
      { video: 'bitrate: 2 Mbps, simulcast: [{size: 640x480, bitrate: 300 kbps}]' },
      '`scaleDownBy`',
    ],
  ])('%s', async (_, parts, hint) => {
    const problems = await problemsOf(scenario(parts), words);
    expect(problems.map((problem) => problem.hint).join()).toContain(hint);
  });

  test('a country of several regions', async () => {
    const [problem] = await problemsOf(scenario({ region: 'region: USA, access: fixed' }), words);
    expect(problem?.expected).toBe('one of na-west (US West (Los Angeles)), na-east (US East (New York))');
  });

  test.each([
    ['simulcast switched on', { video: 'bitrate: 2 Mbps, simulcast: true' }, '[{scaleDownBy: 4, bitrate: 150 kbps}'],
    ['Agora by its name alone', { broadcast: '  transport: agora\n' }, '{agora: {appId: ..., channel: ...}}'],
  ])('%s', async (_, parts, form) => {
    const problems = await problemsOf(scenario(parts), words);
    expect(problems.map(({ expected }) => expected).join()).toContain(form);
  });
});
