import type { FramesSeenLine } from './frame-lines.ts';
import { isAtRest, offsetAt } from './lip-sync.ts';
import { MARK_CODES, type SoundHeardLine, type SoundMadeLine } from './sound-lines.ts';

// libwebrtc keeps sound and picture together (StreamSynchronization::ComputeDelays): once a second it averages how far the two are
// apart (a quarter of the new value), and once that is 30 ms or more, it moves one by half of it, by 80 ms at most, and
// restarts its average. So sound follows a picture slowly: measured, from 155 to 70 ms in 13 s, and from 105 to 70 in 9.

/** Frames seen this long before and after a mark stand for the picture that belongs to it (metrics/audio/av-offsets.ts). */
const AROUND_MS = 500;
/** Time for which frames and marks are kept: marks are reported up to two seconds after they were heard. */
const KEPT_MS = 14_000;
/** Clocks agree within a millisecond and a block of sound is 10 ms: nothing is heard earlier than this. */
const EARLIEST_MS = -50;

type MadeMarks = Pick<SoundMadeLine, 'baseMs' | 'mark' | 'madeMs'>;
type HeardMarks = Pick<SoundHeardLine, 'baseMs' | 'mark' | 'markMs'>;
type SeenFrames = Pick<FramesSeenLine, 'baseMs' | 'frame' | 'seenMs' | 'latencyMs'>;

interface Timed {
  readonly atMs: number;
}

/** Marks that the publisher made lately, by code. Each viewer's meter looks its own up here. */
export class MarksMade {
  /** Wall time of the latest two marks of each code, newest first: eight seconds apart. */
  readonly #madeMs = new Map<number, readonly number[]>();
  #newestMs = Number.NEGATIVE_INFINITY;

  add({ baseMs, mark, madeMs }: MadeMarks): void {
    mark.forEach((second, place) => {
      const code = second % MARK_CODES;
      const atMs = baseMs + (madeMs[place] ?? Number.NaN);
      this.#madeMs.set(code, [atMs, ...(this.#madeMs.get(code) ?? [])].slice(0, 2));
      this.#newestMs = Math.max(this.#newestMs, atMs);
    });
  }

  /** Returns when the mark was made that was heard then; undefined while that is not known. */
  madeBefore(code: number, heardMs: number): number | undefined {
    if (this.#newestMs < heardMs) return undefined;
    return this.#madeMs.get(code)?.find((madeMs) => madeMs <= heardMs - EARLIEST_MS);
  }
}

/** Follows how far a viewer's sound is before its picture, as its samples come. */
export class SyncMeter {
  readonly #made: MarksMade;
  #frames: (Timed & { readonly latencyMs: number })[] = [];
  #lastFrame: number | undefined;
  #waiting: { readonly code: number; readonly atMs: number }[] = [];
  #offsets: (Timed & { readonly offsetMs: number })[] = [];

  constructor(made: MarksMade) {
    this.#made = made;
  }

  /** Adds a second's frames and marks. */
  add(seen: SeenFrames, heard: HeardMarks | undefined): void {
    seen.seenMs.forEach((seenMs, place) => {
      const latencyMs = seen.latencyMs[place];
      const isRepeated = seen.frame[place] === this.#lastFrame;
      this.#lastFrame = seen.frame[place];
      // A picture of a clip that is sent again is older than the path is long.
      if (latencyMs !== undefined && !isRepeated) this.#frames.push({ atMs: seen.baseMs + seenMs, latencyMs });
    });
    heard?.mark.forEach((code, place) => {
      this.#waiting.push({ code, atMs: heard.baseMs + (heard.markMs[place] ?? Number.NaN) });
    });
    const newestMs = this.#frames.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
    // The publisher's sample may come after the viewer's: what cannot be paired yet waits.
    this.#waiting = this.#waiting.filter((mark) => newestMs - mark.atMs < KEPT_MS && !this.#pair(mark, newestMs));
    this.#frames = this.#frames.filter(({ atMs }) => newestMs - atMs < KEPT_MS);
    this.#offsets = this.#offsets.filter(({ atMs }) => newestMs - atMs < KEPT_MS);
  }

  /** Returns by how much the sound is before its picture, ms; undefined where too few marks were heard lately, or since `sinceMs`. */
  leadAt(ms: number, sinceMs?: number): number | undefined {
    return offsetAt(this.#offsets, ms, sinceMs);
  }

  /** Reports whether the sound rests where a player leaves it; undefined where too few marks were heard lately, or since `sinceMs`. */
  isAtRest(ms: number, sinceMs?: number): boolean | undefined {
    return isAtRest(this.#offsets, ms, sinceMs);
  }

  #pair({ code, atMs }: { readonly code: number; readonly atMs: number }, newestMs: number): boolean {
    const madeMs = this.#made.madeBefore(code, atMs);
    if (madeMs === undefined || newestMs < atMs + AROUND_MS) return false;
    const around = this.#frames.filter((frame) => Math.abs(frame.atMs - atMs) <= AROUND_MS);
    const pictureMs = around.map(({ latencyMs }) => latencyMs).toSorted((a, b) => a - b)[around.length >> 1];
    if (pictureMs !== undefined) this.#offsets.push({ atMs, offsetMs: pictureMs - (atMs - madeMs) });
    return true;
  }
}
