import { describe, expect, test } from 'vitest';
import { buildTopology } from '../../src/network/topology.ts';
import { planTakes } from '../../src/scenario/plan.ts';
import { loadText, problemsOf, spoilt } from './load-text.ts';

const withVariants = (variants: string) =>
  spoilt('duration: 20s', `duration: 20s\nseeds: [1, 2, 3, 4, 5]\nvariants: ${variants}`);

describe('variants', () => {
  test('are the broadcast with some settings changed, and nothing else', async () => {
    const { scenario, warnings } = await loadText(
      withVariants(
        '{low: {video: {bitrate: 1 Mbps}, audio: {bitrate: 32 kbps}}, small: {video: {size: 640x360, fps: 25, codec: vp8}}}',
      ),
    );
    const { broadcast } = scenario;
    expect(scenario.variants).toEqual([
      {
        name: 'low',
        broadcast: { ...broadcast, video: { ...broadcast.video, bitrateBps: 1e6 }, audio: { bitrateBps: 32_000 } },
      },
      {
        name: 'small',
        broadcast: { ...broadcast, video: { codec: 'vp8', width: 640, height: 360, fps: 25, bitrateBps: 2e6 } },
      },
    ]);
    expect(warnings).toEqual([expect.stringMatching(/variants\.small: .*`sourceSize: 1280x720` in both/)]);
  });

  test('of another size share one reference picture that the encoder scales down', async () => {
    const { scenario, warnings } = await loadText(
      withVariants('{small: {video: {size: 640x360, sourceSize: 1280x720}}}'),
    );
    expect(scenario.variants?.[0]?.broadcast.video).toMatchObject({
      ...{ width: 640, height: 360, sourceSize: { width: 1280, height: 720 } },
    });
    expect(warnings).toEqual([]);
  });

  test('carry encoder hints as well as numbers', async () => {
    const { scenario } = await loadText(
      withVariants(
        '{talk: {video: {contentHint: detail, degradation: balanced, keyframeInterval: 2 s, nack: false}, audio: {red: true, channels: 2, fec: false, dtx: true}}}',
      ),
    );
    expect(scenario.variants?.[0]?.broadcast.video).toMatchObject({
      contentHint: 'detail',
      degradation: 'balanced',
      keyframeIntervalMs: 2000,
      nack: false,
    });
    expect(scenario.variants?.[0]?.broadcast.audio).toEqual({
      ...{ bitrateBps: 64_000, red: true, channels: 2, fec: false, dtx: true },
    });
  });

  test('may differ in the transport alone', async () => {
    const { scenario } = await loadText(
      withVariants(
        '{elsewhere: {transport: {whip: {publish: "https://m.example.com/a", watch: "https://m.example.com/b"}}}}',
      ),
    );
    const { broadcast } = scenario;
    const transport = { whip: { publish: 'https://m.example.com/a', watch: 'https://m.example.com/b' } };
    expect(broadcast.transport).toBe('local');
    expect(scenario.variants).toEqual([{ name: 'elsewhere', broadcast: { ...broadcast, transport } }]);
  });

  test('are warned of with too few seeds, and when they change nothing', async () => {
    const { warnings } = await loadText(spoilt('duration: 20s', 'duration: 20s\nseeds: [1, 2]\nvariants: {same: {}}'));
    expect(warnings.map((text) => text.replace(/^\S+: /, ''))).toEqual([
      'seeds: with fewer than 5 seeds no difference between variants can be told from chance',
      'variants.same: changes nothing: the broadcast is compared with itself',
    ]);
  });

  test.each([
    ['{base: {video: {bitrate: 1 Mbps}}}', 'variants.base', 'another name: base is the broadcast itself'],
    ['{low: {video: {birate: 1 Mbps}}}', 'variants.low.video.birate', 'one of codec, size'],
    ['{low: {access: fixed}}', 'variants.low.access', 'one of transport, origin, video, audio, firstMile, haul'],
    ['{low: {video: {bitrate: 1}}}', 'variants.low.video.bitrate', 'a bit rate with its unit'],
    ['{low: {video: {simulcast: 3}}}', 'variants.low.video.simulcast', 'up to two smaller pictures'],
    ['{low: {video: {scalabilityMode: L9T3}}}', 'variants.low.video.scalabilityMode', 'one of L1T1, L1T2'],
    ['{low: {video: {scalabilityMode: L3T3_KEY}}}', 'variants.low.video.scalabilityMode', 'L1T3: h264 has no spatial'],
    ['{low: {video: {fec: flexfec}}}', 'variants.low.video.fec', 'nothing: the origin renumbers packets'],
    ['{low: {video: {nack: off}}}', 'variants.low.video.nack', 'true or false'],
    ['{low: {audio: {channels: 6}}}', 'variants.low.audio.channels', '1 (mono) or 2 (stereo)'],
    ['{low: {audio: {dtx: on}}}', 'variants.low.audio.dtx', 'true or false'],
    ['{low: {audio: {red: 2}}}', 'variants.low.audio.red', 'true or false'],
    [
      '{low: {video: {sourceSize: 640x360}}}',
      'variants.low.video.sourceSize',
      'a source in the shape of 1280x720 and no smaller',
    ],
    ['{low: {video: {sourceSize: 1920x1440}}}', 'variants.low.video.sourceSize', 'a source in the shape of 1280x720'],
    ['{low: {video: {keyframeInterval: 10 ms}}}', 'variants.low.video.keyframeInterval', 'at least 500 ms'],
    ['{"a b": {}}', 'variants.a b', 'the name of a variant'],
    ['{}', 'variants', '1 to 8 variants'],
    ['[low]', 'variants', 'variants by name'],
  ])('%s is refused at %s', async (variants, path, expected) => {
    const problems = await problemsOf(withVariants(variants));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ line: 4, path });
    expect(problems[0]?.expected).toContain(expected);
  });

  test('alternate, and share the weather of their seed', async () => {
    const { scenario } = await loadText(withVariants('{low: {video: {bitrate: 1 Mbps}}}'));
    const takes = planTakes(scenario, [7, 8, 9]);
    expect(takes.map(({ index, seed, variant }) => `${index} ${variant} ${seed}`)).toEqual([
      '0 base 7',
      '1 low 7',
      '2 low 8',
      '3 base 8',
      '4 base 9',
      '5 low 9',
    ]);
    expect(takes.map((take) => take.scenario.broadcast.video.bitrateBps / 1e6)).toEqual([2, 1, 1, 2, 2, 1]);
    const [base, low, lowOfNext] = takes.map((take) => buildTopology(take).links);
    expect(low).toEqual(base);
    expect(lowOfNext).not.toEqual(low);
  });

  test('may be sent over another first mile, by an everyday name, and another haul, whatever the regions have', async () => {
    const { scenario, warnings } = await loadText(
      withVariants('{5g: {firstMile: 5g}, direct: {haul: direct-evening}}').replace(
        'access: fixed',
        'access: fixed, haul: accelerated',
      ),
    );
    const [mobile, direct] = scenario.variants ?? [];
    expect(mobile?.broadcast.firstMile.profile).toBe('cn-studio-5g');
    expect(mobile?.hauls).toBeUndefined();
    expect(direct?.broadcast.firstMile).toEqual(scenario.broadcast.firstMile);
    expect(Object.keys(direct?.hauls ?? {})).toEqual(scenario.regions.map(({ id }) => id));
    for (const { profile } of Object.values(direct?.hauls ?? {})) expect(profile).toMatch(/direct-evening/);
    expect(warnings).toContainEqual(expect.stringContaining('5g is taken as cn-studio-5g'));
    const takes = planTakes(scenario).filter(({ seed }) => seed === 1);
    expect(takes.map((take) => take.scenario.regions[0]?.haul.profile)).toEqual([
      scenario.regions[0]?.haul.profile,
      scenario.regions[0]?.haul.profile,
      direct?.hauls?.[scenario.regions[0]?.id ?? '']?.profile,
    ]);
    expect(takes[1]?.scenario.broadcast.firstMile.profile).toBe('cn-studio-5g');
  });

  test('names the variant whose line is wrong, or too narrow', async () => {
    await expect(loadText(withVariants('{a: {haul: fast}, b: {firstMile: cable}}'))).rejects.toMatchObject({
      problems: [
        expect.objectContaining({ path: 'variants.a.haul' }),
        expect.objectContaining({ path: 'variants.b.firstMile' }),
      ],
    });
    const { warnings } = await loadText(withVariants('{thin: {firstMile: {rtt: 10 ms, up: 300 kbps}}}'));
    expect(warnings).toEqual([
      expect.stringMatching(/variants\.thin\.firstMile: carries 0\.3 Mbps, which is less than/),
    ]);
  });
});
