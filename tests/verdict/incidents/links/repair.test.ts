import { describe, expect, it } from 'vitest';
import type { RecordLine } from '../../../../src/model/recording/recording.ts';
import { findIncidents } from '../../../../src/verdict/incidents/find-incidents.ts';
import { buildTake, LATENCY_MS, secondOf } from '../../../build-recording.ts';

const LINE = 'access:sea-sg-1/out';
/** Round trip of 120 ms, the haul's own 40 included. */
const LOSSY = { delayMs: 60, loss: { type: 'random', lossFraction: 0.02 } } as const;

/**
 * A line that loses three packets in every second, and repairs in these seconds; pictures stand still for 240 ms at 20 s. The
 * browser tells the round trip, or not.
 */
function causesWith(repairedIn: readonly number[], roundTrip?: 'untold') {
  const edit = (line: RecordLine): RecordLine => {
    if (line.type === 'links')
      return { ...line, links: line.links.map((each) => (each.link === LINE ? { ...each, lostRandom: 3 } : each)) };
    if (line.type !== 'stats' || line.participant === 'publisher') return line;
    const retransmittedBytesReceived = 1000 * repairedIn.filter((second) => second <= secondOf(line)).length;
    const reports = line.reports
      .filter(({ type }) => type !== 'candidate-pair' || roundTrip === undefined)
      .map((report) =>
        report.type === 'inbound-rtp' && report.kind === 'video' ? { ...report, retransmittedBytesReceived } : report,
      );
    return { ...line, reports };
  };
  const isLate = (at: number) => at >= 20_000 && at < 20_200;
  const latencyOf = (at: number) => (isLate(at) ? LATENCY_MS + 20_200 - at : LATENCY_MS);
  const incidents = findIncidents(buildTake({ access: LOSSY, latencyOf, edit }));
  return incidents.map(({ causes }) => causes.map(({ cause, way, links }) => [cause, way, links?.[0]]));
}

describe('a stop on a line that loses packets all the time', () => {
  it('is its loss where the jitter buffer did not wait for repairs yet', () => {
    expect(causesWith([19, 20])).toEqual([[['access-loss', 'early', LINE]]]);
    expect(causesWith([5, 6, 20])).toEqual([[['access-loss', 'early', LINE]]]);
  });

  it('is most likely a repair that was lost too where the jitter buffer waited for one', () =>
    expect(causesWith([-6, -5, -4, 20])).toEqual([[['access-loss', 'repeated', LINE]]]));

  it('is called early only where it is known that the jitter buffer did not wait', () => {
    expect(causesWith([-6, -5, -4, 20], 'untold')).toEqual([[['access-loss', 'repeated', LINE]]]);
    expect(causesWith([-6, -5, 20], 'untold')).toEqual([[['access-loss', 'early', LINE]]]);
  });

  it('is not its loss where nothing was repaired then: what stands there all the time explains nothing', () => {
    expect(causesWith([-6, -5, -4])).toEqual([[]]);
    expect(causesWith([])).toEqual([[]]);
  });
});
