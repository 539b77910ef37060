import { sleep, wallMs } from '../lib/clock.ts';
import { isLossFree } from '../model/scenario/loss-free.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import type { Viewer } from '../participants/viewer.ts';
import type { OnProgress } from './progress.ts';
import type { Stage } from './stage.ts';

/** Longest wait, ms of stream time; then the window opens anyway, and whoever is not settled is marked in the result. */
const LIMIT_MS = 30_000;
/** One packet is lost for each sample of the statistics, which counts as one repaired frame (repair-meter.ts). */
const REHEARSE_EVERY_MS = 1000;
const POLL_INTERVAL_MS = 250;

type WaitStage = Pick<Stage, 'viewers' | 'topology' | 'rehearseLoss' | 'signal'>;

/**
 * Waits until the jitter buffer of every viewer on a lossy line has its lasting size. Chromium adds a round trip to it
 * after the third repaired frame: whether that happens before or in the window would be chance. Where the origin is ours, it
 * loses single packets on purpose meanwhile; never later, so that the window has no loss but the network's.
 */
export async function waitForJitterBuffers(
  scenario: Scenario,
  stage: WaitStage,
  onProgress: OnProgress,
): Promise<void> {
  if (scenario.broadcast.video.nack === false) return;
  const lossy = stage.viewers.filter(({ id }) => !isLossFree(stage.topology, scenario, id));
  const isAwaited = ({ repairs }: Viewer) => repairs.hasStream && !repairs.isSettledAt(wallMs());
  if (!lossy.some(isAwaited)) return;
  onProgress({ type: 'phase', text: 'jitter buffers on lossy lines settle' });
  const endMs = wallMs() + LIMIT_MS;
  for (let rehearseMs = wallMs(); lossy.some(isAwaited) && wallMs() < endMs; ) {
    if (wallMs() >= rehearseMs) {
      rehearseMs += REHEARSE_EVERY_MS;
      const ids = lossy
        .filter((viewer) => isAwaited(viewer) && viewer.repairs.needsRepairAt(wallMs()))
        .map(({ id }) => id);
      if (ids.length > 0) stage.rehearseLoss?.(ids);
    }
    await sleep(POLL_INTERVAL_MS, stage.signal);
  }
}
