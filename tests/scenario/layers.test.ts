import { describe, expect, test } from 'vitest';
import { sentBitrateBps, sentStreams } from '../../src/model/scenario/sent-streams.ts';
import { loadText, problemsOf, spoilt } from './load-text.ts';

/** Adds settings to the video of the valid scenario, replacing those with the same name. */
function withVideo(more: string): string {
  const settings = new Map(Object.entries({ codec: 'h264', size: '1280x720', fps: '30', bitrate: '2 Mbps' }));
  for (const name of settings.keys())
    if (new RegExp(`(^|, )${name}:`).test(more.replace(/\[.*\]/, ''))) settings.delete(name);
  const kept = [...settings].map(([name, value]) => `${name}: ${value}`);
  return spoilt('{codec: h264, size: 1280x720, fps: 30, bitrate: 2 Mbps}', `{${[...kept, more].join(', ')}}`);
}

describe('layers of the broadcast', () => {
  test('may be two thirds of the picture, by their scale or their size, with an id of letters and digits', async () => {
    for (const layer of ['scaleDownBy: 1.5', 'size: 1280x720']) {
      const { scenario } = await loadText(withVideo(`size: 1920x1080, simulcast: [{${layer}, bitrate: 900 kbps}]`));
      expect(scenario.broadcast.video.simulcast).toEqual([{ scaleDownBy: 1.5, bitrateBps: 900_000 }]);
      expect(sentStreams(scenario.broadcast.video).map(({ rid }) => rid)).toEqual(['s15', 's1']);
    }
  });

  test('are smaller pictures with bitrates of their own, beside the full-size one', async () => {
    const { scenario } = await loadText(
      withVideo(
        'simulcast: [{scaleDownBy: 4, bitrate: 150 kbps}, {scaleDownBy: 2, bitrate: 500 kbps}], scalabilityMode: L1T2',
      ),
    );
    const { video } = scenario.broadcast;
    expect(video).toMatchObject({
      simulcast: [
        { scaleDownBy: 4, bitrateBps: 150_000 },
        { scaleDownBy: 2, bitrateBps: 500_000 },
      ],
      scalabilityMode: 'L1T2',
    });
    expect(sentStreams(video).map(({ rid }) => rid)).toEqual(['s4', 's2', 's1']);
    expect(sentBitrateBps(video)).toBe(2_650_000);
  });

  test.each([
    [
      'simulcast: [{scaleDownBy: 2, bitrate: 500 kbps}, {scaleDownBy: 4, bitrate: 600 kbps}]',
      'simulcast[0].scaleDownBy',
      'smallest picture first',
    ],
    ['simulcast: [{scaleDownBy: 2, bitrate: 2 Mbps}]', 'simulcast[0].bitrate', 'less than the next larger picture has'],
    ['simulcast: [{scaleDownBy: 3, bitrate: 500 kbps}]', 'simulcast[0].scaleDownBy', 'divides into even numbers'],
    ['simulcast: [{scaleDownBy: 1, bitrate: 500 kbps}]', 'simulcast[0].scaleDownBy', 'a number from 1.1 to 8'],
    ['simulcast: [{scaleDownBy: 1.5, bitrate: 500 kbps}]', 'simulcast[0].scaleDownBy', 'divides into even numbers'],
    ['simulcast: [{bitrate: 500 kbps}]', 'simulcast[0].scaleDownBy', 'a number from'],
    ['scalabilityMode: L3T3_KEY', 'scalabilityMode', 'h264 has no spatial layers'],
    ['codec: vp9, size: 640x360, scalabilityMode: L3T3_KEY', 'scalabilityMode', 'at least 960x540'],
    [
      'codec: vp9, scalabilityMode: L3T3_KEY, simulcast: [{scaleDownBy: 2, bitrate: 500 kbps}]',
      'scalabilityMode',
      'beside simulcast',
    ],
    [
      'size: 640x360, simulcast: [{scaleDownBy: 4, bitrate: 100 kbps}, {scaleDownBy: 2, bitrate: 300 kbps}]',
      'simulcast',
      'at least 960x540 for 3 streams',
    ],
    ['scalabilityMode: L4T4', 'scalabilityMode', 'one of L1T1'],
  ])('%s is refused at %s', async (written, path, expected) => {
    const problems = await problemsOf(withVideo(written));
    expect(problems.map((problem) => problem.path)).toEqual([`broadcast.video.${path}`]);
    expect(problems[0]?.expected).toContain(expected);
  });

  test('are accepted where Chromium sends them', async () => {
    const { scenario } = await loadText(withVideo('codec: vp9, scalabilityMode: L3T3_KEY'));
    expect(scenario.broadcast.video.scalabilityMode).toBe('L3T3_KEY');
  });

  test('cause no warning for a line that carries only the lowest one', async () => {
    const narrow = withVideo('simulcast: [{scaleDownBy: 2, bitrate: 300 kbps}]').replace(
      'access: fixed',
      'access: {down: 1 Mbps}',
    );
    const { warnings } = await loadText(narrow);
    expect(warnings.filter((text) => text.includes('which is less than'))).toEqual([]);
  });
});
