import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { vocabulary as words } from '../../src/verdict/vocabulary.ts';
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

describe('the scenario of the README', () => {
  test.each(['README.md', 'README.zh.md'])('in %s is accepted, without a warning', async (name) => {
    const text = await readFile(new URL(`../../${name}`, import.meta.url), 'utf8');
    const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(text) ?? [];
    const { scenario: loaded, warnings } = await loadText(yaml, { words });
    expect(warnings).toEqual([]);
    expect(loaded.regions.map(({ id }) => id)).toEqual(['sea-sg', 'sea-id', 'my-line']);
    // Its transport, in a comment, is right as well.
    const { scenario: own } = await loadText(yaml.replace(/# transport: (.*?) #.*/, 'transport: $1'), { words });
    expect(own.broadcast.transport).toMatchObject({ whip: { publish: expect.anything() } });
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
    ['a city of two words', { region: 'region: Los Angeles, access: fixed' }, { regions: [{ id: 'na-west' }] }],
  ])('%s', async (_, parts, expected) => {
    expect((await loadText(scenario(parts), { words })).scenario).toMatchObject(expected);
  });
});

describe('a first scenario that is refused is told what to write', () => {
  test.each([
    ['its own server at the top', { top: 'transport: {whip: {}}\n' }, '`transport` belongs in `broadcast`'],
    ['a line as tc calls it', { region: 'region: Jakarta, access: {bandwidth: 3 Mbps}' }, '`down` and `up`'],
    ['one delay for two ways', { region: 'region: Jakarta, access: {delay: 30 ms}' }, '`rtt: 30 ms`'],
    ['layers', { video: 'bitrate: 2 Mbps, layers: []' }, '`simulcast`'],
    ['an airtime without its offset', { top: 'airtime: 2026-12-04 20:00\n' }, '2026-12-04T20:00+08:00'],
    ['a country and a city', { region: 'region: us-la, access: fixed' }, '`na-west`, US West (Los Angeles)'],
    ['an access that is not there', { region: 'region: Jakarta, access: mobile-poor' }, '`mobile-peak`'],
    ['an access by its Chinese label', { region: 'region: 雅加达, access: 固定宽带' }, '`fixed`'],
    ['a metric in Chinese', { budgets: '卡顿率: "< 3 %"' }, '`stutterRate`'],
    ['a metric of another kind', { budgets: 'vmaf: "> 80"' }, '`clarity`'],
    ['the seed count', { top: 'seeds: 3\n' }, '[1, 2, 3], 3 of them, or [3]'],
    ['when it starts', { top: 'startsAt: 20:00\n' }, '`airtime`'],
    ['a key in Chinese', { top: '开播时间: 20:00\n' }, '`airtime`'],
    ['an access in words', { region: 'region: 雅加达, access: 晚高峰移动网络' }, '`mobile-peak`'],
    ['a first mile in words', { broadcast: '  firstMile: 光纤\n' }, '`cn-studio-fibre`'],
    ['a codec that WebRTC lacks', { video: 'codec: h265, bitrate: 2 Mbps' }, 'does not send H.265'],
    ['lip sync', { budgets: 'avSync: "< 80 ms"' }, '`avOffset`'],
    [
      'a size within simulcast',
      { video: 'bitrate: 2 Mbps, simulcast: [{size: 640x360, bitrate: 300 kbps}]' },
      '`scaleDownBy`',
    ],
    ['a codec as its standard writes it', { video: 'codec: H.264, bitrate: 2 Mbps' }, '`h264`'],
  ])('%s', async (_, parts, hint) => {
    const problems = await problemsOf(scenario(parts), words);
    expect(problems.map((problem) => problem.hint).join()).toContain(hint);
  });

  test('regions as bare names', async () => {
    const text = scenario({}).replace('- {region: Singapore, access: fixed}', '- Singapore');
    expect((await problemsOf(text, words)).map(({ hint }) => hint)).toEqual([
      'did you mean `{region: Singapore, access: fixed}`?',
    ]);
  });

  test('a country of several regions', async () => {
    const [problem] = await problemsOf(scenario({ region: 'region: USA, access: fixed' }), words);
    expect(problem?.expected).toBe('one of na-west (US West (Los Angeles)), na-east (US East (New York))');
  });

  test.each([
    ['simulcast switched on', { video: 'bitrate: 2 Mbps, simulcast: true' }, '[{scaleDownBy: 4, bitrate: 150 kbps}'],
    ['Agora by its name alone', { broadcast: '  transport: agora\n' }, '{agora: {appId: ..., channel: ...}}'],
    ['a range of seeds', { top: 'seeds: 1..5\n' }, '[1, 2, 3]'],
  ])('%s', async (_, parts, form) => {
    const problems = await problemsOf(scenario(parts), words);
    expect(problems.map(({ expected }) => expected).join()).toContain(form);
  });
});
