import { describe, expect, it } from 'vitest';
import { UnreadTime } from '../../../../src/network/backends/tun/unread-time.ts';

describe('UnreadTime', () => {
  it('is almost zero for a packet that woke the loop', () => {
    const unread = new UnreadTime(0);
    unread.sleep(10, 12);
    unread.wake(11.5);
    expect(unread.boundMs(11.51)).toBeCloseTo(0.01, 9);
  });

  it('is the time by which a sleep overran, when the loop was frozen in it', () => {
    const unread = new UnreadTime(0);
    unread.sleep(10, 12);
    unread.wake(31);
    expect(unread.boundMs(31)).toBe(19);
  });

  it('is the time the loop worked before, if it did not have to sleep', () => {
    const unread = new UnreadTime(10);
    // The loop wrote for 20 ms, or was frozen meanwhile, so a packet is there already.
    unread.sleep(30, 32);
    unread.wake(30.01);
    expect(unread.boundMs(30.02)).toBeCloseTo(20.01, 9);
    unread.sleep(30.1, 32);
    unread.wake(30.2);
    expect(unread.boundMs(30.2)).toBe(0);
  });

  it('grows while devices are read one after the other', () => {
    const unread = new UnreadTime(0);
    unread.sleep(0.1, 2);
    unread.wake(1);
    expect(unread.boundMs(4)).toBe(3);
  });

  it('ignores a sleep of zero length', () => {
    const unread = new UnreadTime(0);
    unread.sleep(5, 4);
    unread.wake(5.01);
    expect(unread.boundMs(5.01)).toBeCloseTo(5, 9);
  });
});
