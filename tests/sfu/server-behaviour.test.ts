import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sleep, wallMs } from '../../src/lib/clock.ts';
import { ORIGIN_BEHAVIOURS } from '../../src/model/scenario/origin-behaviour.ts';
import { ntpFromWallClock, writeCname, writeSenderReport } from '../../src/sfu/rtcp/rtcp-reports.ts';
import { writeReceiverReferenceTime } from '../../src/sfu/rtcp/rtcp-xr.ts';
import { SERVER_BEHAVIOURS } from '../../src/sfu/server-behaviour.ts';
import { VP8_KEY } from './support/rtp-peer.ts';
import { STREAM, TestOrigin } from './support/test-origin.ts';

const SSRC = 0x0101_0101;
const HOUR_MS = 3_600_000;
const VIDEO_CLOCK = 90;
const ASKS = 'a=rtcp-xr:rcvr-rtt=all';

let testOrigin: TestOrigin;
beforeEach(() => {
  testOrigin = new TestOrigin();
});
afterEach(() => testOrigin.close());

describe.each(ORIGIN_BEHAVIOURS)('towards viewers, an origin that imitates %s', (name) => {
  const { answersRoundTrip, capturedWhen } = SERVER_BEHAVIOURS[name];

  it(`${answersRoundTrip ? 'agrees to answer' : 'does not answer'} a viewer’s reference times`, async () => {
    const publisher = await testOrigin.publisher({}, STREAM, SERVER_BEHAVIOURS[name]);
    let answered = '';
    const viewer = await testOrigin.viewer('v', {
      editOffer: (sdp) => sdp.replace('a=rtcp-mux', `a=rtcp-mux\r\n${ASKS}`),
      editAnswer: (sdp) => {
        answered = sdp;
        return sdp;
      },
    });
    expect(answered.includes(ASKS)).toBe(answersRoundTrip);
    publisher.sendRtp({ ssrc: SSRC, sequenceNumber: 1, payload: VP8_KEY });
    await expect.poll(() => viewer.received.length).toBe(1);
    viewer.send(writeReceiverReferenceTime(9, ntpFromWallClock(wallMs())));
    const isAnswered = () => viewer.rtcp.some(({ type }) => type === 'delay-since-receiver-report');
    if (answersRoundTrip) await expect.poll(isAnswered).toBe(true);
    else {
      await sleep(300);
      expect(isAnswered()).toBe(false);
    }
  });

  it(`reports to them what it sends as captured when it was ${capturedWhen}`, async () => {
    const publisher = await testOrigin.publisher({}, STREAM, SERVER_BEHAVIOURS[name]);
    const viewer = await testOrigin.viewer('v');
    // The publisher's clock is an hour behind, and by it the packet was captured 200 ms before the report.
    const [rtpTimestamp, publisherMs] = [1_000_000, wallMs() - HOUR_MS];
    const report = { ssrc: SSRC, ntp: ntpFromWallClock(publisherMs), packetCount: 0, octetCount: 0 };
    publisher.sendRtp({ ssrc: SSRC, sequenceNumber: 1, timestamp: rtpTimestamp, payload: VP8_KEY });
    await expect.poll(() => viewer.received.length).toBe(1);
    publisher.send(
      Buffer.concat([
        writeSenderReport({ ...report, rtpTimestamp: rtpTimestamp + 200 * VIDEO_CLOCK }),
        writeCname(SSRC, 'x'),
      ]),
    );
    const sentMs = wallMs();
    const reports = () => viewer.rtcp.filter((one) => one.type === 'sender-report');
    const before = reports().length;
    await expect.poll(() => reports().length).toBeGreaterThan(before);
    const told = reports().at(-1);
    const [packet] = viewer.received;
    if (told === undefined || packet === undefined) throw new Error('nothing was received');
    const sinceMs = ((told.rtpTimestamp - packet.timestamp) | 0) / VIDEO_CLOCK;
    const capturedMs = (Number(told.ntp - ntpFromWallClock(0)) / 2 ** 32) * 1000 - sinceMs;
    const expectedMs = capturedWhen === 'sent' ? sentMs : publisherMs - 200;
    expect(Math.abs(capturedMs - expectedMs)).toBeLessThan(150);
  });
});
