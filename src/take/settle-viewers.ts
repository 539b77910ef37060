import { sleep, wallMs } from '../lib/clock.ts';
import { isLossFree } from '../model/scenario/loss-free.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import type { Viewer } from '../participants/viewer.ts';
import type { OnProgress } from './progress.ts';
import type { Stage } from './stage.ts';

/** Longest time that the window waits for jitter buffers, ms of stream time; a viewer that has not settled by then is marked in the result. */
const BUFFER_LIMIT_MS = 30_000;
/** The same for sound that follows its picture, which takes 13 s for 150 ms (model/recording/sync-meter.ts). */
const SOUND_LIMIT_MS = 15_000;
/**
 * The same for a picture that is held back for its sound: three steps or more of four to eight seconds (model/recording/hold-meter.ts).
 * When time is slowed much, this would take minutes: what is left of it is a few steps of 15 ms, and is marked.
 */
const HOLD_LIMIT_MS = 20_000;
const HOLD_LIMIT_REAL_MS = 100_000;
/** Both of a lossy line together where no packet can be lost on purpose: what a lossy line repairs by itself. */
const UNAIDED_LIMIT_MS = 10_000;
/** Time after the joins before the first loss: the viewers' statistics have begun to count by then. */
const FIRST_LOSS_AFTER_MS = 1000;
/** Time after the joins before a packet is lost twice: on a busy machine a new buffer's target is far too high for 5 s. */
const FIRST_PUSH_AFTER_MS = 6000;
/** One packet is lost for each sample of the statistics, which counts as one repaired frame (repair-meter.ts). */
const REPAIR_EVERY_MS = 1000;
/** Interval between losses at two attempts: repaired after some round trips, and sampled. */
const PUSH_EVERY_MS = 3000;
/** A slow decoder stays below its target for good. */
const MOST_PUSHES = 3;
/** Time after the last request in which a packet or its retransmission may still be lost (viewer-output.ts). */
const LAST_LOSS_MS = 2000;
/** Time until a change of the picture's delay shows in three marks of the sound, which are reported up to 2 s late. */
const THREE_MARKS_MS = 6000;
const POLL_INTERVAL_MS = 250;

export type SettlingStage = Pick<Stage, 'viewers' | 'topology' | 'rehearseLoss' | 'signal'>;

/**
 * Brings the viewers to the state in which they watch most of a long show, while they warm up; then, once `warm` has resolved,
 * waits for those that are not there yet, and ends early where `warm` rejects.
 *
 * Chromium adds a round trip to its jitter buffer after the third repaired frame: whether that happens before or in the window
 * would be chance. Where the origin is ours, it loses single packets on purpose meanwhile, and once the target is up one of them
 * twice, so that the delay follows at once; never later, so that the window has no loss but the network's. The sound follows a
 * picture that came later by this, slowly: the window waits for it as well. On all lines it waits for pictures that are held
 * back for their sound. `factor` is that of the clock just then.
 */
export async function settleViewers(
  scenario: Scenario,
  stage: SettlingStage,
  warm: Promise<unknown>,
  { factor, onProgress }: { readonly factor: () => number; readonly onProgress: OnProgress },
): Promise<void> {
  if (scenario.settle === false) return;
  const settling = new Settling(scenario, stage);
  let isWarming = true;
  const isWarm = warm
    .then(
      () => true,
      () => false,
    )
    .finally(() => {
      isWarming = false;
    });
  await Promise.race([isWarm, sleep(FIRST_LOSS_AFTER_MS, stage.signal)]);
  await settling.goOnWhile(() => isWarming, isWarm);
  if (!(await isWarm)) return;
  const untilMs = wallMs() + settling.bufferLimitMs;
  const holdUntilMs = wallMs() + Math.min(HOLD_LIMIT_MS, HOLD_LIMIT_REAL_MS / factor());
  if (settling.isBufferAwaited) onProgress({ type: 'phase', text: 'jitter buffers on lossy lines settle' });
  await settling.goOnWhile(() => settling.isBufferAwaited && wallMs() < untilMs);
  const soundUntilMs = wallMs() + settling.soundLimitMs(untilMs);
  if (settling.isSoundAwaited) onProgress({ type: 'phase', text: 'on lossy lines, sound follows its picture' });
  await settling.goOnWhile(() => settling.isSoundAwaited && wallMs() < soundUntilMs);
  if (settling.isHoldAwaited) onProgress({ type: 'phase', text: 'pictures are held back for their sound' });
  await settling.goOnWhile(() => settling.isHoldAwaited && wallMs() < holdUntilMs);
  const restMs = settling.untilLastLossMs();
  if (restMs > 0) await sleep(restMs, stage.signal);
}

class Settling {
  readonly #stage: SettlingStage;
  readonly #lossy: readonly Viewer[];
  readonly #pushes = new Map<string, number>();
  /** Time until which each viewer's buffer was awaited: its picture may have come later and later until then. */
  readonly #awaitedMs = new Map<string, number>();
  #repairMs = Number.NEGATIVE_INFINITY;
  #pushMs = wallMs() + FIRST_PUSH_AFTER_MS;
  #lastAskedMs = Number.NEGATIVE_INFINITY;

  constructor(scenario: Scenario, stage: SettlingStage) {
    this.#stage = stage;
    const isRepaired = scenario.broadcast.video.nack !== false;
    this.#lossy = stage.viewers.filter(({ id }) => isRepaired && !isLossFree(stage.topology, scenario, id));
  }

  get bufferLimitMs(): number {
    return this.#stage.rehearseLoss === undefined ? UNAIDED_LIMIT_MS : BUFFER_LIMIT_MS;
  }

  /** Returns how long the sound may take when buffers were awaited until `untilMs` at most. */
  soundLimitMs(untilMs: number): number {
    return this.#stage.rehearseLoss === undefined ? untilMs - wallMs() : SOUND_LIMIT_MS;
  }

  get isBufferAwaited(): boolean {
    return this.#lossy.some((viewer) => this.#isAwaited(viewer));
  }

  /** Reports whether the sound of a viewer is further before its picture than the player leaves it; unknown without marks. */
  get isSoundAwaited(): boolean {
    return this.#lossy.some(({ id, sync }) => {
      const awaitedMs = this.#awaitedMs.get(id);
      const nowMs = wallMs();
      const isAtRest = sync?.isAtRest(nowMs, awaitedMs);
      if (isAtRest !== undefined) return !isAtRest;
      const isHeard = sync?.isAtRest(nowMs) !== undefined;
      return isHeard && awaitedMs !== undefined && nowMs - awaitedMs < THREE_MARKS_MS;
    });
  }

  /** Reports whether a picture is about to be held back further; without sound nobody waits. */
  get isHoldAwaited(): boolean {
    return this.#stage.viewers.some(({ hold }) => hold.isAtRest(wallMs()) === false);
  }

  /** Returns the time until a packet that was to be lost is lost and repaired, ms. */
  untilLastLossMs(): number {
    return Math.max(0, this.#lastAskedMs + LAST_LOSS_MS - wallMs());
  }

  /** Loses a packet wherever one is needed, as long as the condition holds; looks at once when `sooner` resolves. */
  async goOnWhile(condition: () => boolean, sooner?: Promise<unknown>): Promise<void> {
    while (condition()) {
      this.#loseWhereNeeded();
      const polled = sleep(POLL_INTERVAL_MS, this.#stage.signal);
      await (sooner === undefined ? polled : Promise.race([polled, sooner]));
    }
  }

  #loseWhereNeeded(): void {
    const nowMs = wallMs();
    const needsRepair = ({ repairs }: Viewer) => repairs.needsRepairAt(nowMs);
    const awaited = this.#lossy.filter((viewer) => this.#isAwaited(viewer));
    for (const { id } of awaited) this.#awaitedMs.set(id, nowMs);
    if (nowMs >= this.#repairMs && awaited.some(needsRepair)) {
      this.#repairMs = nowMs + REPAIR_EVERY_MS;
      this.#lose(awaited.filter(needsRepair), false);
    }
    if (nowMs < this.#pushMs) return;
    const pushed = awaited.filter((viewer) => !needsRepair(viewer) && this.#canPush(viewer));
    if (pushed.length > 0) this.#pushMs = nowMs + PUSH_EVERY_MS;
    for (const { id } of pushed) this.#pushes.set(id, (this.#pushes.get(id) ?? 0) + 1);
    this.#lose(pushed, true);
  }

  #lose(viewers: readonly Viewer[], twice: boolean): void {
    if (viewers.length === 0 || this.#stage.rehearseLoss === undefined) return;
    this.#stage.rehearseLoss(
      viewers.map(({ id }) => id),
      twice,
    );
    this.#lastAskedMs = wallMs();
  }

  #isAwaited(viewer: Viewer): boolean {
    return viewer.repairs.hasStream && (!viewer.repairs.isSettledAt(wallMs()) || this.#canPush(viewer));
  }

  /** Reports whether the delay is below its target, and losing a packet twice may still raise it. */
  #canPush({ id, repairs }: Viewer): boolean {
    const canLose = this.#stage.rehearseLoss !== undefined;
    return canLose && repairs.isBelowTarget && (this.#pushes.get(id) ?? 0) < MOST_PUSHES;
  }
}
