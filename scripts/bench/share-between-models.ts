import type { CrossSource } from '../../src/network/emulation/cross/cross-source.ts';
import { TcpSource } from '../../src/network/emulation/cross/tcp-source.ts';
import { quantile, shareLine } from '../../tests/network/emulation/cross/share-line.ts';

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
  const window = { fromMs: settleS * 1000, untilMs: (settleS + seconds) * 1000 };
  const { bytes, lost, waitsMs } = shareLine(sources, { rateBps, queueMs, ...window });
  const allLost = lost.reduce((sum, each) => sum + each, 0);
  return {
    shares: bytes.map((each) => (each * 8) / seconds / rateBps),
    waitMs: quantile(waitsMs, 0.5),
    lost: allLost / (allLost + waitsMs.length),
  };
}
