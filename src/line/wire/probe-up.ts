import { sleep } from '../../lib/clock.ts';
import type { Crossing } from '../crossing.ts';
import { FillWatch } from './fill-watch.ts';
import { paced } from './paced.ts';
import { FULL_BITS, type ProbingSession } from './probing-session.ts';

const FILL_MS = 3000;
/** Every how many packets of a fill the responder is to say how late it is. */
const RECEIPT_EACH = 4;
/** Pause after a train, in times of what it takes on the line. */
const PAUSE_PER_TRAIN = 1.3;
const PAUSE_MS = 20;

/** Sends trains up, one after the other has arrived. */
export async function sendTrainsUp(
  session: ProbingSession,
  { trains, packets, bps }: { readonly trains: number; readonly packets: number; readonly bps: number },
): Promise<Crossing[][]> {
  const { signal, mostBps } = session.options;
  const sent: number[][] = [];
  for (let train = 0; train < trains && session.mayStillSend(packets); train++) {
    const serials: number[] = [];
    await paced({ count: packets, gapMs: (FULL_BITS * 1000) / mostBps, steady: false, signal }, (index) => {
      serials.push(session.deposit(index === packets - 1));
      return true;
    });
    sent.push(serials);
    await sleep(PAUSE_PER_TRAIN * ((packets * FULL_BITS * 1000) / bps) + PAUSE_MS, signal);
  }
  await session.settle();
  return session.crossingsUp(sent);
}

/** Sends faster than the line carries until its buffer overflows, for 3 s at most. */
export async function fillUp(session: ProbingSession, rateBps: number, usualLoss: number): Promise<Crossing[]> {
  const { link, options } = session;
  const bps = session.fillBps(rateBps);
  if (bps === undefined) return [];
  const gapMs = (FULL_BITS * 1000) / bps;
  const watch = new FillWatch(usualLoss);
  const places = new Map<number, number>();
  let before: number | undefined;
  link.onMessage = (message) => {
    const index = places.get(message.serial);
    const exchange = link.exchange(message.serial);
    if (message.kind !== 'deposited' || index === undefined || exchange === undefined) return;
    before ??= message.second - 1;
    watch.add(index, message.second - before, message.heardMs - exchange.sentMs);
  };
  const serials: number[] = [];
  const count = Math.ceil(FILL_MS / gapMs);
  await paced({ count, gapMs, steady: false, signal: options.signal }, (index) => {
    if (watch.isFull || !session.mayStillSend(1)) return false;
    const serial = session.deposit(index % RECEIPT_EACH === 0);
    places.set(serial, index);
    serials.push(serial);
    return true;
  });
  link.onMessage = () => {};
  await session.settle();
  return (await session.crossingsUp([serials]))[0] ?? [];
}
