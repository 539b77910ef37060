import { expect, it } from 'vitest';
import type { PictureBook, ShownPicture } from '../../../src/model/recording/pictures.ts';
import type { Incident } from '../../../src/model/result/incident.ts';
import { worstSecond } from '../../../src/report/screen/worst-second.ts';
import { notReadyResult } from '../sample-result.ts';

const incident = (region: string, fromMs: number, toMs: number, severity: Incident['severity']): Incident => ({
  ...{ region, fromMs, toMs, severity, viewers: [`${region}-1`], causes: [] },
  symptoms: [
    { kind: 'stutter', metric: 'stutterRate200', viewer: `${region}-1`, value: toMs - fromMs, unit: 'ms', times: 1 },
  ],
});
const picture = (second: number): ShownPicture => ({ second, frame: second * 25, latencyMs: 300, jpeg: 'AA==' });
const book: PictureBook = [
  ['sea-sg-1', 'sea-id-1', 'sa-br-1'].map((viewer) => ({
    ...{ viewer, more: 0, incidents: [] },
    film: viewer === 'sa-br-1' ? [] : [0, 5, 10, 15].map(picture),
  })),
];

function worstOf(incidents: readonly Incident[]) {
  const result = notReadyResult();
  const [take] = result.takes;
  if (take === undefined) throw new Error('the sample has a take');
  const own = { ...result, takes: [{ ...take, incidents }] };
  return worstSecond(own, own.takes[0], book);
}

it('is the middle of the worst incident, not of the first or the longest', () => {
  const found = worstOf([
    incident('sa-br', 1000, 1300, 'slight'),
    incident('sea-id', 6000, 9000, 'severe'),
    incident('sea-sg', 10_000, 19_000, 'clear'),
  ]);
  expect(found?.second).toBe(7);
  expect(found?.regions.map(({ region }) => region.id)).toEqual(['sea-id', 'sa-br', 'sea-sg']);
  expect(found?.regions.map(({ isHit, isStill }) => [isHit, isStill])).toEqual([
    [true, true],
    [false, false],
    [false, false],
  ]);
});

it('shows of every region the last picture until then, and says where none was kept', () => {
  const found = worstOf([incident('sea-id', 6000, 9000, 'severe')]);
  expect(found?.regions.map(({ viewer, picture: shown }) => [viewer, shown?.second])).toEqual([
    ['sea-id-1', 5],
    ['sa-br-1', undefined],
    ['sea-sg-1', 5],
  ]);
});

it('stays within the measured time, and is nothing where nothing went wrong', () => {
  expect(worstOf([incident('sea-id', 19_900, 31_000, 'severe')])?.second).toBe(19);
  expect(worstOf([])).toBeUndefined();
});
