import { expect, it } from 'vitest';
import { clockReading } from '../../../src/metrics/device/clock-reading.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';
import { buildLines, buildTake, takeOf, WINDOW_MS } from '../../build-recording.ts';

const told: RecordLine = {
  ...{ type: 'event', atMs: WINDOW_MS - 10_000, source: 'runner', name: 'time-server' },
  detail: { server: 'ntp.example.com:123', offsetMs: -12.25, errorMs: 4, roundTripMs: 6 },
};

it('is the time server’s reading, with an error that grows by 15 ppm until the window’s end', () => {
  const [header, ...lines] = buildLines({ seconds: 30 });
  if (header === undefined) throw new Error('no lines');
  expect(clockReading(takeOf([header, told, ...lines]))).toEqual({
    ...{ server: 'ntp.example.com:123', offsetMs: -12.25, roundTripMs: 6 },
    // Whole milliseconds in the time code, and 40 s of drift.
    errorMs: 4 + 0.5 + 0.6,
  });
});

it('is unknown where no time server was asked', () => expect(clockReading(buildTake())).toBeUndefined());
