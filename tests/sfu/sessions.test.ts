import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sleep } from '../../src/lib/clock.ts';
import { writeNack } from '../../src/sfu/rtcp/rtcp-feedback.ts';
import { writeCname, writeReceiverReport, writeSenderReport } from '../../src/sfu/rtcp/rtcp-reports.ts';
import { writeReceiverReferenceTime } from '../../src/sfu/rtcp/rtcp-xr.ts';
import { writeRtp } from '../../src/sfu/rtp/rtp-packet.ts';
import { SERVER_BEHAVIOURS } from '../../src/sfu/server-behaviour.ts';
import { type RtpPeer, VP8_KEY } from './support/rtp-peer.ts';
import { STREAM, TestOrigin } from './support/test-origin.ts';

/** Packets per pause of 1 ms, so that the socket's buffer does not fill up. */
const TOGETHER = 8;
const PAUSE_MS = 1;
const SSRC = 0x0101_0101;

let testOrigin: TestOrigin;
beforeEach(() => {
  testOrigin = new TestOrigin();
});
afterEach(() => testOrigin.close());

/** Sends `count` packets, the first a keyframe's, their timestamps 3000 apart from 1,000,000 on. */
async function sendRun(peer: RtpPeer, from: number, count: number, ssrc = SSRC, timestamp = 1_000_000): Promise<void> {
  for (let index = 0; index < count; index++) {
    peer.sendRtp({
      ...{ ssrc, sequenceNumber: (from + index) & 0xffff, timestamp: timestamp + index * 3000 },
      ...(index === 0 && { payload: VP8_KEY }),
    });
    if (index % TOGETHER === TOGETHER - 1) await sleep(PAUSE_MS);
  }
}

/** Returns the distance of each received sequence number from the one before. */
function steps(peer: RtpPeer): number[] {
  const numbers = peer.received.map(({ sequenceNumber }) => sequenceNumber);
  return numbers.slice(1).map((number, index) => (number - (numbers[index] ?? 0)) & 0xffff);
}

describe('a publisher that restarts within its session', () => {
  it.each([
    ['under another SSRC', 100, 0x0202_0202],
    ['under another SSRC, with higher numbers', 40_000, 0x0202_0202],
    // Upwards only: SRTP itself rejects numbers far behind (RFC 3711 section 3.3.2).
    ['under the same SSRC, counting from elsewhere', 45_000, SSRC],
  ])('%s is followed at once, with continuous numbers', async (_, from, ssrc) => {
    const publisher = await testOrigin.publisher();
    const viewer = await testOrigin.viewer('v');
    await sendRun(publisher, 20_000, 60);
    await expect.poll(() => viewer.received.length).toBe(60);
    await sendRun(publisher, from, 360, ssrc, 3_000_000_000);
    await expect.poll(() => viewer.received.length).toBe(420);
    expect(new Set(steps(viewer))).toEqual(new Set([1]));
    expect(new Set(viewer.received.map((packet) => packet.ssrc)).size).toBe(1);
    // Time advances by arrival, not by the publisher's new clock: within a second of the last packet.
    const times = viewer.received.map(({ timestamp }) => timestamp);
    const jump = ((times[60] ?? 0) - (times[59] ?? 0)) | 0;
    expect(jump).toBeGreaterThan(0);
    expect(jump).toBeLessThan(90_000);
  });
});

describe('a viewer that requests what was lost on the first mile', () => {
  it('gets it when it arrives, and no keyframe instead', async () => {
    const publisher = await testOrigin.publisher();
    const viewer = await testOrigin.viewer('v');
    await sendRun(publisher, 1, 10);
    publisher.sendRtp({ ssrc: SSRC, sequenceNumber: 12, timestamp: 1_033_000 });
    await expect.poll(() => viewer.received.length).toBe(11);
    const pliBefore = publisher.rtcp.filter(({ type }) => type === 'pli').length;
    const [last] = viewer.received.slice(-1);
    const missing = ((last?.sequenceNumber ?? 0) - 1) & 0xffff;
    viewer.send(writeNack(9, last?.ssrc ?? 0, [missing]));
    await expect
      .poll(() => publisher.rtcp.some((one) => one.type === 'nack' && one.sequenceNumbers.includes(11)))
      .toBe(true);
    publisher.sendRtp({ ssrc: SSRC, sequenceNumber: 11, timestamp: 1_030_000 });
    await expect.poll(() => viewer.received.at(-1)?.sequenceNumber).toBe(missing);
    await expect.poll(() => testOrigin.seconds.some(({ viewers }) => (viewers[0]?.nackedPackets ?? 0) > 0)).toBe(true);
    expect(testOrigin.seconds.map(({ viewers }) => viewers[0]?.rtxRefused ?? 0)).not.toContain(1);
    expect(publisher.rtcp.filter(({ type }) => type === 'pli')).toHaveLength(pliBefore);
  });
});

describe('a viewer that requests packets again', () => {
  it.each([
    ['gets them', true, 1],
    ['gets nothing where the broadcast does without retransmission', false, 0],
  ])('%s', async (_, nackEnabled, more) => {
    const publisher = await testOrigin.publisher({}, STREAM, SERVER_BEHAVIOURS.agora, nackEnabled);
    const viewer = await testOrigin.viewer('v');
    await sendRun(publisher, 1, 10);
    await expect.poll(() => viewer.received.length).toBe(10);
    const { ssrc = 0, sequenceNumber = 0 } = viewer.received[5] ?? {};
    viewer.send(writeNack(9, ssrc, [sequenceNumber]));
    await sendRun(publisher, 11, 10);
    await expect.poll(() => viewer.received.length).toBe(20);
    const sent = () => testOrigin.seconds.reduce((sum, { viewers }) => sum + (viewers[0]?.rtxSent ?? 0), 0);
    await sleep(1100);
    expect(sent()).toBe(more);
  });
});

describe('a publisher’s round trip', () => {
  it('is measured by reference times where they are offered, with a report before all feedback', async () => {
    const offered = (sdp: string) => sdp.replace('a=rtcp-mux', 'a=rtcp-mux\r\na=rtcp-xr:rcvr-rtt=all');
    const publisher = await testOrigin.publisher({ editOffer: offered });
    await sendRun(publisher, 1, 10);
    await expect.poll(() => publisher.rtcp.some(({ type }) => type === 'receiver-reference-time')).toBe(true);
    // This offer lacks rtcp-rsize: RFC 3550 requires every compound packet to begin with a report.
    await testOrigin.viewer('v');
    await expect.poll(() => publisher.compounds.some((types) => types.includes('pli'))).toBe(true);
    expect(new Set(publisher.compounds.map(([first]) => first))).toEqual(new Set(['receiver-report']));
  });
});

describe('packets of one session', () => {
  const NTP_END = 0xffff_ffff_ffff_ffffn;
  const report = (ntp: bigint, rtpTimestamp = 0xffff_ffff) =>
    writeSenderReport({ ssrc: SSRC, ntp, rtpTimestamp, packetCount: 0xffff_ffff, octetCount: 0xffff_ffff });

  it('may put its clock at the end of time: viewers still get their reports', async () => {
    const publisher = await testOrigin.publisher();
    const viewer = await testOrigin.viewer('v');
    publisher.send(Buffer.concat([report(NTP_END), writeCname(SSRC, 'x')]));
    await sendRun(publisher, 1, 20);
    publisher.send(Buffer.concat([report(NTP_END), writeCname(SSRC, 'x')]));
    await expect.poll(() => viewer.rtcp.filter(({ type }) => type === 'sender-report').length).toBeGreaterThan(0);
    const line = viewer.rtcp.find((one) => one.type === 'sender-report');
    // It wrapped, as a 64-bit field does.
    expect(line?.type === 'sender-report' && line.ntp < 1n << 40n).toBe(true);
  });

  it('end it, where each is of another source', async () => {
    const publisher = await testOrigin.publisher();
    const reporter = await testOrigin.viewer('reporter');
    for (let ssrc = 1; ssrc <= 600; ssrc++) {
      const packet = { marker: true, payloadType: 96, timestamp: ssrc, extensions: [], payload: VP8_KEY };
      publisher.trySend(writeRtp({ ...packet, ssrc, sequenceNumber: ssrc }));
      reporter.trySend(writeReceiverReport(ssrc, []));
      if (ssrc % TOGETHER === 0) await sleep(PAUSE_MS);
    }
    const left = ['publisher of "live"', 'viewer reporter of "live"'];
    await expect.poll(() => testOrigin.logs).toHaveLength(2);
    expect(testOrigin.logs.toSorted()).toEqual(left.map((who) => `${who} left: it has used more than 500 SSRCs`));
  });

  it('get one answer each, however many reference times they hold', async () => {
    await testOrigin.publisher();
    const viewer = await testOrigin.viewer('v');
    const times = Array.from({ length: 50 }, (_, index) => writeReceiverReferenceTime(index, BigInt(index)));
    viewer.send(Buffer.concat([writeReceiverReport(1, []), ...times]));
    const answers = () => viewer.rtcp.filter(({ type }) => type === 'delay-since-receiver-report');
    await expect.poll(() => answers().length).toBe(1);
    await sleep(100);
    expect(answers()).toMatchObject([{ replies: [{ ssrc: 49 }] }]);
  });

  it('do not affect another session, whatever they are', async () => {
    const publisher = await testOrigin.publisher();
    const neighbour = await testOrigin.viewer('neighbour');
    const hostile = await testOrigin.viewer('hostile');
    const other = await testOrigin.publisher({}, 'other');
    const sending = sendRun(publisher, 1, 500);
    const words = [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x8181_8181];
    const hostiles = words.flatMap((word) => {
      const body = Buffer.alloc(40);
      for (let at = 0; at < body.length; at += 4) body.writeUInt32BE(word, at);
      return [192, 200, 201, 202, 203, 204, 205, 206, 207, 208].flatMap((type) =>
        [0, 1, 4, 15, 31, 33, 47, 63].map((low) =>
          Buffer.concat([Buffer.from([0x80 | low, type, 0, 10]), Buffer.alloc(4), body]),
        ),
      );
    });
    const everyNumber = (seed: number) => Array.from({ length: 300 }, (_, index) => (index * 217 + seed) & 0xffff);
    let went = 0;
    for (const [index, bytes] of hostiles.entries()) {
      const ntp = index % 2 === 0 ? 0n : NTP_END;
      // Numbers far apart, each of another source, with the longest possible extension.
      const extensions = [[20, Buffer.alloc(255)]] as const;
      const packet = { sequenceNumber: (index * 32_767) & 0xffff, ssrc: index, extensions };
      const ways: readonly [RtpPeer, Buffer][] = [
        ...[hostile, other, publisher].map((peer): [RtpPeer, Buffer] => [peer, bytes]),
        [hostile, writeReceiverReferenceTime(0xffff_ffff, ntp)],
        [hostile, Buffer.concat([writeReceiverReport(0xffff_ffff, []), report(ntp)])],
        [hostile, writeNack(1, neighbour.received[0]?.ssrc ?? 1, everyNumber(index))],
        [hostile, writeNack(1, hostile.received[0]?.ssrc ?? 1, everyNumber(index))],
        [other, writeRtp({ marker: true, payloadType: 96, timestamp: index, payload: Buffer.alloc(0), ...packet })],
      ];
      went += ways.filter(([peer, message]) => peer.trySend(message)).length;
      await sleep(PAUSE_MS);
    }
    expect(went).toBeGreaterThan(3000);
    await sending;
    await expect.poll(() => neighbour.received.length).toBe(500);
    expect(new Set(steps(neighbour))).toEqual(new Set([1]));
    expect(testOrigin.logs.filter((text) => text.includes('an error in the origin'))).toEqual([]);
  });
});
