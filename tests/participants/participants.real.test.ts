import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recordClip } from '../../scripts/bench/record-clip.ts';
import { planPictures } from '../../src/browser/snapshots/picture-plan.ts';
import type { ReferenceBands } from '../../src/browser/source/reference-bands.ts';
import { whipTask } from '../../src/browser/transports/whip/whip-task.ts';
import { sleep, wallMs } from '../../src/lib/clock.ts';
import { Closers } from '../../src/lib/closers.ts';
import { CannotMeasureError } from '../../src/lib/errors.ts';
import type { EventName } from '../../src/model/recording/event-line.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import type { LinkProfile } from '../../src/model/scenario/link-profile.ts';
import type { Broadcast, Source } from '../../src/model/scenario/scenario.ts';
import { findBrowser } from '../../src/participants/find-browser.ts';
import { type LaunchedBrowser, launchBrowser } from '../../src/participants/launch-browser.ts';
import { createPublisher, type Publisher } from '../../src/participants/publisher.ts';
import { ReferenceBandBuffer } from '../../src/participants/reference-band-buffer.ts';
import { createViewer, type Viewer } from '../../src/participants/viewer.ts';
import { type OriginProcess, startOrigin } from '../../src/sfu/process/start-origin.ts';
import { injectFaults } from './page-faults.ts';

const HERE = { command: '', args: [] };
const IDEAL: LinkProfile = { delayMs: 0, jitterMs: 0, loss: { type: 'none' } };
const SIZE = { width: 640, height: 360 };
const FPS = 30;
const SECONDS = 4;
/** Encoding, pacing, jitter buffer and decoding take 30-60 ms on loopback; the rest is for a busy machine. */
const LATENCY_LIMIT_MS = 500;

describe('participants around the origin, on this machine', () => {
  const closers = new Closers();
  const { signal } = new AbortController();
  let lines: RecordLine[] = [];
  const record = (line: RecordLine) => void lines.push(line);
  let origin: OriginProcess;
  let executable: string;
  let directory: string;
  let publisherBrowser: LaunchedBrowser;
  let viewerBrowser: LaunchedBrowser;

  const launch = async () => {
    const trustedOrigins = [new URL(origin.whipUrl).origin];
    const browser = await launchBrowser({ enter: HERE, executable, trustedOrigins, signal });
    closers.add('browser', () => browser.close());
    return browser;
  };
  const publisherOf = (source: Source, onReferenceBands?: (bands: readonly ReferenceBands[]) => void): Publisher =>
    createPublisher({
      ...{ browser: publisherBrowser, broadcast: broadcastOf(source), task: whipTask(origin.whipUrl), record, signal },
      ...(onReferenceBands && { onReferenceBands }),
    });
  const viewerOf = (id: string, browser = viewerBrowser, url = origin.whepUrl): Viewer =>
    createViewer({ id, browser, task: whipTask(url), record, signal });
  const begin = async (source: Source, id: string) => {
    const participants = { publisher: publisherOf(source), viewer: viewerOf(id) };
    await Promise.all([participants.publisher.open(), participants.viewer.open()]);
    await participants.publisher.publish();
    expect(await participants.viewer.join()).toBe('joined');
    return participants;
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'longhaul-test-'));
    closers.add('directory', () => rm(directory, { recursive: true }));
    executable = (await findBrowser()).path;
    origin = await startOrigin({
      enter: HERE,
      address: '127.0.0.1',
      port: 0,
      signal,
      onSecond: () => {},
      onLog: () => {},
      onExit: (error) => {
        throw error;
      },
    });
    closers.add('origin', () => origin.close());
    [publisherBrowser, viewerBrowser] = await Promise.all([launch(), launch()]);
  });

  afterEach(() => {
    lines = [];
  });

  afterAll(async () => expect(await closers.closeAll(5000)).toEqual([]));

  it('record every frame made and seen, and both sides’ statistics', async () => {
    const { publisher, viewer } = await begin({ type: 'presenter' }, 'here-1');
    for (let second = 0; second < SECONDS; second++) {
      await sleep(1000);
      await Promise.all([publisher.sample(), viewer.sample()]);
    }
    await Promise.all([viewer.close(), publisher.close()]);

    const seen = seenFrames(lines);
    // Half of them, in case the machine is busy.
    expect(seen.length).toBeGreaterThan((SECONDS * FPS) / 2);
    expect(unreadable(lines)).toBe(0);
    const numbers = seen.map(({ frame }) => frame);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    const made = madeFrames(lines);
    // The time code matches the publisher's record, up to the tenths kept.
    for (const { frame, seenMs, latencyMs } of seen)
      expect(Math.abs(seenMs - latencyMs - (made.get(frame) ?? Number.NaN))).toBeLessThan(0.2);
    const latencies = seen.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
    expect(latencies[0]).toBeGreaterThan(0);
    expect(latencies[latencies.length >> 1]).toBeLessThan(LATENCY_LIMIT_MS);

    expect(namesOf(lines, 'publisher')).toEqual([
      'published',
      'connection-state',
      'connection-state',
      'clock-compared',
    ]);
    expect(namesOf(lines, 'here-1').filter((name) => name !== 'connection-state')).toEqual([
      'join-started',
      'joined',
      'first-frame',
      'clock-compared',
    ]);
    expect(lastStats(lines, 'publisher')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'outbound-rtp', kind: 'audio', packetsSent: expect.any(Number) }),
        expect.objectContaining({ type: 'outbound-rtp', kind: 'video', frameWidth: 640, frameHeight: 360 }),
      ]),
    );
    expect(lastStats(lines, 'here-1')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'inbound-rtp', kind: 'audio', totalSamplesReceived: expect.any(Number) }),
        expect.objectContaining({ type: 'inbound-rtp', kind: 'video', frameWidth: 640, frameHeight: 360 }),
      ]),
    );
    expect(publisher.targetBitrateBps).toBeGreaterThan(0);
  });

  it('lose nothing when a page does not answer for a while, and do not wait for it', async () => {
    const { publisher, viewer } = await begin({ type: 'presenter' }, 'here-2');
    await sleep(500);
    await viewer.sample();
    const busyUntil = `const end = performance.now() + 2200; while (performance.now() < end);`;
    viewerBrowser.browser.contexts().at(-1)?.pages()[0]?.evaluate(busyUntil);
    const askedMs = wallMs();
    expect(await viewer.sample()).toBeUndefined();
    expect(wallMs() - askedMs).toBeLessThan(1200);
    await viewer.sample();
    await viewer.sample();
    await sleep(500);
    await Promise.all([publisher.sample(), viewer.sample()]);
    await Promise.all([viewer.close(), publisher.close()]);
    const decoded = lastStats(lines, 'here-2').flatMap((report) =>
      report.type === 'inbound-rtp' && report.kind === 'video' ? [report.framesDecoded ?? Number.NaN] : [],
    );
    expect(decoded).toHaveLength(1);
    // Some may be between decoder and reader; the busy page saw 66.
    expect(seenFrames(lines).length + unreadable(lines) - (decoded[0] ?? Number.NaN)).toBeGreaterThanOrEqual(-5);
  });

  it('send the user’s clip in a loop, with the time code in it', async () => {
    const path = join(directory, 'clip.webm');
    await writeFile(path, await recordClip(viewerBrowser, { width: 320, height: 240, seconds: 1 }));
    const shelf = new ReferenceBandBuffer();
    const publisher = publisherOf({ type: 'file', path }, (bands) => shelf.add(bands));
    const viewer = createViewer({
      ...{ id: 'here-3', browser: viewerBrowser, task: whipTask(origin.whepUrl), record, signal },
      reference: { type: 'clip', ...SIZE, fps: FPS },
      pictures: planPictures(10_000),
      referenceBands: (frames) => shelf.get(frames),
    });
    await Promise.all([publisher.open(), viewer.open()]);
    const faults = await injectFaults(publisherBrowser);
    await publisher.publish();
    expect(await viewer.join()).toBe('joined');
    // A busy machine judges fewer frames, but none of them differently.
    const sampleUntil = async (judged: number, leastSeconds: number) => {
      for (let second = 0; second < 20; second++) {
        await sleep(1000);
        await Promise.all([publisher.sample(), viewer.sample()]);
        if (second + 1 >= leastSeconds && clarityOf(lines).length >= judged) return;
      }
    };
    // Longer than the clip, than a full round of references, and than the encoder takes to its full bitrate.
    await sampleUntil(1, 6);
    const early = clarityOf(lines).length;
    await sampleUntil(early + 3, 3);
    const clean = clarityOf(lines).slice(early);
    // At least nine seconds: half of their frames, in case the machine is busy.
    expect(seenFrames(lines).length).toBeGreaterThan((9 * FPS) / 2);
    expect(unreadable(lines)).toBe(0);
    expect(lastStats(lines, 'here-3')).toEqual(
      expect.arrayContaining([expect.objectContaining({ type: 'inbound-rtp', frameWidth: 640, frameHeight: 360 })]),
    );
    await faults.blur(true);
    // The first frames judged next may have been made before.
    await sampleUntil(early + clean.length + 4, 4);
    await Promise.all([viewer.close(), publisher.close()]);
    // Loss by encoding: 1 Mbps is plenty. A pixel or a level off would be under 30 dB.
    expect(clean.length).toBeGreaterThanOrEqual(1);
    expect(median(clean.map(({ ssim }) => ssim))).toBeGreaterThan(0.95);
    expect(median(clean.map(({ psnrDb }) => psnrDb))).toBeGreaterThan(32);
    const blurred = clarityOf(lines).slice(-2);
    expect(Math.max(...blurred.map(({ ssim }) => ssim))).toBeLessThan(median(clean.map(({ ssim }) => ssim)) - 0.1);
    const [film] = lines.flatMap((line) => (line.type === 'picture' && line.why === 'film' ? [line] : []));
    expect(Buffer.from(film?.jpeg ?? '', 'base64').subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  });

  it('compare a time code with their own corrected clock', async () => {
    const publisher = publisherOf({ type: 'presenter' });
    const corrections = { 'here-6': 0, 'here-7': 700 };
    const viewers = Object.entries(corrections).map(([id, correctionMs]) =>
      createViewer({ id, browser: viewerBrowser, task: whipTask(origin.whepUrl), correctionMs, record, signal }),
    );
    await Promise.all([publisher, ...viewers].map((each) => each.open()));
    await publisher.publish();
    expect(await Promise.all(viewers.map((viewer) => viewer.join()))).toEqual(['joined', 'joined']);
    for (let second = 0; second < 3; second++) {
      await sleep(1000);
      await Promise.all([publisher, ...viewers].map((each) => each.sample()));
    }
    await Promise.all([publisher, ...viewers].map((each) => each.close()));
    const made = madeFrames(lines);
    for (const line of lines)
      if (line.type === 'frames-seen')
        line.frame.forEach((frame, i) => {
          // Time since the publisher made it, by the same machine's clock.
          const tookMs = line.baseMs + (line.seenMs[i] ?? 0) - (made.get(frame) ?? Number.NaN);
          const correctionMs = corrections[line.viewer as keyof typeof corrections];
          expect(Math.abs((line.latencyMs[i] ?? Number.NaN) - tookMs - correctionMs)).toBeLessThan(0.2);
        });
    expect(seenFrames(lines).length).toBeGreaterThan(FPS);
  });

  it('report a clip that cannot be played', async () => {
    const path = join(directory, 'notes.mp4');
    await writeFile(path, 'not a clip');
    const publisher = publisherOf({ type: 'file', path });
    await publisher.open();
    await expect(publisher.publish()).rejects.toThrow(CannotMeasureError);
    await expect(publisher.publish()).rejects.toThrow(/a file that this browser cannot play/);
  });

  it('try twice to join a stream that is not there, and report why it failed', async () => {
    const viewer = viewerOf('here-4', viewerBrowser, origin.whepUrl.replace('live', 'nothing'));
    await viewer.open();
    expect(await viewer.join()).toBe('failed');
    await viewer.close();
    expect(namesOf(lines, 'here-4')).toEqual(['join-started', 'join-failed', 'join-started', 'join-failed']);
    expect(lines.findLast(({ type }) => type === 'event')).toMatchObject({
      detail: { attempt: 2, reason: expect.stringMatching(/answered 409 Conflict: nobody publishes/) },
    });
  });

  it('record once that a browser died, and do not fail for it', async () => {
    const browser = await launch();
    const viewer = viewerOf('here-5', browser);
    await viewer.open();
    const died = new Promise((resolve) => browser.browser.once('disconnected', resolve));
    await browser.kill();
    await died;
    expect(await viewer.sample()).toBeUndefined();
    expect(await viewer.sample()).toBeUndefined();
    expect(await viewer.join()).toBe('failed');
    await viewer.close();
    expect(namesOf(lines, 'here-5').filter((name) => name === 'crashed')).toHaveLength(1);
    expect(namesOf(lines, 'here-5')[0]).toBe('crashed');
  });
});

function broadcastOf(source: Source): Broadcast {
  return {
    transport: 'local',
    source,
    video: { codec: 'h264', ...SIZE, fps: FPS, bitrateBps: 1_000_000 },
    audio: { bitrateBps: 64_000 },
    firstMile: { profile: 'custom', label: 'none', out: IDEAL, back: IDEAL },
  };
}

function madeFrames(lines: readonly RecordLine[]): Map<number, number> {
  const made = new Map<number, number>();
  for (const line of lines)
    if (line.type === 'frames-made')
      for (const [i, frame] of line.frame.entries()) made.set(frame, line.baseMs + (line.madeMs[i] ?? Number.NaN));
  return made;
}

function seenFrames(lines: readonly RecordLine[]) {
  return lines.flatMap((line) =>
    line.type === 'frames-seen'
      ? line.frame.map((frame, i) => ({
          frame,
          seenMs: line.baseMs + (line.seenMs[i] ?? Number.NaN),
          latencyMs: line.latencyMs[i] ?? Number.NaN,
        }))
      : [],
  );
}

function clarityOf(lines: readonly RecordLine[]): { ssim: number; psnrDb: number }[] {
  return lines.flatMap((line) =>
    line.type === 'clarity' ? line.ssim.map((ssim, i) => ({ ssim, psnrDb: line.psnrDb[i] ?? Number.NaN })) : [],
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function unreadable(lines: readonly RecordLine[]): number {
  return lines.reduce((sum, line) => (line.type === 'frames-seen' ? sum + line.unreadable : sum), 0);
}

function namesOf(lines: readonly RecordLine[], source: string): EventName[] {
  return lines.flatMap((line) => (line.type === 'event' && line.source === source ? [line.name] : []));
}

function lastStats(lines: readonly RecordLine[], participant: string) {
  const line = lines.filter((candidate) => candidate.type === 'stats' && candidate.participant === participant).at(-1);
  return line?.type === 'stats' ? line.reports : [];
}
