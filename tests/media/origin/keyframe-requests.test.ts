import { describe, expect, it } from 'vitest';
import { KeyframeRequests } from '../../../src/media/origin/keyframe-requests.ts';

describe('KeyframeRequests', () => {
  it('asks for a viewer that joins at once, and again if no keyframe comes', () => {
    const requests = new KeyframeRequests();
    expect(requests.takeDue(1000, true)).toBe(true);
    expect(requests.takeDue(1499, true)).toBe(false);
    expect(requests.takeDue(1500, true)).toBe(true);
  });

  it('makes a viewer that joins wait no longer than 300 ms after the last keyframe', () => {
    const requests = new KeyframeRequests();
    requests.keyframe(1000);
    expect(requests.takeDue(1299, true)).toBe(false);
    expect(requests.takeDue(1300, true)).toBe(true);
  });

  it('asks once for many viewers that lost their picture', () => {
    const requests = new KeyframeRequests();
    const asked = [];
    for (let i = 0; i < 20; i++) {
      requests.repair(`v${i}`, 5000 + i);
      asked.push(requests.takeDue(5000 + i, false));
    }
    expect(asked.filter(Boolean)).toHaveLength(1);
    requests.keyframe(5200);
    expect(requests.takeDue(9000, false)).toBe(false);
  });

  it('keeps keyframes for repair two seconds apart, whoever asks', () => {
    const requests = new KeyframeRequests();
    requests.keyframe(1000);
    requests.repair('a', 1500);
    expect(requests.takeDue(2999, false)).toBe(false);
    expect(requests.takeDue(3000, false)).toBe(true);
  });

  it('hears a viewer that goes on asking less and less', () => {
    const requests = new KeyframeRequests();
    const heard: number[] = [];
    for (let nowMs = 0; nowMs <= 45_000; nowMs += 200) if (requests.repair('starved', nowMs)) heard.push(nowMs);
    expect(heard).toEqual([0, 3000, 9000, 21_000, 33_000, 45_000]);
  });

  it('hears a viewer at once that had been content for 15 s', () => {
    const requests = new KeyframeRequests();
    expect(requests.repair('a', 0)).toBe(true);
    expect(requests.repair('a', 100)).toBe(false);
    expect(requests.repair('a', 15_200)).toBe(true);
    expect(requests.repair('a', 18_200)).toBe(true);
  });

  it('hears others while one is held off', () => {
    const requests = new KeyframeRequests();
    requests.repair('a', 0);
    expect(requests.repair('a', 100)).toBe(false);
    expect(requests.repair('b', 100)).toBe(true);
  });

  it('asks a new publisher anew', () => {
    const requests = new KeyframeRequests();
    expect(requests.takeDue(1000, true)).toBe(true);
    requests.reset();
    expect(requests.takeDue(1001, true)).toBe(true);
  });
});
