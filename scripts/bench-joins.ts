// Compares joins where the origin begins DTLS with joins where the joining side does: npx tsx scripts/bench-joins.ts [joins=30]. Prints, for ways of a fixed delay, the
// times until a publisher may send and until a viewer has its first packet, and how many took the second that OpenSSL waits.

import { Origin } from '../src/sfu/origin.ts';
import { parseOffer } from '../src/sfu/sdp/sdp-offer.ts';
import { SERVER_BEHAVIOURS } from '../src/sfu/server-behaviour.ts';
import { RtpPeer, VP8_KEY } from '../tests/sfu/support/rtp-peer.ts';
import { openRelay } from '../tests/sfu/support/udp-relay.ts';

const JOINS = Number(process.argv[2] ?? 30);
const DELAYS_MS = [0, 50];
const PACKET_MS = 2;
/** Before OpenSSL repeats its first message, and after all that a way of 50 ms takes without that. */
const SLOW_MS = 700;
const STREAM = 'live';

const origin = new Origin({ address: '127.0.0.1' }, () => {});
setInterval(() => origin.tick(performance.now()), 20);

/** Which side begins is what the offer lets it be. */
const sides = { 'the origin begins': 'actpass', 'who joins begins': 'active' } as const;
type Role = (typeof sides)[keyof typeof sides];
const offering = (role: Role) => (sdp: string) => sdp.replaceAll('a=setup:actpass', `a=setup:${role}`);

async function over(delayMs: number, answer: string): Promise<{ answer: string; close: () => void }> {
  const port = Number(/127\.0\.0\.1 (\d+) typ host/.exec(answer)?.[1]);
  const relay = await openRelay(port, { delayMs }, { delayMs }, 1);
  return { answer: answer.replaceAll(` ${port} typ`, ` ${relay.port} typ`), close: () => relay.close() };
}

async function publish(role: Role, delayMs: number): Promise<number> {
  const peer = new RtpPeer({ direction: 'SendOnly', editOffer: offering(role) });
  const asked = { startBitrateKbps: undefined, nackEnabled: true, behaviour: SERVER_BEHAVIOURS.agora };
  const opened = await origin.publish('measured', parseOffer(peer.offer), asked);
  const way = await over(delayMs, opened.answer);
  const begunMs = performance.now();
  await peer.connect(way.answer);
  const tookMs = performance.now() - begunMs;
  origin.end(opened.sessionId);
  peer.close();
  way.close();
  return tookMs;
}

async function watch(role: Role, delayMs: number): Promise<number> {
  const peer = new RtpPeer({ direction: 'RecvOnly', editOffer: offering(role) });
  const opened = await origin.watch(STREAM, parseOffer(peer.offer));
  const way = await over(delayMs, opened.answer);
  const begunMs = performance.now();
  const first = new Promise<void>((resolve) => peer.onFirstPacket(resolve));
  await peer.connect(way.answer);
  await first;
  const tookMs = performance.now() - begunMs;
  origin.end(opened.sessionId);
  peer.close();
  way.close();
  return tookMs;
}

const publisher = new RtpPeer({ direction: 'SendOnly' });
const asked = { startBitrateKbps: undefined, nackEnabled: true, behaviour: SERVER_BEHAVIOURS.agora };
await publisher.connect((await origin.publish(STREAM, parseOffer(publisher.offer), asked)).answer);
let sent = 0;
setInterval(() => publisher.sendRtp({ sequenceNumber: sent++ & 0xffff, payload: VP8_KEY }), PACKET_MS);

for (const delayMs of DELAYS_MS)
  for (const [what, measure] of [
    ['publisher connected', publish],
    ['viewer has a packet', watch],
  ] as const)
    for (const [side, role] of Object.entries(sides)) {
      const times: number[] = [];
      for (let join = 0; join < JOINS; join++) times.push(await measure(role, delayMs));
      times.sort((a, b) => a - b);
      const slow = times.filter((time) => time > SLOW_MS).length;
      const median = (times[JOINS >> 1] ?? Number.NaN).toFixed(0);
      console.log(
        `${delayMs} ms one way, ${what}, ${side}: median ${median} ms, over ${SLOW_MS} ms: ${slow} of ${JOINS}`,
      );
    }
process.exit(0);
