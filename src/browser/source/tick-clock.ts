import { wallMs } from '../wall-clock.ts';

export interface Tick {
  /** Number of the tick since the epoch: a frame's number. */
  readonly frame: number;
  readonly lateMs: number;
}

/**
 * Calls `onTick` once an interval on an absolute schedule: tick n is due at epoch + n intervals, however late the one
 * before was. Ticks that have passed before they could be served are skipped, and show as missing numbers. Gives what
 * stops it.
 */
export function startTickClock(fps: number, epochMs: number, onTick: (tick: Tick) => void, clock = wallMs): () => void {
  const intervalMs = 1000 / fps;
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const schedule = () => {
    timer = setTimeout(serve, Math.max(0, epochMs + frame * intervalMs - clock()));
  };
  const serve = () => {
    onTick({ frame, lateMs: Math.max(0, clock() - (epochMs + frame * intervalMs)) });
    frame = Math.max(frame + 1, Math.floor((clock() - epochMs) / intervalMs));
    if (!stopped) schedule();
  };
  schedule();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
