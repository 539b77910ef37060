import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sleep } from '../../src/lib/clock.ts';
import { Closers } from '../../src/lib/closers.ts';
import { findBrowser } from '../../src/media/find-browser.ts';
import { type LaunchedBrowser, launchBrowser } from '../../src/media/launch-browser.ts';
import { type Origin, startOrigin } from '../../src/media/origin/start-origin.ts';
import { createPublisher } from '../../src/media/publisher.ts';
import { createViewer } from '../../src/media/viewer.ts';
import type { LinkProfile } from '../../src/model/network.ts';
import type { EventLine, EventName, RecordLine } from '../../src/model/recording.ts';
import type { Broadcast } from '../../src/model/scenario.ts';
import type { StatsReport } from '../../src/model/w3c-stats.ts';

const HERE = { command: '', args: [] };
const IDEAL: LinkProfile = { delayMs: 0, jitterMs: 0, loss: { type: 'none' } };
const BROADCAST: Broadcast = {
  transport: 'local',
  source: { type: 'presenter' },
  video: { codec: 'h264', width: 640, height: 360, fps: 30, bitrateBps: 1_000_000 },
  audio: { bitrateBps: 64_000 },
  firstMile: { profile: 'custom', label: 'none', out: IDEAL, back: IDEAL },
};
const SECONDS = 4;
/** Encode, pacing, jitter buffer, decode on loopback are 30-60 ms; the rest is for a busy machine. */
const LATENCY_LIMIT_MS = 500;

describe('a publisher and a viewer around the origin, on this machine', () => {
  const closers = new Closers();
  const { signal } = new AbortController();
  let origin: Origin;
  let executable: string;

  const launch = async (): Promise<LaunchedBrowser> => {
    const trustedOrigin = new URL(origin.whipUrl).origin;
    const browser = await launchBrowser({ enter: HERE, executable, trustedOrigin, signal });
    closers.add('browser', () => browser.close());
    return browser;
  };

  beforeAll(async () => {
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
  });

  afterAll(async () => expect(await closers.closeAll(5000)).toEqual([]));

  it('records what was made, what was seen, and both sides’ statistics', async () => {
    const lines: RecordLine[] = [];
    const record = (line: RecordLine) => void lines.push(line);
    const publisher = createPublisher({
      browser: await launch(),
      broadcast: BROADCAST,
      url: origin.whipUrl,
      record,
      signal,
    });
    const viewer = createViewer({
      id: 'here-1',
      browser: await launch(),
      transport: 'local',
      url: origin.whepUrl,
      record,
      signal,
    });
    await Promise.all([publisher.open(), viewer.open()]);
    await publisher.publish();
    expect(await viewer.join()).toBe('joined');
    for (let second = 0; second < SECONDS; second++) {
      await sleep(1000);
      await Promise.all([publisher.sample(), viewer.sample()]);
    }
    await Promise.all([viewer.close(), publisher.close()]);

    const made = new Map<number, number>();
    for (const line of lines)
      if (line.type === 'frames-made')
        for (const [i, frame] of line.frame.entries()) made.set(frame, line.baseMs + (line.madeMs[i] ?? Number.NaN));
    const seenLines = lines.filter((line) => line.type === 'frames-seen');
    const seen = seenLines.flatMap((line) =>
      line.frame.map((frame, i) => ({
        frame,
        seenMs: line.baseMs + (line.seenMs[i] ?? Number.NaN),
        latencyMs: line.latencyMs[i] ?? Number.NaN,
      })),
    );
    // 30 a second from the first on; half of them, should the machine be busy.
    expect(seen.length).toBeGreaterThan(SECONDS * 15);
    expect(seenLines.reduce((sum, { unreadable }) => sum + unreadable, 0)).toBe(0);
    const numbers = seen.map(({ frame }) => frame);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    for (const { frame, seenMs, latencyMs } of seen) {
      // The time code says what the publisher noted, to the tenth that is kept of both.
      expect(seenMs - latencyMs).toBeCloseTo(made.get(frame) ?? Number.NaN, 0);
      expect(latencyMs).toBeGreaterThan(0);
    }
    const latencies = seen.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
    expect(latencies[latencies.length >> 1]).toBeLessThan(LATENCY_LIMIT_MS);

    expect(namesOf(lines, 'publisher')).toContain('published');
    expect(namesOf(lines, 'here-1').filter((name) => name !== 'connection-state')).toEqual([
      'join-started',
      'joined',
      'first-frame',
    ]);
    const stats = (participant: string) =>
      lines.filter((line) => line.type === 'stats' && line.participant === participant).at(-1);
    expect(stats('publisher')).toMatchObject({ reports: reportsLike({ type: 'outbound-rtp', kind: 'audio' }) });
    expect(stats('publisher')).toMatchObject({
      reports: reportsLike({ type: 'outbound-rtp', kind: 'video', frameWidth: 640, frameHeight: 360 }),
    });
    expect(stats('here-1')).toMatchObject({
      reports: reportsLike({ type: 'inbound-rtp', kind: 'video', frameWidth: 640, frameHeight: 360 }),
    });
    expect(publisher.targetBitrateBps).toBeGreaterThan(0);
  });

  it('tries twice to join a stream that is not there, and says why it failed', async () => {
    const lines: RecordLine[] = [];
    const viewer = createViewer({
      id: 'here-2',
      browser: await launch(),
      transport: 'local',
      url: origin.whepUrl.replace('live', 'nothing'),
      record: (line) => void lines.push(line),
      signal,
    });
    await viewer.open();
    expect(await viewer.join()).toBe('failed');
    await viewer.close();
    expect(namesOf(lines, 'here-2').filter((name) => name.startsWith('join'))).toEqual([
      'join-started',
      'join-failed',
      'join-started',
      'join-failed',
    ]);
    const failure = lines.filter((line): line is EventLine => line.type === 'event' && line.name === 'join-failed')[1];
    expect(failure?.detail).toEqual({ attempt: 2, reason: expect.stringMatching(/answered 409: nobody publishes/) });
  });

  it('records a browser that dies once, and goes on sampling without a word', async () => {
    const lines: RecordLine[] = [];
    const browser = await launch();
    const viewer = createViewer({
      id: 'here-3',
      browser,
      transport: 'local',
      url: origin.whepUrl,
      record: (line) => void lines.push(line),
      signal,
    });
    await viewer.open();
    await browser.kill();
    await sleep(200);
    expect(await viewer.sample()).toBeUndefined();
    expect(await viewer.sample()).toBeUndefined();
    expect(namesOf(lines, 'here-3')).toEqual(['crashed']);
    await viewer.close();
  });
});

function namesOf(lines: readonly RecordLine[], source: string): EventName[] {
  return lines.flatMap((line) => (line.type === 'event' && line.source === source ? [line.name] : []));
}

function reportsLike(report: Partial<StatsReport> & Record<string, unknown>): unknown {
  return expect.arrayContaining([expect.objectContaining(report)]);
}
