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

test('plans no viewers when only others watch, and warns that nothing is measured', async () => {
  const transport = '{whip: {publish: "https://m.example.com/whip"}}';
  const { scenario, warnings } = await loadText(spoilt('transport: local', `transport: ${transport}`));
  expect(planTakes(scenario)[0]?.viewers).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining('no viewer of longhaul’s watches')]);
});

test('has no default budgets that need longhaul’s own marks when somebody else publishes the stream', async () => {
  const transport = '{whip: {watch: "https://m.example.com/whep"}}';
  const text = spoilt('transport: local', `transport: ${transport}`);
  const { scenario, warnings } = await loadText(text);
  expect(scenario.budgets['sea-sg']?.map(({ metric }) => metric)).toEqual(['stutterRate']);
  expect(warnings).toEqual([expect.stringContaining('the stream is somebody else’s')]);
});
