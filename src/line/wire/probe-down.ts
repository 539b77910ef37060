import { sleep } from '../../lib/clock.ts';
import type { Crossing } from '../crossing.ts';
import { FillWatch } from './fill-watch.ts';
import { FULL_BYTES, LEAST_BYTES, onWire } from './message.ts';
import { paced } from './paced.ts';
import type { DataPacket } from './prober-link.ts';
import { FULL_BITS, type ProbingSession } from './probing-session.ts';

/** Lengths of fills, one after the other until one overflows: what comes down has to be sent up before, slowly on most lines. */
const FILLS_MS = [600, 1500, 3000];
const RECEIPT_EACH = 4;
/** Share of the line up at which credit is earned: without a queue. */
const EARN_SHARE = 0.85;
/** Part of the deposits that may be lost on the way. */
const EARN_SPARE = 1.05;
/** Longest time that credit is earned in for one purpose. */
const EARN_MOST_MS = 25_000;
const RELEASE_TRIES = 3;
/** Silence after which a train is over, and before it has begun. */
const OVER_MS = 400;
const BEGIN_MS = 600;

/** Has trains sent down, as many as can be paid for. */
export async function sendTrainsDown(
  session: ProbingSession,
  { trains, packets, upBps }: { readonly trains: number; readonly packets: number; readonly upBps: number },
): Promise<Crossing[][]> {
  const affordable = await earn(session, trains * packets * onWire(FULL_BYTES), upBps);
  const count = Math.min(trains, Math.max(1, Math.floor(affordable / (packets * onWire(FULL_BYTES)))));
  const came: Crossing[][] = [];
  for (let train = 0; train < count; train++) came.push(await release(session, packets, 0));
  return came.filter((each) => each.length > 0);
}

/** Has a train sent down that is faster than the line, until the buffer overflows: a short one, then longer ones. */
export async function fillDown(
  session: ProbingSession,
  { rateBps, usualLoss, upBps }: { readonly rateBps: number; readonly usualLoss: number; readonly upBps: number },
): Promise<Crossing[]> {
  const bps = session.fillBps(rateBps);
  if (bps === undefined) return [];
  let last: Crossing[] = [];
  for (const longMs of FILLS_MS) {
    const wanted = Math.ceil((bps * longMs) / 1000 / FULL_BITS);
    const affordable = Math.floor((await earn(session, wanted * onWire(FULL_BYTES), upBps)) / onWire(FULL_BYTES));
    const watch = new FillWatch(usualLoss);
    if (affordable > last.length)
      last = await release(session, Math.min(wanted, affordable), (FULL_BITS * 1000) / bps, watch);
    if (watch.isFull || affordable < wanted) return last;
    await session.settle();
  }
  return last;
}

/** Sends up what is to come down, for the responder sends no more than it gets. Returns the credit, which may be less. */
async function earn(session: ProbingSession, bytes: number, upBps: number): Promise<number> {
  const { signal, mostBps } = session.options;
  const gapMs = (FULL_BITS * 1000) / Math.min(mostBps, EARN_SHARE * upBps);
  const missing = Math.max(0, bytes - session.creditBytes) * EARN_SPARE;
  const count = Math.min(Math.ceil(missing / onWire(FULL_BYTES)), Math.floor(EARN_MOST_MS / gapMs));
  if (count > 0) {
    await paced({ count, gapMs, steady: false, signal }, (index) => {
      if (!session.mayStillSend(1)) return false;
      session.deposit(index % RECEIPT_EACH === 0 || index === count - 1);
      return true;
    });
    await session.settle();
  }
  session.readCredit();
  return session.creditBytes;
}

/** Asks for a train and waits until it has come; asks again when nothing came at all. */
export async function release(
  session: ProbingSession,
  packets: number,
  gapMs: number,
  watch?: FillWatch,
): Promise<Crossing[]> {
  const { link, options } = session;
  const paceMs = Math.max(gapMs, (FULL_BITS * 1000) / options.mostBps);
  session.creditBytes -= packets * onWire(FULL_BYTES);
  for (let tries = 0; tries < RELEASE_TRIES; tries++) {
    const ask = { first: packets, second: FULL_BYTES, heardMs: paceMs };
    const serial = link.send('release', LEAST_BYTES, ask);
    let [received, isOver, isStopped] = [0, false, false];
    let quietSinceMs = performance.now() + session.roundTripMs + BEGIN_MS;
    link.onMessage = (message, receivedMs) => {
      if (message.kind !== 'data' || message.first !== serial) return;
      received++;
      quietSinceMs = performance.now();
      isOver = message.second === packets - 1;
      watch?.add(message.second, received, receivedMs - message.sentMs);
    };
    while (!isOver && performance.now() - quietSinceMs < OVER_MS) {
      if (watch?.isFull === true && !isStopped) {
        // Twice, for one may be lost.
        for (let n = 0; n < 2; n++) link.send('stop', LEAST_BYTES, { first: serial });
        isStopped = true;
      }
      await sleep(5, options.signal);
    }
    link.onMessage = () => {};
    const came = trainOf(link.dataOf(serial), paceMs);
    if (came.length > 0) return came;
  }
  return [];
}

/** In the order of sending, with those that were lost before the last that came; when they were sent follows from their neighbours. */
function trainOf(packets: readonly DataPacket[], gapMs: number): Crossing[] {
  const byIndex = new Map(packets.map((packet) => [packet.index, packet]));
  const [first] = [...byIndex.values()].sort((a, b) => a.index - b.index);
  if (first === undefined) return [];
  return Array.from({ length: Math.max(...byIndex.keys()) + 1 }, (_, index): Crossing => {
    const packet = byIndex.get(index);
    const sentMs = packet?.sentMs ?? first.sentMs + (index - first.index) * gapMs;
    return { sentMs, receivedMs: packet?.receivedMs, bytes: first.bytes };
  });
}
