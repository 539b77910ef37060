import type { PictureLine } from '../model/recording/picture-line.ts';
import type { LivePicture } from './live-message.ts';

interface Kept {
  readonly jpeg: Buffer;
  readonly version: number;
  readonly seenMs?: number;
  readonly latencyMs?: number;
}

/** Latest picture of each viewer: one each, however long the take. */
export class LatestPictures {
  readonly #kept = new Map<string, Kept>();

  /** Keeps the line's picture unless a later one is known. */
  add({ viewer, jpeg, seenMs, latencyMs }: PictureLine): void {
    const known = this.#kept.get(viewer);
    if (jpeg === undefined || (seenMs ?? 0) < (known?.seenMs ?? 0)) return;
    this.#kept.set(viewer, {
      ...{ jpeg: Buffer.from(jpeg, 'base64'), version: (known?.version ?? 0) + 1 },
      ...(seenMs !== undefined && { seenMs }),
      ...(latencyMs !== undefined && { latencyMs }),
    });
  }

  jpegOf(viewer: string): Buffer | undefined {
    return this.#kept.get(viewer)?.jpeg;
  }

  list(windowFromMs: number | undefined): readonly LivePicture[] {
    return [...this.#kept].map(([viewer, { version, seenMs, latencyMs }]) => ({
      ...{ viewer, version },
      ...(seenMs !== undefined && windowFromMs !== undefined && { second: Math.floor((seenMs - windowFromMs) / 1000) }),
      ...(latencyMs !== undefined && { latencyMs }),
    }));
  }
}
