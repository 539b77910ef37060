/**
 * Calibrates pretended networks, right and wrong, on a pretended busy machine, and prints how often each was refused at one
 * attempt: the table of docs/network.md. npx tsx scripts/calibration-power.ts [trials]
 */

import type { LinkProfile } from '../src/model/scenario/link-profile.ts';
import type { Topology } from '../src/model/scenario/network.ts';
import { FAULTS, LINES, pathWith, RARE_FAULTS } from '../tests/network/probing/network-faults.ts';
import { simulateProbing } from '../tests/network/probing/simulate-probing.ts';

const trials = Number(process.argv[2] ?? 1000);

function refused(line: Partial<LinkProfile>, build: (asked: Topology) => Topology): string {
  let count = 0;
  for (let seed = 1; seed <= trials; seed++) {
    const asked = pathWith(line, seed);
    const checks = simulateProbing(asked, build(asked), seed).flat();
    if (checks.some(({ outcome }) => outcome !== 'ok')) count++;
  }
  return `${((100 * count) / trials).toFixed(1)} %`;
}

for (const [name, line] of Object.entries(LINES))
  console.log(`| right: ${name} | ${refused(line, (asked) => asked)} |`);
for (const { name, line, build } of [...FAULTS, ...RARE_FAULTS]) console.log(`| ${name} | ${refused(line, build)} |`);
