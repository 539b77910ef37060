import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planPictures } from '../../src/browser/snapshots/picture-plan.ts';
import { whipTask } from '../../src/browser/transports/whip/whip-task.ts';
import { sleep, wallMs } from '../../src/lib/clock.ts';
import { Closers } from '../../src/lib/closers.ts';
import { measureTake } from '../../src/metrics/measure-take.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import type { MetricValue } from '../../src/model/result/metric.ts';
import type { LinkProfile } from '../../src/model/scenario/link-profile.ts';
import type { Broadcast } from '../../src/model/scenario/scenario.ts';
import { findBrowser } from '../../src/participants/find-browser.ts';
import { launchBrowser } from '../../src/participants/launch-browser.ts';
import { createPublisher } from '../../src/participants/publisher.ts';
import { createViewer } from '../../src/participants/viewer.ts';
import { gatherTake } from '../../src/recording/gather-take.ts';
import { startOrigin } from '../../src/sfu/process/start-origin.ts';
import { buildLines } from '../build-recording.ts';
import { injectFaults } from './page-faults.ts';

const HERE = { command: '', args: [] };
const IDEAL: LinkProfile = { delayMs: 0, jitterMs: 0, loss: { type: 'none' } };
const VIEWER = 'here-1';
const BROADCAST: Broadcast = {
  transport: 'local',
  source: { type: 'presenter' },
  video: { codec: 'h264', width: 640, height: 360, fps: 30, bitrateBps: 1_500_000 },
  audio: { bitrateBps: 64_000 },
  firstMile: { profile: 'custom', label: 'none', out: IDEAL, back: IDEAL },
};
const WARM_UP_MS = 4000;
const PHASE_MS = 6000;
/** Time after switching a fault for everything made before to arrive. */
const SETTLE_MS = 1200;
/** Block of audio as a received track delivers it. */
const BLOCK_MS = 10;
/** Tolerance for the jitter buffers of audio and video, which settle independently; two frames on a busy machine. */
const DRIFT_MS = 70;
const SHIFT_MS = 200;
const CUT_MS = 500;

type Phase = 'clean' | 'shifted' | 'cut' | 'blurred';

describe('the measurement of a real stream', () => {
  const closers = new Closers();
  const lines: RecordLine[] = [];
  const phases = new Map<Phase, Readonly<Record<string, MetricValue>>>();

  const value = (phase: Phase, metric: string): number => {
    const found = phases.get(phase)?.[metric];
    if (found?.type === 'value') return found.value;
    return found?.type === 'distribution' ? found.p50 : Number.NaN;
  };

  beforeAll(async () => {
    const { signal } = new AbortController();
    const record = (line: RecordLine) => void lines.push(line);
    const { path: executable } = await findBrowser();
    const origin = await startOrigin({
      ...{ enter: HERE, address: '127.0.0.1', port: 0, signal },
      onSecond: record,
      onLog: () => {},
      onExit: (error) => {
        throw error;
      },
    });
    closers.add('origin', () => origin.close());
    const launch = async () => {
      const trustedOrigins = [new URL(origin.whipUrl).origin];
      const browser = await launchBrowser({ enter: HERE, executable, trustedOrigins, signal });
      closers.add('browser', () => browser.close());
      return browser;
    };
    const [publishing, watching] = await Promise.all([launch(), launch()]);
    const publisher = createPublisher({
      ...{ browser: publishing, broadcast: BROADCAST, task: whipTask(origin.whipUrl), record, signal },
    });
    const viewer = createViewer({
      ...{ id: VIEWER, browser: watching, task: whipTask(origin.whepUrl), record, signal },
      reference: { type: 'presenter', ...BROADCAST.video },
      pictures: planPictures(40_000),
    });
    await Promise.all([publisher.open(), viewer.open()]);
    const faults = await injectFaults(publishing);
    await publisher.publish();
    expect(await viewer.join()).toBe('joined');

    const sampleFor = async (ms: number) => {
      for (const endMs = wallMs() + ms; wallMs() < endMs; ) {
        await sleep(Math.min(1000, Math.max(0, endMs - wallMs())));
        await Promise.all([publisher.sample(), viewer.sample()]);
      }
    };
    const windows = new Map<Phase, { fromMs: number; toMs: number }>();
    const play = async (phase: Phase, during: () => Promise<unknown> = async () => {}) => {
      await sampleFor(SETTLE_MS);
      const fromMs = wallMs();
      windows.set(phase, { fromMs, toMs: fromMs + PHASE_MS });
      await during();
      await sampleFor(PHASE_MS);
    };
    await sampleFor(WARM_UP_MS);
    await play('clean');
    await faults.delaySound(SHIFT_MS);
    await play('shifted');
    await faults.delaySound(0);
    await play('cut', () => faults.cutSound(CUT_MS));
    await faults.blur(true);
    await play('blurred');
    // Frames made in the last two seconds of a recording are not judged.
    await sampleFor(2200);
    await Promise.all([viewer.close(), publisher.close()]);

    for (const [phase, window] of windows) phases.set(phase, measure(lines, window));
  }, 120_000);

  afterAll(async () => expect(await closers.closeAll(5000)).toEqual([]));

  it('is complete, and finds no fault where there is none', () => {
    for (const metric of ['latency', 'audioLatency', 'avOffset', 'clarity', 'clarityPsnr', 'videoScore', 'audioScore'])
      expect(value('clean', metric), metric).not.toBeNaN();
    expect(value('clean', 'longestAudioGap')).toBeLessThan(2 * BLOCK_MS);
    expect(value('clean', 'clarity')).toBeGreaterThan(0.8);
    expect(value('clean', 'pictureHeight')).toBe(360);
    // Nothing is lost on loopback, nor between the stages; allow a frame at each edge of the counters.
    expect(value('clean', 'firstMileFrameLoss')).toBe(0);
    expect(value('clean', 'framesMade') - value('clean', 'framesMissed')).toBe(value('clean', 'framesSeen'));
    expect(value('clean', 'networkFrameLoss')).toBeLessThan(0.02);
  });

  it('moves the A/V offset by as much as audio is delayed, and nothing else', () => {
    // Jitter buffers drift by some ms from phase to phase: compare with the phases before and after.
    const unmoved = (value('clean', 'avOffset') + value('cut', 'avOffset')) / 2;
    const moved = unmoved - value('shifted', 'avOffset');
    expect(Math.abs(moved - SHIFT_MS)).toBeLessThanOrEqual(BLOCK_MS);
    expect(Math.abs(value('shifted', 'audioLatency') - value('clean', 'audioLatency') - SHIFT_MS)).toBeLessThanOrEqual(
      2 * BLOCK_MS,
    );
    expect(value('shifted', 'longestAudioGap')).toBeLessThan(2 * BLOCK_MS);
    expect(Math.abs(value('shifted', 'clarity') - value('clean', 'clarity'))).toBeLessThan(0.03);
  });

  it('finds half a second of cut audio as a gap of half a second', () => {
    expect(Math.abs(value('cut', 'longestAudioGap') - CUT_MS)).toBeLessThanOrEqual(2 * BLOCK_MS);
    expect(value('cut', 'audioGapCount')).toBe(1);
    expect(value('cut', 'audioStutterRate')).toBeCloseTo(value('cut', 'longestAudioGap') / PHASE_MS, 3);
    expect(value('cut', 'audioScore')).toBeLessThan(value('clean', 'audioScore'));
    expect(Math.abs(value('cut', 'avOffset') - value('clean', 'avOffset'))).toBeLessThan(DRIFT_MS);
  });

  it('lowers clarity when the picture is blurred, and nothing else', () => {
    expect(value('blurred', 'clarity')).toBeLessThan(value('clean', 'clarity') - 0.1);
    expect(value('blurred', 'clarityPsnr')).toBeLessThan(value('clean', 'clarityPsnr') - 2);
    expect(value('blurred', 'videoScore')).toBeLessThan(value('clean', 'videoScore') - 0.5);
    expect(value('blurred', 'longestAudioGap')).toBeLessThan(2 * BLOCK_MS);
    expect(value('blurred', 'stutterRate')).toBe(value('clean', 'stutterRate'));
    expect(value('blurred', 'framesMade')).toBeGreaterThan(value('clean', 'framesMade') * 0.9);
    expect(Math.abs(value('blurred', 'avOffset') - value('clean', 'avOffset'))).toBeLessThan(DRIFT_MS);
  });

  it('keeps pictures: a film of what was seen, and the screen when something went wrong', () => {
    const pictures = lines.flatMap((line) => (line.type === 'picture' ? [line] : []));
    const film = pictures.filter(({ why }) => why === 'film');
    expect(film.length).toBeGreaterThanOrEqual(5);
    for (const { jpeg } of pictures) {
      const image = Buffer.from(jpeg ?? '', 'base64');
      expect(image.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
      expect(image.length).toBeLessThan(20_000);
    }
    for (const { jpeg } of film) expect(jpeg?.length).toBeLessThan(6000);
    const [cut, ...others] = new Set(pictures.filter(({ why }) => why === 'audio-gap').map(({ incident }) => incident));
    expect(others).toEqual([]);
    const around = pictures.filter(({ incident }) => incident === cut && incident !== undefined);
    const [first] = around;
    // One picture a second: half a second may have none.
    expect(around.map(({ place }) => place).filter((place) => place !== 'at')).toEqual(['before', 'after']);
    expect(Math.abs((first?.toMs ?? 0) - (first?.fromMs ?? 0) - CUT_MS)).toBeLessThanOrEqual(2 * BLOCK_MS);
    const collapse = pictures.filter(({ why }) => why === 'clarity-collapse');
    expect(collapse.slice(0, 3).map(({ place }) => place)).toEqual(['before', 'at', 'after']);
    expect(collapse[1]?.ssim).toBeLessThan(value('clean', 'clarity') - 0.1);
  });
});

/** Returns all metrics of one window. */
function measure(lines: readonly RecordLine[], window: { fromMs: number; toMs: number }) {
  const [header] = buildLines({ viewers: [{ id: VIEWER, region: 'here' }] });
  if (header?.type !== 'header') throw new Error('no header');
  const { take } = header;
  const scenario = { ...take.scenario, broadcast: BROADCAST };
  const gatherer = gatherTake({ ...header, take: { ...take, scenario } });
  for (const line of lines) gatherer.add(line);
  gatherer.add({ type: 'window', atMs: window.fromMs, ...window });
  return measureTake(gatherer.finish(0)).viewers[0]?.metrics ?? {};
}
