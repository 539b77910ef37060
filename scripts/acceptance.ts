/**
 * Measures the claims of the README and of docs/elastic-time.md on this machine, and says which hold:
 *   npx tsx scripts/acceptance.ts [quickstart] [rtt] [bottleneck] [hog] [late-hog] [many-viewers] [same-truth] [same-seed] [stages]
 * Default: the first four, about 40 minutes. `RUNS=20` repeats of the quickstart (default 10). Exits with 1 when a claim
 * does not hold.
 */
import { hog, lateHog, manyViewers, quickstart } from './acceptance/busy-machine.ts';
import { bottleneck, roundTrip } from './acceptance/network.ts';
import { sameSeed } from './acceptance/same-seed.ts';
import { sameTruth } from './acceptance/same-truth.ts';
import { stages } from './acceptance/stages.ts';

const EXPERIMENTS: Readonly<Record<string, () => Promise<void>>> = {
  quickstart,
  rtt: roundTrip,
  bottleneck,
  hog,
  'late-hog': lateHog,
  'many-viewers': manyViewers,
  'same-truth': sameTruth,
  'same-seed': sameSeed,
  stages,
};
const DEFAULT = ['quickstart', 'rtt', 'bottleneck', 'hog'];

const chosen = process.argv.slice(2);
for (const name of chosen.length > 0 ? chosen : DEFAULT) {
  const experiment = EXPERIMENTS[name];
  if (experiment === undefined) throw new Error(`expected ${Object.keys(EXPERIMENTS).join(', ')}, got ${name}`);
  console.log(`\n${name}`);
  await experiment();
}
