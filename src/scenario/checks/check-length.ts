import { FRAME_NUMBERS } from '../../model/recording/frame-numbers.ts';
import { diagnostic, type Notes, type Path } from '../reading/notes.ts';

/** Before the window and after it, beside the warm-up: the encoder's way to its bitrate, the drain. */
const AROUND_MS = 60_000;
const HOUR_MS = 3_600_000;

/** A take has no more frames than their numbers tell apart: seen again, a number would look like a picture that stands still. */
export function checkLength(
  { durationMs, warmupMs, fps }: { readonly durationMs: number; readonly warmupMs: number; readonly fps: number },
  path: Path,
  notes: Notes,
): void {
  const mostMs = (FRAME_NUMBERS / fps) * 1000 - warmupMs - AROUND_MS;
  if (durationMs <= mostMs) return;
  const hours = (ms: number) => `${(Math.floor((ms / HOUR_MS) * 10) / 10).toFixed(1)} h`;
  notes.diagnostics.push(
    diagnostic(path, `at most ${hours(mostMs)} at ${fps} fps: frames' numbers begin anew then`, hours(durationMs)),
  );
}
