import { sleep, wallMs } from '../lib/clock.ts';
import { CannotMeasureError } from '../lib/errors.ts';
import type { RecordLine } from '../model/recording/recording.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import type { Take } from '../model/scenario/take.ts';
import type { Pace } from '../pace/pace.ts';
import type { Publisher } from '../participants/publisher.ts';
import type { OnProgress } from './progress.ts';
import type { Stage } from './stage.ts';

/** How long after the warm-up the publisher may still take to reach its bitrate before the window opens anyway. */
const RAMP_LIMIT_MS = 12_000;
/** A target within this share of the cap counts as reached: the estimator settles a little below. */
const TARGET_REACHED = 0.975;
/** Before the window everything is to have been in time for so long on end; or so long is waited for it. */
const SETTLED_SECONDS = 2;
const SETTLE_LIMIT_MS = 30_000;
/** Of the time since viewers joined; validity allows a fifth. */
const MOST_SPOILT = 0.15;
/** After the window: frames made at its end are still on their way (latency plus retransmission). */
const DRAIN_MS = 1500;
const SAMPLE_INTERVAL_MS = 1000;
/** The lines about a second come within so long after it; part of the drain. */
const LAST_LINES_MS = 1100;
/** Of the window: so much may be replaced; a machine that spoils more is to be slowed further. */
const MOST_REPLACED = 0.25;
const SECOND_MS = 1000;
const JOIN_ADVICE =
  'try the endpoint and its token with another player, without the shaped network; each viewer’s attempts are in the recording';

/** Publishes, lets the viewers join, warms up, and records the measured window. */
export async function playTake(
  take: Take,
  stage: Stage,
  pace: Pace,
  record: (line: RecordLine) => void,
  onProgress: OnProgress,
): Promise<void> {
  const { scenario } = take;
  const { publisher, viewers, signal } = stage;
  const sampler = startSampling(stage, pace, onProgress);
  try {
    if (publisher !== undefined) onProgress({ type: 'phase', text: 'publishing' });
    await publisher?.publish();
    const publishedMs = wallMs();
    pace.steer();

    onProgress({ type: 'phase', text: `${viewers.length} viewers join, the stream warms up` });
    const joinedMs = wallMs();
    const joins = viewers.map((viewer) => viewer.join());
    await sleep(scenario.warmupMs, signal);
    const outcomes = await Promise.all(joins);
    signal.throwIfAborted();
    // With our own origin that is what the network does, and a result. Of another's server it is not known what it would be.
    if (scenario.broadcast.transport !== 'local' && viewers.length > 0 && !outcomes.includes('joined'))
      throw new CannotMeasureError(`no viewer could watch: ${viewers[0]?.failure}`, JOIN_ADVICE);
    if (publisher !== undefined) await reachTarget(publisher, scenario, publishedMs, signal, record);

    await settle(pace, joinedMs, signal);
    pace.hold();
    // On a sampler's tick: should a second have to be left out, samples lie at its edges.
    await sleep(sampler.untilTickMs(), signal);
    await stage.openWindow();
    const fromMs = wallMs();
    const toMs = fromMs + scenario.durationMs;
    record({ type: 'window', atMs: fromMs, fromMs, toMs });
    onProgress({ type: 'phase', text: `measuring for ${scenario.durationMs / 1000} s` });
    sampler.openWindow(fromMs, scenario.durationMs / 1000);
    await sleep(scenario.durationMs, signal);
    sampler.closeWindow();
    await replaceSpoilt({ fromMs, durationMs: scenario.durationMs, pace, signal, record, onProgress });
    await sleep(DRAIN_MS - LAST_LINES_MS, signal);
  } finally {
    await sampler.stop();
  }
}

/** Goes on for as many seconds as the machine spoilt, up to a quarter of the window, and says which those were. */
async function replaceSpoilt(window: {
  readonly fromMs: number;
  readonly durationMs: number;
  readonly pace: Pace;
  readonly signal: AbortSignal;
  readonly record: (line: RecordLine) => void;
  readonly onProgress: OnProgress;
}): Promise<void> {
  const { fromMs, durationMs, pace, signal, record, onProgress } = window;
  const most = Math.floor((durationMs * MOST_REPLACED) / SECOND_MS);
  for (let replaced = 0; ; ) {
    const toMs = fromMs + durationMs + replaced * SECOND_MS;
    await sleep(Math.max(0, toMs + LAST_LINES_MS - wallMs()), signal);
    const spoilt = pace.spoiltSeconds(fromMs, Math.floor((toMs - fromMs) / SECOND_MS)).slice(0, most);
    if (spoilt.length <= replaced) return;
    onProgress({ type: 'phase', text: `playing ${spoilt.length - replaced} s more, for what the machine spoilt` });
    replaced = spoilt.length;
    record({
      type: 'window',
      atMs: wallMs(),
      ...{ fromMs, toMs: fromMs + durationMs + replaced * SECOND_MS, spoiltSeconds: spoilt },
    });
  }
}

/**
 * Waits until the machine has kept up for some seconds at one factor, and what was late before is a small part of the time since
 * viewers joined (buffers that it swelled are back to normal); or has had its time to: the window then shows what it does.
 */
async function settle(pace: Pace, joinedMs: number, signal: AbortSignal): Promise<void> {
  if (!pace.isSteered) return;
  const endMs = wallMs() + SETTLE_LIMIT_MS;
  const isSettled = () => {
    const seconds = Math.floor((wallMs() - joinedMs) / SECOND_MS);
    const spoilt = pace.spoiltSeconds(joinedMs, seconds).length;
    return pace.goodSeconds >= SETTLED_SECONDS && spoilt <= MOST_SPOILT * seconds;
  };
  while (!isSettled() && wallMs() < endMs) await sleep(250, signal);
}

/** Waits until the encoder may make what it is asked for, or has had its time; records which. */
async function reachTarget(
  publisher: Publisher,
  { broadcast }: Scenario,
  publishedMs: number,
  signal: AbortSignal,
  record: (line: RecordLine) => void,
): Promise<void> {
  const reached = () => (publisher.targetBitrateBps ?? 0) >= broadcast.video.bitrateBps * TARGET_REACHED;
  const rampEndMs = wallMs() + RAMP_LIMIT_MS;
  while (!reached() && wallMs() < rampEndMs) await sleep(250, signal);
  const sinceConnectMs = wallMs() - publishedMs;
  record({
    type: 'event',
    atMs: wallMs(),
    source: 'publisher',
    name: reached() ? 'target-reached' : 'target-not-reached',
    detail: { sinceConnectMs },
  });
}

/** Samples every participant once a second on an absolute schedule; one that hangs does not hold the others up. */
function startSampling({ publisher, viewers }: Stage, pace: Pace, onProgress: OnProgress) {
  let window: { fromMs: number; seconds: number } | undefined;
  let stopped = false;
  const begunMs = wallMs();
  const sampleAll = async () => {
    const [, ...seen] = await Promise.all([publisher?.sample(), ...viewers.map((viewer) => viewer.sample())]);
    if (window === undefined || stopped) return;
    const second = Math.round((wallMs() - window.fromMs) / 1000);
    if (second >= 1)
      onProgress({
        type: 'second',
        second,
        ...{ of: window.seconds, factor: pace.factor },
        viewers: viewers.map(({ id }, i) => ({ id, ...seen[i] })),
      });
  };
  const loop = (async () => {
    for (let tick = 1; !stopped; tick++) {
      const dueMs = begunMs + tick * SAMPLE_INTERVAL_MS;
      if (dueMs > wallMs()) await sleep(Math.min(dueMs - wallMs(), SAMPLE_INTERVAL_MS));
      if (!stopped) await sampleAll();
    }
  })();
  return {
    /** Until samples are asked for next. */
    untilTickMs: () => SAMPLE_INTERVAL_MS - ((wallMs() - begunMs) % SAMPLE_INTERVAL_MS),
    openWindow(fromMs: number, seconds: number) {
      window = { fromMs, seconds };
    },
    closeWindow() {
      window = undefined;
    },
    /** Ends the schedule and takes one last sample, so that nothing seen is lost. */
    async stop() {
      stopped = true;
      await loop;
      await sampleAll();
    },
  };
}
