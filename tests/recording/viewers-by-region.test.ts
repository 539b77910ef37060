import { expect, it } from 'vitest';
import { viewersByRegion } from '../../scripts/bench/viewers-by-region.ts';

it.each([
  [50, [10, 10, 10, 10, 10]],
  [7, [1, 1, 1, 2, 2]],
  [3, [1, 1, 1]],
  [1, [1]],
])('a long recording of %j viewers has as many, no region empty', (viewers, counts) =>
  expect(viewersByRegion(viewers, 5)).toEqual(counts),
);
