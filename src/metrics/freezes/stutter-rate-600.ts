// stutterRate with the threshold of native SDKs.
// Source: Agora Analytics, video stutter rate of native clients.

import { stutterRateOver } from './stutter-metric.ts';

/** Agora's threshold for native SDKs. */
const GAP_MS = 600;

export const stutterRate600 = stutterRateOver(
  'stutterRate600',
  GAP_MS,
  `Agora Analytics, video stutter rate of native clients (gaps over ${GAP_MS} ms)`,
);
