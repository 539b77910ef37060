import { describe, expect, it } from 'vitest';
import { OverloadDetector } from '../../../src/sfu/viewer/overload-detector.ts';

describe('OverloadWatch', () => {
  /** As recorded of a 1.5 Mbps line under a 2 Mbps stream. */
  const HOPELESS = [
    { rtxSent: 129, rtxRefused: 0 },
    { rtxSent: 37, rtxRefused: 118 },
    { rtxSent: 48, rtxRefused: 131 },
    { rtxSent: 51, rtxRefused: 395 },
    { rtxSent: 55, rtxRefused: 724 },
  ];

  it('tells a line that cannot carry the stream after three seconds, and not before', () => {
    const watch = new OverloadDetector();
    const told = HOPELESS.map((second) => {
      watch.endSecond(second);
      return watch.overloaded;
    });
    expect(told).toEqual([false, false, false, true, true]);
  });

  it('takes neither repaired loss nor the storm after a blackout for it', () => {
    const watch = new OverloadDetector();
    for (const second of [
      { rtxSent: 40, rtxRefused: 12 },
      { rtxSent: 90, rtxRefused: 900 },
      { rtxSent: 60, rtxRefused: 200 },
      { rtxSent: 10, rtxRefused: 0 },
    ]) {
      watch.endSecond(second);
      expect(watch.overloaded).toBe(false);
    }
  });

  it('forgets as soon as the line has recovered', () => {
    const watch = new OverloadDetector();
    for (const second of HOPELESS) watch.endSecond(second);
    watch.endSecond({ rtxSent: 5, rtxRefused: 0 });
    expect(watch.overloaded).toBe(false);
  });
});
