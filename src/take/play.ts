import { sleep, wallMs } from '../lib/clock.ts';
import { CannotMeasureError } from '../lib/errors.ts';
import type { RecordLine } from '../model/recording/recording.ts';
import { findAgoraFailure } from '../model/result/agora-failures.ts';
import { lastJoinMs } from '../model/scenario/last-join.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import type { Take, ViewerPlan } from '../model/scenario/take.ts';
import { isUdpBlocked } from '../model/scenario/udp-blocked.ts';
import type { Pace } from '../pace/pace.ts';
import type { Viewer } from '../participants/viewer.ts';
import { playChurn } from './play-churn.ts';
import type { OnProgress } from './progress.ts';
import { type ParticipantSampler, startSampling } from './sample-participants.ts';
import { settleViewers } from './settle-viewers.ts';
import type { Stage } from './stage.ts';
import { waitForTargetBitrate, waitUntilSettled } from './wait-until-steady.ts';

/** Recording goes on this long after the window: frames made at its end are still on their way (latency plus retransmission). */
const DRAIN_MS = 1500;
/** Lines about a second arrive within this time after it has ended; part of the drain. */
const LAST_LINES_MS = 1100;
/** Largest share of the window that may be replaced; a machine that spoils more has to be slowed further. */
const MOST_REPLACED = 0.25;
const SECOND_MS = 1000;
const JOIN_ADVICE =
  'try the endpoint and its token with another player, without the shaped network; each viewer’s attempts are in the recording';

/** Everything that the steps of playing a take share. */
interface Playing {
  readonly scenario: Scenario;
  readonly plans: readonly ViewerPlan[];
  readonly stage: Stage;
  readonly pace: Pace;
  readonly record: (line: RecordLine) => void;
  readonly onProgress: OnProgress;
}

/** Publishes, lets the viewers join, warms up, and records the measured window. */
export async function playTake(
  { scenario, viewers: plans }: Take,
  stage: Stage,
  pace: Pace,
  record: (line: RecordLine) => void,
  onProgress: OnProgress,
): Promise<void> {
  const playing: Playing = { scenario, plans, stage, pace, record, onProgress };
  const sampler = startSampling(stage, pace, onProgress);
  try {
    const publishedMs = await publish(playing);
    pace.steer();
    const joinedMs = await joinAndWarmUp(playing, publishedMs);
    await waitUntilSettled(pace, joinedMs, stage.signal);
    pace.hold();
    const fromMs = await measureWindow(playing, sampler);
    await replaceSpoiltSeconds(playing, fromMs);
    await sleep(DRAIN_MS - LAST_LINES_MS, stage.signal);
  } finally {
    await sampler.stop();
  }
}

/** Returns when the stream was published, or now where it is somebody else's. */
async function publish({ stage: { publisher }, onProgress }: Playing): Promise<number> {
  if (publisher !== undefined) onProgress({ type: 'phase', text: 'publishing' });
  await publisher?.publish();
  return wallMs();
}

/**
 * Lets the viewers join, the encoder reach its bitrate and players settle; returns when viewers began to join. Throws
 * CannotMeasureError when nobody could watch a stream on another's server.
 */
async function joinAndWarmUp(
  { scenario, plans, stage, pace, record, onProgress }: Playing,
  publishedMs: number,
): Promise<number> {
  const { publisher, viewers, signal } = stage;
  const first = plans.filter(({ joinsAtMs }) => joinsAtMs === undefined);
  onProgress({ type: 'phase', text: `the stream warms up before ${first.length} viewers` });
  const joinedMs = wallMs();
  const joins = Promise.all(
    first.flatMap(({ id, joinsAfterMs = 0 }) => {
      const viewer = viewers.find((each) => each.id === id);
      return viewer === undefined ? [] : [joinAfter(viewer, joinsAfterMs, signal)];
    }),
  );
  const warmUp = async () => {
    await sleep(lastJoinMs(first) + scenario.warmupMs, signal);
    const outcomes = await joins;
    signal.throwIfAborted();
    // With our own origin the network caused it, and that is a result, as where UDP is blocked. Else the cause is unknown.
    const isKnown =
      scenario.broadcast.transport === 'local' || first.every(({ id }) => isUdpBlocked(stage.topology, id));
    if (!isKnown && first.length > 0 && !outcomes.includes('joined'))
      throw joinFailure(viewers.flatMap(({ failure }) => failure ?? [])[0] ?? '');
    const { bitrateBps } = scenario.broadcast.video;
    if (publisher !== undefined) await waitForTargetBitrate(publisher, { bitrateBps, publishedMs, signal, record });
  };
  const warm = warmUp();
  await Promise.all([
    warm,
    joins.then(() => settleViewers(scenario, stage, warm, { factor: () => pace.factor, onProgress })),
  ]);
  return joinedMs;
}

/** Joins after a while; as join(), it resolves with 'failed' on abort too. */
async function joinAfter(viewer: Viewer, afterMs: number, signal: AbortSignal): Promise<'joined' | 'failed'> {
  if (afterMs > 0) await sleep(afterMs, signal).catch(() => {});
  return viewer.join();
}

function joinFailure(reason: string): CannotMeasureError {
  return new CannotMeasureError(`no viewer could watch: ${reason}`, findAgoraFailure(reason)?.advice.en ?? JOIN_ADVICE);
}

/** Plays the measured window; returns when it began. */
async function measureWindow(
  { scenario: { durationMs }, plans, stage, record, onProgress }: Playing,
  sampler: ParticipantSampler,
): Promise<number> {
  // Begins on a sampler's tick: should a second have to be left out, samples lie at its edges.
  await sleep(sampler.untilTickMs(), stage.signal);
  await stage.openWindow();
  const fromMs = wallMs();
  record({ type: 'window', atMs: fromMs, fromMs, toMs: fromMs + durationMs });
  onProgress({ type: 'phase', text: `measuring for ${durationMs / SECOND_MS} s` });
  sampler.openWindow(fromMs, durationMs / SECOND_MS);
  const churn = playChurn(plans, stage.viewers, fromMs, stage.signal);
  // Awaited below; until then an abort must not count as unhandled.
  churn.catch(() => {});
  await sleep(durationMs, stage.signal);
  sampler.closeWindow();
  // A join under way is waited for: its outcome is a result.
  await churn;
  return fromMs;
}

/** Extends the window by as many seconds as the machine spoilt, up to a quarter of it, and records which those were. */
async function replaceSpoiltSeconds(
  { scenario: { durationMs }, stage: { signal }, pace, record, onProgress }: Playing,
  fromMs: number,
): Promise<void> {
  const most = Math.floor((durationMs * MOST_REPLACED) / SECOND_MS);
  for (let replaced = 0; ; ) {
    const toMs = fromMs + durationMs + replaced * SECOND_MS;
    await sleep(Math.max(0, toMs + LAST_LINES_MS - wallMs()), signal);
    const spoilt = pace.spoiltSeconds(fromMs, Math.floor((toMs - fromMs) / SECOND_MS)).slice(0, most);
    if (spoilt.length <= replaced) return;
    onProgress({ type: 'phase', text: `playing ${spoilt.length - replaced} s more, for what the machine spoilt` });
    replaced = spoilt.length;
    record({
      ...{ type: 'window', atMs: wallMs(), fromMs },
      ...{ toMs: fromMs + durationMs + replaced * SECOND_MS, spoiltSeconds: spoilt },
    });
  }
}
