import { type Cut, joinedMs } from '../../model/recording/cuts.ts';
import type { MadeFrame } from '../../model/recording/recorded-take.ts';

export interface SplicedMade {
  readonly frames: readonly MadeFrame[];
  /** Amounts, by cut, by which frame numbers are lower after it, including all earlier cuts. */
  readonly numbersRemoved: readonly number[];
}

/**
 * Frames that a cut may remove besides those due in it: one due just before it but started in it, and one due at its
 * end.
 */
const DUE_AT_THE_EDGES = 2;

/**
 * Returns the frames generated outside of all cuts, renumbered without gaps for the cuts: a frame removed by a cut is
 * not missing.
 */
export function spliceMade(made: readonly MadeFrame[], cuts: readonly Cut[], fps: number): SplicedMade {
  const due = cuts.map(({ fromMs, toMs }) => Math.round(((toMs - fromMs) * fps) / 1000));
  const numbersRemoved = due.map((_, cut) => due.slice(0, cut + 1).reduce((sum, count) => sum + count, 0));
  const frames: MadeFrame[] = [];
  let [passed, removed] = [0, 0];
  let last: MadeFrame | undefined;
  for (const frame of made) {
    const passedBefore = passed;
    for (let cut = cuts[passed]; cut !== undefined && frame.madeMs >= cut.toMs; cut = cuts[passed]) passed++;
    const cut = cuts[passed];
    if (cut !== undefined && frame.madeMs >= cut.fromMs) {
      passed = passedBefore;
      continue;
    }
    if (passed > passedBefore) {
      const dueInCuts = (numbersRemoved[passed - 1] ?? 0) - (numbersRemoved[passedBefore - 1] ?? 0);
      const missing = last === undefined ? dueInCuts : frame.frame - last.frame - 1;
      const most = dueInCuts + DUE_AT_THE_EDGES * (passed - passedBefore);
      const correction = (missing < 0 ? dueInCuts : Math.min(missing, most)) - dueInCuts;
      for (let cut = passed - 1; cut < numbersRemoved.length; cut++)
        numbersRemoved[cut] = (numbersRemoved[cut] ?? 0) + correction;
      removed = numbersRemoved[passed - 1] ?? 0;
    }
    frames.push({ ...frame, frame: frame.frame - removed, madeMs: joinedMs(cuts, frame.madeMs) });
    last = frame;
  }
  return { frames, numbersRemoved };
}
