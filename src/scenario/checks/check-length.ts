import { FRAME_NUMBERS } from '../../model/recording/frame-numbers.ts';
import { diagnostic, type Notes, type Path } from '../reading/notes.ts';

/** Allowance for the time outside window and warm-up: the encoder's ramp to its bitrate, and the drain. */
const AROUND_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Refuses a take with more frames than there are frame numbers: a number seen again would look like a frozen picture. */
export function checkLength(
  { durationMs, warmupMs, fps }: { readonly durationMs: number; readonly warmupMs: number; readonly fps: number },
  path: Path,
  notes: Notes,
): void {
  const maxMs = (FRAME_NUMBERS / fps) * 1000 - warmupMs - AROUND_MS;
  if (durationMs <= maxMs) return;
  const hours = (ms: number) => `${(Math.floor((ms / HOUR_MS) * 10) / 10).toFixed(1)} h`;
  notes.diagnostics.push(
    diagnostic(path, `at most ${hours(maxMs)} at ${fps} fps: frame numbers repeat after that`, hours(durationMs)),
  );
}
