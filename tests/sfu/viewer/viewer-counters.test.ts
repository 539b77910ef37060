import { expect, it } from 'vitest';
import { ViewerCounters } from '../../../src/sfu/viewer/viewer-counters.ts';

it('returns a second and restarts at 0, without inventing what was not measured', () => {
  const counters = new ViewerCounters();
  counters.packetsOut += 3;
  counters.feedback([1, undefined, 2, 3]);
  expect(counters.takeSecond('a', { pacerQueuedMs: 4, roundTripMs: 120 })).toEqual({
    viewer: 'a',
    packetsOut: 3,
    bytesOut: 0,
    nackedPackets: 0,
    rtxSent: 0,
    rtxRefused: 0,
    pliReceived: 0,
    pacerQueuedMs: 4,
    pacerDropped: 0,
    roundTripMs: 120,
    feedbackLossFraction: 0.25,
  });
  const next = counters.takeSecond('a', { pacerQueuedMs: 0, roundTripMs: undefined });
  expect(next.packetsOut).toBe(0);
  expect(next).not.toHaveProperty('roundTripMs');
  expect(next).not.toHaveProperty('feedbackLossFraction');
});

it('counts skipped numbers, and takes back those that came late, across the wrap', () => {
  const counters = new ViewerCounters();
  const second = () => counters.takeSecond('a', { pacerQueuedMs: 0, roundTripMs: undefined });
  expect(second()).not.toHaveProperty('videoNumbersUnsent');
  for (const number of [65_533, 65_534, 2, 3]) counters.videoSent(number);
  expect(second()).toMatchObject({ videoPacketsOut: 4, videoNumbersUnsent: 3 });
  for (const number of [65_535, 4]) counters.videoSent(number);
  expect(second()).toMatchObject({ videoPacketsOut: 2, videoNumbersUnsent: -1 });
});
