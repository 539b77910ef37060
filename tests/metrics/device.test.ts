import { describe, expect, it } from 'vitest';
import { cpuWorth } from '../../src/metrics/device/cpu-worth.ts';
import { deviceThrottled } from '../../src/metrics/device/device-throttled.ts';
import { decodeTime } from '../../src/metrics/picture/decode-time.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import type { Device } from '../../src/model/scenario/device.ts';
import { checkValidity } from '../../src/verdict/validity/check-validity.ts';
import { buildLines, buildTake, secondOf, takeOf, viewerOf } from '../build-recording.ts';

const PHONE: Device = {
  ...{ id: 'phone', label: 'phone', labelZh: '手机', viewport: { width: 360, height: 640 } },
  cpuCores: 0.12,
};

/** Builds a take whose viewer watches on a phone that is throttled in the given seconds of 30. */
function phoneTake(throttled: readonly number[], edit?: (line: RecordLine) => RecordLine | undefined) {
  return takeOf(phoneLines(throttled, edit));
}

function phoneLines(
  throttled: readonly number[],
  edit: (line: RecordLine) => RecordLine | undefined = (line) => line,
): RecordLine[] {
  return buildLines({ edit }).flatMap((line): RecordLine[] => {
    if (line.type === 'header') {
      const [region, ...rest] = line.take.scenario.regions;
      if (region === undefined) throw new Error('no region');
      const scenario = { ...line.take.scenario, regions: [{ ...region, device: PHONE }, ...rest] };
      return [{ ...line, take: { ...line.take, scenario } }];
    }
    if (line.type !== 'host') return [line];
    const throttledFraction = throttled.includes(secondOf(line)) ? 1 : 0;
    return [line, { type: 'device', atMs: line.atMs, viewer: 'sea-sg-1', usedCores: 0.1, throttledFraction }];
  });
}

describe('deviceThrottled', () => {
  it('is the mean over the window, not of the join before it', () => {
    const take = phoneTake([-3, -2, 3, 4, 5]);
    expect(deviceThrottled.measure(viewerOf(take), take)).toEqual({ type: 'value', unit: 'fraction', value: 3 / 30 });
    expect(deviceThrottled.series?.(viewerOf(take), take)[3]).toEqual({ second: 3, value: 1 });
  });

  it('has no data for a viewer that nothing limits', () => {
    const take = buildTake({});
    expect(deviceThrottled.measure(viewerOf(take), take).type).toBe('no-data');
  });
});

describe('cpuWorth', () => {
  /** Adds what a CPU second was worth to the phone's lines: a half in the first 15 seconds of 30, then as much as the reference's. */
  const withWorth = () => {
    const lines = phoneLines([]).map((line) =>
      line.type === 'device' ? { ...line, cpuWorth: secondOf(line) < 15 ? 0.5 : 1 } : line,
    );
    return takeOf(lines);
  };

  it('is the mean over the window, and each second’s in the series', () => {
    const take = withWorth();
    expect(cpuWorth.measure(viewerOf(take), take)).toEqual({ type: 'value', unit: 'fraction', value: 0.75 });
    expect(cpuWorth.series?.(viewerOf(take), take)[3]).toEqual({ second: 3, value: 0.5 });
  });

  it('has no data where it was not measured, as in older recordings, or nothing limits the viewer', () => {
    const take = phoneTake([]);
    expect(cpuWorth.measure(viewerOf(take), take).type).toBe('no-data');
    const unlimited = buildTake({});
    expect(cpuWorth.measure(viewerOf(unlimited), unlimited).type).toBe('no-data');
  });
});

describe('decodeTime', () => {
  it('is the mean time per frame', () => {
    const take = buildTake({});
    expect(decodeTime.measure(viewerOf(take), take)).toMatchObject({ type: 'value', unit: 'ms' });
  });
});

describe('validity of a viewer on a limited device', () => {
  const slow = (line: RecordLine): RecordLine =>
    line.type === 'frames-seen' ? { ...line, timerLateP99Ms: 80, timerLateMaxMs: 200 } : line;

  it('does not mistake its slowness for the machine’s', () => {
    expect(checkValidity(phoneTake([], slow)).reasons).toEqual([]);
    expect(checkValidity(takeOf(buildLines({ edit: slow }))).reasons.map(({ signal }) => signal)).toEqual([
      'viewer-timer-late',
    ]);
  });

  it('waits for a page that answers late, as long as its device is sampled', () => {
    const late = (line: RecordLine) =>
      line.type === 'stats' && line.participant === 'sea-sg-1' && secondOf(line) >= 10 && secondOf(line) < 15
        ? undefined
        : line;
    expect(checkValidity(phoneTake([], late)).reasons).toEqual([]);
    expect(checkValidity(takeOf(buildLines({ edit: late }))).reasons.map(({ signal }) => signal)).toEqual([
      'unobserved',
    ]);
    const uncounted = (line: RecordLine) =>
      line.type === 'host' && secondOf(line) >= 10 && secondOf(line) < 15 ? undefined : line;
    expect(
      checkValidity(phoneTake([], uncounted))
        .reasons.map(({ reason }) => reason)
        .join(),
    ).toContain('the device of');
  });

  it('voids the take where nothing was recorded of the device: it may never have been held to its limit', () => {
    const silent = takeOf(phoneLines([]).filter(({ type }) => type !== 'device'));
    expect(checkValidity(silent).reasons.map(({ signal }) => signal)).toEqual(['unobserved']);
  });

  it('still voids the take when the machine itself is late', () => {
    const busy = (line: RecordLine): RecordLine => (line.type === 'host' ? { ...line, runnerLoopP99Ms: 150 } : line);
    expect(checkValidity(phoneTake([], busy)).reasons.map(({ signal }) => signal)).toContain('runner-late');
  });
});
