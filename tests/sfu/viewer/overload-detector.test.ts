import { describe, expect, it } from 'vitest';
import { OverloadDetector } from '../../../src/sfu/viewer/overload-detector.ts';

describe('OverloadDetector', () => {
  /** Recorded on a 1.5 Mbps link under a 2 Mbps stream. */
  const OVERLOADED = [
    { rtxSent: 129, rtxRefused: 0 },
    { rtxSent: 37, rtxRefused: 118 },
    { rtxSent: 48, rtxRefused: 131 },
    { rtxSent: 51, rtxRefused: 395 },
    { rtxSent: 55, rtxRefused: 724 },
  ];

  it('detects a downlink that cannot carry the stream after three seconds, and not before', () => {
    const detector = new OverloadDetector();
    const overloaded = OVERLOADED.map((second) => {
      detector.endSecond(second);
      return detector.overloaded;
    });
    expect(overloaded).toEqual([false, false, false, true, true]);
  });

  it('ignores repaired loss and the storm after a blackout', () => {
    const detector = new OverloadDetector();
    for (const second of [
      { rtxSent: 40, rtxRefused: 12 },
      { rtxSent: 90, rtxRefused: 900 },
      { rtxSent: 60, rtxRefused: 200 },
      { rtxSent: 10, rtxRefused: 0 },
    ]) {
      detector.endSecond(second);
      expect(detector.overloaded).toBe(false);
    }
  });

  it('resets as soon as the downlink has recovered', () => {
    const detector = new OverloadDetector();
    for (const second of OVERLOADED) detector.endSecond(second);
    detector.endSecond({ rtxSent: 5, rtxRefused: 0 });
    expect(detector.overloaded).toBe(false);
  });
});
