import { describe, expect, test } from 'vitest';
import { loadText, problemsOf, RIGHT, vocabulary } from './load-text.ts';

const budgetsOf = async (budgets: string) =>
  (await loadText(RIGHT.replace('  all: {stutterRate: "< 3 %"}\n', budgets))).scenario.budgets;

describe('budgets', () => {
  test('are the defaults for every region when the scenario has none', async () => {
    const { scenario } = await loadText(RIGHT.slice(0, RIGHT.indexOf('budgets:')));
    expect(scenario.budgets).toEqual({ 'sea-sg': vocabulary.defaultBudgets, 'sea-id': vocabulary.defaultBudgets });
  });

  test('of `all` replace the defaults, and a region’s own replace those of `all`', async () => {
    const budgets = await budgetsOf(
      '  all: {stutterRate: "< 4 %", frameRate: "> 24 fps"}\n  sea-id: {stutterRate: {ready: "< 8 %", warn: "< 10 %"}}\n',
    );
    const [latency] = vocabulary.defaultBudgets;
    const stutterRate = { metric: 'stutterRate', statistic: 'value', unit: 'fraction', origin: 'scenario' };
    const frameRate = {
      metric: 'frameRate',
      statistic: 'value',
      unit: 'fps',
      ready: { comparison: '>', limit: 24 },
      origin: 'scenario',
    };
    // A bound is replaced as a whole, the default's `warn` included.
    expect(budgets['sea-sg']).toEqual([
      latency,
      { ...stutterRate, ready: { comparison: '<', limit: 0.04 } },
      frameRate,
    ]);
    expect(budgets['sea-id']).toEqual([
      latency,
      { ...stutterRate, ready: { comparison: '<', limit: 0.08 }, warn: { comparison: '<', limit: 0.1 } },
      frameRate,
    ]);
  });

  test('that the distance alone breaks are warned of, and those that it leaves room for are not', async () => {
    const warningsOf = async (limit: string) =>
      (await loadText(RIGHT.replace('  all: {stutterRate: "< 3 %"}\n', `  sea-id: {latency: "p95 < ${limit}"}\n`)))
        .warnings;
    expect(await warningsOf('20 ms')).toEqual([
      expect.stringMatching(/budgets: latency of sea-id can never be 20 ms: the way there alone takes \d+ ms$/),
    ]);
    expect(await warningsOf('200 ms')).toEqual([]);
  });

  test('on another statistic of a metric are added to its default', async () => {
    const budgets = await budgetsOf('  all: {latency: "p50 < 300 ms"}\n');
    expect(budgets['sea-sg']?.map(({ metric, statistic, ready }) => [metric, statistic, ready.limit])).toEqual([
      ['latency', 'p95', 800],
      ['stutterRate', 'value', 0.03],
      ['latency', 'p50', 300],
    ]);
  });

  test('of a region go by its id if it has one', async () => {
    const text = RIGHT.replace('access: fixed}', 'access: fixed, id: lion-city}').replace('all:', 'lion-city:');
    const { scenario } = await loadText(text);
    expect(scenario.budgets['lion-city']?.map(({ origin }) => origin)).toEqual(['default', 'scenario']);
  });

  test('that ask for the worse side of a metric are refused: they would pass what they should catch', async () => {
    expect(await problemsOf(RIGHT.replace('"< 3 %"', '"> 3 %"'))).toMatchObject([
      { line: 14, path: 'budgets.all.stutterRate', expected: expect.stringContaining('lower stutterRate is better') },
    ]);
  });

  test('say what is bad where they warn and fail', async () => {
    const { scenario } = await loadText(RIGHT.replace('"< 3 %"', '{warn: "> 3 %", fail: ">= 6 %"}'));
    expect(scenario.budgets['sea-sg']).toContainEqual({
      ...{ metric: 'stutterRate', statistic: 'value', unit: 'fraction', origin: 'scenario' },
      ...{ ready: { comparison: '<=', limit: 0.03 }, warn: { comparison: '<', limit: 0.06 } },
    });
  });

  test.each([
    ['an unknown metric', '{stuterRate: "< 3 %"}', 'budgets.all.stuterRate', 'did you mean `stutterRate`?'],
    ['a bound of other words', '{latency: "about 800 ms"}', 'budgets.all.latency', undefined],
    ['a bound of another unit', '{latency: "< 3 %"}', 'budgets.all.latency', undefined],
    ['a bound that is a number', '{stutterRate: 3}', 'budgets.all.stutterRate', 'did you mean 3 %?'],
    ['a tighter warn', '{latency: {ready: "< 1 s", warn: "< 800 ms"}}', 'budgets.all.latency.warn', undefined],
    ['a warn the other way', '{latency: {ready: "< 1 s", warn: "> 2 s"}}', 'budgets.all.latency.warn', undefined],
    [
      'a warn of another statistic',
      '{latency: {ready: "< 1 s", warn: "p50 < 2 s"}}',
      'budgets.all.latency.warn',
      undefined,
    ],
    [
      'a typo in a step',
      '{latency: {ready: "< 1 s", warm: "< 2 s"}}',
      'budgets.all.latency.warm',
      'did you mean `warn`?',
    ],
    ['no ready', '{latency: {warn: "< 2 s"}}', 'budgets.all.latency.ready', undefined],
    ['a list', '[latency]', 'budgets.all', undefined],
  ])('with %s are refused', async (_, bounds, path, hint) => {
    const problems = await problemsOf(RIGHT.replace('{stutterRate: "< 3 %"}', bounds));
    expect(problems.map((problem) => [problem.line, problem.path, problem.hint])).toEqual([[14, path, hint]]);
  });

  test('for an unknown region are refused', async () => {
    expect(await problemsOf(RIGHT.replace('  all:', '  sea-di:'))).toEqual([
      {
        line: 14,
        path: 'budgets.sea-di',
        expected: 'one of all, sea-sg, sea-id',
        got: 'the unknown region "sea-di"',
        hint: 'did you mean `sea-id`?',
      },
    ]);
  });
});
