/**
 * How often `longhaul trend` alarms among equals, and finds a break of three standard deviations in one of 60 numbers, two and three
 * rehearsals after it, with neighbours that resemble each other and without: nice -n 15 npx tsx scripts/simulate/trend.ts [RUNS]
 * Some ten minutes for 40 runs on a quiet core.
 */
import { findLevelChanges } from '../../src/verdict/compare/statistics/level-changes.ts';
import { drawsOf } from '../../tests/verdict/compare/draws.ts';

const RUNS = Number(process.argv[2] ?? 40);
const NUMBERS = 60;
const BROKEN = 3;
const { normal, random } = drawsOf(5);

function chain(length: number, alike: number): readonly number[] {
  let value = normal();
  return Array.from({ length }, () => {
    value = alike * value + Math.sqrt(1 - alike ** 2) * normal();
    return value;
  });
}

for (const alike of [0, 0.8])
  for (const length of [24, 40])
    for (const common of [0, 0.5]) {
      const counts = { alarms: 0, afterTwo: 0, afterThree: 0, drift: 0, calledDrift: 0 };
      for (let run = 0; run < RUNS; run++) {
        const shared = chain(length, alike);
        const equals = Array.from({ length: NUMBERS }, () =>
          chain(length, alike).map((own, i) => Math.sqrt(common) * (shared[i] as number) + Math.sqrt(1 - common) * own),
        );
        const changesIn = (edit: (value: number, i: number) => number) =>
          findLevelChanges(
            equals.map((values, k) => ({ values: k === BROKEN ? values.map(edit) : values, margin: 0.5, worse: 1 })),
            { alpha: 0.05, random },
          );
        const found = (edit: (value: number, i: number) => number) => changesIn(edit)[BROKEN] ?? [];
        const isFound = (edit: (value: number, i: number) => number) => found(edit).length > 0;
        if (changesIn((value) => value).some((changes) => changes.length > 0)) counts.alarms++;
        if (isFound((value, i) => value + (i >= length - 2 ? 3 : 0))) counts.afterTwo++;
        if (isFound((value, i) => value + (i >= length - 3 ? 3 : 0))) counts.afterThree++;
        const drifts = found((value, i) => value + (5 * i) / length);
        if (drifts.length > 0) counts.drift++;
        if (drifts.some(({ type }) => type === 'drift')) counts.calledDrift++;
      }
      const shares = Object.entries(counts).map(([name, count]) => `${name} ${((100 * count) / RUNS).toFixed(1)} %`);
      console.log(`alike ${alike}, ${length} rehearsals, ${common * 100} % common: ${shares.join(', ')}`);
    }
