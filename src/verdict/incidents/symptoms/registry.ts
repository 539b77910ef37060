import type { SymptomKind } from '../../../model/result/incident.ts';
import { clarityDrops } from './clarity-drops.ts';
import { latencyJumps } from './latency-jumps.ts';
import { silences } from './silences.ts';
import { slowFrameRates } from './slow-frame-rates.ts';
import { stutters } from './stutters.ts';
import type { SymptomFinder } from './symptom.ts';

/** Everything that makes an incident, what viewers mind most first. */
export const SYMPTOMS: Readonly<Record<SymptomKind, SymptomFinder>> = {
  stutter: stutters,
  'sound-gap': silences,
  'frame-rate': slowFrameRates,
  latency: latencyJumps,
  clarity: clarityDrops,
};
