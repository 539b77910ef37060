import { describe, expect, it } from 'vitest';
import { measureTake } from '../../src/metrics/measure-take.ts';
import { encoderRecord } from '../../src/metrics/picture/encoder-record.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import type { Budget } from '../../src/model/scenario/budget.ts';
import { gatherEvidence } from '../../src/recommend/gather-evidence.ts';
import { judgeTake } from '../../src/verdict/judge-take.ts';
import { checkValidity } from '../../src/verdict/validity/check-validity.ts';
import { buildLines, type RecordingOptions, SSIM, takeOf } from '../build-recording.ts';

const budget = (metric: string, unit: Budget['unit'], comparison: '<=' | '>=', limit: number): Budget => ({
  ...{ metric, unit, statistic: metric === 'latency' ? 'p95' : 'value', ready: { comparison, limit } },
  origin: 'scenario',
});
const LATENCY = budget('latency', 'ms', '<=', 200);

function evidenceOf(options: RecordingOptions, edit: (line: RecordLine) => RecordLine | undefined = (line) => line) {
  const lines = buildLines(options).map((line) =>
    line.type === 'header' ? { ...line, take: { ...line.take, variant: 'h264-720p-2000k' } } : line,
  );
  const recorded = takeOf(lines.flatMap((line) => edit(line) ?? []));
  const measurement = measureTake(recorded);
  return gatherEvidence({
    ...{ recorded, measurement, validity: checkValidity(recorded), encoder: encoderRecord(recorded) },
    verdicts: judgeTake(measurement, recorded.header.take.scenario.budgets),
  });
}

describe('a take of a rung', () => {
  it('within its budgets counts for the rung, and tells clarity and encoded bitrate', () => {
    expect(evidenceOf({ budgets: [LATENCY] })).toMatchObject({
      ...{ rung: 'h264-720p-2000k', seed: 1, encodedBps: 2e6 },
      regions: [{ region: 'sea-sg', outcome: 'pass', clarity: expect.closeTo(SSIM), isBurdened: false }],
    });
  });

  it.each([
    [220, 'fail'],
    [445, 'fail'],
    [455, 'clear-fail'],
  ])('with %i ms where 200 are allowed is a %s: five margins of 50 ms are clear', (latencyMs, outcome) => {
    const [region] = evidenceOf({ budgets: [LATENCY], latencyOf: () => latencyMs })?.regions ?? [];
    expect(region).toMatchObject({ outcome, isBurdened: true, worst: { metric: 'latency', actual: latencyMs } });
  });

  it('that only misses what more bits would improve does not count against more bits', () => {
    const [region] = evidenceOf({ budgets: [budget('clarity', 'similarity', '>=', 0.99)] })?.regions ?? [];
    expect(region).toMatchObject({ outcome: 'fail', isBurdened: false });
  });

  it('without data for a budget tells nothing about the region', () => {
    const noClarity = (line: RecordLine) => (line.type === 'clarity' ? undefined : line);
    const [region] = evidenceOf({ budgets: [budget('clarity', 'similarity', '>=', 0.9)] }, noClarity)?.regions ?? [];
    expect(region).toEqual({ region: 'sea-sg', outcome: 'nothing', isBurdened: false });
  });

  it('that the machine spoilt says so and nothing else; one that was interrupted gives no evidence', () => {
    const busy = (line: RecordLine) => (line.type === 'host' ? { ...line, runnerLoopP99Ms: 150 } : line);
    expect(evidenceOf({ budgets: [LATENCY] }, busy)).toMatchObject({
      invalid: expect.stringMatching(/longhaul itself/),
      regions: [],
    });
    const interrupted = (line: RecordLine) =>
      line.type === 'end' ? { ...line, reason: 'interrupted' as const } : line;
    expect(evidenceOf({ budgets: [LATENCY] }, interrupted)).toBeUndefined();
    expect(evidenceOf({ budgets: [LATENCY] }, (line) => (line.type === 'end' ? undefined : line))).toBeUndefined();
  });
});
