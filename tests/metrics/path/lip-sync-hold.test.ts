import { describe, expect, it } from 'vitest';
import { lipSyncHold } from '../../../src/metrics/path/lip-sync-hold.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';
import { buildTake, viewerOf } from '../../build-recording.ts';

/** Takes a field out of all reports on received video. */
const without =
  (field: string) =>
  (line: RecordLine): RecordLine =>
    line.type === 'stats'
      ? {
          ...line,
          reports: line.reports.map(
            (report) => Object.fromEntries(Object.entries(report).filter(([name]) => name !== field)) as typeof report,
          ),
        }
      : line;

describe('lipSyncHold', () => {
  it('is what the buffer was to wait beyond what the network asked, per frame', () => {
    const take = buildTake();
    const value = lipSyncHold.measure(viewerOf(take), take);
    expect(value).toMatchObject({ type: 'value', unit: 'ms' });
    expect(value.type === 'value' && value.value).toBeCloseTo(28, 6);
    const points = lipSyncHold.series?.(viewerOf(take), take) ?? [];
    expect(points.length).toBeGreaterThan(0);
    for (const { value: ms } of points) expect(ms).toBeCloseTo(28, 6);
  });

  it.each(['jitterBufferMinimumDelay', 'jitterBufferTargetDelay'])('is no data where %s is not told', (field) => {
    const take = buildTake({ edit: without(field) });
    expect(lipSyncHold.measure(viewerOf(take), take).type).toBe('no-data');
  });
});
