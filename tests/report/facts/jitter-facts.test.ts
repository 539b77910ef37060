import { describe, expect, it } from 'vitest';
import type { JitterBuffer } from '../../../src/model/result/jitter-buffer.ts';
import type { Presence } from '../../../src/model/result/presence.ts';
import type { Result } from '../../../src/model/result/result.ts';
import { jitterFacts } from '../../../src/report/facts/jitter-facts.ts';
import { htmlReport } from '../../../src/report/formats/html-report.ts';
import { notReadyResult } from '../sample-result.ts';

const VIEWER = 'sea-id-2';

function resultWith(jitterBuffer: JitterBuffer, presence?: Presence): Result {
  const bad = notReadyResult();
  const takes = bad.takes.map((take) => ({
    ...take,
    viewers: take.viewers.map((viewer) =>
      viewer.id === VIEWER ? { ...viewer, jitterBuffer, ...(presence && { presence }) } : viewer,
    ),
  }));
  return { ...bad, takes };
}

const factsOf = (jitterBuffer: JitterBuffer, presence?: Presence) => {
  const { scenario, takes } = resultWith(jitterBuffer, presence);
  return jitterFacts(scenario, takes[0], VIEWER);
};
const step = (bufferMs?: number, reason: JitterBuffer['reason'] = 'repaired'): JitterBuffer => ({
  ...{ isSettled: true, reason },
  steps: [{ second: 12, fromMs: 218, toMs: 358, ...(bufferMs !== undefined && { bufferMs }) }],
});

describe('what is told of a jitter buffer', () => {
  it('is nothing while it is settled and stays as it is', () =>
    expect(factsOf({ isSettled: true, reason: 'loss-free', steps: [] })).toEqual([]));

  it('is that its picture was still held back for its sound, or that this moved the latency', () => {
    const held = { isAtRest: false, leadMs: 32.4 };
    const [fact, ...more] = factsOf({ ...step(), steps: [], heldForSound: held });
    expect(fact?.en).toMatch(/still being held back for its sound .* may rise by up to 32 ms more/);
    expect(fact?.zh).toMatch(/最多还会增加 32 ms/);
    expect(more).toEqual([]);
    expect(factsOf({ ...step(), steps: [], heldForSound: { ...held, isAtRest: true } })).toEqual([]);
    const moved = { second: 9, fromMs: 113, toMs: 148, bufferMs: 34, holdMs: 30 };
    expect(factsOf({ ...step(), steps: [moved] })[0]?.en).toContain('held the picture back for its sound (+30 ms)');
    expect(factsOf({ ...step(), steps: [{ ...moved, holdMs: 2 }] })[0]?.en).toContain('by its jitter buffer (+34 ms)');
  });

  it('is that it had not settled, in the card of its region too', () => {
    const unsettled: JitterBuffer = { isSettled: false, reason: 'too-few-repairs', steps: [] };
    const [fact] = factsOf(unsettled);
    expect(fact?.en).toContain('The jitter buffer of Jakarta, viewer 2 had not settled when measuring began');
    expect(fact?.zh).toContain('Jakarta 观众 2 的抖动缓冲尚未稳定');
    expect(String(htmlReport(resultWith(unsettled))[0]?.content)).toContain(
      'The jitter buffer of Jakarta, viewer 2 had not settled',
    );
  });

  it('is of whoever came in mid-show that it cannot have settled, or when it had', () => {
    const unsettled: JitterBuffer = { isSettled: false, reason: 'too-few-repairs', steps: [] };
    const came = { fromSecond: 14, toSecond: 30 };
    const [fact, ...more] = factsOf(unsettled, came);
    expect(fact?.en).toMatch(/^Jakarta, viewer 2 came in mid-show, and too few of its frames had been repaired/);
    expect(more).toEqual([]);
    const latency = { type: 'distribution', unit: 'ms', count: 99, p50: 277, p95: 301, p99: 310, max: 350 } as const;
    const bufferDelay = { type: 'value', unit: 'ms', value: 150 } as const;
    const later = { ...unsettled, lasting: { fromSecond: 21, latency, bufferDelay } };
    expect(factsOf(later, came).map(({ en }) => en)).toEqual([
      'The jitter buffer of Jakarta, viewer 2 had its lasting size from 21 s on: its latency was 277 ms then (p95 301 ms), and is judged by that as well.',
    ]);
    // One who was there from the beginning should have settled by then.
    expect(factsOf(later, { fromSecond: 0, toSecond: 20 })).toHaveLength(2);
  });

  it('is a step, as the buffer’s where it accounts for half of it or more', () => {
    expect(factsOf(step(138))[0]?.en).toContain(
      'The latency of Jakarta, viewer 2 went from 218 ms to 358 ms at 12 s, by its jitter buffer (+138 ms)',
    );
    expect(factsOf(step(138))[0]?.en).toMatch(/players add a round trip after the third repaired frame/);
    const untold = factsOf(step(138, 'not-told'))[0];
    expect(untold?.en).toMatch(/by its jitter buffer \(\+138 ms\): its server tells viewers no round trip/);
    expect(untold?.zh).toMatch(/不告知观众往返延迟/);
    expect(factsOf(step(138, 'loss-free'))[0]?.en).toMatch(/by its jitter buffer \(\+138 ms\)\.$/);
    expect(factsOf(step(10))[0]?.en).toContain('its jitter buffer accounts for +10 ms of that');
    expect(factsOf(step())[0]?.en).toBe('The latency of Jakarta, viewer 2 went from 218 ms to 358 ms at 12 s.');
  });
});
