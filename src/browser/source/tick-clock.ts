import { wallMs } from '../wall-clock.ts';

export interface Tick {
  /** Number of the tick since the epoch, which is the frame's number. */
  readonly frame: number;
  readonly lateMs: number;
}

/**
 * Calls `onTick` once per interval on an absolute schedule: tick n is due at epoch + n intervals, however late the one before
 * was. Ticks that pass before they can be served are skipped, and show as missing numbers. Returns a function that stops it.
 */
export function startTickClock(fps: number, epochMs: number, onTick: (tick: Tick) => void, clock = wallMs): () => void {
  const intervalMs = 1000 / fps;
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const schedule = () => {
    timer = setTimeout(serve, Math.max(0, epochMs + frame * intervalMs - clock()));
  };
  const serve = () => {
    onTick({ frame, lateMs: Math.max(0, clock() - (epochMs + frame * intervalMs)) });
    frame = Math.max(frame + 1, Math.floor((clock() - epochMs) / intervalMs));
    if (!isStopped) schedule();
  };
  schedule();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
