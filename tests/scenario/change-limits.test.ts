import { describe, expect, test } from 'vitest';
import { loadText, problemsOf, RIGHT, vocabulary } from './load-text.ts';

const withBudgets = (budgets: string) => RIGHT.replace('all: {stutterRate: "< 3 %"}', budgets);

describe('limits on change', () => {
  test('are added to the budget on the value, for all regions or one', async () => {
    const { scenario } = await loadText(
      withBudgets(
        'all: {stutterRate: ["< 3 %", "change < 1 %"]}\n  sea-id: {latency: "p50 change < 40 ms", stutterRate: "change < 2 %"}',
      ),
    );
    const stutter = { metric: 'stutterRate', statistic: 'value', unit: 'fraction' };
    expect(scenario.changeLimits).toEqual({
      'sea-sg': [{ ...stutter, limit: 0.01 }],
      'sea-id': [
        { ...stutter, limit: 0.02 },
        { metric: 'latency', statistic: 'p50', unit: 'ms', limit: 40 },
      ],
    });
    expect(scenario.budgets['sea-id']?.map(({ metric, statistic, origin }) => [metric, statistic, origin])).toEqual([
      ['latency', 'p95', 'default'],
      ['stutterRate', 'value', 'scenario'],
    ]);
  });

  test('exist only when set, and leave the default budgets alone', async () => {
    expect((await loadText(RIGHT)).scenario).not.toHaveProperty('changeLimits');
    const { scenario } = await loadText(withBudgets('all: {frameRate: "change < 2 fps"}'));
    expect(scenario.budgets['sea-sg']).toEqual(vocabulary.defaultBudgets);
    expect(scenario.changeLimits?.['sea-sg']).toEqual([
      { metric: 'frameRate', statistic: 'value', unit: 'fps', limit: 2 },
    ]);
  });

  test('may have a limit for warnings', async () => {
    const { scenario } = await loadText(
      withBudgets('all: {latency: {ready: "change < 30 ms", warn: "change < 0.1 s"}}'),
    );
    expect(scenario.changeLimits?.['sea-sg']).toEqual([
      { metric: 'latency', statistic: 'p95', unit: 'ms', limit: 30, warnLimit: 100 },
    ]);
  });

  test.each([
    ['{stutterRate: "change < 1"}', 'budgets.all.stutterRate', 'such as "change < 1 %"'],
    ['{stutterRate: "change > 1 %"}', 'budgets.all.stutterRate', 'such as "change < 1 %"'],
    ['{stutterRate: "change < 0 %"}', 'budgets.all.stutterRate', 'above 0'],
    ['{stutterRate: "p95 change < 1 %"}', 'budgets.all.stutterRate', 'without p95'],
    ['{latency: "p42 change < 30 ms"}', 'budgets.all.latency', 'one of p50, p95, p99, max'],
    ['{latency: ["p95 < 1 s", "change < 30"]}', 'budgets.all.latency[1]', 'such as "p95 change < 30 ms"'],
    ['{latency: {ready: "change < 30 ms", warn: "change < 20 ms"}}', 'budgets.all.latency.warn', 'a looser bound'],
    ['{latncy: "change < 30 ms"}', 'budgets.all.latncy', 'one of latency'],
  ])('%s is refused at %s', async (budgets, path, expected) => {
    const problems = await problemsOf(withBudgets(`all: ${budgets}`));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ line: 14, path });
    expect(problems[0]?.expected).toContain(expected);
  });
});
