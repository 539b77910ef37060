import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sleep, wallMs } from '../../src/lib/clock.ts';
import { AT_REST_MS } from '../../src/model/recording/lip-sync.ts';
import { RepairMeter } from '../../src/model/recording/repair-meter.ts';
import type { LinkProfile } from '../../src/model/scenario/link-profile.ts';
import type { Viewer } from '../../src/participants/viewer.ts';
import type { Progress } from '../../src/take/progress.ts';
import { type SettlingStage, settleViewers } from '../../src/take/settle-viewers.ts';
import { buildTake } from '../build-recording.ts';

const LOSSY: Partial<LinkProfile> = { loss: { type: 'random', lossFraction: 0.001 } };

interface Options {
  /** Whether a packet that is lost on request is repaired, and whether anybody loses one on request. */
  readonly repairsWhenAsked?: boolean;
  readonly hasOrigin?: boolean;
  readonly nack?: boolean;
  readonly belowTargetMs?: number;
  /** How early the sound is, so many ms after the joins. */
  readonly leadAt?: (ms: number, sinceMs?: number) => number | undefined;
  /** Time after the joins from which the picture is held back no further for its sound; 0 unless set. */
  readonly heldUntilMs?: number;
  readonly settle?: false;
  readonly factor?: number;
  /** Warm-up after the joins, or an error that ends it. */
  readonly warmupMs?: number;
  readonly fails?: boolean;
}

/** Settles one viewer whose statistics are sampled each second. */
async function settled(access: Partial<LinkProfile>, options: Options = {}) {
  const { repairsWhenAsked = true, hasOrigin = true, nack = true, belowTargetMs = 0, warmupMs = 0 } = options;
  const { topology, take } = buildTake({ access }).header;
  const scenario = {
    ...take.scenario,
    ...(options.settle === false && { settle: options.settle }),
    broadcast: { ...take.scenario.broadcast, video: { ...take.scenario.broadcast.video, nack } },
  };
  const repairs = new RepairMeter();
  const fromMs = wallMs();
  let [bytes, frames] = [0, 0];
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
  const asked: { readonly atMs: number; readonly twice: boolean }[] = [];
  const sync = options.leadAt && {
    isAtRest: (ms: number, sinceMs?: number) => {
      const leadMs = options.leadAt?.(ms - fromMs, sinceMs === undefined ? undefined : sinceMs - fromMs);
      return leadMs === undefined ? undefined : leadMs <= AT_REST_MS;
    },
  };
  const hold = { isAtRest: (ms: number) => ms - fromMs >= (options.heldUntilMs ?? 0) };
  const phases: string[] = [];
  const stage: SettlingStage = {
    ...{ topology, viewers: [{ id: 'sea-sg-1', repairs, sync, hold } as unknown as Viewer] },
    signal: new AbortController().signal,
    rehearseLoss: hasOrigin
      ? (ids, twice) => {
          expect(ids).toEqual(['sea-sg-1']);
          asked.push({ atMs: Math.round(wallMs() - fromMs), twice });
          if (repairsWhenAsked) bytes += 1000;
        }
      : undefined,
  };
  let toMs = Number.NaN;
  const warm = sleep(warmupMs).then(() => {
    if (options.fails === true) throw new Error('nobody could watch');
  });
  warm.catch(() => {});
  const onProgress = (progress: Progress) => {
    if (progress.type === 'phase') phases.push(progress.text);
  };
  const settling = settleViewers(scenario, stage, warm, { factor: () => options.factor ?? 1, onProgress }).then(() => {
    toMs = wallMs();
  });
  await vi.advanceTimersByTimeAsync(90_000);
  clearInterval(sampling);
  await settling;
  return { asked, phases, isSettled: repairs.isSettledAt(toMs), lastedMs: Math.round(toMs - fromMs) };
}

const BUFFERS = 'jitter buffers on lossy lines settle';
const HELD = 'pictures are held back for their sound';
const SOUND = 'on lossy lines, sound follows its picture';

describe('viewers on lossy lines', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('settle during the warm-up, so that the window need not wait', async () => {
    const { asked, phases, isSettled, lastedMs } = await settled(LOSSY, { warmupMs: 10_000 });
    expect(asked.map(({ twice }) => twice)).toEqual([false, false, false]);
    expect(asked[0]?.atMs).toBe(1000);
    // One a second: each is to be in a sample of its own.
    expect(asked[2]?.atMs).toBeLessThanOrEqual(3500);
    expect([phases, isSettled, lastedMs]).toEqual([[], true, 10_000]);
  });

  it('are waited for where the warm-up was too short: one packet a second until three frames were repaired', async () => {
    const { asked, phases, isSettled, lastedMs } = await settled(LOSSY);
    expect(asked.map(({ twice }) => twice)).toEqual([false, false, false]);
    expect([phases, isSettled]).toEqual([[BUFFERS], true]);
    // Repairs are sampled at 1, 2 and 3 s; the round trip of 100 ms takes 1 s to add.
    expect(lastedMs).toBeGreaterThanOrEqual(4000);
    expect(lastedMs).toBeLessThanOrEqual(4500);
  });

  it('are waited for while their sound follows a picture that came later, until nobody can tell', async () => {
    const leadAt = (ms: number) => Math.max(30, 160 - ms / 100);
    const { phases, lastedMs } = await settled(LOSSY, { warmupMs: 8000, leadAt });
    expect(phases).toEqual([SOUND]);
    // At 70 ms, where the player leaves it.
    expect(lastedMs).toBeGreaterThanOrEqual(9000);
    expect(lastedMs).toBeLessThanOrEqual(9250);
  });

  it('are waited for until marks tell of the picture as it is now, if any were heard before', async () => {
    const leadAt = (ms: number, sinceMs = ms - 5000) => (ms - sinceMs >= 4500 ? 20 : undefined);
    const { phases, lastedMs } = await settled(LOSSY, { leadAt });
    expect(phases).toEqual([BUFFERS, SOUND]);
    // The buffer was awaited until 4 s.
    expect(lastedMs).toBeGreaterThanOrEqual(8250);
    expect(lastedMs).toBeLessThanOrEqual(9000);
    const once = await settled(LOSSY, { leadAt: (_, sinceMs) => (sinceMs === undefined ? 20 : undefined) });
    expect(once.lastedMs).toBeLessThanOrEqual(10_500);
  });

  it('are waited for 15 s at most when their sound stays early', async () => {
    const { phases, lastedMs } = await settled(LOSSY, { warmupMs: 8000, leadAt: () => 300 });
    expect(phases).toEqual([SOUND]);
    expect(lastedMs).toBeGreaterThanOrEqual(23_000);
    expect(lastedMs).toBeLessThanOrEqual(23_250);
  });

  it('are not waited for where sound is late, or nobody knows', async () => {
    for (const leadAt of [() => -200, () => undefined])
      expect(await settled(LOSSY, { warmupMs: 8000, leadAt })).toMatchObject({ phases: [], lastedMs: 8000 });
  });

  it('lose nothing and are not waited for on clean lines, nor where nothing is repaired', async () => {
    const notWaited = { asked: [], phases: [], lastedMs: 0 };
    expect(await settled({}, { leadAt: () => 300 })).toMatchObject(notWaited);
    expect(await settled(LOSSY, { nack: false, leadAt: () => 300 })).toMatchObject(notWaited);
  });

  it('have a packet lost twice while the delay is below its target, three times at most', async () => {
    const below = await settled(LOSSY, { belowTargetMs: 60 });
    expect(below.asked.map(({ twice }) => twice)).toEqual([false, false, false, true, true, true]);
    expect(below.lastedMs).toBeLessThan(20_000);
    const near = await settled(LOSSY, { belowTargetMs: 15 });
    expect(near.asked.map(({ twice }) => twice)).toEqual([false, false, false]);
  });

  it('are given up after 30 s, and then lose no more', async () => {
    const { asked, isSettled, lastedMs } = await settled(LOSSY, { repairsWhenAsked: false });
    expect(asked.length).toBeGreaterThanOrEqual(24);
    expect(asked.length).toBeLessThanOrEqual(30);
    expect(lastedMs).toBeLessThanOrEqual(32_250);
    expect(isSettled).toBe(false);
  });

  it('are waited for 10 s at most, sound included, where the server is somebody else’s', async () => {
    const { asked, phases, isSettled, lastedMs } = await settled(LOSSY, { hasOrigin: false, leadAt: () => 300 });
    expect([asked, phases, isSettled]).toEqual([[], [BUFFERS, SOUND], false]);
    expect(lastedMs).toBeGreaterThanOrEqual(10_000);
    expect(lastedMs).toBeLessThanOrEqual(10_250);
  });

  it('are left alone once the warm-up has failed', async () => {
    const { asked, phases, lastedMs } = await settled(LOSSY, { warmupMs: 900, fails: true });
    expect([asked, phases, lastedMs]).toEqual([[], [], 900]);
  });

  it('are not waited for where the scenario asks for a quick look', async () => {
    const quick = await settled(LOSSY, { settle: false, leadAt: () => 300, heldUntilMs: 9000 });
    expect(quick).toMatchObject({ asked: [], phases: [], lastedMs: 0 });
  });
});

describe('viewers on clean lines', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are waited for while their picture is held back for its sound, 20 s and 100 s of real time at most', async () => {
    expect(await settled({}, { warmupMs: 8000, heldUntilMs: 6000 })).toMatchObject({ phases: [], lastedMs: 8000 });
    const held = await settled({}, { warmupMs: 8000, heldUntilMs: 19_000 });
    expect(held.phases).toEqual([HELD]);
    expect(held.lastedMs).toBeGreaterThanOrEqual(19_000);
    expect(held.lastedMs).toBeLessThanOrEqual(19_250);
    const forEver = await settled({}, { warmupMs: 8000, heldUntilMs: 90_000 });
    expect(forEver.lastedMs).toBeGreaterThanOrEqual(28_000);
    expect(forEver.lastedMs).toBeLessThanOrEqual(28_250);
    const slowed = await settled({}, { warmupMs: 8000, heldUntilMs: 90_000, factor: 20 });
    expect(slowed.lastedMs).toBeLessThanOrEqual(13_250);
  });

  it('are waited for beside the lossy ones, not after them', async () => {
    const { phases, lastedMs } = await settled(LOSSY, { warmupMs: 8000, leadAt: () => 300, heldUntilMs: 90_000 });
    expect(phases).toEqual([SOUND, HELD]);
    expect(lastedMs).toBeLessThanOrEqual(28_250);
  });
});
