import { describe, expect, it } from 'vitest';
import { measureTake } from '../../src/metrics/measure-take.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import type { Verdict } from '../../src/model/result/verdict.ts';
import type { Budget } from '../../src/model/scenario/budget.ts';
import { takeOutcome } from '../../src/verdict/judge-rehearsal.ts';
import { judgeTake } from '../../src/verdict/judge-take.ts';
import { explainMissingLoad, withoutLoad } from '../../src/verdict/missing-load.ts';
import { buildTake, LATENCY_MS, type RecordingOptions, secondOf } from '../build-recording.ts';

const stutter: Budget = {
  ...{ metric: 'stutterRate', statistic: 'value', unit: 'fraction' },
  ready: { comparison: '<=', limit: 0.03 },
  origin: 'default',
};

/** Builds a take whose publisher sends this many bit/s of an allowed `target` in each second. */
const sending =
  (bps: (second: number) => number, target = 2_000_000) =>
  (line: RecordLine): RecordLine => {
    if (line.type !== 'stats' || line.participant !== 'publisher') return line;
    let bytesSent = 0;
    for (let second = -10; second <= secondOf(line); second++) bytesSent += bps(second) / 8;
    const changed = { bytesSent, targetBitrate: target };
    return {
      ...line,
      reports: line.reports.map((one) => (one.type === 'outbound-rtp' ? { ...one, ...changed } : one)),
    };
  };

const reasonOf = (edit: RecordingOptions['edit']) => explainMissingLoad(buildTake({ ...(edit && { edit }) }));

function outcomeOf(options: RecordingOptions) {
  const take = buildTake({ ...options, budgets: [stutter] });
  const verdicts = judgeTake(measureTake(take), take.header.take.scenario.budgets);
  const held = withoutLoad(verdicts, explainMissingLoad(take));
  return takeOutcome({ valid: true, reasons: [], invalidSeconds: [] }, held);
}

describe('a take whose picture needs less than the configured bitrate', () => {
  const still = sending(() => 74_000);

  it('says so', () => {
    expect(reasonOf(still)).toBe(
      "the publisher's picture needed only 74 of 2000 kbps: the load asked for was never on the network",
    );
    expect(reasonOf(undefined)).toBeUndefined();
  });

  it('is never ready, and is not ready where even this little load failed', () => {
    expect(outcomeOf({})).toBe('ready');
    expect(outcomeOf({ edit: still })).toBe('invalid');
    const dead = (at: number) => (at < 5000 ? LATENCY_MS : undefined);
    expect(outcomeOf({ edit: still, latencyOf: dead })).toBe('not-ready');
  });

  it('proves nothing by a pass, whose number and error go with it', () => {
    const budget = {
      metric: 'latency',
      statistic: 'p95',
      region: 'sea',
      comparison: '<=',
      limit: 800,
      unit: 'ms',
    } as const;
    const strained: Verdict = { ...budget, outcome: 'pass', actual: 700, error: 40, errorSide: 'below' };
    expect(withoutLoad([strained], 'still')).toEqual([{ ...budget, outcome: 'no-data', reason: 'still' }]);
    const failed: Verdict = { ...strained, actual: 900, outcome: 'fail' };
    expect(withoutLoad([failed], 'still')).toEqual([failed]);
  });

  it('is not one whose line held its encoder back, nor one that was dark for a while', () => {
    expect(reasonOf(sending(() => 480_000, 500_000))).toBeUndefined();
    expect(reasonOf(sending((second) => (second >= 10 && second < 18 ? 0 : 1_950_000)))).toBeUndefined();
  });
});
