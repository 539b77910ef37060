import { describe, expect, it } from 'vitest';
import { FrameGate } from '../../../src/sfu/rtp/frame-gate.ts';

describe('FrameGate', () => {
  it('decides once per frame, at its first packet', () => {
    const gate = new FrameGate();
    let calls = 0;
    const room = (there: boolean) => () => {
      calls += 1;
      return there;
    };
    expect(gate.admits({ sequence: 10, timestamp: 0 }, room(true))).toBe(true);
    expect(gate.admits({ sequence: 11, timestamp: 0 }, room(false))).toBe(true);
    expect(gate.admits({ sequence: 12, timestamp: 3000 }, room(false))).toBe(false);
    expect(gate.admits({ sequence: 13, timestamp: 3000 }, room(true))).toBe(false);
    expect(gate.admits({ sequence: 14, timestamp: 6000 }, room(true))).toBe(true);
    expect(calls).toBe(3);
  });

  it('does not take a late packet for a new frame', () => {
    const gate = new FrameGate();
    gate.admits({ sequence: 12, timestamp: 3000 }, () => true);
    expect(gate.admits({ sequence: 9, timestamp: 0 }, () => false)).toBe(true);
    expect(gate.admits({ sequence: 13, timestamp: 3000 }, () => false)).toBe(true);
  });
});
