import type { Crossing, WayCrossings } from '../../../src/line/crossing.ts';
import type { LinkProfile } from '../../../src/model/scenario/link-profile.ts';
import { EmulatedLink } from '../../../src/network/emulation/link.ts';
import { link } from '../../network/support/profiles.ts';

export interface Sending {
  readonly singles?: number;
  readonly everyMs?: number;
  readonly singleBytes?: number;
  readonly trains?: number;
  readonly trainPackets?: number;
  readonly trainBps?: number;
  readonly fillMs?: number;
  readonly fillBps?: number;
  /** The receiver's clock is ahead by so much. */
  readonly clockMs?: number;
}

const BYTES = 1428;

/** Sends probes over the pure emulation of a link, whose profile is the truth. */
export function overLink(effects: Partial<LinkProfile>, seed: number, sending: Sending = {}): WayCrossings {
  const { singles = 5000, everyMs = 4, singleBytes = 72, trains = 9, trainPackets = 30, clockMs = 0 } = sending;
  const rateBps = effects.rateBps ?? 50e6;
  const { trainBps = 100e6, fillMs = 3000, fillBps = 2 * rateBps } = sending;
  const emulated = new EmulatedLink(link('x', effects, seed));
  let nowMs = 0;
  const send = (bytes: number): Crossing => {
    const due = emulated.admit(nowMs, bytes);
    return { sentMs: nowMs, receivedMs: due < 0 ? undefined : due + clockMs, bytes };
  };
  const paced = (count: number, bytes: number, gapMs: number) =>
    Array.from({ length: count }, () => {
      const crossing = send(bytes);
      nowMs += gapMs;
      return crossing;
    });
  const gapMs = (bps: number) => (BYTES * 8 * 1000) / bps;
  const alone = paced(singles, singleBytes, everyMs);
  nowMs += 1000;
  const inTrains = Array.from({ length: trains }, () => {
    const train = paced(trainPackets, BYTES, gapMs(trainBps));
    nowMs += 1.5 * trainPackets * gapMs(rateBps) + 100;
    return train;
  });
  nowMs += 3000;
  const fill = paced(Math.floor(fillMs / gapMs(fillBps)), BYTES, gapMs(fillBps));
  return { singles: alone, trains: inTrains, fill };
}
