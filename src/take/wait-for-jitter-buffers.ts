import { sleep, wallMs } from '../lib/clock.ts';
import { isLossFree } from '../model/scenario/loss-free.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import type { Viewer } from '../participants/viewer.ts';
import type { OnProgress } from './progress.ts';
import type { Stage } from './stage.ts';

/** Longest wait, ms of stream time; then the window opens anyway, and whoever is not settled is marked in the result. */
const LIMIT_MS = 30_000;
/** The same where no packet can be lost on purpose: what a lossy line repairs by itself. */
const UNAIDED_LIMIT_MS = 10_000;
/** One packet is lost for each sample of the statistics, which counts as one repaired frame (repair-meter.ts). */
const REPAIR_EVERY_MS = 1000;
/** Interval between losses at two attempts: repaired after some round trips, and sampled. */
const PUSH_EVERY_MS = 3000;
/** A slow decoder stays below its target for good. */
const MOST_PUSHES = 3;
/** Distance from the target that is left: what a delay that has reached it shows. Measured: up to 6 ms. */
const NEAR_TARGET_MS = 15;
/** Time after the last request in which a packet or its retransmission may still be lost (viewer-output.ts). */
const LAST_LOSS_MS = 2000;
const POLL_INTERVAL_MS = 250;

type WaitStage = Pick<Stage, 'viewers' | 'topology' | 'rehearseLoss' | 'signal'>;

/**
 * Waits until the jitter buffer of every viewer on a lossy line has its lasting size. Chromium adds a round trip to it
 * after the third repaired frame: whether that happens before or in the window would be chance. Where the origin is ours, it
 * loses single packets on purpose meanwhile, and once the target is up one of them twice, so that the delay follows at once; never
 * later, so that the window has no loss but the network's.
 */
export async function waitForJitterBuffers(
  scenario: Scenario,
  stage: WaitStage,
  onProgress: OnProgress,
): Promise<void> {
  if (scenario.broadcast.video.nack === false) return;
  const lossy = stage.viewers.filter(({ id }) => !isLossFree(stage.topology, scenario, id));
  const isBelow = ({ repairs }: Viewer) => (repairs.belowTargetMs ?? 0) > NEAR_TARGET_MS;
  const pushes = new Map<string, number>();
  const canPush = (viewer: Viewer) =>
    stage.rehearseLoss !== undefined && isBelow(viewer) && (pushes.get(viewer.id) ?? 0) < MOST_PUSHES;
  const isAwaited = (viewer: Viewer) =>
    viewer.repairs.hasStream && (!viewer.repairs.isSettledAt(wallMs()) || canPush(viewer));
  if (!lossy.some(isAwaited)) return;
  onProgress({ type: 'phase', text: 'jitter buffers on lossy lines settle' });
  const rehearse = (viewers: readonly Viewer[], twice: boolean) => {
    if (viewers.length === 0 || stage.rehearseLoss === undefined) return;
    stage.rehearseLoss(
      viewers.map(({ id }) => id),
      twice,
    );
    lastAskedMs = wallMs();
  };
  const endMs = wallMs() + (stage.rehearseLoss === undefined ? UNAIDED_LIMIT_MS : LIMIT_MS);
  let lastAskedMs = Number.NEGATIVE_INFINITY;
  let [repairMs, pushMs] = [wallMs(), wallMs()];
  while (lossy.some(isAwaited) && wallMs() < endMs) {
    const needsRepair = ({ repairs }: Viewer) => repairs.needsRepairAt(wallMs());
    if (wallMs() >= repairMs) {
      repairMs += REPAIR_EVERY_MS;
      rehearse(
        lossy.filter((viewer) => isAwaited(viewer) && needsRepair(viewer)),
        false,
      );
    }
    if (wallMs() >= pushMs) {
      const pushed = lossy.filter((viewer) => isAwaited(viewer) && !needsRepair(viewer) && canPush(viewer));
      if (pushed.length > 0) pushMs = wallMs() + PUSH_EVERY_MS;
      for (const { id } of pushed) pushes.set(id, (pushes.get(id) ?? 0) + 1);
      rehearse(pushed, true);
    }
    await sleep(POLL_INTERVAL_MS, stage.signal);
  }
  await sleep(Math.max(0, lastAskedMs + LAST_LOSS_MS - wallMs()), stage.signal);
}
