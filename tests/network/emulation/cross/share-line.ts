import type { CrossSource } from '../../../../src/network/emulation/cross/cross-source.ts';
import { Bottleneck, LOST_QUEUE } from '../../../../src/network/emulation/queue/bottleneck.ts';
import { profile } from '../../support/profiles.ts';

export interface SharedLine {
  /** Bytes that each sender got through from `fromMs` on. */
  readonly bytes: readonly number[];
  readonly lost: readonly number[];
  /** Waits of the packets that got through, in ms, smallest first. */
  readonly waitsMs: readonly number[];
}

/** Lets senders share a drop-tail queue until `untilMs`; what came before `fromMs` does not count. */
export function shareLine(
  sources: readonly CrossSource[],
  {
    rateBps,
    queueMs,
    fromMs,
    untilMs,
  }: { readonly rateBps: number; readonly queueMs: number; readonly fromMs: number; readonly untilMs: number },
): SharedLine {
  const bottleneck = new Bottleneck(profile({ rateBps, queueMs }), undefined);
  const bytes = sources.map(() => 0);
  const lost = sources.map(() => 0);
  const waitsMs: number[] = [];
  for (let nowMs = 0; ; ) {
    const next = sources.reduce((best, source, n) => (source.nextMs < (sources[best]?.nextMs ?? 0) ? n : best), 0);
    const source = sources[next];
    nowMs = Math.max(nowMs, source?.nextMs ?? Number.POSITIVE_INFINITY);
    if (source === undefined || nowMs > untilMs) return { bytes, lost, waitsMs: waitsMs.sort((a, b) => a - b) };
    const size = source.act(nowMs);
    if (size === 0) continue;
    const sentMs = bottleneck.admit(nowMs, size, 0);
    if (sentMs === LOST_QUEUE) source.refused(nowMs);
    else source.left(sentMs, false);
    if (nowMs < fromMs) continue;
    if (sentMs === LOST_QUEUE) lost[next] = (lost[next] ?? 0) + 1;
    else {
      bytes[next] = (bytes[next] ?? 0) + size;
      waitsMs.push(bottleneck.waitedMs);
    }
  }
}

export function sharesOf({ bytes }: SharedLine): number[] {
  const all = bytes.reduce((sum, each) => sum + each, 0);
  return bytes.map((each) => each / all);
}

export const quantile = (ordered: readonly number[], share: number): number =>
  ordered[Math.floor(share * ordered.length)] ?? Number.NaN;
