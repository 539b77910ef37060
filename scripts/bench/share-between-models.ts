import type { CrossSource } from '../../src/network/emulation/cross/cross-source.ts';
import { TcpSource } from '../../src/network/emulation/cross/tcp-source.ts';
import { Bottleneck, LOST_QUEUE } from '../../src/network/emulation/queue/bottleneck.ts';

/** How flows share a line. */
export interface Shared {
  /** Share of the line's rate that each flow got. */
  readonly shares: readonly number[];
  /** Median of the time that packets wait, ms. */
  readonly waitMs: number;
  /** Share of the packets for which there was no room. */
  readonly lost: number;
}

export interface SharedLine {
  readonly rateBps: number;
  readonly rttMs: number;
  readonly queueMs: number;
  readonly settleS: number;
  readonly seconds: number;
}

/** Lets models of TCP share a drop-tail queue, in simulation; the mean of five seeds. */
export function shareBetweenModels(controls: readonly ('bbr' | 'cubic')[], line: SharedLine): Shared {
  const runs = [1, 2, 3, 4, 5].map((seed) => {
    const sources = controls.map((control, n) => {
      const flow = { type: 'tcp', rttMs: line.rttMs, fromMs: 0 } as const;
      return new TcpSource(control === 'bbr' ? { ...flow, control } : flow, 10 * seed + n, 0);
    });
    return share(sources, line);
  });
  const mean = (pick: (run: Shared) => number) => runs.reduce((sum, run) => sum + pick(run), 0) / runs.length;
  return {
    shares: controls.map((_, n) => mean(({ shares }) => shares[n] ?? 0)),
    waitMs: mean(({ waitMs }) => waitMs),
    lost: mean(({ lost }) => lost),
  };
}

function share(sources: readonly CrossSource[], { rateBps, queueMs, settleS, seconds }: SharedLine): Shared {
  const bottleneck = new Bottleneck({ delayMs: 0, jitterMs: 0, loss: { type: 'none' }, rateBps, queueMs }, undefined);
  const bytes = sources.map(() => 0);
  const waitsMs: number[] = [];
  let lost = 0;
  for (let nowMs = 0; ; ) {
    const next = sources.reduce((best, source, n) => (source.nextMs < (sources[best]?.nextMs ?? 0) ? n : best), 0);
    const source = sources[next];
    nowMs = Math.max(nowMs, source?.nextMs ?? Number.POSITIVE_INFINITY);
    if (source === undefined || nowMs > (settleS + seconds) * 1000) break;
    const size = source.act(nowMs);
    if (size === 0) continue;
    const sentMs = bottleneck.admit(nowMs, size, 0);
    if (sentMs === LOST_QUEUE) source.refused(nowMs);
    else source.left(sentMs, false);
    if (nowMs < settleS * 1000) continue;
    if (sentMs === LOST_QUEUE) lost++;
    else {
      bytes[next] = (bytes[next] ?? 0) + size;
      waitsMs.push(bottleneck.waitedMs);
    }
  }
  waitsMs.sort((a, b) => a - b);
  return {
    shares: bytes.map((each) => (each * 8) / seconds / rateBps),
    waitMs: waitsMs[Math.floor(waitsMs.length / 2)] ?? Number.NaN,
    lost: lost / (lost + waitsMs.length),
  };
}
