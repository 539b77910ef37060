import { type Cut, joinedMs } from '../../model/recording/cuts.ts';
import type { MadeFrame } from '../../model/recording/recorded-take.ts';

export interface SplicedMade {
  readonly frames: readonly MadeFrame[];
  /** By cut: how many numbers what follows it has lost, all cuts before it counted. */
  readonly numbersOut: readonly number[];
}

/** A frame due just before a cut may have been begun in it, and one due at its end after it: so many more may have gone with it. */
const DUE_AT_THE_EDGES = 2;

/** The frames made outside of all cuts, numbered on as if there had been none: a number that only a cut took is not missing. */
export function spliceMade(made: readonly MadeFrame[], cuts: readonly Cut[], fps: number): SplicedMade {
  const due = cuts.map(({ fromMs, toMs }) => Math.round(((toMs - fromMs) * fps) / 1000));
  const numbersOut = due.map((_, at) => due.slice(0, at + 1).reduce((sum, count) => sum + count, 0));
  const frames: MadeFrame[] = [];
  let [passed, out] = [0, 0];
  let last: MadeFrame | undefined;
  for (const frame of made) {
    const before = passed;
    for (let cut = cuts[passed]; cut !== undefined && frame.madeMs >= cut.toMs; cut = cuts[passed]) passed++;
    const cut = cuts[passed];
    if (cut !== undefined && frame.madeMs >= cut.fromMs) {
      passed = before;
      continue;
    }
    if (passed > before) {
      const dueInCuts = (numbersOut[passed - 1] ?? 0) - (numbersOut[before - 1] ?? 0);
      const gone = last === undefined ? dueInCuts : frame.frame - last.frame - 1;
      const more =
        (gone < 0 ? dueInCuts : Math.min(gone, dueInCuts + DUE_AT_THE_EDGES * (passed - before))) - dueInCuts;
      for (let at = passed - 1; at < numbersOut.length; at++) numbersOut[at] = (numbersOut[at] ?? 0) + more;
      out = numbersOut[passed - 1] ?? 0;
    }
    frames.push({ ...frame, frame: frame.frame - out, madeMs: joinedMs(cuts, frame.madeMs) });
    last = frame;
  }
  return { frames, numbersOut };
}
