import { counted } from '../lib/counted.ts';
import type { EncoderComparison } from '../model/result/encoder-comparison.ts';
import { BASE_VARIANT, type Scenario } from '../model/scenario/scenario.ts';
import type { Take } from '../model/scenario/take.ts';
import { planTakes } from '../scenario/plan.ts';
import { MOST_REPLAYS, planReplays, REPLAYED } from '../scenario/plan-replays.ts';
import { seedAt } from '../scenario/seed-at.ts';
import type { OnProgress } from '../take/progress.ts';
import { hasTimeFor, undecided } from '../verdict/compare/undecided.ts';

export interface UntilDecided<Played> {
  readonly scenario: Scenario;
  /** Most repetitions of a take that the machine spoilt. */
  readonly again: number;
  /** Time limit; no seed is begun that would not be done by then. */
  readonly mostMinutes: number;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  /** Real time, which is what the user waits. */
  readonly nowMs: () => number;
  /** Plays a take; `spoilt` is its previous attempt, if the machine spoilt that. */
  readonly play: (take: Take, spoilt: Played | undefined) => Promise<Played>;
  /** Reports whether it is not worth playing again: it is valid, or spoilt for good, as the attempt before it. */
  readonly isFinal: (played: Played, before: Played | undefined) => boolean;
  /** Compares by tests that hold at any look. */
  readonly compare: (played: readonly Played[]) => readonly EncoderComparison[];
}

/**
 * Plays the base and every variant that is still open seed by seed, and looks after each seed: most comparisons are decided after a
 * few seeds, hard ones go on until the time is up. A seed that a candidate alone lost is played again before another.
 */
export async function playUntilDecided<Played>(options: UntilDecided<Played>): Promise<void> {
  const { scenario, signal, onProgress, mostMinutes, nowMs } = options;
  const played: Played[] = [];
  const startedMs = nowMs();
  let longestMs = 0;
  let open = (scenario.variants ?? []).map(({ name }) => name);
  const mostReplays = MOST_REPLAYS * open.length;
  let replays: readonly Take[] = [];
  for (let begun = 0, replayed = 0; open.length > 0 && !signal.aborted; ) {
    const fromMs = nowMs();
    if (!hasTimeFor({ spentMs: fromMs - startedMs, longestMs, mostMs: mostMinutes * 60_000 })) {
      onProgress({
        type: 'phase',
        text: `no time for another seed within ${mostMinutes} min; not decided: ${open.join(', ')}`,
      });
      break;
    }
    const isReplay = replays.length > 0 && replayed++ < mostReplays;
    if (isReplay) onProgress({ type: 'phase', text: REPLAYED });
    const due = isReplay ? replays : roundOf(scenario, begun++, open);
    for (const take of due) played.push(...(await playValid(take, played.length, options)));
    longestMs = Math.max(longestMs, nowMs() - fromMs);
    const comparisons = options.compare(played);
    open = undecided(comparisons);
    replays = planReplays(scenario, comparisons, played.length);
    const seeds = counted(`${begun} seeds`);
    onProgress({ type: 'phase', text: `after ${seeds}: ${comparisons.map(standing).join(', ')}` });
  }
}

/** Returns one seed's takes; every other seed is played in reverse order, as if all had been planned at once. */
function roundOf(scenario: Scenario, round: number, open: readonly string[]): readonly Take[] {
  const seeds = Array.from({ length: round + 1 }, (_, n) => seedAt(scenario.seeds, n));
  return planTakes(scenario, seeds).filter(
    ({ seed, variant = BASE_VARIANT }) => seed === seeds[round] && [BASE_VARIANT, ...open].includes(variant),
  );
}

/** Plays a take, and repeats it at once while the machine spoils it, since a look needs whole pairs. */
async function playValid<Played>(
  planned: Take,
  index: number,
  { again: most, signal, onProgress, play, isFinal }: UntilDecided<Played>,
): Promise<readonly Played[]> {
  const takes: Played[] = [];
  for (let again = 0; again <= most && !signal.aborted; again++) {
    const take = { ...planned, index: index + takes.length };
    const { seed, variant } = take;
    onProgress({
      // The total is not known in advance: report the count so far.
      ...{ type: 'take', index: take.index, count: take.index + 1, seed },
      ...(variant !== undefined && { variant }),
      ...(again > 0 && { again }),
    });
    const before = takes.at(-1);
    const played = await play(take, before);
    takes.push(played);
    if (isFinal(played, before)) break;
  }
  return takes;
}

function standing({ candidate, outcome }: EncoderComparison): string {
  const isOpen = outcome === 'inconclusive' || outcome === 'invalid';
  return `${candidate.name} ${isOpen ? 'not known yet' : outcome.replace('-', ' ')}`;
}
