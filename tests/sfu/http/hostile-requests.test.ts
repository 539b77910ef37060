import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sleep } from '../../../src/lib/clock.ts';
import { createRandom } from '../../../src/lib/random.ts';
import type { OriginLine } from '../../../src/model/recording/origin-line.ts';
import { type OriginProcess, startOrigin } from '../../../src/sfu/process/start-origin.ts';
import { writeReceiverReport } from '../../../src/sfu/rtcp/rtcp-reports.ts';
import { LONG } from '../../it-long.ts';
import { recordedOffer } from '../support/recorded-offer.ts';
import { RtpPeer, VP8_KEY } from '../support/rtp-peer.ts';

const REQUESTS = LONG ? 10_000 : 1500;
const SDP = { 'content-type': 'application/sdp' };
const PACKET_MS = 5;
const REPORT_MS = 1000;

/** Edits that ended the process once, at once or seconds later, or would have elsewhere. */
const ONCE_DEADLY: readonly (readonly [RegExp, string])[] = [
  [/a=fingerprint:.*/g, 'a=fingerprint:sha-256 AA:BB:CC'],
  [/a=fingerprint:sha-256/g, 'a=fingerprint:md99'],
  [/(m=video \d+ \S+ ).*/, '$1300'],
  [/(m=video \d+ \S+ .*)/, '$1 300\r\na=rtpmap:300 H264/90000'],
  [/a=mid:.*/, `a=mid:${'m'.repeat(300)}`],
  [/(a=mid:.*)/, '$1\r\na=ssrc:99999999999 cname:x'],
  [/(a=mid:.*)/, '$1\r\na=ssrc-group:FID 1 -1'],
  [/a=extmap:\d+/g, 'a=extmap:300'],
  [/a=extmap:\d+/g, 'a=extmap:1'],
  [/H264\/90000/g, 'H264/0'],
  [/H264\/90000/g, 'H264/99999999999'],
  [/a=ice-pwd:.*/g, `a=ice-pwd:${'x'.repeat(256)}`],
  [/a=ice-ufrag:.*/g, `a=ice-ufrag:${'x'.repeat(256)}`],
  [/a=setup:.*/g, 'a=setup:active'],
];

describe('an origin under arbitrary requests', () => {
  let origin: OriginProcess;
  const exits: Error[] = [];
  const logs: string[] = [];
  const lines: OriginLine[] = [];
  const peers: RtpPeer[] = [];
  let sending: NodeJS.Timeout | undefined;
  let reporting: NodeJS.Timeout | undefined;
  beforeAll(async () => {
    origin = await startOrigin({
      ...{ enter: { command: '', args: [] }, address: '127.0.0.1', port: 0, signal: new AbortController().signal },
      onSecond: (line) => lines.push(line),
      onLog: (text) => logs.push(text),
      onExit: (error) => exits.push(error),
    });
  });
  afterAll(async () => {
    clearInterval(sending);
    clearInterval(reporting);
    for (const peer of peers) peer.close();
    await origin?.close();
  });

  const ask = async (path: string, init: RequestInit) => {
    const response = await fetch(path.startsWith('/') ? new URL(origin.whipUrl).origin + path : path, init);
    await response.arrayBuffer();
    return response;
  };
  const post = (path: string, body: string) => ask(path, { method: 'POST', body, headers: SDP });
  const join = async (peer: RtpPeer, url: string) => {
    peers.push(peer);
    const response = await fetch(url, { method: 'POST', body: peer.offer, headers: SDP });
    expect(response.status).toBe(201);
    await peer.connect(await response.text());
  };

  it(
    `answers each of ${REQUESTS} by name, and a neighbour loses not one packet of its stream meanwhile`,
    async () => {
      const publisher = new RtpPeer({ direction: 'SendOnly' });
      const viewer = new RtpPeer({ direction: 'RecvOnly' });
      await join(publisher, origin.whipUrl);
      await join(viewer, `${origin.whepUrl}?viewer=neighbour`);
      // A viewer that never reports is sent nothing more after 22.5 s, and the requests may take longer.
      reporting = setInterval(() => viewer.send(writeReceiverReport(1, [])), REPORT_MS);
      let sent = 0;
      sending = setInterval(() => {
        publisher.sendRtp({ sequenceNumber: sent & 0xffff, ...(sent === 0 && { payload: VP8_KEY }) });
        sent += 1;
      }, PACKET_MS);

      const random = createRandom(1810);
      const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;
      const statuses = new Map<number, number>();
      const sessions: string[] = [];
      const offers = [recordedOffer('publisher-h264'), recordedOffer('viewer'), recordedOffer('publisher-simulcast')];
      for (let request = 0; request < REQUESTS; request++) {
        let offer = pick(offers);
        for (let edits = Math.floor(random() * 2); edits >= 0; edits--) offer = offer.replace(...pick(ONCE_DEADLY));
        const path = pick([
          '/whip/other',
          '/whep/other',
          `/whep/live?viewer=${request}`,
          '/whip/live?startKbps=1e9',
          '//',
        ]);
        const { status, headers } = await post(path, offer);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        const location = headers.get('location');
        if (location !== null) sessions.push(location);
        if (sessions.length > 20) await ask(sessions.shift() ?? '', { method: 'DELETE' });
      }
      // Time for a delayed crash to happen.
      await sleep(LONG ? 6000 : 1000);
      clearInterval(sending);
      expect(exits).toEqual([]);
      expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
      // Enough of both, accepted and rejected.
      expect(statuses.get(201)).toBeGreaterThan(REQUESTS / 20);
      expect(statuses.get(400)).toBeGreaterThan(REQUESTS / 5);
      await expect.poll(() => viewer.received.length).toBe(sent);
      expect(logs.filter((text) => /error in the origin|uncaught|unhandled/.test(text))).toEqual([]);
    },
    LONG ? 600_000 : 180_000,
  );

  it('accepts no more sessions than it has room for, and says when to retry', async () => {
    const offer = recordedOffer('publisher-h264');
    const statuses: number[] = [];
    const sessions: string[] = [];
    for (let session = 0; session < 410; session++) {
      const response = await post(`/whip/many-${session}`, offer);
      statuses.push(response.status);
      const location = response.headers.get('location');
      if (location !== null) sessions.push(location);
      else expect(response.headers.get('retry-after')).toBe('1');
    }
    expect(new Set(statuses)).toEqual(new Set([201, 503]));
    for (const session of sessions) await ask(session, { method: 'DELETE' });
    expect((await post('/whip/again', offer)).status).toBe(201);
    expect(exits).toEqual([]);
  });
});
