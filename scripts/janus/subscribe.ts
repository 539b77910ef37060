import { sleep } from '../../src/lib/clock.ts';
import type { JanusSession, Jsep } from './janus-session.ts';

const ROOM = 1234;
const FEED = 1;
const WAIT_MS = 10_000;
const RETRY_MS = 100;

/**
 * Asks for the room's stream; returns Janus' offer. Janus knows a stream only once its own side of the publisher's connection
 * is up, which on a busy machine is later than the publisher's: until then it says "No such feed", and is asked again.
 */
export async function subscribe(session: JanusSession): Promise<Jsep | undefined> {
  const join = { request: 'join', ptype: 'subscriber', room: ROOM, streams: [{ feed: FEED }] };
  for (const untilMs = performance.now() + WAIT_MS; ; await sleep(RETRY_MS))
    try {
      return await session.ask(join);
    } catch (error) {
      if (performance.now() > untilMs || !/No such feed/.test(String(error))) throw error;
    }
}
