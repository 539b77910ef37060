import { describe, expect, it } from 'vitest';
import { counterSteps } from '../../../src/metrics/series/counters.ts';
import { findCuts } from '../../../src/model/recording/cuts.ts';
import type { MeasuredReport } from '../../../src/model/recording/measured-stats.ts';
import type { StatsSample } from '../../../src/model/recording/recorded-take.ts';
import { spliceCounters } from '../../../src/recording/spoilt/splice-counters.ts';

const cuts = (spoiltSeconds: readonly number[]) => findCuts({ fromMs: 0, toMs: 20_000, spoiltSeconds });

/** Builds one sample a second with these totals, `phaseMs` after the start of each of the window's seconds. */
function samplesAt(phaseMs: number, totals: readonly number[]): StatsSample[] {
  return totals.map((total, second) => {
    const atMs = second * 1000 + phaseMs;
    return { atMs, reports: [inbound(atMs, total)] };
  });
}

function inbound(timestamp: number, packetsReceived: number, id = 'IV1'): MeasuredReport {
  return { type: 'inbound-rtp', kind: 'video', id, timestamp, packetsReceived };
}

const QUERY = {
  fields: ['packetsReceived'],
  rising: 'packetsReceived',
  select: (reports: readonly MeasuredReport[]) => reports.find((report) => report.type === 'inbound-rtp'),
} as const;

const countedIn = (samples: readonly StatsSample[]) =>
  counterSteps(samples, QUERY).map(({ fromMs, toMs, seconds, counted }) => [
    fromMs,
    toMs,
    seconds,
    counted.packetsReceived,
  ]);

describe('totals of a take with spoilt seconds', () => {
  it('exclude what was counted in a cut that begins and ends with a sample', () => {
    const spliced = spliceCounters(samplesAt(0, [0, 100, 200, 9200, 9300, 9400]), cuts([2]));
    expect(countedIn(spliced)).toEqual([
      [0, 1000, 1, 100],
      [1000, 2000, 1, 100],
      [2000, 3000, 1, 100],
      [3000, 4000, 1, 100],
    ]);
  });

  it('count a step whole where a slightly late sample extends it into a cut', () => {
    const spliced = spliceCounters(samplesAt(40, [0, 100, 204, 9204, 9300, 9400]), cuts([2]));
    expect(countedIn(spliced).map(([, , , counted]) => counted)).toEqual([100, 104, 96, 100]);
  });

  it('exclude steps that reach into a cut, at its start and at its end, in amount and in time', () => {
    const spliced = spliceCounters(samplesAt(400, [0, 100, 5200, 9300, 9400, 9500]), cuts([2]));
    expect(spliced.map(({ atMs }) => atMs)).toEqual([400, 1400, 2400, 3400, 4400]);
    expect(countedIn(spliced)).toEqual([
      [400, 1400, 1, 100],
      [2400, 3400, 1, 100],
      [3400, 4400, 1, 100],
    ]);
  });

  it('are correct after several cuts, one of them two seconds long', () => {
    const spliced = spliceCounters(
      samplesAt(600, [0, 100, 200, 7000, 7100, 7200, 8000, 9000, 9100, 9200]),
      cuts([3, 6, 7]),
    );
    expect(spliced.map(({ atMs }) => atMs)).toEqual([600, 1600, 2600, 3600, 4600, 5600, 6600]);
    expect(countedIn(spliced)).toEqual([
      [600, 1600, 1, 100],
      [1600, 2600, 1, 100],
      [3600, 4600, 1, 100],
      [5600, 6600, 1, 100],
    ]);
  });

  it('continue from their old values when counters restart after a cut', () => {
    const spliced = spliceCounters(samplesAt(0, [4000, 4100, 4200, 9200, 9300, 150, 250]), cuts([2]));
    expect(countedIn(spliced).map(([, , , counted]) => counted)).toEqual([100, 100, 100, 150, 100]);
  });

  it('of a report that appears in the middle of a cut start after the cut', () => {
    const before = samplesAt(0, [0, 100, 200]);
    const after = [3000, 4000, 5000].map((atMs) => ({ atMs, reports: [inbound(atMs, atMs, 'IV2')] }));
    expect(countedIn(spliceCounters([...before, ...after], cuts([2])))).toEqual([
      [0, 1000, 1, 100],
      [1000, 2000, 1, 100],
      [2000, 3000, 1, 1000],
      [3000, 4000, 1, 1000],
    ]);
  });

  it('include seconds by reason', () => {
    const samples = [0, 1, 2, 3, 4].map((second) => ({
      atMs: second * 1000,
      reports: [outbound(second * 1000, second < 3 ? 0 : 0.9)],
    }));
    const durations = spliceCounters(samples, cuts([2])).map(({ reports: [report] }) =>
      report?.type === 'outbound-rtp' ? [report.timestamp, report.qualityLimitationDurations?.cpu] : [],
    );
    expect(durations).toEqual([
      [0, 0],
      [1000, 0],
      [2000, 0],
      [3000, 0],
    ]);
  });
});

function outbound(timestamp: number, cpu: number): MeasuredReport {
  return { type: 'outbound-rtp', kind: 'video', id: 'OV1', timestamp, qualityLimitationDurations: { cpu } };
}
