import { sleep, wallMs } from '../lib/clock.ts';
import type { Pace } from '../pace/pace.ts';
import type { OnProgress } from './progress.ts';
import type { Stage } from './stage.ts';

const SAMPLE_INTERVAL_MS = 1000;

/** Samples every participant once a second on an absolute schedule. A participant that hangs does not hold up the others. */
export interface ParticipantSampler {
  /** Returns the time until the next samples are asked for, ms. */
  untilTickMs(): number;
  /** Begins to report progress: the window starts at `fromMs` and lasts `seconds`. */
  openWindow(fromMs: number, seconds: number): void;
  closeWindow(): void;
  /** Ends the schedule and takes one last sample, so that nothing seen is lost. */
  stop(): Promise<void>;
}

export function startSampling({ publisher, viewers }: Stage, pace: Pace, onProgress: OnProgress): ParticipantSampler {
  let window: { readonly fromMs: number; readonly seconds: number } | undefined;
  let isStopped = false;
  const startMs = wallMs();
  const sampleAll = async () => {
    const [, ...glances] = await Promise.all([publisher?.sample(), ...viewers.map((viewer) => viewer.sample())]);
    if (window === undefined || isStopped) return;
    const second = Math.round((wallMs() - window.fromMs) / 1000);
    if (second < 1) return;
    onProgress({
      ...{ type: 'second', second, of: window.seconds, factor: pace.factor },
      viewers: viewers.flatMap(({ id, isHere }, i) => (isHere ? [{ id, ...glances[i] }] : [])),
    });
  };
  const loop = (async () => {
    for (let tick = 1; !isStopped; tick++) {
      const dueMs = startMs + tick * SAMPLE_INTERVAL_MS;
      if (dueMs > wallMs()) await sleep(Math.min(dueMs - wallMs(), SAMPLE_INTERVAL_MS));
      if (!isStopped) await sampleAll();
    }
  })();
  return {
    untilTickMs: () => SAMPLE_INTERVAL_MS - ((wallMs() - startMs) % SAMPLE_INTERVAL_MS),
    openWindow(fromMs, seconds) {
      window = { fromMs, seconds };
    },
    closeWindow() {
      window = undefined;
    },
    async stop() {
      isStopped = true;
      await loop;
      await sampleAll();
    },
  };
}
