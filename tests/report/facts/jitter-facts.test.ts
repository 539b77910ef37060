import { describe, expect, it } from 'vitest';
import type { JitterBuffer } from '../../../src/model/result/jitter-buffer.ts';
import type { Result } from '../../../src/model/result/result.ts';
import { jitterFacts } from '../../../src/report/facts/jitter-facts.ts';
import { htmlReport } from '../../../src/report/formats/html-report.ts';
import { notReadyResult } from '../sample-result.ts';

const VIEWER = 'sea-id-2';

function resultWith(jitterBuffer: JitterBuffer): Result {
  const bad = notReadyResult();
  const takes = bad.takes.map((take) => ({
    ...take,
    viewers: take.viewers.map((viewer) => (viewer.id === VIEWER ? { ...viewer, jitterBuffer } : viewer)),
  }));
  return { ...bad, takes };
}

const factsOf = (jitterBuffer: JitterBuffer) => {
  const { scenario, takes } = resultWith(jitterBuffer);
  return jitterFacts(scenario, takes[0], VIEWER);
};
const step = (bufferMs?: number): JitterBuffer => ({
  ...{ isSettled: true, reason: 'repaired' },
  steps: [{ second: 12, fromMs: 218, toMs: 358, ...(bufferMs !== undefined && { bufferMs }) }],
});

describe('what is told of a jitter buffer', () => {
  it('is nothing while it is settled and stays as it is', () =>
    expect(factsOf({ isSettled: true, reason: 'loss-free', steps: [] })).toEqual([]));

  it('is that it had not settled, in the card of its region too', () => {
    const unsettled: JitterBuffer = { isSettled: false, reason: 'too-few-repairs', steps: [] };
    const [fact] = factsOf(unsettled);
    expect(fact?.en).toContain('The jitter buffer of Jakarta, viewer 2 had not settled when measuring began');
    expect(fact?.zh).toContain('Jakarta 观众 2 的抖动缓冲尚未稳定');
    expect(String(htmlReport(resultWith(unsettled))[0]?.content)).toContain(
      'The jitter buffer of Jakarta, viewer 2 had not settled',
    );
  });

  it('is a step, as the buffer’s where it accounts for half of it or more', () => {
    expect(factsOf(step(138))[0]?.en).toContain(
      'The latency of Jakarta, viewer 2 went from 218 ms to 358 ms at 12 s, by its jitter buffer (+138 ms)',
    );
    expect(factsOf(step(10))[0]?.en).toContain('its jitter buffer accounts for +10 ms of that');
    expect(factsOf(step())[0]?.en).toBe('The latency of Jakarta, viewer 2 went from 218 ms to 358 ms at 12 s.');
  });
});
