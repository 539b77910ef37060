import { z } from 'zod';
import { section } from '../reading/section.ts';

const BOUND_EXPECTED =
  'a bound such as "< 3 %", "p95 < 800 ms", "change < 1 %", {ready: ..., warn: ...}, or a list of these';

const bound = () => z.string({ error: BOUND_EXPECTED });

const steps = () => section('a bound in two steps', { ready: bound(), warn: bound().optional() });

/** Schema of one region's bounds, by metric. Bounds stay text here: which units and statistics fit depends on the metric. */
const regionBudgetsSchema = z.record(
  z.string(),
  z.union(
    [
      bound(),
      steps(),
      z.array(z.union([bound(), steps()], { error: BOUND_EXPECTED })).min(1, { error: BOUND_EXPECTED }),
    ],
    {
      error: BOUND_EXPECTED,
    },
  ),
  { error: 'bounds by metric such as {stutterRate: "< 3 %"}' },
);

export const budgetsSchema = z
  .record(z.string(), regionBudgetsSchema, { error: 'budgets by region such as {all: {stutterRate: "< 3 %"}}' })
  .describe(
    'Bounds by region id or `all`, then by metric. A region’s own bound replaces that of `all`, which replaces the default.',
  );
