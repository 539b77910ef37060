import { wallMs } from './wall.ts';

export interface Tick {
  /** Number of the tick since the epoch: a frame's number. */
  readonly frame: number;
  readonly lateMs: number;
}

/**
 * Calls `onTick` once an interval on an absolute schedule: tick n is due at epoch + n intervals, however late the one
 * before was. Ticks that have passed before they could be served are skipped, and show as missing numbers.
 */
export function startTickClock(fps: number, epochMs: number, onTick: (tick: Tick) => void): void {
  const intervalMs = 1000 / fps;
  let frame = 0;
  const serve = () => {
    const dueMs = epochMs + frame * intervalMs;
    onTick({ frame, lateMs: Math.max(0, wallMs() - dueMs) });
    frame = Math.max(frame + 1, Math.floor((wallMs() - epochMs) / intervalMs));
    schedule();
  };
  const schedule = () => setTimeout(serve, Math.max(0, epochMs + frame * intervalMs - wallMs()));
  schedule();
}
