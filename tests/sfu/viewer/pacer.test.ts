import { describe, expect, it } from 'vitest';
import { MAX_QUEUE_MS, MIN_PACING_BPS, Pacer } from '../../../src/sfu/viewer/pacer.ts';

function takeAll<T>(pacer: Pacer<T>, nowMs: number): T[] {
  const taken: T[] = [];
  for (let item = pacer.take(nowMs); item !== undefined; item = pacer.take(nowMs)) taken.push(item);
  return taken;
}

describe('Pacer', () => {
  it('releases a packet at once on a free link', () => {
    const pacer = new Pacer<string>();
    pacer.push('a', 1000);
    expect(takeAll(pacer, 1000)).toEqual(['a']);
    expect(pacer.nextDueMs()).toBeUndefined();
  });

  it('spreads a burst at the pacing rate: a packet of 1000 bytes every 2 ms at 4 Mbit/s', () => {
    const pacer = new Pacer<number>();
    for (let i = 0; i < 10; i++) pacer.push(i, 1000);
    expect(MIN_PACING_BPS).toBe(4_000_000);
    expect(takeAll(pacer, 1000)).toEqual([0, 1, 2]); // 5 ms of burst: at 995, 997 and 999
    expect(pacer.nextDueMs()).toBe(1001);
    expect(takeAll(pacer, 1000.9)).toEqual([]);
    expect(takeAll(pacer, 1001)).toEqual([3]);
    expect(takeAll(pacer, 1009)).toEqual([4, 5, 6]); // a late timer is compensated by 5 ms and no more
    expect(pacer.queuedMs).toBe(6);
  });

  it('paces at three times the media rate, and not below its floor', () => {
    const pacer = new Pacer<number>();
    pacer.push(0, 100_000);
    pacer.setMediaRate(4_000_000);
    expect(pacer.queuedMs).toBeCloseTo(66.67, 1);
    pacer.setMediaRate(100_000);
    expect(pacer.queuedMs).toBe(200);
  });

  it('sends retransmissions first', () => {
    const pacer = new Pacer<string>();
    for (const item of ['a', 'b', 'c', 'd']) pacer.push(item, 1000);
    takeAll(pacer, 1000);
    pacer.push('again', 1000, true);
    expect(takeAll(pacer, 1003)).toEqual(['again', 'd']);
  });

  it('tells when the queue is too long to be live', () => {
    const pacer = new Pacer<number>();
    for (let i = 0; i < 251; i++) pacer.push(i, 1000);
    expect(pacer.queuedMs).toBeGreaterThan(MAX_QUEUE_MS);
    pacer.clear();
    expect(pacer.queuedMs).toBe(0);
    expect(takeAll(pacer, 1e6)).toEqual([]);
  });
});
