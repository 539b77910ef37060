import { describe, expect, it } from 'vitest';
import { KeyframeRequestManager } from '../../../src/sfu/keyframe-requests/keyframe-request-manager.ts';

describe('KeyframeRequestManager', () => {
  it('requests at once for a viewer that joins, and again if no keyframe comes', () => {
    const manager = new KeyframeRequestManager();
    expect(manager.takeDue(1000, true)).toBe(true);
    expect(manager.takeDue(1499, true)).toBe(false);
    expect(manager.takeDue(1500, true)).toBe(true);
  });

  it('makes a joining viewer wait no longer than 300 ms after the last keyframe', () => {
    const manager = new KeyframeRequestManager();
    manager.keyframeReceived(1000);
    expect(manager.takeDue(1299, true)).toBe(false);
    expect(manager.takeDue(1300, true)).toBe(true);
  });

  it('requests once for many viewers that lost their picture', () => {
    const manager = new KeyframeRequestManager();
    const requestedMs = [];
    for (let i = 0; i < 20; i++) {
      manager.request(5000 + i);
      requestedMs.push(manager.takeDue(5000 + i, false));
    }
    expect(requestedMs.filter(Boolean)).toHaveLength(1);
    manager.keyframeReceived(5200);
    expect(manager.takeDue(9000, false)).toBe(false);
  });

  it('keeps requests for lost pictures one second apart, whoever asks and however often', () => {
    const manager = new KeyframeRequestManager();
    const requestedMs: number[] = [];
    for (let nowMs = 1000; nowMs <= 5000; nowMs += 20) {
      manager.request(nowMs);
      if (!manager.takeDue(nowMs, false)) continue;
      requestedMs.push(nowMs);
      manager.keyframeReceived(nowMs + 10);
    }
    expect(requestedMs).toEqual([1000, 2000, 3000, 4000, 5000]);
  });

  it('requests at once for a viewer that lost an unrequested keyframe', () => {
    const manager = new KeyframeRequestManager();
    manager.keyframeReceived(1000);
    expect(manager.request(1200, 100)).toBe(true);
    expect(manager.takeDue(1200, false)).toBe(true);
  });

  it('ignores a viewer while a keyframe is still on its way to it', () => {
    const manager = new KeyframeRequestManager();
    manager.keyframeReceived(1000);
    expect(manager.request(1199, 200)).toBe(false);
    expect(manager.takeDue(1199, false)).toBe(false);
    expect(manager.request(1200, 200)).toBe(true);
    manager.keyframeReceived(3000);
    expect(manager.request(3999, 5000)).toBe(false);
    expect(manager.request(4000, 5000)).toBe(true);
  });

  it.each([
    [undefined, 500],
    [0, 200],
    [100, 250],
    [600, 1000],
    [5000, 3000],
  ])('with a publisher %s ms away repeats the request after %s ms', (roundTripMs, retryMs) => {
    const manager = new KeyframeRequestManager();
    manager.request(1000);
    expect(manager.takeDue(1000, false, roundTripMs)).toBe(true);
    expect(manager.takeDue(1000 + retryMs - 1, false, roundTripMs)).toBe(false);
    expect(manager.takeDue(1000 + retryMs, false, roundTripMs)).toBe(true);
  });

  it('serves a viewer with an overloaded downlink less and less often, however often it is refused', () => {
    const manager = new KeyframeRequestManager();
    const servedMs: number[] = [];
    for (let nowMs = 0; nowMs <= 45_000; nowMs += 200)
      if (manager.requestThrottled('starved', nowMs)) servedMs.push(nowMs);
    expect(servedMs).toEqual([0, 3000, 9000, 21_000, 33_000, 45_000]);
  });

  it('serves it at once after 15 s without a request served', () => {
    const manager = new KeyframeRequestManager();
    expect(manager.requestThrottled('a', 0)).toBe(true);
    expect(manager.requestThrottled('a', 3000)).toBe(true);
    expect(manager.requestThrottled('a', 8900)).toBe(false);
    expect(manager.requestThrottled('a', 18_200)).toBe(true);
    expect(manager.requestThrottled('a', 21_200)).toBe(true);
  });

  it('serves others while one is throttled', () => {
    const manager = new KeyframeRequestManager();
    manager.requestThrottled('a', 0);
    expect(manager.requestThrottled('a', 100)).toBe(false);
    expect(manager.requestThrottled('b', 100)).toBe(true);
    expect(manager.request(100)).toBe(true);
  });

  it('starts over with a new publisher', () => {
    const manager = new KeyframeRequestManager();
    expect(manager.takeDue(1000, true)).toBe(true);
    manager.reset();
    expect(manager.takeDue(1001, true)).toBe(true);
  });

  it('asks a new publisher for nothing that was asked of the one before', () => {
    const manager = new KeyframeRequestManager();
    manager.request(1000);
    manager.reset();
    expect(manager.takeDue(1001, false)).toBe(false);
    expect(manager.request(1002)).toBe(true);
    expect(manager.takeDue(1002, false)).toBe(true);
  });
});
