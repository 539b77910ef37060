import { describe, expect, it } from 'vitest';
import type { EncodedAudio, EncodedLayer } from '../../../src/model/recording/encoder-record.ts';
import type { Result } from '../../../src/model/result/result.ts';
import type { AudioSettings } from '../../../src/model/scenario/scenario.ts';
import { encoderArms } from '../../../src/report/facts/encoder-arms.ts';
import { encoderRows } from '../../../src/report/facts/encoder-rows.ts';
import { htmlReport } from '../../../src/report/formats/html-report.ts';
import { markdownReport } from '../../../src/report/formats/markdown-report.ts';
import { formatTerminal } from '../../../src/report/formats/terminal.ts';
import { readyResult } from '../sample-result.ts';

const LAYER: EncodedLayer = {
  ...{ codec: 'H264', implementation: 'OpenH264', width: 1280, height: 720, sizeChanges: 0, fps: 29.9 },
  ...{ bitrateBps: 1.94e6, targetBps: 2e6, meanQp: 31.4, keyframes: 4, keyframeIntervalMs: 5000, frames: 598 },
  ...{ hugeFrames: 4, encodeMs: 5.2, limitedFractions: {} },
};
const { broadcast } = readyResult().scenario;
const rowsOf = (layer: Partial<EncodedLayer>, asked: Partial<typeof broadcast.video> = {}) =>
  encoderRows({ ...broadcast, video: { ...broadcast.video, ...asked } }, [{ video: [{ ...LAYER, ...layer }] }]);
const wrong = (layer: Partial<EncodedLayer>, asked: Partial<typeof broadcast.video> = {}) =>
  rowsOf(layer, asked)
    .filter(({ isAsAsked }) => isAsAsked === false)
    .map(({ label }) => label.en);

describe('asked against got', () => {
  it('is one row for each of codec, picture, frame rate, bitrate, quantiser, keyframes, huge frames, limits, time', () => {
    expect(rowsOf({}).map(({ label, asked, got }) => [label.en, asked?.en, got.en])).toEqual([
      ['Codec', 'H264', 'H264 · OpenH264'],
      ['Picture', '1280×720', '1280×720'],
      ['Frame rate', '30 fps', '29.9 fps'],
      ['Bitrate', '2 Mbps', '1.9 Mbps'],
      ['Quantiser (QP)', undefined, '31'],
      ['Keyframes', 'when needed', '4, one in 5.0 s'],
      ['Huge frames', undefined, '4 of 598'],
      ['Limited by', 'nothing', 'nothing'],
      ['Time to encode a frame', '< 33 ms', '5.2 ms'],
    ]);
    expect(wrong({})).toEqual([]);
  });

  it.each<[string, Partial<EncodedLayer>, Partial<typeof broadcast.video>, readonly string[]]>([
    ['another codec', { codec: 'VP8' }, {}, ['Codec']],
    ['a smaller picture', { width: 640, height: 360 }, {}, ['Picture']],
    ['frames that are missing', { fps: 26 }, {}, ['Frame rate']],
    ['a bitrate not reached', { bitrateBps: 1.5e6 }, {}, ['Bitrate']],
    ['a bitrate overshot', { bitrateBps: 2.4e6 }, {}, ['Bitrate']],
    ['rarer keyframes', {}, { keyframeIntervalMs: 2000 }, ['Keyframes']],
    ['no CPU to spare', { encodeMs: 20, limitedFractions: { cpu: 0.4 } }, {}, ['Limited by', 'Time to encode a frame']],
  ])('points at %s', (_, layer, asked, labels) => {
    expect(wrong(layer, asked)).toEqual(labels);
  });

  it('expects twice the bitrate for redundant sound, since the browser names Opus either way', () => {
    const sound = (bitrateBps: number, red: boolean) =>
      encoderRows({ ...broadcast, audio: { bitrateBps: 64_000, red } }, [
        { video: [LAYER], audio: { codec: 'opus', bitrateBps } },
      ]).find(({ label }) => label.en === 'Sound');
    expect(sound(126_000, true)).toMatchObject({
      ...{ asked: { en: '2 × 64 kbps (RED)' }, got: { en: 'opus · 126 kbps' }, isAsAsked: true },
    });
    expect(sound(64_500, true)?.isAsAsked).toBe(false);
    expect(sound(64_500, false)).toMatchObject({ asked: { en: '64 kbps' }, got: { en: 'opus · 64.5 kbps' } });
  });

  it('compares channels, FEC and DTX of the sound where they were asked for', () => {
    const sound = (asked: Partial<AudioSettings>, got: Partial<EncodedAudio>) =>
      encoderRows({ ...broadcast, audio: { bitrateBps: 128_000, ...asked } }, [
        { video: [LAYER], audio: { codec: 'opus', bitrateBps: 96_000, ...got } },
      ]).find(({ label }) => label.en === 'Sound');
    const format = { channels: 2, fec: false, dtx: true, packetsPerS: 41.2 } as const;
    expect(sound({ channels: 2, fec: false, dtx: true }, format)).toMatchObject({
      asked: { en: '128 kbps · stereo · no FEC · DTX', zh: '128 kbps · 立体声 · FEC 关 · DTX' },
      got: { en: 'opus · 96 kbps · stereo · no FEC · DTX · 41 packets a second' },
      isAsAsked: true,
    });
    expect(sound({ channels: 2 }, { ...format, channels: 1 })?.isAsAsked).toBe(false);
    expect(sound({ fec: true }, { ...format, dtx: false })?.isAsAsked).toBe(false);
    // FEC is the browser's affair by default.
    const usual = sound({}, { channels: 1, fec: true, dtx: false, packetsPerS: 50 });
    expect(usual).toMatchObject({ asked: { en: '128 kbps' }, got: { en: 'opus · 96 kbps' } });
    expect(usual?.isAsAsked).toBeUndefined();
  });

  it('gives the median of several takes with its range, and the worst for limits', () => {
    const records = [{ fps: 30 }, { fps: 28 }, { fps: 29, limitedFractions: { cpu: 0.02 } }].map((more) => ({
      video: [{ ...LAYER, ...more }],
    }));
    const texts = encoderRows(broadcast, records).map(({ got }) => got.en);
    expect(texts).toContain('29 fps (28 fps–30 fps)');
    expect(texts).toContain('CPU 2 %');
  });

  it('has a row per layer if there are several, and compares their sum with the bitrate', () => {
    const video = [
      { ...LAYER, rid: 'f', bitrateBps: 1.6e6 },
      { ...LAYER, rid: 'q', width: 320, height: 180, bitrateBps: 0.3e6 },
    ];
    const rows = encoderRows(broadcast, [{ video }]);
    expect(rows.find(({ label }) => label.en === 'Bitrate')).toMatchObject({
      got: { en: '1.9 Mbps' },
      isAsAsked: true,
    });
    expect(rows.find(({ label }) => label.en === 'Layer q')?.got.en).toBe('320×180 · 29.9 fps · 300 kbps');
  });
});

describe('the encoder in the reports', () => {
  const take = readyResult().takes[0];
  const withVariants = (): Result => {
    if (take === undefined) throw new Error('the sample has a take');
    const low = { ...broadcast, video: { ...broadcast.video, bitrateBps: 1e6 } };
    return {
      ...readyResult(),
      scenario: { ...readyResult().scenario, variants: [{ name: 'low', broadcast: low }] },
      takes: [
        { ...take, variant: 'base', encoder: { video: [LAYER] } },
        { ...take, variant: 'low', encoder: { video: [{ ...LAYER, bitrateBps: 0.5e6 }] } },
        { ...take, variant: 'low', outcome: 'invalid', encoder: { video: [{ ...LAYER, fps: 3 }] } },
      ],
    };
  };

  it('is a card per variant, from valid takes only', () => {
    const arms = encoderArms(withVariants());
    expect(arms.map(({ name }) => name)).toEqual(['base', 'low']);
    expect(arms[1]?.rows.find(({ label }) => label.en === 'Frame rate')?.got.en).toBe('29.9 fps');
    const page = String(htmlReport(withVariants())[0]?.content);
    expect(page).toContain('id="encoder"');
    expect(page).toContain('量化参数（QP）');
    expect(page.match(/not as asked/g)).toHaveLength(1);
  });

  it('is a line per variant in text, which names a setting only if the encoder did not keep it', () => {
    const lines = [
      formatTerminal(withVariants(), { colour: false, width: 1000 }).replace(/\n/g, ' '),
      String(markdownReport(withVariants())[0]?.content),
    ];
    for (const text of lines) expect(text).toMatch(/Encoder of low: .*Bitrate 500 kbps \(asked: 1 Mbps\); Quantiser/);
  });

  it('is left out for older results', () => {
    expect(String(htmlReport(readyResult())[0]?.content)).not.toContain('id="encoder"');
  });
});
