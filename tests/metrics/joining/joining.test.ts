import { describe, expect, it } from 'vitest';
import { firstFrame } from '../../../src/metrics/joining/first-frame.ts';
import { joinFailures } from '../../../src/metrics/joining/join-failures.ts';
import { joinTime } from '../../../src/metrics/joining/join-time.ts';
import type { EventName } from '../../../src/model/recording/event-line.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';
import type { RecordingOptions } from '../../build-recording.ts';
import { measure } from '../measure.ts';

const without =
  (...names: readonly EventName[]) =>
  (line: RecordLine) =>
    line.type === 'event' && names.includes(line.name) ? undefined : line;

const NEVER_JOINED: RecordingOptions = { latencyOf: () => undefined, edit: without('joined', 'first-frame') };

describe('joining', () => {
  it('is timed from the first attempt', () => {
    expect(measure(joinFailures)).toEqual({ type: 'value', unit: 'count', value: 0 });
    expect(measure(joinTime)).toEqual({ type: 'value', unit: 'ms', value: 500 });
    // Joined from -8000 on; the first frame is made at -7000 and seen 100 ms later.
    expect(measure(firstFrame)).toEqual({ type: 'value', unit: 'ms', value: 1100 });
  });

  it('counts the failed attempts in the time, not as failures, when a later one succeeds', () => {
    const edit = (line: RecordLine): RecordLine | undefined =>
      line.type === 'event' && line.name === 'joined' ? { ...line, atMs: line.atMs + 6000 } : line;
    expect(measure(joinFailures, { edit })).toEqual({ type: 'value', unit: 'count', value: 0 });
    expect(measure(joinTime, { edit })).toEqual({ type: 'value', unit: 'ms', value: 6500 });
  });

  it('fails for a viewer that never joined, and has no times', () => {
    expect(measure(joinFailures, NEVER_JOINED)).toEqual({ type: 'value', unit: 'count', value: 1 });
    expect(measure(joinTime, NEVER_JOINED)).toEqual({ type: 'no-data', unit: 'ms', reason: 'the viewer never joined' });
    expect(measure(firstFrame, NEVER_JOINED)).toEqual({
      type: 'no-data',
      unit: 'ms',
      reason: 'the viewer never saw a frame',
    });
  });

  it('has no data for a viewer that never tried', () =>
    expect(measure(joinFailures, { edit: without('join-started', 'joined', 'first-frame') })).toEqual({
      type: 'no-data',
      unit: 'count',
      reason: 'the viewer never tried to join',
    }));
});
