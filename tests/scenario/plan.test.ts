import { expect, test } from 'vitest';
import { planTakes } from '../../src/scenario/plan.ts';
import { loadText, spoilt } from './load-text.ts';

test('plans one take for each seed, with viewers named after their region', async () => {
  const { scenario } = await loadText(spoilt('duration: 20s', 'duration: 20s\nseeds: [7, 3]'));
  const takes = planTakes(scenario);
  expect(takes.map(({ index, seed }) => [index, seed])).toEqual([
    [0, 7],
    [1, 3],
  ]);
  expect(takes[1]?.viewers).toEqual([
    { id: 'sea-sg-1', region: 'sea-sg' },
    { id: 'sea-id-1', region: 'sea-id' },
    { id: 'sea-id-2', region: 'sea-id' },
  ]);
  expect(planTakes(scenario, [9]).map(({ seed }) => seed)).toEqual([9]);
});
