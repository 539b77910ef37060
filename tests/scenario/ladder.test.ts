import { describe, expect, test } from 'vitest';
import { defaultLadder } from '../../src/recommend/default-ladder.ts';
import { rungsOf } from '../../src/scenario/resolve/resolve-ladder.ts';
import { loadText, problemsOf, spoilt } from './load-text.ts';

const withLadder = (ladder: string) => spoilt('duration: 20s', `duration: 20s\nladder: ${ladder}`);

describe('a ladder', () => {
  test('is every codec with every size and bitrate of each step, all scaled down from one picture', async () => {
    const { scenario } = await loadText(
      withLadder('[{codec: [h264, vp9], size: 640x360, bitrate: [500 kbps, 1 Mbps]}, {bitrate: 2 Mbps}]'),
    );
    expect(scenario.ladder?.map(({ name }) => name)).toEqual([
      'h264-360p-500k',
      'h264-360p-1000k',
      'vp9-360p-500k',
      'vp9-360p-1000k',
      'h264-720p-2000k',
    ]);
    const sources = scenario.ladder?.map(({ broadcast }) => broadcast.video.sourceSize);
    expect(sources).toEqual([...Array(4).fill({ width: 1280, height: 720 }), undefined]);
    expect(scenario.ladder?.[0]?.broadcast).toMatchObject({ audio: scenario.broadcast.audio, video: { fps: 30 } });
  });

  test('names frame rates when they differ, and lists a repeated rung once', async () => {
    const { scenario } = await loadText(
      withLadder('[{bitrate: [2 Mbps, 2 Mbps]}, {bitrate: 2 Mbps, fps: 60}, {bitrate: 2 Mbps}]'),
    );
    expect(scenario.ladder?.map(({ name }) => name)).toEqual(['h264-720p30-2000k', 'h264-720p60-2000k']);
  });

  test.each([
    ['[]', 'ladder', 'a list of steps'],
    ['[{size: 640x360}]', 'ladder[0].bitrate', 'a bitrate such as "1 Mbps"'],
    ['[{bitrate: [1 Mbps, 2]}]', 'ladder[0].bitrate[1]', 'a bit rate with its unit'],
    ['[{codec: h265, bitrate: 1 Mbps}]', 'ladder[0].codec', 'one of vp8, h264'],
    ['[{size: [1280x720, 640x480], bitrate: 1 Mbps}]', 'ladder', 'a source in the shape of 640x480'],
    [
      `[{codec: [h264, vp8, vp9], size: [1280x720, 640x360, 320x180], bitrate: [1 Mbps, 2 Mbps, 3 Mbps]}]`,
      'ladder',
      'at most 24 rungs in all',
    ],
  ])('%s is refused at %s', async (ladder, path, expected) => {
    const problems = await problemsOf(withLadder(ladder));
    expect(problems[0]).toMatchObject({ path });
    expect(problems[0]?.expected).toContain(expected);
  });

  test('has by default two bitrates of the three largest sizes up to the broadcast’s, and the broadcast itself', async () => {
    const { scenario } = await loadText(spoilt('duration: 20s', 'duration: 20s'));
    const { broadcast } = scenario;
    const named = (video: Partial<typeof broadcast.video>) => {
      const own = { ...broadcast, video: { ...broadcast.video, ...video } };
      return rungsOf(own, defaultLadder(own.video)).map(({ name }) => name);
    };
    const six = ['360p-400k', '360p-800k', '540p-1200k', '540p-1800k', '720p-2000k', '720p-3000k'];
    expect(named({})).toEqual(six.map((name) => `h264-${name}`));
    expect(named({ bitrateBps: 2.5e6 })).toEqual([...six, '720p-2500k'].map((name) => `h264-${name}`));
    expect(named({ width: 1920, height: 1080, bitrateBps: 6e6 }).at(-1)).toBe('h264-1080p-6000k');
    expect(named({ width: 720, height: 1280 }).at(0)).toBe('h264-640p-400k');
    expect(named({ width: 320, height: 180 })).toEqual(['h264-180p-2000k']);
  });
});
