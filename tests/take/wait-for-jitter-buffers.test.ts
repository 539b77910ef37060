import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { wallMs } from '../../src/lib/clock.ts';
import { RepairMeter } from '../../src/model/recording/repair-meter.ts';
import type { LinkProfile } from '../../src/model/scenario/link-profile.ts';
import type { Viewer } from '../../src/participants/viewer.ts';
import { waitForJitterBuffers } from '../../src/take/wait-for-jitter-buffers.ts';
import { buildTake } from '../build-recording.ts';

const LOSSY: Partial<LinkProfile> = { loss: { type: 'random', lossFraction: 0.001 } };

/** Waits with one viewer whose statistics are sampled each second; a packet that is lost on request is repaired, or not. */
async function waited(
  access: Partial<LinkProfile>,
  repairsWhenAsked: boolean,
  { nack = true, hasOrigin = true, belowTargetMs = 0 } = {},
) {
  const { topology, take } = buildTake({ access }).header;
  const scenario = {
    ...take.scenario,
    broadcast: { ...take.scenario.broadcast, video: { ...take.scenario.broadcast.video, nack } },
  };
  const repairs = new RepairMeter();
  let bytes = 0;
  let frames = 0;
  const tell = () => {
    frames += 25;
    repairs.add(wallMs(), [
      {
        ...{ type: 'inbound-rtp', kind: 'video', id: 'IV1', timestamp: 0, retransmittedBytesReceived: bytes },
        ...{ jitterBufferEmittedCount: frames, jitterBufferDelay: frames * 0.1 },
        jitterBufferTargetDelay: frames * (0.1 + belowTargetMs / 1000),
      },
      { type: 'candidate-pair', id: 'CP1', timestamp: 0, currentRoundTripTime: 0.1 },
    ]);
  };
  tell();
  const sampling = setInterval(tell, 1000);
  const twice: boolean[] = [];
  const asked: (readonly string[])[] = [];
  const viewer = { id: 'sea-sg-1', repairs } as unknown as Viewer;
  const fromMs = wallMs();
  const phases: string[] = [];
  const stage = {
    ...{ topology, viewers: [viewer], signal: new AbortController().signal },
    rehearseLoss: hasOrigin
      ? (ids: readonly string[], isTwice: boolean) => {
          asked.push(ids);
          twice.push(isTwice);
          if (repairsWhenAsked) bytes += 1000;
        }
      : undefined,
  };
  let toMs = Number.NaN;
  const waiting = waitForJitterBuffers(scenario, stage, (progress) => phases.push(progress.type)).then(() => {
    toMs = wallMs();
  });
  await vi.advanceTimersByTimeAsync(60_000);
  clearInterval(sampling);
  await waiting;
  return { asked, twice, phases, isSettled: repairs.isSettledAt(toMs), lastedMs: toMs - fromMs };
}

describe('the wait for jitter buffers', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('asks for one lost packet a second until three frames were repaired, by viewer', async () => {
    const { asked, phases, isSettled, lastedMs } = await waited(LOSSY, true);
    expect(asked).toEqual([['sea-sg-1'], ['sea-sg-1'], ['sea-sg-1']]);
    expect(isSettled).toBe(true);
    expect(phases).toEqual(['phase']);
    // Repairs are sampled at 1, 2 and 3 s; the round trip of 100 ms takes 1 s to add.
    expect(lastedMs).toBeGreaterThanOrEqual(4000);
    expect(lastedMs).toBeLessThanOrEqual(4500);
  });

  it('does not wait where nothing can be lost, nor where nothing is repaired', async () => {
    const notWaited = { asked: [], phases: [], lastedMs: 0 };
    expect(await waited({}, true)).toMatchObject(notWaited);
    expect(await waited(LOSSY, true, { nack: false })).toMatchObject(notWaited);
  });

  it('has a packet lost twice while the delay is below its target, three times at most', async () => {
    const below = await waited(LOSSY, true, { belowTargetMs: 60 });
    expect(below.twice).toEqual([false, false, false, true, true, true]);
    expect(below.lastedMs).toBeLessThan(20_000);
    expect((await waited(LOSSY, true, { belowTargetMs: 15 })).twice).toEqual([false, false, false]);
  });

  it('gives up after 30 s, and then asks for no more', async () => {
    const { asked, isSettled, lastedMs } = await waited(LOSSY, false);
    expect(asked.length).toBe(30);
    expect(lastedMs).toBeLessThanOrEqual(32_250);
    expect(isSettled).toBe(false);
  });

  it('waits at most 10 s where the server is somebody else’s, which loses nothing on request', async () => {
    const { phases, isSettled, lastedMs } = await waited(LOSSY, true, { hasOrigin: false });
    expect(phases).toEqual(['phase']);
    expect(lastedMs).toBeGreaterThanOrEqual(10_000);
    expect(lastedMs).toBeLessThanOrEqual(10_250);
    expect(isSettled).toBe(false);
  });
});
