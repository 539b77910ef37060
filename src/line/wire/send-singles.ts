import { REFERENCE_PACKET_MS } from '../../model/scenario/reference-packet.ts';
import { BITS_PER_BYTE } from '../../model/units.ts';
import type { Crossing } from '../crossing.ts';
import { quantile } from '../statistics.ts';
import { LEAST_BYTES, onWire } from './message.ts';
import { paced } from './paced.ts';
import type { ProbingSession } from './probing-session.ts';

/** Share of the line that single probes take at most. */
const SINGLES_SHARE = 0.2;

export interface Singles {
  readonly up: readonly Crossing[];
  readonly down: readonly Crossing[];
  /** Round trips less the time at the responder, ms. */
  readonly roundTripsMs: readonly number[];
}

/** Sends small probes at a steady pace, each of which the responder answers at once. */
export async function sendSingles(session: ProbingSession, leastBps: number): Promise<Singles> {
  const { link, options } = session;
  const bytes = onWire(LEAST_BYTES);
  // As often as the loss chain has a step.
  const gapMs = Math.max(REFERENCE_PACKET_MS, (bytes * BITS_PER_BYTE * 1000) / (SINGLES_SHARE * leastBps));
  const serials: number[] = [];
  const count = Math.ceil(options.singlesMs / gapMs);
  await paced({ count, gapMs, steady: true, signal: options.signal }, () => {
    serials.push(link.send('echo', LEAST_BYTES));
    return true;
  });
  await session.settle();
  const arrivals = await link.arrivals(options.signal);
  const exchanges = serials.map((serial) => ({ serial, exchange: link.exchange(serial) }));
  const roundTripsMs = exchanges.flatMap(({ exchange }) => {
    if (exchange?.answer === undefined) return [];
    const { message, receivedMs } = exchange.answer;
    return [receivedMs - exchange.sentMs - (message.sentMs - message.heardMs)];
  });
  session.roundTripMs = quantile(roundTripsMs, 0.9) ?? session.roundTripMs;
  return {
    up: serials.map((serial) => session.crossingUp(serial, arrivals)),
    // Every request that arrived was answered at once: an answer that did not come was lost on its way down.
    down: exchanges.flatMap(({ serial, exchange }): Crossing[] => {
      const sentMs = exchange?.answer?.message.sentMs ?? arrivals.get(serial);
      return sentMs === undefined ? [] : [{ sentMs, receivedMs: exchange?.answer?.receivedMs, bytes }];
    }),
    roundTripsMs,
  };
}
