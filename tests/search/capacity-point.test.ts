import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { machineCpus } from '../../src/lib/available-cpus.ts';
import { CannotMeasureError } from '../../src/lib/errors.ts';
import type { RecordedTake } from '../../src/model/recording/recorded-take.ts';
import { readRecording } from '../../src/recording/reader.ts';
import { capacityPoint } from '../../src/search/capacity-point.ts';

const clean = readRecording(join(import.meta.dirname, '../fixtures/clean.ndjson'));
const { all, available } = machineCpus();

/** A valid take in which this share of our CPUs was busy; undefined: nobody could tell. */
async function takeWith(busy: number | undefined): Promise<RecordedTake> {
  const take = await clean;
  const host = take.host.map(({ busyFraction: _, ...line }) => ({
    ...line,
    ...(busy !== undefined && { busyFraction: (busy * available) / all }),
  }));
  return { ...take, host };
}

describe('capacityPoint', () => {
  it('counts viewers as carried where all was in time and a quarter of the CPUs was left', async () => {
    expect(capacityPoint(await takeWith(0.75), 2)).toMatchObject({ viewers: 2, carried: true, signals: [] });
    expect(capacityPoint(await takeWith(0.77), 2)).toMatchObject({ carried: false, signals: [] });
  });

  it('takes load that nobody could read for no room to spare', async () => {
    const take = await takeWith(undefined);
    expect(() => capacityPoint(take, 2)).toThrow(CannotMeasureError);
    // Viewers that the machine did not keep up with are not carried, whatever the load was.
    const { window: _, ...cut } = take;
    expect(capacityPoint(cut, 2)).toMatchObject({ carried: false });
  });
});
