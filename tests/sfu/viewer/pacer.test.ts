import { describe, expect, it } from 'vitest';
import { BURST_MS, MAX_QUEUE_MS, MIN_PACING_BPS, Pacer } from '../../../src/sfu/viewer/pacer.ts';

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
    for (let i = 0; i < 50; i++) pacer.push(i, 1000);
    expect([MIN_PACING_BPS, BURST_MS]).toEqual([4_000_000, 40]);
    expect(takeAll(pacer, 1000)).toHaveLength(21); // at 960, 962 ... 1000
    expect(pacer.nextDueMs()).toBe(1002);
    expect(takeAll(pacer, 1001.9)).toEqual([]);
    expect(takeAll(pacer, 1002)).toEqual([21]);
    expect(takeAll(pacer, 1060)).toHaveLength(21); // a late timer is compensated by 40 ms and no more
    expect(pacer.queuedMs).toBe(14);
  });

  it('lets an ordinary frame of 2 Mbps pass at once, and spreads a keyframe', () => {
    const pacer = new Pacer<number>();
    pacer.setMediaRate(2_000_000);
    for (let i = 0; i < 8; i++) pacer.push(i, 1050);
    expect(takeAll(pacer, 1000)).toHaveLength(8);
    for (let i = 0; i < 80; i++) pacer.push(i, 1050);
    const first = takeAll(pacer, 1033).length;
    expect(first).toBeGreaterThan(8);
    expect(first).toBeLessThan(40);
  });

  it('paces at three times the media rate, and not below its floor', () => {
    const pacer = new Pacer<number>();
    pacer.push(0, 100_000);
    pacer.setMediaRate(4_000_000);
    expect(pacer.queuedMs).toBeCloseTo(66.67, 1);
    pacer.setMediaRate(100_000);
    expect(pacer.queuedMs).toBe(200);
  });

  it('lets less leave at once where the capacity of the path is known: 5 ms', () => {
    const pacer = new Pacer<number>();
    pacer.setRate(4_000_000);
    for (let i = 0; i < 10; i++) pacer.push(i, 1000);
    expect(takeAll(pacer, 1000)).toEqual([0, 1, 2]);
    expect(takeAll(pacer, 1001)).toEqual([3]);
  });

  it('sends retransmissions first', () => {
    const pacer = new Pacer<string>();
    for (let i = 0; i < 22; i++) pacer.push(`${i}`, 1000);
    takeAll(pacer, 1000);
    pacer.push('again', 1000, true);
    expect(takeAll(pacer, 1004)).toEqual(['again', '21']);
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
