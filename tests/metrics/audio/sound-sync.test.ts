import { describe, expect, it } from 'vitest';
import { describeSoundSync } from '../../../src/metrics/audio/sound-sync.ts';
import { AUDIO_LATENCY_MS, buildTake, type RecordingOptions, viewerOf } from '../../build-recording.ts';

const described = (options: RecordingOptions) => {
  const take = buildTake(options);
  return describeSoundSync(viewerOf(take), take);
};
/** Picture so much after its sound, by when a frame was made. */
const lead = (leadOf: (madeAt: number) => number) => ({
  latencyOf: (madeAt: number) => AUDIO_LATENCY_MS + leadOf(madeAt),
});

describe('sound against picture when the window opens', () => {
  it('is in step up to what a player leaves, and as late as nobody can tell', () => {
    expect(described({})).toEqual({ state: 'in-step', openedMs: -20, closedMs: -20 });
    expect(described(lead(() => 70))?.state).toBe('in-step');
    expect(described(lead(() => 71))?.state).toBe('apart');
    expect(described(lead(() => -110))?.state).toBe('in-step');
  });

  it('was following if it is nearer at the end', () => {
    const passing = described(lead((madeAt) => (madeAt < 5000 ? 140 : 40)));
    expect(passing).toEqual({ state: 'following', openedMs: 140, closedMs: 40 });
    // Half of the 30 ms that a player moves by.
    expect(described(lead((madeAt) => (madeAt < 5000 ? 140 : 125)))?.state).toBe('following');
  });

  it('is apart where time does not help: the source’s own sound is early', () => {
    expect(described(lead(() => 300))).toEqual({ state: 'apart', openedMs: 300, closedMs: 300 });
    expect(described(lead((madeAt) => (madeAt < 5000 ? 140 : 126)))?.state).toBe('apart');
  });

  it('is told of whoever came in mid-show by the first marks; a short stay does not tell whether it follows', () => {
    const viewers = [{ id: 'sea-sg-1', region: 'sea-sg', joinsAtMs: 1 }];
    const rising = lead((madeAt) => (madeAt < 0 ? 20 : 140));
    expect(described({ ...rising, viewers, seconds: 10 })).toEqual({
      state: 'following',
      openedMs: 140,
      closedMs: 140,
    });
    expect(described({ ...rising, viewers, seconds: 20 })?.state).toBe('apart');
    // The buffer grew after the first marks.
    const late = described({ ...lead((madeAt) => (madeAt < 5000 ? 20 : 140)), viewers, seconds: 10 });
    expect(late).toEqual({ state: 'following', openedMs: 20, closedMs: 140 });
    expect(described({ viewers, seconds: 10 })?.state).toBe('in-step');
  });

  it('is not known without marks heard before the window', () => {
    expect(described({ silences: [[-10_000, 1000]] })).toBeUndefined();
    expect(described({ silences: [[20_000, 40_000]] })).toEqual({ state: 'in-step', openedMs: -20 });
  });
});
