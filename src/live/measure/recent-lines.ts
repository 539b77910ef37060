import type { RecordedTake } from '../../model/recording/recorded-take.ts';
import type { HeaderLine, RecordLine } from '../../model/recording/recording.ts';
import { gatherTake } from '../../recording/gather-take.ts';

/** Longer than any metric looks back in order to judge one second (W3C freezes: 30 frames; marks in the sound: eight seconds). */
const KEPT_MS = 12_000;

/** Lines that the figures of a second are made of; the rest of a recording is none of theirs. */
const KEPT: ReadonlySet<RecordLine['type']> = new Set([
  ...(['frames-seen', 'clarity', 'stats', 'sound-made', 'sound-heard', 'origin', 'device'] as const),
]);

/** The last seconds of a recording under way: enough to measure one second by the very metrics of the report, and bounded. */
export class RecentLines {
  readonly #header: HeaderLine;
  #lines: RecordLine[] = [];

  constructor(header: HeaderLine) {
    this.#header = header;
  }

  add(line: RecordLine): void {
    if (KEPT.has(line.type)) this.#lines.push(line);
  }

  /** Returns a take whose window is this one second, and forgets what no later second will need. */
  takeOfSecond(fromMs: number): RecordedTake {
    this.#lines = this.#lines.filter(({ atMs }) => atMs >= fromMs - KEPT_MS);
    const gatherer = gatherTake(this.#header);
    for (const line of this.#lines) gatherer.add(line);
    const take = gatherer.finish(0);
    return { ...take, window: { fromMs, toMs: fromMs + 1000 }, lastAtMs: Math.max(take.lastAtMs, fromMs + 1000) };
  }
}
