import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { whipTask } from '../../src/browser/transports/whip/whip-task.ts';
import { Closers } from '../../src/lib/closers.ts';
import { CannotMeasureError } from '../../src/lib/errors.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import type { LinkProfile } from '../../src/model/scenario/link-profile.ts';
import type { Broadcast } from '../../src/model/scenario/scenario.ts';
import { findBrowser } from '../../src/participants/find-browser.ts';
import { type LaunchedBrowser, launchBrowser } from '../../src/participants/launch-browser.ts';
import { createPublisher, type Publisher } from '../../src/participants/publisher.ts';
import { itLong } from '../it-long.ts';
import { WhipServer } from '../transports/whip-server.ts';

const IDEAL: LinkProfile = { delayMs: 0, jitterMs: 0, loss: { type: 'none' } };
const BROADCAST: Broadcast = {
  transport: 'local',
  source: { type: 'presenter' },
  video: { codec: 'h264', width: 320, height: 180, fps: 10, bitrateBps: 200_000 },
  audio: { bitrateBps: 64_000 },
  firstMile: { profile: 'custom', label: 'ideal', out: IDEAL, back: IDEAL },
};
describe('a WHIP server with a useless answer', () => {
  const closers = new Closers();
  const { signal } = new AbortController();
  let browser: LaunchedBrowser;
  let server: WhipServer | undefined;

  beforeAll(async () => {
    const { path } = await findBrowser();
    const enter = { command: '', args: [] };
    browser = await launchBrowser({ enter, executable: path, trustedOrigins: [], signal });
    closers.add('browser', () => browser.close());
  });
  afterEach(() => server?.close());
  afterAll(async () => expect(await closers.closeAll(5000)).toEqual([]));

  /** Publishes to a server that answers offers with `answerTo`; DELETE is accepted. */
  const publishTo = async (answerTo: (offer: string) => string): Promise<Publisher> => {
    server = await WhipServer.open(({ method, body }) =>
      method === 'POST'
        ? { status: 201, headers: { 'Content-Type': 'application/sdp', Location: '/session/1' }, body: answerTo(body) }
        : { status: 200 },
    );
    const task = whipTask(server.url('/whip/live'));
    const publisher = createPublisher({ browser, broadcast: BROADCAST, task, record: () => {}, signal });
    await publisher.open();
    return publisher;
  };
  /** Expects both attempts' sessions to be deleted. */
  const expectGivenBack = async (times: number) =>
    expect
      .poll(() => server?.requests.filter((request) => request === 'DELETE /session/1').length, { timeout: 5000 })
      .toBe(times);

  it('is reported if it lacks the offered codec', async () => {
    const publisher = await publishTo(withoutPicture);
    const trouble = await publisher.publish().catch((error: unknown) => error);
    expect(trouble).toBeInstanceOf(CannotMeasureError);
    expect(String(trouble)).toContain(
      'the publisher could not publish: the server’s answer has no picture: it takes none of h264, which was offered',
    );
    await expectGivenBack(2);
    await publisher.close();
  });

  itLong('is reported in the browser’s words if its sections come in another order', async () => {
    const publisher = await publishTo((offer) => {
      const [head = '', ...sections] = answerOf(offer).split(/^(?=m=)/m);
      return head + sections.reverse().join('');
    });
    expect(await publisher.publish().catch(String)).toMatch(/the server’s answer cannot be used.*order of m-lines/);
    await expectGivenBack(2);
    await publisher.close();
  });

  itLong('is not shown with its key, even where the browser quotes what it refuses to ask', async () => {
    const other = await WhipServer.open(() => ({ status: 201 }));
    server = await WhipServer.open(({ path }) => ({
      status: 307,
      headers: { Location: `${other.url('').replace('127.0.0.1', 'localhost')}${path}` },
    }));
    const task = whipTask(server.url('/whip/studio-key-7?token=of-tonight'), undefined, true);
    const lines: RecordLine[] = [];
    const record = (line: RecordLine) => lines.push(line);
    const publisher = createPublisher({ browser, broadcast: BROADCAST, task, record, signal });
    await publisher.open();
    const trouble = await publisher.publish().catch(String);
    await publisher.sample();
    await publisher.close();
    await other.close();
    // A redirect to another host, which does not let pages of this one ask it.
    const recorded = JSON.stringify(lines);
    expect(recorded).toContain('blocked by CORS policy');
    expect(recorded + trouble).not.toMatch(/studio-key-7|of-tonight/);
  });

  it('is reported with the browser’s reason if it cannot be reached', async () => {
    const gone = await WhipServer.open(() => ({ status: 201 }));
    const url = gone.url('/whip/live');
    await gone.close();
    const options = { browser, broadcast: BROADCAST, task: whipTask(url), record: () => {}, signal };
    const publisher = createPublisher(options);
    await publisher.open();
    expect(await publisher.publish().catch(String)).toContain(
      `POST ${url}: cannot be reached (net::ERR_CONNECTION_REFUSED)`,
    );
    await publisher.close();
  });

  it('is given up if it never connects, and reported with what was tried', { timeout: 60_000 }, async () => {
    const deaf = createSocket('udp4').bind(0, '127.0.0.1');
    await once(deaf, 'listening');
    const { port } = deaf.address();
    const publisher = await publishTo((offer) => withCandidate(offer, port));
    const trouble = await publisher.publish().catch((error: unknown) => error);
    expect(trouble).toBeInstanceOf(CannotMeasureError);
    expect(String(trouble)).toContain(
      `the publisher could not publish: the server answered, but no path for media to it was found in 10 s: tried 127.0.0.1:${port}/udp`,
    );
    await expectGivenBack(2);
    deaf.close();
    await publisher.close();
  });
});

/** Writes an answer that accepts all of an offer, with each medium's direction reversed. */
function answerOf(offer: string): string {
  return offer
    .replaceAll('a=setup:actpass', 'a=setup:active')
    .replaceAll('a=sendonly', 'a=recvonly')
    .replace(/^a=(candidate|ssrc|msid|bundle-only|extmap-allow-mixed).*\r\n/gm, '')
    .replace(/^m=(audio|video) 0/gm, 'm=$1 9');
}

function withoutPicture(offer: string): string {
  const soundsMid = /^m=audio[\s\S]*?^a=mid:(.*)\r$/m.exec(offer)?.[1];
  return answerOf(offer)
    .replace(/^m=video 9/m, 'm=video 0')
    .replace(/^a=group:BUNDLE .*\r$/m, `a=group:BUNDLE ${soundsMid}\r`);
}

function withCandidate(offer: string, port: number): string {
  const candidate = `a=candidate:1 1 udp 2130706431 127.0.0.1 ${port} typ host`;
  return answerOf(offer).replace(/^a=ice-ufrag:.*$/gm, `${candidate}\r\na=ice-ufrag:deaf`);
}
