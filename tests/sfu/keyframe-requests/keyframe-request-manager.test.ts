import { describe, expect, it } from 'vitest';
import { KeyframeRequestManager } from '../../../src/sfu/keyframe-requests/keyframe-request-manager.ts';

describe('KeyframeRequests', () => {
  it('asks for a viewer that joins at once, and again if no keyframe comes', () => {
    const requests = new KeyframeRequestManager();
    expect(requests.takeDue(1000, true)).toBe(true);
    expect(requests.takeDue(1499, true)).toBe(false);
    expect(requests.takeDue(1500, true)).toBe(true);
  });

  it('makes a viewer that joins wait no longer than 300 ms after the last keyframe', () => {
    const requests = new KeyframeRequestManager();
    requests.keyframeReceived(1000);
    expect(requests.takeDue(1299, true)).toBe(false);
    expect(requests.takeDue(1300, true)).toBe(true);
  });

  it('asks once for many viewers that lost their picture', () => {
    const requests = new KeyframeRequestManager();
    const asked = [];
    for (let i = 0; i < 20; i++) {
      requests.request(5000 + i);
      asked.push(requests.takeDue(5000 + i, false));
    }
    expect(asked.filter(Boolean)).toHaveLength(1);
    requests.keyframeReceived(5200);
    expect(requests.takeDue(9000, false)).toBe(false);
  });

  it('keeps requests for repair one second apart, whoever asks and however often', () => {
    const requests = new KeyframeRequestManager();
    const asked: number[] = [];
    for (let nowMs = 1000; nowMs <= 5000; nowMs += 20) {
      requests.request(nowMs);
      if (!requests.takeDue(nowMs, false)) continue;
      asked.push(nowMs);
      requests.keyframeReceived(nowMs + 10);
    }
    expect(asked).toEqual([1000, 2000, 3000, 4000, 5000]);
  });

  it('asks at once for who lost a keyframe that nobody had asked for', () => {
    const requests = new KeyframeRequestManager();
    requests.keyframeReceived(1000);
    expect(requests.request(1200, 100)).toBe(true);
    expect(requests.takeDue(1200, false)).toBe(true);
  });

  it('does not hear a viewer that cannot know yet of the keyframe on its way to it', () => {
    const requests = new KeyframeRequestManager();
    requests.keyframeReceived(1000);
    expect(requests.request(1199, 200)).toBe(false);
    expect(requests.takeDue(1199, false)).toBe(false);
    expect(requests.request(1200, 200)).toBe(true);
    requests.keyframeReceived(3000);
    expect(requests.request(3999, 5000)).toBe(false);
    expect(requests.request(4000, 5000)).toBe(true);
  });

  it.each([
    [undefined, 500],
    [0, 200],
    [100, 250],
    [600, 1000],
    [5000, 3000],
  ])('with a publisher %s ms away asks again after %s ms', (roundTripMs, retryMs) => {
    const requests = new KeyframeRequestManager();
    requests.request(1000);
    expect(requests.takeDue(1000, false, roundTripMs)).toBe(true);
    expect(requests.takeDue(1000 + retryMs - 1, false, roundTripMs)).toBe(false);
    expect(requests.takeDue(1000 + retryMs, false, roundTripMs)).toBe(true);
  });

  it('hears a viewer whose line carries too little less and less, however often it is refused', () => {
    const requests = new KeyframeRequestManager();
    const heard: number[] = [];
    for (let nowMs = 0; nowMs <= 45_000; nowMs += 200)
      if (requests.requestThrottled('starved', nowMs)) heard.push(nowMs);
    expect(heard).toEqual([0, 3000, 9000, 21_000, 33_000, 45_000]);
  });

  it('hears it at once when it had been content for 15 s', () => {
    const requests = new KeyframeRequestManager();
    expect(requests.requestThrottled('a', 0)).toBe(true);
    expect(requests.requestThrottled('a', 3000)).toBe(true);
    expect(requests.requestThrottled('a', 8900)).toBe(false);
    expect(requests.requestThrottled('a', 18_200)).toBe(true);
    expect(requests.requestThrottled('a', 21_200)).toBe(true);
  });

  it('hears others while one is held off', () => {
    const requests = new KeyframeRequestManager();
    requests.requestThrottled('a', 0);
    expect(requests.requestThrottled('a', 100)).toBe(false);
    expect(requests.requestThrottled('b', 100)).toBe(true);
    expect(requests.request(100)).toBe(true);
  });

  it('asks a new publisher anew', () => {
    const requests = new KeyframeRequestManager();
    expect(requests.takeDue(1000, true)).toBe(true);
    requests.reset();
    expect(requests.takeDue(1001, true)).toBe(true);
  });
});
