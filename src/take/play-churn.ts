import { sleep, wallMs } from '../lib/clock.ts';
import type { ViewerPlan } from '../model/scenario/take.ts';
import type { Viewer } from '../participants/viewer.ts';

/** Lets viewers leave, and others join, at their times after `fromMs`. Resolves once all have; rejects only with the signal's reason. */
export async function playChurn(
  plans: readonly ViewerPlan[],
  viewers: readonly Pick<Viewer, 'id' | 'join' | 'leave'>[],
  fromMs: number,
  signal: AbortSignal,
): Promise<void> {
  const until = (afterMs: number) => sleep(Math.max(0, fromMs + afterMs - wallMs()), signal);
  await Promise.all(
    plans.map(async ({ id, joinsAtMs, leavesAtMs }) => {
      const viewer = viewers.find((each) => each.id === id);
      if (joinsAtMs !== undefined) await until(joinsAtMs).then(() => viewer?.join());
      if (leavesAtMs !== undefined) await until(leavesAtMs).then(() => viewer?.leave());
    }),
  );
}
