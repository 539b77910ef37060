import { expect, it } from 'vitest';
import { freezeLines } from '../../../src/report/messages/viewer-words.ts';
import { readyResult } from '../sample-result.ts';

it('names each class of freezes that occurred', () => {
  const [viewer] = readyResult().takes[0]?.viewers ?? [];
  if (viewer === undefined) throw new Error('no viewer');
  const lines = (freezeLengths: number[]) => freezeLines({ ...viewer, freezeLengths })?.map(({ en }) => en);
  expect(freezeLines(viewer)).toBeUndefined();
  expect(lines([0, 0, 0, 0, 0, 0, 0])).toEqual(['none']);
  expect(lines([3, 0, 1, 0, 0, 0, 1])).toEqual(['150 ms to 300 ms: 3', '500 ms to 1 s: 1', '10 s and more: 1']);
});
